"""The desk's use-cases of reading as a team of two, and your own times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from rushlight.casefile import Casefile, assigned
from rushlight.casefile.assigned import Readers
from rushlight.desk import blind, reports, two_readers
from rushlight.desk.own_times import OwnTimes
from rushlight.desk.two_readers import AddedAlone, Agreed, Difference, ReadBy
from rushlight.record import Decision, Randomness, Report
from rushlight.review import Progress, QueueItem, progress, queue


class ReadingTwice:
    """The part of a desk that shares out reports, and compares what two readers said of one."""

    case: Casefile
    actor: str
    now: Callable[[], dt.datetime]
    randomness: Randomness

    def reviewing(self) -> tuple[Report, ...]:
        """As ``reports``, but what you read as second reader as you yourself left it, and nothing that somebody else reads."""
        theirs = assigned.elsewhere(self.case, self.actor)
        every = reports.reports(self.case, by=self.actor, reviewing=True)
        return tuple(report for report in every if report.document.id not in theirs)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision that you may see, oldest first: of what you read as second reader your own alone."""
        return self.case.decisions(by=self.actor)

    def queue(self) -> tuple[QueueItem, ...]:
        """What waits for you, in the order of ``review.queue``."""
        every = self.reviewing()
        kept_back = blind.waiting(self.case, [report.document.id for report in every], self.actor)
        return queue([report for report in every if report.document.id not in kept_back], self.decisions())

    def progress(self) -> Progress:
        return progress(self.reviewing(), self.decisions())

    def read_by(self) -> tuple[ReadBy, ...]:
        """Every report that you may find, and who reads it."""
        return two_readers.read_by(self.case, actor=self.actor)

    def page_of_reports(self, first: int, shown: int) -> tuple[int, tuple[ReadBy, ...]]:
        """(how many reports you may find, those from ``first`` on), with who reads them."""
        return two_readers.page_of_reports(self.case, actor=self.actor, first=first, shown=shown)

    def given_to_you(self, most: int = 20) -> tuple[ReadBy, ...]:
        """Reports that were given to you and that you have not finished."""
        return two_readers.given_to(self.case, actor=self.actor, most=most)

    def readers(self) -> tuple[str, ...]:
        """The aliases of those whose devices may decide, your own among them."""
        return tuple(dict.fromkeys((*two_readers.people(self.case), self.actor)))

    def assign(self, reports: Iterable[str], place: str, person: str) -> tuple[str, ...]:
        """Give reports (by alias) to a person as ``first`` or ``second`` reader; nobody takes them back."""
        return two_readers.assign(self.case, reports, place, person, now=self.now(), actor=self.actor)

    def drawn(self, percent: int, person: str) -> tuple[str, ...]:
        """By chance this share of the reports that ``person`` could read second; nothing is written."""
        return two_readers.drawn(self.case, percent, person, randomness=self.randomness, actor=self.actor)

    def finish(self, report: str) -> Readers:
        """Say that you have decided about a report that was given to you."""
        return two_readers.finish(self.case, report, now=self.now(), actor=self.actor)

    def agreement(self) -> Agreed:
        """How far two readers agree, field by field."""
        return two_readers.agreement(self.case, randomness=self.randomness, actor=self.actor)

    def agreement_rests_on(self) -> tuple[object, ...]:
        """What changes when the figures of ``agreement`` may: who reads, who has finished, how it was read, who may see."""
        tables = ("finished", "assignment", "reading", "restriction", "uncounted")
        return tuple(self.case._db.rows(f"SELECT count(*), max(rowid) FROM {table}")[0] for table in tables)  # noqa: S608

    def decisions_made(self) -> object:
        """What changes with every decision."""
        return self.case._db.rows("SELECT count(*), max(rowid) FROM decision")[0]

    def written(self) -> object:
        """What changes with every event that is written or comes."""
        return self.case._db.rows("SELECT (SELECT max(rowid) FROM log), (SELECT count(*) FROM uncounted)")[0]

    def differences(self) -> tuple[Difference, ...]:
        """Every statement of which two readers said different things."""
        return two_readers.differences(self.case, actor=self.actor)

    def added_alone(self) -> tuple[AddedAlone, ...]:
        """Statements that one of two readers added and nobody has decided about."""
        return two_readers.added_alone(self.case, actor=self.actor)

    def settle_difference(self, statement: str, chosen: Mapping[str, str], reason: str) -> tuple[Decision, ...]:
        """Decide anew what holds where two readers differ."""
        return two_readers.settle(
            self.case, statement, chosen, reason, now=self.now(), randomness=self.randomness, actor=self.actor
        )

    @cached_property
    def own_times(self) -> OwnTimes:
        """How long you take over a decision: for yourself alone."""
        return OwnTimes(lambda: self.case, self.actor, self.now)
