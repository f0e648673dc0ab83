"""Sentences of the body text with their offsets, and where in its sentence a statement says its act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from rushlight.reading.caution.en_table import table
from rushlight.reading.drafts import Source, StatementDraft
from rushlight.reading.patterns import rx
from rushlight.record import Paragraph, ParagraphRole

_ABBREVIATED = "".join(rf"(?<!\b{word})" for word in ("mr", "mrs", "ms", "dr", "st", "no", r"\w"))
_END = rx(
    _ABBREVIATED + r"[.!?]+[\"”’')\]]*(?=\s)|\n\s*\n|\n(?=\W*(?:\d{1,2}:\d\d\W|[\w .-]{1,24}:\s))",
)
LONGEST = 1500
"""Letters of a sentence before it is cut; the longest sentences of reports have about 600."""
_LABEL = rx(r"\W*(?:\d{1,2}:\d\d\W+)?(?:[\w.-]+(?: [\w.-]+)?:\s+)?")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\n": " ", "\u00a0": " "})
_VERB = rx(r"\b(?:\w{2,}ed|shot|hit|beat\w*|taken|took|held|caught|sent|put|made|fled|driven|hung|\w{3,}ing)\b")
_AS_NOUN = rx(
    r"\b(?:the|an?|no|any|his|her|their|my|our|your|its|this|that|these|those|'s|of|for|from|by|with|without|in|under|after|before|"
    r"about|against|during|escaped?|avoid(?:ed)?|faces?|facing|risks?|mass|public|house|home|wrongful|arbitrary|possible|imminent|several|many|few|more)$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its offsets in the text and its words in lower case, letter for letter.

    ``label`` is the length of a speaker's name before it (``Mina: ``).
    """

    start: int
    end: int
    low: str
    label: int

    @property
    def words(self) -> str:
        """What is said, without the speaker's name."""
        return self.low[self.label :]


def sentences(source: Source) -> tuple[Sentence, ...]:
    """The sentences of the body paragraphs, in text order."""
    return _split(source.text, source.paragraphs)


@lru_cache(maxsize=4)
def _split(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Sentence, ...]:
    return tuple(s for p in paragraphs if p.role is ParagraphRole.BODY for s in _of(text, p.start, p.end))


def _of(text: str, start: int, end: int) -> list[Sentence]:
    low = lower(text[start:end])
    out, at = [], 0
    for stop in _stops(lower(text[start:end], keep_lines=True)):
        if low[at:stop].strip():
            label = _LABEL.match(low[at:stop])
            out.append(Sentence(start + at, start + stop, low[at:stop], label.end() if label else 0))
        at = stop
    return out


def _stops(low: str) -> list[int]:
    """Where sentences end; one that goes on and on is cut, so that time stays in proportion to length."""
    out: list[int] = []
    for stop in [*(m.end() for m in _END.finditer(low)), len(low)]:
        while stop - (out[-1] if out else 0) > LONGEST:
            at = out[-1] if out else 0
            out.append(max(low.rfind(" ", at + 1, at + LONGEST), at + LONGEST // 2))
        out.append(stop)
    return out


def lower(text: str, *, keep_lines: bool = False) -> str:
    """Lower case with plain quotation marks, as many letters as before."""
    plain = text.lower()
    if len(plain) != len(text):
        plain = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    table_ = {k: v for k, v in _PLAIN.items() if not (keep_lines and k == ord("\n"))}
    return plain.translate(table_)


def home(draft: StatementDraft, rows: tuple[Sentence, ...]) -> int | None:
    """The number of the sentence in which the statement's last words stand; None outside the body."""
    span = max(draft.spans, key=lambda s: s.start)
    return next((n for n, s in enumerate(rows) if s.start <= span.start < s.end), None)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Where the act is said, as offsets in the sentence, and whether a noun says it (``the arrest``)."""

    start: int
    end: int
    noun: bool


def trigger(draft: StatementDraft, sentence: Sentence) -> Trigger:
    """The word that says the act: one of its family's words, else the first verb, else the first word."""
    stretches = [s for s in draft.spans if sentence.start <= s.start < sentence.end]
    pattern = table().triggers.get(draft.act) or table().triggers.get(draft.act.split(".")[0])
    for wanted in (pattern, _VERB):
        for span in sorted(stretches, key=lambda s: -s.start):
            first, last = span.start - sentence.start, span.end - sentence.start
            found = list(wanted.finditer(sentence.low, first, last)) if wanted is not None else []
            if found:
                best = _likeliest(sentence, found)
                return Trigger(best.start(), best.end(), _is_noun(sentence.low, best))
    first = min((s.start for s in stretches), default=sentence.start) - sentence.start
    return Trigger(first, first + 1, noun=False)


def _likeliest(sentence: Sentence, found: list[regex.Match[str]]) -> regex.Match[str]:
    """A verb before a noun; otherwise the first."""
    return next((m for m in found if not _is_noun(sentence.low, m)), found[0])


def _is_noun(low: str, found: regex.Match[str]) -> bool:
    return bool(table().nominal.fullmatch(found[0])) and (
        bool(_AS_NOUN.search(low[: found.start()].rstrip())) or not low[: found.start()].strip()
    )
