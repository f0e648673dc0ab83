"""What likeness alone found is read anew beside its sentence: a threat is worded like the deed.

Likeness tells what is spoken of, never whether it took place. Words of threat, demand, plan, hearsay or negation next to it
give the modality and polarity; beside a question or a tale it stays silent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex

from rushlight.codebook import codebook
from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.reading.patterns import rx
from rushlight.record import Modality, PartyClass, Polarity
from rushlight.tables import load_table

_MARKS = rx(r"[,;:—–()]")
_AND_THEN = rx(r"(?<=\w{3}\s)(?:and|but|until|so\s+that|because)\s")
"""Behind these another thing is said: ``fell and did not get up`` is no denial that she fell."""
_BREAKS = rx(r"[.!?\n。]+(?=\s|$)|\n")
POWER = frozenset({PartyClass.AUTHORITY, PartyClass.OFFICER})
ABUSE = frozenset({"abuse", "possible_abuse"})
AFTERWARDS = 60
"""Characters behind a statement within which it may be taken back."""
SENTENCE = 400
"""Characters within which a sentence is looked for."""
FREED = "release.freed"
NEGATED = "negated"
OWN_CLAUSE = frozenset({NEGATED, "policy"})
"""What counts only within the statement's own clause: a not before the comma denies something else."""
LATER = "threatened_later"
"""What is yet to come: of an abuse a threat, of anything else a possibility."""


@dataclass(frozen=True)
class Doubt:
    """The words of one language: ``around`` in the order in which they are asked."""

    withdrawn: regex.Pattern[str]
    silent: regex.Pattern[str]
    taken_back: regex.Pattern[str]
    asked: regex.Pattern[str]
    given: regex.Pattern[str]
    undone: regex.Pattern[str]
    before: int
    after: int
    around: Mapping[str, regex.Pattern[str]]


@cache
def _doubt(language: str) -> Doubt:
    rows = load_table("likeness")[language]["hesitation"]
    return Doubt(
        withdrawn=rx(rows["withdrawn"]),
        silent=rx(rows["silent"]),
        taken_back=rx(rows["taken_back"]),
        asked=rx(rows["asked"]),
        given=rx(rows["given"]),
        undone=rx(rows["undone"]),
        before=rows["before"],
        after=rows["after"],
        around={name: rx(pattern) for name, pattern in rows["around"].items()},
    )


@cache
def _acts(name: str) -> frozenset[str]:
    return frozenset(load_table("likeness")[name])


def hesitate(source: Source, draft: Draft) -> None:
    """Give what likeness alone reads as done the modality its sentence speaks of, or take it out.

    Take out as well an abuse in a report that speaks of nobody in power: people also pay plumbers and leave tenants notice.
    """
    power = any(p.party_class in POWER and p.mentions for p in draft.parties)
    gone = set()
    for s in draft.statements:
        if s.by_likeness:
            if s.act in _acts("says_no"):
                s.polarity = Polarity.AFFIRMED
            if (not power and _asks_for_power(s)) or (_stands(s) and not _settled(source, s)):
                gone.add(id(s))
    draft.statements = [s for s in draft.statements if id(s) not in gone and id(s.content_of) not in gone]


def _stands(s: StatementDraft) -> bool:
    return s.modality is Modality.OCCURRED and s.polarity is Polarity.AFFIRMED


def _asks_for_power(s: StatementDraft) -> bool:
    """Whether it is an act of those in power: an abuse, or its end, for hospitals send people home as well."""
    return codebook().term(s.act).kind in ABUSE or s.act == FREED


def _settled(source: Source, s: StatementDraft) -> bool:
    """Set the statement's modality and polarity from the words around it; False where it should not be shown."""
    doubt = _doubt(source.language)
    start, end = min(s.spans).start, max(span.end for span in s.spans)
    first, last = _sentence(source.text, start, end)
    asks = s.act in _acts("own_words")
    if not asks and doubt.silent.search(source.text[first:last].lower()):
        return False
    if s.act in _acts("grave") and doubt.withdrawn.search(_paragraph(source.text, start, end)):
        return False
    near = source.text[max(first, start - doubt.before) : min(last, end + doubt.after)].lower()
    clause = _MARKS.split(source.text[max(first, start - doubt.before) : start])[-1].lower() + source.text[start:end].lower()
    clause = _AND_THEN.split(clause, maxsplit=1)[0]
    behind = source.text[end : end + AFTERWARDS].partition("\n")[0].lower()
    for name, words in doubt.around.items():
        if not _says_itself(s.act, name) and words.search(clause if name in OWN_CLAUSE else near):
            _read(s, name)
            return True
    if s.act in _acts("contents") or (s.act in _acts("payments") and _only_asked(doubt, near)):
        s.modality = Modality.DEMANDED
    elif not asks and (doubt.undone.search(behind) or doubt.undone.search(_last_word(source.text[start:end]) + behind)):
        s.modality = Modality.HYPOTHETICAL
    elif not asks and doubt.taken_back.search(behind):
        s.modality = Modality.BELIEVED
    return True


def _last_word(words: str) -> str:
    """The last word in lower case: a run by likeness may take in the verb that says what it only means."""
    return words.lower().split()[-1] if words.split() else ""


def _only_asked(doubt: Doubt, words: str) -> bool:
    """Whether the words of a payment say what was asked and not that it was given."""
    return doubt.asked.search(words) is not None and doubt.given.search(words) is None


def _says_itself(act: str, name: str) -> bool:
    """Whether such words are the act's own: a threat is made of words of threat, a refusal says no."""
    return act in _acts("own_words") or (name == NEGATED and act in _acts("says_no"))


def _read(s: StatementDraft, name: str) -> None:
    if name == NEGATED:
        s.polarity = Polarity.NEGATED
    elif name == LATER:
        s.modality = Modality.THREATENED if codebook().term(s.act).kind in ABUSE else Modality.HYPOTHETICAL
    else:
        s.modality = Modality(name)


def _paragraph(text: str, start: int, end: int) -> str:
    after = text.find("\n\n", end)
    return text[text.rfind("\n\n", 0, start) + 1 : after if after >= 0 else len(text)].lower()


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    earliest = max(0, start - SENTENCE)
    before = [m.end() for m in _BREAKS.finditer(text, earliest, start)]
    after = _BREAKS.search(text, end)
    return before[-1] if before else earliest, after.end() if after else len(text)
