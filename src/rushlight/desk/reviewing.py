"""Reviewing page by page: the next proposal, one proposal with all that is needed to decide it, a decision, its undoing.

Everything here is asked of the casefile's tables for one report at a time, so that it takes milliseconds whether the casefile
holds ten reports or fifty thousand. The order is that of ``review.queue``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rushlight.casefile import adding, called
from rushlight.casefile.restricted import is_hidden
from rushlight.casefile.stored import from_json
from rushlight.desk import blind, deciding
from rushlight.desk.outlines import Kept
from rushlight.desk.review_index import RANKS, Rank, ReviewIndex
from rushlight.errors import MisuseError, ReviewError
from rushlight.record import Decision, Document, Reading, Report, Statement, Verdict
from rushlight.record.outline import Placed, placed
from rushlight.review import (
    Progress,
    Standing,
    Status,
    apply_decisions,
    as_corrected,
    check_touched,
    standing,
    untouched,
)

if TYPE_CHECKING:
    from rushlight.desk.desk import Desk

LAST = 10
"""Decisions that are shown, each of which can be taken back."""


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of one report, with all decisions about it.

    ``proposed`` is as it was read, ``now`` as it stands with its corrections; ``untouched`` are the fields that the person
    at work has still to look at before accepting; ``others`` says (who, when, text) of each comment.
    """

    report: Report
    proposed: Statement
    now: Statement
    stand: Standing
    untouched: tuple[str, ...]
    why: str
    comments: tuple[tuple[str, dt.datetime, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One of the last decisions: about which report, and whether it still stands."""

    decision: Decision
    alias: str
    act: str
    stands: bool


class Reviewing:
    """What a person does with proposals, kept for as long as the casefile is open."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._index: ReviewIndex | None = None
        self._waiting: tuple[tuple[int, ...], int] | None = None

    @property
    def index(self) -> ReviewIndex:
        """The index, up to date with what was written since."""
        if self._index is None or self._index.case is not self.desk.case or self._index.actor != self.desk.actor:
            self._index = ReviewIndex(self.desk.case, self.desk.actor)
        else:
            self._index.refresh()
        return self._index

    # --- finding the way -----------------------------------------------------------------------------

    def first(self, *, more: bool = False) -> str | None:
        """The statement to begin with; None where nothing waits (without ``more``: nothing but what is weakly founded)."""
        index = self.index
        found = (index.first(rank) for rank in RANKS if more or not rank.behind_more)
        return next((item[1].line.id for item in found if item), None)

    def after(self, statement: str, *, more: bool = False) -> str | None:
        """The next one in the queue after this one, whether this still waits or not; at the end, the first again.

        Where to go after a decision is asked before it is made.
        """
        index = self.index
        return self._beyond(index, statement, more=more, back=False) or self.first(more=more)

    def before(self, statement: str, *, more: bool = False) -> str | None:
        """The one before it in the queue; None at the beginning."""
        return self._beyond(self.index, statement, more=more, back=True)

    def _beyond(self, index: ReviewIndex, statement: str, *, more: bool, back: bool) -> str | None:
        kept = index.report_of(statement)
        if kept is None:
            return None
        here = self._as_waiting(index, kept, statement)
        order = [p.line.id for p in index.waiting_in(kept)] if index.status.get(statement) not in _DONE else None
        ranks = [rank for rank in (reversed(RANKS) if back else RANKS) if more or not rank.behind_more]
        past = False
        for rank in ranks:
            past = past or rank == here.rank
            if past:
                start = kept.place if rank == here.rank else len(index.reports) - 1 if back else 0
                found = self._first_beyond(index, rank, start, kept, here, order, back=back)
                if found:
                    return found
        return None

    def _first_beyond(
        self, index: ReviewIndex, rank: Rank, start: int, kept: Kept, here: Placed, order: Sequence[str] | None, *, back: bool
    ) -> str | None:
        for other, item in index.items(rank, start, back=back):
            if rank != here.rank or other.place != kept.place:
                return item.line.id
            if item.line.id != here.line.id and self._lies_beyond(item, here, order, back=back):
                return item.line.id
        return None

    def _lies_beyond(self, item: Placed, here: Placed, order: Sequence[str] | None, *, back: bool) -> bool:
        """Whether an item of the same report and rank comes after ``here`` (before it, going back)."""
        if order is not None:
            later = order.index(item.line.id) > order.index(here.line.id)
        else:
            later = (item.line.start, item.line.end) >= (here.line.start, here.line.end)
        return later is not back

    def _as_waiting(self, index: ReviewIndex, kept: Kept, statement: str) -> Placed:
        """Where a statement stands in the queue, or would stand if nobody had decided."""
        lines = kept.lines()
        done = {x.id for x in lines if index.status.get(x.id) in _DONE} - {statement}
        unsure = {x.id for x in lines if index.status.get(x.id) is Status.UNSURE}
        return next(p for p in placed(lines, done, unsure) if p.line.id == statement)

    def report_beside(self, statement: str, *, back: bool = False, more: bool = False) -> str | None:
        """The first statement that waits in the next report (the one before) that has any."""
        index = self.index
        kept = index.report_of(statement)
        here = kept.place if kept else -1
        order = range(here - 1, -1, -1) if back else range(here + 1, len(index.reports))
        for place in order:
            waiting = [p for p in index.waiting_in(index.reports[place]) if more or not p.behind_more]
            if waiting:
                return waiting[0].line.id
        return None

    def progress(self) -> Progress:
        """How many proposals stand where, over all reports that may be found."""
        return self.index.progress()

    def waiting(self) -> int:
        """How many statements wait for a person; worked out anew only after something was written."""
        index = self.index
        if self._waiting is None or self._waiting[0] != index.state:
            progress = index.progress()
            self._waiting = index.state, progress.proposed + progress.unsure
        return self._waiting[1]

    def waiting_reports(self, most: int) -> list[tuple[str, str, int]]:
        """The reports to begin with: alias, document, how many of its statements wait."""
        found = [(kept.document, number) for kept, number in self.index.waiting_reports(most)]
        return [(self.report(document).alias, document, number) for document, number in found]

    # --- one report, one statement -------------------------------------------------------------------

    def report(self, document: str) -> Report:
        """One report with what people have accepted of it. Raises MisuseError when there is none that may be found."""
        return report(self.desk, document)

    def item(self, statement: str) -> Item:
        """One statement. Raises ReviewError when there is none, or its report is to be read blind first."""
        index = self.index
        kept = index.report_of(statement)
        if kept is None:
            raise ReviewError("the casefile has no such statement", where=statement)
        if index.is_blind(kept) and not any(line.id == statement for line in kept.added):
            raise ReviewError("this report is to be read first, before any proposal is shown", where=statement)
        found = self.report(kept.document)
        stored = self.desk.case.readings(kept.document, by=self.desk.actor)[-1]
        decisions = deciding.decisions_about(self.desk.case, stored, by=self.desk.actor)
        proposed = stored.reading.statement(statement)
        now, reading = as_corrected(found.reading, decisions, statement, found.text)
        return Item(
            report=replace(found, reading=reading),
            proposed=proposed,
            now=now,
            stand=standing(decisions).get(statement, Standing(statement)),
            untouched=untouched(statement, decisions, by=self.desk.actor),
            why=self._as_waiting(index, kept, statement).why,
            comments=adding.comments(self.desk.case, statement, by=self.desk.actor),
        )

    def last(self, count: int = LAST) -> tuple[Told, ...]:
        """The last decisions of whom it works for, the newest first; those that took back are told by what they took back."""
        out: list[Told] = []
        gone: set[str] = set()
        for decision in deciding.latest(self.desk.case, by=self.desk.actor):
            if len(out) == count:
                break
            if decision.by != self.desk.actor or is_hidden(self.desk.case._db, decision.statement, self.desk.actor):
                continue
            if decision.supersedes is not None and decision.id not in gone:
                gone.add(decision.supersedes)
            elif decision.supersedes is None:
                out.append(self._told(decision, decision.id not in gone))
        return tuple(out)

    def _told(self, decision: Decision, stands: bool) -> Told:
        sql = "SELECT d.alias, s.act FROM said s JOIN document d ON d.id = s.document WHERE s.id = ? LIMIT 1"
        alias, act = self.desk.case._db.one(sql, (decision.statement,)) or ("", "")
        return Told(decision, alias, act, stands)

    # --- deciding ------------------------------------------------------------------------------------

    def accept(self, statement: str, seen: Iterable[str]) -> Decision:
        """Accept after the three were looked at (``review.touching``). Raises ReviewError otherwise."""
        return accept(self.desk, statement, seen)

    def reject(self, statement: str) -> Decision:
        """Reject; what a rejected demand, threat or pledge announced cannot stay accepted and is rejected too."""
        return reject(self.desk, statement)

    def take_back(self, decision: str) -> Decision:
        """Take back one decision of the person's own. Raises MisuseError when there is none under this id."""
        kept = "SELECT record FROM decision WHERE id = ?1 UNION ALL SELECT record FROM opinion WHERE id = ?1"
        row = self.desk.case._db.one(kept, (decision,))
        made = from_json(row[0], Decision) if row else None
        out_of_sight = made is not None and is_hidden(self.desk.case._db, made.statement, self.desk.actor)
        if made is None or made.by != self.desk.actor or out_of_sight:
            raise MisuseError("there is no such decision of yours", where=decision)
        return deciding.take_back(
            self.desk.case, made, now=self.desk.now(), randomness=self.desk.randomness, actor=self.desk.actor
        )


_DONE = (Status.ACCEPTED, Status.REJECTED)


def report(desk: Desk, document: str) -> Report:
    """One report with what people have accepted of it, whatever else the casefile holds."""
    case = desk.case
    sql = "SELECT record, alias, source, collected_by FROM document WHERE id = ?"
    row = None if is_hidden(case._db, document, desk.actor) else case._db.one(sql, (document,))
    read = case.readings(document, by=desk.actor) if row else ()
    if row is None or not read:
        raise MisuseError("the casefile has no such report, or it was not read", where=document)
    record, alias, source, collected_by = row
    alias = called.aliases(case._db, [document], by=desk.actor)[document]
    reading, text = read[-1].reading, case.text(document)
    reviewed = apply_decisions(reading, deciding.decisions_about(case, read[-1], by=desk.actor), text)
    return Report(
        alias=alias,
        document=from_json(record, Document),
        text=text,
        reading=reviewed.reading,
        accepted=reviewed.accepted,
        waiting=len(reviewed.waiting),
        source=source,
        collected_by=collected_by,
    )


def accept(desk: Desk, statement: str, seen: Iterable[str]) -> Decision:
    """As ``Reviewing.accept``, for whoever has only a desk."""
    stored = deciding.reading_with(desk.case, statement, by=desk.actor)
    if stored is None:
        raise ReviewError("the casefile has no such statement", where=statement)
    looked = tuple(dict.fromkeys(seen))
    check_touched(statement, deciding.decisions_about(desk.case, stored, by=desk.actor), looked, by=desk.actor)
    return desk.decide(statement, Verdict.ACCEPT, seen=looked)


def reject(desk: Desk, statement: str) -> Decision:
    """As ``Reviewing.reject``."""
    stored = deciding.reading_with(desk.case, statement, by=desk.actor)
    if stored is None:
        raise ReviewError("the casefile has no such statement", where=statement)
    stands = standing(deciding.decisions_about(desk.case, stored, by=desk.actor))
    with desk.case.batch():
        for content in reversed(_announced(stored.reading, statement)):
            if content.id in stands and stands[content.id].status is Status.ACCEPTED:
                desk.decide(content.id, Verdict.REJECT)
        return desk.decide(statement, Verdict.REJECT)


def _announced(reading: Reading, statement: str) -> list[Statement]:
    """What a speech act announces, what that announces in its turn, and so on; each after what it hangs on."""
    found: list[Statement] = []
    hanging = {statement}
    while more := [s for s in reading.statements if s.content_of in hanging and s not in found]:
        found += more
        hanging = {s.id for s in more}
    return found


def queue_without_blind(desk: Desk, reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports whose proposals may be shown: without those that are to be read blind first."""
    kept_back = blind.waiting(desk.case, [r.document.id for r in reports], desk.actor)
    return tuple(r for r in reports if r.document.id not in kept_back)
