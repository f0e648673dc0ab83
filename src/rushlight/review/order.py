"""The order in which proposals are shown to a person, and how far the work has come.

First what would do most harm if read wrongly: acts of the pathway's hard stages, where a demand or
threat can be taken for a deed. Low bands come last, behind "more" (READING.md, layer 9). The rule
uses the record only, no score of anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rushlight.record import Decision, Report, Statement
from rushlight.record.outline import line_of, placed
from rushlight.review.standing import Standing, Status, standing


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One proposal to decide. ``why`` says in plain words why it stands here; ``behind_more`` hides it at first."""

    alias: str
    document: str
    statement: Statement
    critical: bool
    why: str
    behind_more: bool
    unsure: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How many proposals stand where; ``total`` is their sum."""

    total: int
    proposed: int
    accepted: int
    rejected: int
    unsure: int

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected


def queue(reports: Sequence[Report], decisions: Iterable[Decision]) -> tuple[QueueItem, ...]:
    """The undecided proposals: critical ones first, then the others, then those a person was unsure of, then the low band.

    Stable: reports keep their order, and statements within a report the order of the text. A threat, demand or
    pledge that nobody has looked at yet comes before what it announces, even where it is in the low band itself:
    its content cannot be judged without it.
    """
    stands = standing(decisions)
    items = [item for report in reports for item in _items(report, stands)]
    return tuple(sorted(items, key=lambda item: (item.behind_more, item.unsure, not item.critical)))


def progress(reports: Sequence[Report], decisions: Iterable[Decision]) -> Progress:
    """Counts over all proposals of these reports."""
    stands = standing(decisions)
    counts = Counter(_status(s, stands) for report in reports for s in report.reading.statements)
    return Progress(
        total=sum(counts.values()),
        proposed=counts[Status.PROPOSED],
        accepted=counts[Status.ACCEPTED],
        rejected=counts[Status.REJECTED],
        unsure=counts[Status.UNSURE],
    )


def _status(statement: Statement, stands: dict[str, Standing]) -> Status:
    stand = stands.get(statement.id)
    return stand.status if stand else Status.PROPOSED


def _items(report: Report, stands: dict[str, Standing]) -> list[QueueItem]:
    own = {s.id: s for s in report.reading.statements}
    status = {row: _status(s, stands) for row, s in own.items()}
    done = {row for row, at in status.items() if at in (Status.ACCEPTED, Status.REJECTED)}
    unsure = {row for row, at in status.items() if at is Status.UNSURE}
    return [
        QueueItem(report.alias, report.document.id, own[p.line.id], p.critical, p.why, p.behind_more, p.unsure)
        for p in placed([line_of(s) for s in report.reading.statements], done, unsure)
    ]
