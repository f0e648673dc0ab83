"""How long you take over a decision: for yourself alone.

Kept in this copy's sealed database and nowhere else: no event, in no bundle, shown to nobody but the person it is of, of no
statement and no report, and never set against anybody else's. It is there so that a person notices that they are tired, and
so that a team knows how long a hundred reports will take without anybody being watched. Switched off it keeps nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from rushlight.casefile import Casefile
from rushlight.casefile.canonical import canonical
from rushlight.casefile.stored import parse_json
from rushlight.record import Verdict

LONGEST = 300.0
"""Seconds. Who takes longer was away, or spoke with somebody: it says nothing of the decision."""

SHOWN_DAYS = 30
_UNTIMED = "untimed"


@dataclass(frozen=True, slots=True)
class DayOfOwn:
    """One day: how many decisions were timed, and the seconds that half of them took at most."""

    day: dt.date
    decisions: int
    half_within: float


@dataclass(frozen=True, slots=True)
class Own:
    """Your own times of the last days, the latest first; ``kept``: whether they are measured."""

    kept: bool
    decisions: int
    half_within: float | None
    nine_in_ten_within: float | None
    days: tuple[DayOfOwn, ...]


class OwnTimes:
    """Measures from the showing of a statement, or else the decision before, to the decision. ``now``: the desk's clock."""

    def __init__(self, case: Callable[[], Casefile], actor: str, now: Callable[[], dt.datetime]) -> None:
        self._case, self._actor, self._now = case, actor, now
        self._since: dict[str, dt.datetime] = {}

    def shown(self, statement: str) -> None:
        """A person sees this statement from now on."""
        self._since = {statement: self._now()}

    def decided(self, statement: str, verdict: Verdict) -> None:
        """The person has decided; keeps how long it took, in the transaction that is under way if there is one."""
        at = self._now()
        since = self._since.get(statement) or self._since.get("")
        self._since = {"": at}
        seconds = (at - since).total_seconds() if since else None
        if seconds is None or not 0 < seconds <= LONGEST or not self.kept:
            return
        db = self._case()._db
        with db.transaction():
            row = (self._actor, at.astimezone(dt.UTC).date().isoformat(), verdict.value, round(seconds, 1))
            db.rows("INSERT INTO own_times VALUES (?, ?, ?, ?)", row)

    @property
    def kept(self) -> bool:
        return self._actor not in self._untimed()

    def keep(self, wanted: bool) -> None:
        """Switch it on or off; switched off, what was kept goes too."""
        others = set(self._untimed()) - {self._actor}
        people = sorted(others if wanted else others | {self._actor})
        db = self._case()._db
        with db.transaction():
            db.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_UNTIMED, canonical(people).decode()))
        if not wanted:
            self.forget()

    def forget(self) -> None:
        """Take out what was kept of you."""
        db = self._case()._db
        with db.transaction():
            db.rows("DELETE FROM own_times WHERE person = ?", (self._actor,))

    def own(self) -> Own:
        """Your own times of the last ``SHOWN_DAYS`` days."""
        first = (self._now().astimezone(dt.UTC).date() - dt.timedelta(days=SHOWN_DAYS)).isoformat()
        sql = "SELECT day, seconds FROM own_times WHERE person = ? AND day > ? ORDER BY day DESC"
        by_day: dict[str, list[float]] = {}
        for day, seconds in self._case()._db.rows(sql, (self._actor, first)):
            by_day.setdefault(day, []).append(seconds)
        every = sorted(s for of in by_day.values() for s in of)
        days = tuple(DayOfOwn(dt.date.fromisoformat(day), len(of), median(of)) for day, of in by_day.items())
        if not every:
            return Own(self.kept, 0, None, None, ())
        return Own(self.kept, len(every), median(every), every[-(-len(every) * 9 // 10) - 1], days)

    def _untimed(self) -> list[str]:
        row = self._case()._db.one("SELECT value FROM meta WHERE name = ?", (_UNTIMED,))
        found: list[str] = [] if row is None else parse_json(row[0])
        return found
