"""The drafts of a casefile: every check of a release or text, the latest first; what may be chosen for a new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from rushlight.casefile import Casefile
from rushlight.casefile.restricted import hidden
from rushlight.codebook import codebook
from rushlight.desk.describe import happened, place_words, time_words
from rushlight.desk.drafting import TEXT_CHECKED, tellable
from rushlight.desk.linking import Linked
from rushlight.record import Report, Statement


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One check. ``sentences`` are those it had, ``stopping`` how many findings stop it; ``out``: it was published since."""

    id: str
    at: dt.datetime
    by: str
    purpose: str
    sentences: int
    stopping: int
    text: bool
    out: bool

    @property
    def passed(self) -> bool:
        return not self.stopping


def drafts(case: Casefile, actor: str) -> tuple[DraftRow, ...]:
    """Every check whose reports ``actor`` may find, the latest first."""
    unseen = hidden(case._db, actor)
    stored = case.releases()
    out = frozenset(row.id for row in stored if row.kind == "published")
    rows = [
        DraftRow(row.id, row.at, row.by, row.body["purpose"], row.body["items"], _stopping(row.body), False, row.id in out)
        for row in stored
        if row.kind in ("checked", "refused") and not unseen & set(row.body["statements"])
    ]
    for one in case.records(TEXT_CHECKED):
        made, said = one.event, one.data
        if not unseen & set(said.get("statements", ())):
            many, gone = len(said["sentences"]), said["id"] in out
            rows.append(DraftRow(said["id"], made.at, made.by, said["purpose"], many, _stopping(said), True, gone))
    latest = {row.id: row for row in sorted(rows, key=lambda row: row.at)}
    return tuple(sorted(latest.values(), key=lambda row: row.at, reverse=True))


def _stopping(body: Mapping[str, Any]) -> int:
    return sum(bool(row["stops"]) for row in body.get("findings", ()))


@dataclass(frozen=True, slots=True)
class Tellable:
    """An accepted statement that a reader can be told on its own: whose report, which event (empty: none), what it says."""

    id: str
    report: str
    event: str
    act: str
    happened: str
    where: str
    when: str
    words: str


class Choosable(NamedTuple):
    """A statement that may be chosen: its report and happening by alias (empty: none)."""

    statement: str
    report: str
    event: str


def choosable(linked: Linked) -> tuple[Choosable, ...]:
    """What may be chosen for a draft, by report."""
    free = set(tellable(linked))
    events = {s: linked.names[g.id] for g in linked.groups for s in g.supports}
    every = ((s.id, r.alias) for r in linked.reports for s in r.accepted if s.id in free)
    return tuple(Choosable(statement, report, events.get(statement, "")) for statement, report in every)


def in_words(linked: Linked, chosen: Iterable[Choosable], language: str) -> Iterator[Tellable]:
    """These as a page shows them."""
    for one in chosen:
        report = linked.report(one.report)
        statement = next(s for s in report.accepted if s.id == one.statement)
        yield _tellable(report, statement, one.event, language)


def _tellable(report: Report, s: Statement, event: str, language: str) -> Tellable:
    reading = report.reading
    return Tellable(
        id=s.id,
        report=report.alias,
        event=event,
        act=codebook().term(s.act).label(language),
        happened=happened(s, language),
        where=place_words(reading.place(s.place)) if s.place else "",
        when=time_words(reading.time(s.time), language) if s.time else "",
        words=" … ".join(span.exact for span in s.spans),
    )
