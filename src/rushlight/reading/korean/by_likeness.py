"""Acts that no frame knows: runs of words that are like the phrasebook's examples of one (see ``reading.likeness``).

A sentence is cut where a clause closes, behind a comma and behind a topic; the strongest likeness is taken first. Where
the lexicon read another act in the same words it must be stronger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.lexicon import Frame, lexicon
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.korean.units import MASK, Unit, word_pattern
from rushlight.reading.likeness import Likeness, Line, beside, line, line_around
from rushlight.reading.patterns import rx
from rushlight.tables import load_table

FEWEST_WORDS = 2
"""Eojeol of a run that can be like anything."""
WIDEST = 2
"""Clauses that together can say one act: 문을 잠그고 나가지 못하게 했다."""
CUT = rx(r"[,·;:]$|(?<=[가-힣])(?:은|는|이|가|도)$")
"""Where a run may open or close inside a clause: behind a mark, behind a topic or subject."""
Run = tuple[int, int]


def likely_triggers(text: str, unit: Unit, clauses: Sequence[Clause], taken: Sequence[Trigger]) -> list[Trigger]:
    """Triggers by likeness for the runs of a sentence that no wording of the lexicon read so."""
    found = sorted(_likely(text, unit, clauses, taken), key=lambda row: (-row[1].strength, row[0]))
    out: list[Trigger] = []
    for (start, end), like in found:
        if not any(t.start < end and start < t.end for t in out):
            last = max(n for n, clause in enumerate(clauses) if clause.start < end)
            out.append(Trigger(_frame(like.act), start, end, "pattern", last, like.strength))
    return sorted(out, key=lambda t: t.start)


def _likely(text: str, unit: Unit, clauses: Sequence[Clause], taken: Sequence[Trigger]) -> Iterator[tuple[Run, Likeness]]:
    """The runs that are like an act which the lexicon did not read there, strongly where it read another."""
    around, shift = _line(text, unit)
    if around is None:
        return
    against = load_table("likeness")["ko"]["against"]
    for start, end in _runs(unit, clauses):
        like = around.proposed(start - shift, end - shift)
        if like is None:
            continue
        others = [t.act for t in taken if t.start < end and start < t.end]
        if not others or (like.act not in others and like.strength >= against):
            yield (start, end), like


def _line(text: str, unit: Unit) -> tuple[Line | None, int]:
    """The unit's line, its quotations blanked as in the unit, and where the line begins in the text."""
    if MASK not in unit.masked:
        return line_around(text, unit.start, unit.end, "ko")
    before, after = beside(text, unit.start, unit.end)
    return line(before + unit.masked.replace(MASK, " ") + after, "ko"), unit.start - len(before)


def _runs(unit: Unit, clauses: Sequence[Clause]) -> Iterator[Run]:
    """Runs of words from where something may open to where it may close, over WIDEST clauses at most."""
    words = [(unit.start + m.start(), unit.start + m.end(), m.group()) for m in word_pattern().finditer(unit.masked)]
    starts = [start for start, _, _ in words]
    cuts = {clause.end for clause in clauses} | {end for _, end, word in words if CUT.search(word)}
    opens = [start for n, (start, _, _) in enumerate(words) if n == 0 or words[n - 1][1] in cuts]
    closes = [end for _, end, _ in words if end in cuts or end == words[-1][1]]
    of = {start: sum(clause.end <= start for clause in clauses) for start in opens}
    for start in opens:
        for end in closes:
            if end <= start or sum(start <= s < end for s in starts) < FEWEST_WORDS:
                continue
            if sum(clause.start < end for clause in clauses) - of[start] > WIDEST:
                break
            yield start, end


@cache
def _frame(act: str) -> Frame:
    """A frame without wordings: its parties are found as in most of the act's own frames."""
    roles = Counter(frame.roles for frame in lexicon().frames if frame.act == act)
    usual = max(sorted(roles), key=roles.__getitem__) if roles else "state"
    return Frame(-1, act, usual, None, False, {})
