"""What likeness alone found stands as having happened only where nothing in its sentence makes that doubtful.

Likeness tells what is spoken of, never whether it took place: a threat is worded like the deed.
"""

from __future__ import annotations

from functools import cache

import regex

from rushlight.codebook import codebook
from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.record import Modality, PartyClass, Polarity
from rushlight.tables import load_table

_BREAKS = regex.compile(r"[.!?\n。]+(?=\s|$)|\n")


@cache
def _doubtful(language: str) -> regex.Pattern[str]:
    return regex.compile(load_table("likeness")[language]["hesitation"])


POWER = frozenset({PartyClass.AUTHORITY, PartyClass.OFFICER})
ABUSE = frozenset({"abuse", "possible_abuse"})
REACH = 600
"""Characters before a statement within which those in power must have been spoken of."""


def hesitate(source: Source, draft: Draft) -> None:
    """Take out what likeness alone reads as done in a sentence with words of threat, condition, negation or hearsay.

    Take out as well an abuse where nobody in power has been spoken of: people also pay plumbers and leave tenants notice.
    """
    power = sorted(m.start for p in draft.parties if p.party_class in POWER for m in p.mentions)
    gone = {
        id(s) for s in draft.statements if s.by_likeness and ((_stands(s) and _in_doubt(source, s)) or _without_power(s, power))
    }
    draft.statements = [s for s in draft.statements if id(s) not in gone and id(s.content_of) not in gone]


def _stands(s: StatementDraft) -> bool:
    return s.modality is Modality.OCCURRED and s.polarity is Polarity.AFFIRMED


def _without_power(s: StatementDraft, power: list[int]) -> bool:
    if codebook().term(s.act).kind not in ABUSE:
        return False
    start, end = min(s.spans).start, max(span.end for span in s.spans)
    return not any(start - REACH <= at < end + REACH // 4 for at in power)


def _in_doubt(source: Source, s: StatementDraft) -> bool:
    start, end = min(s.spans).start, max(span.end for span in s.spans)
    before = [m.end() for m in _BREAKS.finditer(source.text, max(0, start - 400), start)]
    after = _BREAKS.search(source.text, end)
    sentence = source.text[before[-1] if before else max(0, start - 400) : after.end() if after else len(source.text)]
    return _doubtful(source.language).search(sentence.lower()) is not None
