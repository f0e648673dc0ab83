"""Acts that no frame knows: clauses that are like the phrasebook's examples of one (see ``reading.likeness``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.lexicon import Frame, lexicon
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.korean.units import MASK, Unit
from rushlight.reading.likeness import proposed

FEWEST_WORDS = 2
"""Eojeol of a clause that can be like anything."""


def likely_triggers(unit: Unit, clauses: Sequence[Clause], taken: Sequence[Trigger]) -> list[Trigger]:
    """Triggers by likeness for the clauses that no wording of the lexicon took."""
    out = []
    for number, clause in enumerate(clauses):
        if any(t.start < clause.end and clause.start < t.end for t in taken):
            continue
        words = unit.text(clause.start, clause.end).replace(MASK, " ")
        like = proposed(words, "ko") if len(words.split()) >= FEWEST_WORDS else None
        if like is not None:
            out.append(Trigger(_frame(like.act), clause.start, clause.end, "pattern", number, like.probability))
    return out


@cache
def _frame(act: str) -> Frame:
    """A frame without wordings: its parties are found as in most of the act's own frames."""
    roles = Counter(frame.roles for frame in lexicon().frames if frame.act == act)
    usual = max(sorted(roles), key=roles.__getitem__) if roles else "state"
    return Frame(-1, act, usual, None, False, {})
