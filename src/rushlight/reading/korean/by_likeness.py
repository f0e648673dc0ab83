"""Acts that no frame knows: clauses that are like the phrasebook's examples of one (see ``reading.likeness``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from rushlight.reading.drafts import Source
from rushlight.reading.korean.clauses import Clause, find_clauses
from rushlight.reading.korean.lexicon import Frame, lexicon
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.korean.units import MASK, Unit, find_units
from rushlight.reading.likeness import Likeness, beside, proposed

FEWEST_WORDS = 2
"""Eojeol of a clause that can be like anything."""
WIDEST = 2
"""Clauses that together can say one act: 문을 잠그고 나가지 못하게 했다."""


def stretches_of(source: Source) -> Iterator[list[tuple[int, int]]]:
    """(start, end) of the clauses of each sentence that likeness looks at, for training."""
    for unit in find_units(source):
        yield [(clause.start, clause.end) for clause in find_clauses(unit)]


def likely_triggers(text: str, unit: Unit, clauses: Sequence[Clause], taken: Sequence[Trigger]) -> list[Trigger]:
    """Triggers by likeness for the clauses that no wording of the lexicon took; the strongest likeness is taken first."""
    free = [c for c in range(len(clauses)) if not any(t.start < clauses[c].end and clauses[c].start < t.end for t in taken)]
    found = sorted(_candidates(text, unit, clauses, free), key=lambda row: (-row[2].lead, row[0]))
    out: list[Trigger] = []
    used: set[int] = set()
    for first, last, like in found:
        if used.isdisjoint(range(first, last + 1)):
            used.update(range(first, last + 1))
            out.append(Trigger(_frame(like.act), clauses[first].start, clauses[last].end, "pattern", last, like.lead))
    return sorted(out, key=lambda t: t.start)


def _candidates(text: str, unit: Unit, clauses: Sequence[Clause], free: Sequence[int]) -> Iterator[tuple[int, int, Likeness]]:
    """(first clause, last clause, likeness) of every short run of free clauses that is like an act."""
    for n, first in enumerate(free):
        for last in free[n : n + WIDEST]:
            if last - first != free.index(last) - n:
                break
            start, end = clauses[first].start, clauses[last].end
            words = unit.text(start, end).replace(MASK, " ")
            like = proposed(words, "ko", *beside(text, start, end)) if len(words.split()) >= FEWEST_WORDS else None
            if like is not None:
                yield first, last, like


@cache
def _frame(act: str) -> Frame:
    """A frame without wordings: its parties are found as in most of the act's own frames."""
    roles = Counter(frame.roles for frame in lexicon().frames if frame.act == act)
    usual = max(sorted(roles), key=roles.__getitem__) if roles else "state"
    return Frame(-1, act, usual, None, False, {})
