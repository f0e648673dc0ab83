"""The order in which proposals are shown to a person, and how far the work has come.

First what would do most harm if read wrongly: acts of the pathway's hard stages, where a demand or
threat can be taken for a deed. Low bands come last, behind "more" (READING.md, layer 9). The rule
uses the record only, no score of anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rushlight.record import Band, Decision, Modality, Reading, Report, Statement
from rushlight.review.standing import Standing, Status, standing

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
    items = [item for report in reports for item in _acts_first(_items(report, stands))]
    return tuple(sorted(items, key=_rank))


def _acts_first(items: list[QueueItem]) -> list[QueueItem]:
    """The items, each speech act as urgent as its most urgent content and before it."""
    place = {item.statement.id: n for n, item in enumerate(items)}
    for content in [i for i in items if i.statement.content_of in place]:
        at = place[content.statement.content_of or ""]
        act = items[at]
        if not act.unsure and _rank(content) < _rank(act):
            items[at] = replace(act, behind_more=content.behind_more, critical=content.critical)

    def order(item: QueueItem) -> tuple[int, bool, int]:
        own = place[item.statement.id]
        return max(own, place.get(item.statement.content_of or "", own)), item.statement.content_of in place, own

    return sorted(items, key=order)


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


def _rank(item: QueueItem) -> tuple[bool, bool, bool]:
    return item.behind_more, item.unsure, not item.critical


def _items(report: Report, stands: dict[str, Standing]) -> list[QueueItem]:
    out = []
    for statement in sorted(report.reading.statements, key=lambda s: (s.spans[0].start, s.spans[0].end)):
        status = _status(statement, stands)
        if status in (Status.ACCEPTED, Status.REJECTED):
            continue
        why = _why_critical(statement, report.reading)
        low = statement.band is Band.LOW
        out.append(
            QueueItem(
                report.alias,
                report.document.id,
                statement,
                critical=why is not None,
                why=why or "no particular risk of a wrong count",
                behind_more=low,
                unsure=status is Status.UNSURE,
            )
        )
    return out


def _why_critical(statement: Statement, reading: Reading) -> str | None:
    if statement.content_of is not None and statement.modality is Modality.OCCURRED:
        return "content of a speech act, read as having occurred"
    if statement.modality in SAID_NOT_DONE and (statement.content_of or statement.stage in HARD_STAGES):
        return "said, demanded, threatened or denied: must not be counted as done"
    if statement.stage not in HARD_STAGES:
        return None
    if any(o.act == statement.act and o.modality is not statement.modality for o in reading.statements):
        return "the report speaks of this act both as done and as only said"
    return "a grave act: one wrong field changes what is charged to whom"
