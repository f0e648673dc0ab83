"""What waits for a person, of the whole casefile, in memory: answers in milliseconds, and follows what others write.

It holds where each report's outline (``record.outline``) lies in the casefile and where each decided statement stands; no word
of any report. The order is that of ``review.queue``, to which tests hold it equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rushlight.casefile import Casefile, assigned
from rushlight.casefile.restricted import HIDDEN, hidden
from rushlight.casefile.stored import from_json, parse_json
from rushlight.casefile.unseen import unseen_statements
from rushlight.desk import blind
from rushlight.desk.outlines import Kept, Outlines, lines_of
from rushlight.record import Decision
from rushlight.record.outline import Placed, line_of_sheet, placed
from rushlight.review import Progress, Status, standing

_WATCHED = (
    *("log", "outline", "added", "decision", "restriction", "erased", "uncounted", "blind", "document", "setting"),
    *("opinion", "assignment", "finished"),
)
_DECIDING = frozenset({"log", "decision", "opinion"})
_STATUS = {"accept": Status.ACCEPTED, "reject": Status.REJECTED, "unsure": Status.UNSURE}
_DONE = (Status.ACCEPTED, Status.REJECTED)
_ROWS = "SELECT d.id, o.rowid, o.statements, o.classes FROM document d JOIN outline o ON o.document = d.id"
_LATER = (
    "SELECT (b.turn, b.device, b.event) > (a.turn, a.device, a.event) FROM document a, document b WHERE a.id = ? AND b.id = ?"
)


class Rank(NamedTuple):
    """A stretch of the queue: all of one rank, report by report."""

    behind_more: bool
    unsure: bool
    other: bool


RANKS = tuple(Rank(more, unsure, other) for more in (False, True) for unsure in (False, True) for other in (False, True))
BEHIND_MORE = 4 | 8
"""The bits of ``record.outline.classes`` for what is weakly founded."""


class ReviewIndex:
    """The outlines and standings of what ``actor`` may find; ``refresh`` takes up what was written since."""

    def __init__(self, case: Casefile, actor: str) -> None:
        self.case, self.actor = case, actor
        self.reports = Outlines(case._db)
        self.status: dict[str, Status] = {}
        self._seen: dict[str, int] = {}
        self._first: dict[Rank, int] = {}
        self._unsure: set[int] = set()
        self._percent = 0
        self._total = 0
        self._weak: tuple[tuple[int, ...], int] | None = None
        self._counts: Counter[Status] = Counter()
        self._passed: frozenset[str] = frozenset()
        self._apart: frozenset[str] = frozenset()
        self._elsewhere: frozenset[str] = frozenset()
        self.load()

    # --- keeping up ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take up what was written since; a decision costs its own statement, anything rarer a new beginning."""
        now = self._marks()
        changed = {table for table in _WATCHED if now[table] != self._seen[table]}
        if changed <= _DECIDING or (changed <= _DECIDING | {"document", "outline"} and self._take_reports()):
            self._take_decisions()
        else:
            self.load()
        self._seen = now

    @property
    def state(self) -> tuple[int, ...]:
        """Differs whenever something was written that may change what waits."""
        return tuple(self._seen.values())

    def _marks(self) -> dict[str, int]:
        asked = ", ".join(f"(SELECT coalesce(max(rowid), 0) FROM {table})" for table in _WATCHED)  # noqa: S608 - our own tables
        (row,) = self.case._db.rows(f"SELECT {asked}")
        return dict(zip(_WATCHED, row, strict=True))

    def load(self) -> None:
        """From the beginning."""
        self._seen = self._marks()
        self._percent, self._first, self._unsure = blind.share(self.case), {}, set()
        self._apart = unseen_statements(self.case._db, self.actor)
        self._elsewhere = assigned.elsewhere(self.case, self.actor)
        self.reports = Outlines(self.case._db)
        self._load_reports()
        self._load_added()
        self._load_statuses()
        self._count()

    def _load_reports(self) -> None:
        """Every report in the order of taking in, with the outline of its latest reading."""
        rule, order = f"d.id NOT IN ({HIDDEN})", "d.turn, d.device, d.event, o.turn, o.device, o.event"
        sql = f"{_ROWS} WHERE {rule} ORDER BY {order}"
        last = None
        for document, *outline in self.case._db.each(sql, (self.actor,)):
            self.reports.put(*outline, instead=document == last)
            last = document

    def _load_added(self) -> None:
        for document, rows in self.case._known_readings.added(by=self.actor).items():
            kept = self.reports.find(document)
            if kept is not None:
                lines = (line_of_sheet(s) for row in rows for s in parse_json(row.record)["statements"])
                self.reports.add(kept.place, tuple(lines))

    def _load_statuses(self) -> None:
        """The last decision about each whole statement; those where one was taken back are folded by ``review.standing``."""
        sql = (
            "SELECT statement, json_extract(record, '$.verdict'), json_extract(record, '$.field') FROM decision"
            " ORDER BY turn, device, event"
        )
        taken_back, self.status = set(), {}
        for statement, verdict, about in self.case._db.rows(sql):
            if verdict == "undo":
                taken_back.add(statement)
            elif about is None:
                self.status[statement] = _STATUS[verdict]
        for statement in taken_back | self._apart:
            self._fold(statement)
        self._note_unsure(s for s, at in self.status.items() if at is Status.UNSURE)

    def _fold(self, statement: str) -> None:
        """Where one statement stands, from its own decisions; of a report read as second reader, from one's own opinions."""
        whose, named = ("opinion WHERE person = ? AND", (self.actor,)) if statement in self._apart else ("decision WHERE", ())
        sql = f"SELECT record FROM {whose} statement = ? ORDER BY turn, device, event"  # noqa: S608 - our own words
        rows = self.case._db.rows(sql, (*named, statement))
        before = self.status.get(statement)
        stand = standing(from_json(row[0], Decision) for row in rows).get(statement)
        if stand is None or stand.status is Status.PROPOSED:
            self.status.pop(statement, None)
        else:
            self.status[statement] = stand.status
        if statement not in self._passed:
            self._counts.subtract([before] if before else [])
            self._counts.update([self.status[statement]] if statement in self.status else [])

    def _take_decisions(self) -> None:
        for table in ("decision", "opinion"):
            sql = f"SELECT DISTINCT statement FROM {table} WHERE rowid > ?"  # noqa: S608 - our own words
            for (statement,) in self.case._db.rows(sql, (self._seen[table],)):
                self._fold(statement)
                self._note_unsure([statement])
                if self.status.get(statement) not in _DONE:
                    self._first.clear()

    def _take_reports(self) -> bool:
        """New reports at the end; False where the order is no longer what it was, so that all must be loaded."""
        sql = f"{_ROWS} WHERE o.rowid > ? ORDER BY d.turn, d.device, d.event"
        new = self.case._db.rows(sql, (self._seen["outline"],))
        last = self.reports[-1].document if self.reports else None
        if any(self.reports.find(row[0]) for row in new) or len({row[0] for row in new}) != len(new):
            return False
        if last is not None and any(not self.case._db.rows(_LATER, (last, row[0]))[0][0] for row in new):
            return False
        for document, row, statements, occurring in new:
            self.reports.put(row, statements, occurring)
            self._total += 0 if document in self._elsewhere else statements
        return True

    def _note_unsure(self, statements: Iterable[str]) -> None:
        """The reports in which somebody was unsure of something: they alone have what waits in those ranks."""
        for statement in statements:
            if self.status.get(statement) is Status.UNSURE and (kept := self.report_of(statement)) is not None:
                self._unsure.add(kept.place)

    # --- asking --------------------------------------------------------------------------------------

    def report_of(self, statement: str) -> Kept | None:
        """The report whose latest reading has this statement; None where there is none that may be found."""
        for (document,) in self.case._db.rows("SELECT DISTINCT document FROM said WHERE id = ?", (statement,)):
            kept = self.reports.find(document)
            if kept is not None and any(line.id == statement for line in kept.lines()):
                return kept
        return None

    def waiting_in(self, kept: Kept) -> list[Placed]:
        """What of one report waits, in the order of its text; nothing while it is to be read blind."""
        lines = kept.lines()
        if not lines or kept.document in self._elsewhere or self.is_blind(kept):
            return []
        done = {x.id for x in lines if self.status.get(x.id) in _DONE}
        return placed(lines, done, {x.id for x in lines if self.status.get(x.id) is Status.UNSURE})

    def is_blind(self, kept: Kept) -> bool:
        """Whether this person is to read this report before its proposals are shown."""
        return bool(self._percent) and blind.waits(self.case, kept.document, self._percent, self.actor)

    def items(self, rank: Rank, start: int = 0, *, back: bool = False) -> Iterator[tuple[Kept, Placed]]:
        """What waits in one rank, from the report at ``start`` on, or backwards from it."""
        bit = 1 << (rank.behind_more * 2 + rank.other)
        places = (p for p in self._places(rank, start, back=back) if self.reports.occurring(p) & bit)
        for kept in self.reports.several(places):
            found = [p for p in self.waiting_in(kept) if p.rank == rank]
            yield from ((kept, p) for p in (reversed(found) if back else found))

    def _places(self, rank: Rank, start: int, *, back: bool) -> Iterable[int]:
        if rank.unsure:
            chosen = sorted(self._unsure, reverse=back)
            return [p for p in chosen if (p <= start if back else p >= start)]
        return range(start, -1, -1) if back else range(start, len(self.reports))

    def first(self, rank: Rank) -> tuple[Kept, Placed] | None:
        """The first that waits in a rank. Where that is, is remembered until something before it waits again."""
        found = next(self.items(rank, self._first.get(rank, 0)), None)
        self._first[rank] = found[0].place if found else len(self.reports)
        return found

    def waiting_reports(self, most: int) -> list[tuple[Kept, int]]:
        """The reports to begin with, in the order of the queue, each with how many of its statements wait."""
        found: dict[int, Kept] = {}
        for rank in RANKS:
            begins = self.first(rank)
            for kept, _ in self.items(rank, begins[0].place) if begins else ():
                found.setdefault(kept.place, kept)
                if len(found) == most:
                    return [(k, len(self.waiting_in(k))) for k in found.values()]
        return [(k, len(self.waiting_in(k))) for k in found.values()]

    def weakly_founded(self) -> int:
        """How many wait behind "more"."""
        if self._weak is None or self._weak[0] != self.state:
            places = (place for place in range(len(self.reports)) if self.reports.occurring(place) & BEHIND_MORE)
            waiting = (p for kept in self.reports.several(places) for p in self.waiting_in(kept))
            self._weak = self.state, sum(p.behind_more for p in waiting)
        return self._weak[1]

    def queue(self) -> Iterator[tuple[Kept, Placed]]:
        """All that waits, in the order of ``review.queue``."""
        for rank in RANKS:
            yield from self.items(rank)

    def progress(self) -> Progress:
        """How many statements stand where; what stands of a reading that another one took the place of is not counted."""
        total, counts = self._total, self._counts
        accepted, rejected, unsure = (counts[at] for at in (Status.ACCEPTED, Status.REJECTED, Status.UNSURE))
        return Progress(total, total - accepted - rejected - unsure, accepted, rejected, unsure)

    def _count(self) -> None:
        """Count everything once; a decision changes what it changes (``_fold``)."""
        elsewhere = [k for k in map(self.reports.find, self._elsewhere) if k is not None]
        self._total = self.reports.how_many() - sum(k.statements + len(k.added) for k in elsewhere)
        self._passed = self._superseded()
        self._counts = Counter(at for statement, at in self.status.items() if statement not in self._passed)

    def _superseded(self) -> frozenset[str]:
        """Statements that count no more: of earlier readings, and of reports that may not be found."""
        again = "SELECT document FROM outline GROUP BY document HAVING count(*) > 1"
        out = set(hidden(self.case._db, self.actor))
        for kept in filter(None, map(self.reports.find, self._elsewhere)):
            out |= {line.id for line in kept.lines()}
        for row, record in self.case._db.rows(f"SELECT rowid, record FROM outline WHERE document IN ({again})"):  # noqa: S608
            if self.reports.place_of(row) is None:
                out |= {line.id for line in lines_of(record)}
        return frozenset(out)
