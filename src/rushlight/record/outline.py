"""What of a statement decides its place in the review queue, and nothing else: kept apart, so that no reading must be parsed.

The casefile keeps one outline a reading (``casefile.projections``). Changing what is critical here changes those rows: it
needs a step of the casefile's schema, which makes them anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from rushlight.record.statement import Statement
from rushlight.record.vocabulary import Band, Modality

HARD_STAGES = frozenset({"P04", "P05", "P06", "P07", "P09"})
"""Demands, threats, enforcement and extorted payment: what is only said here must not become done."""

SAID_NOT_DONE = frozenset(
    {
        Modality.DEMANDED,
        Modality.THREATENED,
        Modality.PLEDGED,
        Modality.INTENDED,
        Modality.ATTEMPTED,
        Modality.BELIEVED,
        Modality.HYPOTHETICAL,
        Modality.CONFESSED,
        Modality.DENIED,
    }
)
NO_RISK = "no particular risk of a wrong count"


class Line(NamedTuple):
    """One statement: ``start`` and ``end`` of its first words (code points), whether its band is low."""

    id: str
    start: int
    end: int
    act: str
    modality: str
    stage: str | None
    low: bool
    content_of: str | None


class Placed(NamedTuple):
    """A statement that waits, as urgent as what it announces; ``why`` says in plain words why it stands there."""

    line: Line
    critical: bool
    behind_more: bool
    unsure: bool
    why: str

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """Smaller comes first, over all reports."""
        return self.behind_more, self.unsure, not self.critical


def line_of(statement: Statement) -> Line:
    """The outline of one statement."""
    s, first = statement, statement.spans[0]
    return Line(s.id, first.start, first.end, s.act, s.modality.value, s.stage, s.band is Band.LOW, s.content_of)


def line_of_sheet(row: Any) -> Line:
    """The outline of one statement of a coding sheet. Raises KeyError, IndexError or TypeError for what is none."""
    first, low = row["spans"][0], row.get("band", "medium") == Band.LOW.value
    return Line(
        *(row["id"], first["start"], first["end"], row["act"], row["modality"]),
        *(row.get("stage"), low, row.get("content_of")),
    )


def why_critical(line: Line, lines: Iterable[Line]) -> str | None:
    """Why a wrong decision about this statement would do harm, in plain words; None where it would do little."""
    if line.content_of is not None and line.modality == Modality.OCCURRED:
        return "content of a speech act, read as having occurred"
    if line.modality in SAID_NOT_DONE and (line.content_of or line.stage in HARD_STAGES):
        return "said, demanded, threatened or denied: must not be counted as done"
    if line.stage not in HARD_STAGES:
        return None
    if any(o.act == line.act and o.modality != line.modality for o in lines):
        return "the report speaks of this act both as done and as only said"
    return "a grave act: one wrong field changes what is charged to whom"


def placed(lines: Sequence[Line], done: Collection[str], unsure: Collection[str]) -> list[Placed]:
    """What of one report waits, in the order of its text, each speech act before what it announces and as urgent.

    ``done`` and ``unsure`` are ids of statements that were accepted or rejected, and those a person was unsure of.
    """
    waiting = []
    for line in sorted((x for x in lines if x.id not in done), key=lambda x: (x.start, x.end)):
        why = why_critical(line, lines)
        waiting.append(Placed(line, why is not None, line.low, line.id in unsure, why or NO_RISK))
    return _acts_first(waiting)


def _acts_first(items: list[Placed]) -> list[Placed]:
    place = {item.line.id: n for n, item in enumerate(items)}
    for content in [i for i in items if i.line.content_of in place]:
        at = place[content.line.content_of or ""]
        act = items[at]
        if not act.unsure and content.rank < act.rank:
            items[at] = act._replace(behind_more=content.behind_more, critical=content.critical)

    def order(item: Placed) -> tuple[int, bool, int]:
        own = place[item.line.id]
        return max(own, place.get(item.line.content_of or "", own)), item.line.content_of in place, own

    return sorted(items, key=order)


def classes(lines: Sequence[Line]) -> int:
    """Which ranks may occur, a bit each: 1 and 4 for what is critical, else 2 and 8; 4 and 8 for what is behind "more".

    A speech act takes its rank from what it announces, so these bits hold whatever of the report was decided already.
    """
    bits = 0
    for line in lines:
        bits |= 1 << (line.low * 2 + (why_critical(line, lines) is None))
    return bits
