"""Weighing: which events count. Those of a device that had no role for them, or that was sent away, count for nothing.

They stay in the log, signed and whole, as evidence of who wrote what, and have no rows in the tables but those that say
which event it is and what hangs on it. What counts follows from all that was said of devices, so it is the same on every
copy that has the same events, in whatever order they came: it is worked out anew at each merge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rushlight.casefile import erased, projections, roles
from rushlight.casefile.canonical import Json
from rushlight.casefile.database import Database
from rushlight.casefile.devices import Device, in_good_standing
from rushlight.casefile.schema import PROJECTIONS
from rushlight.errors import MisuseError

if TYPE_CHECKING:
    from rushlight.casefile.log import Log

KEPT = frozenset({"log", "device", "standing", "sealed_name", "original"})
"""Tables that keep the rows of events which do not count: what is weighed itself, and what hangs on an event."""

WEIGHING = ("device.admitted", "device.revoked")
"""Kinds after which other events may count, or count no more."""

SENT_AWAY, JOIN_AGAIN = "this device was sent away: what it writes counts for nobody", "join again as a new one"
AWAY, NO_ROLE, NOT_ITS_OWN = "away", "role", "not its own"
WHY = {
    AWAY: "written after its device was sent away",
    NO_ROLE: "its device had no role for that",
    NOT_ITS_OWN: "a collector erases only what it collected itself",
}


@dataclass(frozen=True, slots=True)
class Weightless:
    """An event that counts for nothing: which, of what kind and device, and why (a key of ``WHY``)."""

    event: str
    device: str
    kind: str
    why: str

    @property
    def says(self) -> str:
        return WHY[self.why]


def require(log: Log, kind: str, seq: int) -> None:
    """Refuse an event that would count for nothing, before it is written. Raises MisuseError.

    A device that nobody has admitted yet may write: its events wait for that elsewhere.
    """
    own = log.standing()
    if own is None or roles.may(kind, own.roles_at(seq)) or _takes_back(own, kind, seq):
        return
    if not own.active:
        raise MisuseError(SENT_AWAY, hint=JOIN_AGAIN)
    held = ", ".join(role for role in roles.ROLES if role in own.roles) or "none"
    raise MisuseError(
        f"this device's role does not allow that (it has: {held})",
        hint=f"it takes {roles.needed(kind)}; an admin gives it with 'rushlight admit'",
    )


def may_write(log: Log, kind: str) -> bool:
    """Whether this device's next event of this kind would count, as far as it knows."""
    own = log.standing()
    return own is None or (own.active and roles.may(kind, own.roles))


def weigh(log: Log) -> None:
    """Work out what counts, in the caller's transaction: take out of the tables what does not, put back what does now."""
    with log.db.transaction():
        wanted = _unfit(log.db, in_good_standing(log.db, log.case))
        _take_over(log, wanted | dict.fromkeys(_others_erased(log), NOT_ITS_OWN))


def faults(log: Log) -> Iterable[str]:
    """Events of which the table ``uncounted`` does not say what follows from what was said of devices."""
    wanted = _unfit(log.db, in_good_standing(log.db, log.case)) | dict.fromkeys(_others_erased(log), NOT_ITS_OWN)
    return sorted(event for event, _ in set(wanted.items()) ^ set(_held(log.db).items()))


def weightless(db: Database) -> tuple[Weightless, ...]:
    """Every event here that counts for nothing, in the order of the casefile."""
    sql = "SELECT u.event, l.device, l.kind, u.why FROM uncounted u JOIN log l ON l.event = u.event"
    return tuple(Weightless(*row) for row in db.rows(f"{sql} ORDER BY l.turn, l.device, l.event"))


def counts(db: Database, event: str) -> bool:
    return db.one("SELECT 1 FROM uncounted WHERE event = ?", (event,)) is None


def why_not(db: Database, event: str) -> str | None:
    """Why an event counts for nothing, in words; None where it counts."""
    row = db.one("SELECT why FROM uncounted WHERE event = ?", (event,))
    return None if row is None else WHY[row[0]]


def may_erase(device: Device, seq: int, data: Json, own: Iterable[str]) -> bool:
    """Whether an erasure counts. ``own``: ids of the events that its device wrote before it."""
    held = device.roles_at(seq)
    return roles.may(erased.KIND, held) or ("collector" in held and _only(data, set(own)))


def own_events(db: Database, device: str, seq: int) -> list[str]:
    """Ids of the events of a device before the one at ``seq``, in all its histories."""
    sql = "SELECT id FROM events WHERE device = ?1 AND seq < ?2 UNION SELECT id FROM forks WHERE device = ?1 AND seq < ?2"
    return [row[0] for row in db.rows(sql, (device, seq))]


# --- within ------------------------------------------------------------------------------------------


def _unfit(db: Database, standing: dict[str, Device]) -> dict[str, str]:
    """By event: why its device could not write it. Devices of which nothing is known yet are not judged."""
    out: dict[str, str] = {}
    for device in standing.values():
        if device.size is not None:
            sql = "SELECT event FROM log WHERE device = ? AND seq >= ?"
            out |= {row[0]: AWAY for row in db.rows(sql, (device.id, device.size))}
        ends = [since for since, _ in device.terms[1:]] + [device.size if device.size is not None else 1 << 62]
        for (since, held), end in zip(device.terms, ends, strict=True):
            without = set(roles.refused(held)) - ({erased.KIND} if "collector" in held else set())
            marks = ", ".join("?" * len(without))
            sql = f"SELECT event FROM log WHERE device = ? AND seq >= ? AND seq < ? AND kind IN ({marks})"  # noqa: S608
            out |= {row[0]: NO_ROLE for row in db.rows(sql, (device.id, since, end, *sorted(without)))}
    return out


def _others_erased(log: Log) -> list[str]:
    """Erasures by collectors that list more than what their own devices wrote."""
    standing = in_good_standing(log.db, log.case)
    out = []
    for event, device, seq in log.db.rows("SELECT event, device, seq FROM log WHERE kind = ?", (erased.KIND,)):
        known = standing.get(device)
        if known is not None and _takes_back(known, erased.KIND, seq):
            data = log.open(log.stored(event)).data
            if not may_erase(known, seq, data, own_events(log.db, device, seq)):
                out.append(event)
    return out


def _takes_back(device: Device, kind: str, seq: int) -> bool:
    """Whether this is an erasure by a device that may only take back what it collected."""
    held = device.roles_at(seq)
    return kind == erased.KIND and not roles.may(kind, held) and "collector" in held


def _only(data: Json, own: set[str]) -> bool:
    """Whether an erasure lists these events only; what hangs on them goes with them."""
    beyond = ("vault", "blobs", "ids", "alias", "document", "source", "kept_away")
    return not any(data.get(name) for name in beyond) and {str(event["id"]) for event in data["events"]} <= own


def _held(db: Database) -> dict[str, str]:
    return dict(iter(db.rows("SELECT event, why FROM uncounted")))


def _take_over(log: Log, wanted: dict[str, str]) -> None:
    held = _held(log.db)
    for event in sorted(wanted.keys() - held.keys()):
        for table in PROJECTIONS.keys() - KEPT:
            log.db.rows(f"DELETE FROM {table} WHERE event = ?", (event,))  # noqa: S608 - our own table names
    for event in sorted(held.keys() - wanted.keys()):
        stored = log.find(event)
        if stored is not None and not stored.empty:
            projections.write(log.db, log.open(stored), without=KEPT)
    if held != wanted:
        log.db.rows("DELETE FROM uncounted")
        log.db.many("INSERT INTO uncounted VALUES (?, ?)", sorted(wanted.items()))
