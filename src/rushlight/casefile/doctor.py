"""The doctor: counts what must agree, looks at the place and the tools, and repairs projections, nothing else.

It counts; whether what is there was altered is ``verify``'s question. Nothing it says holds a word of a report: table names,
counts, ids' kinds. Events, vault and originals are never written to.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import apsw

from rushlight.casefile import database, files, projections, rekeying, slots, weighing
from rushlight.casefile.blobs import FOLDER
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.events import Stored
from rushlight.casefile.schema import PROJECTIONS
from rushlight.casefile.slots import RECOVERY
from rushlight.errors import CasefileError, CipherMissing, MisuseError, RushlightError

BACKUP_DAYS = 7
"""Days after which a backup is old."""

AHEAD = dt.timedelta(minutes=5)
"""How far a clock may be ahead of this one before it is told."""

LAST = dt.datetime.max.replace(tzinfo=dt.UTC)
_OURS = {slots.FILE, database.FILE, database.FILE + "-wal", database.FILE + "-shm", FOLDER}
_PASSING = (rekeying.NEXT, ".new", files.OLD, "-journal")


class Health(StrEnum):
    """``fault``: something does not agree or cannot be relied on. ``note``: to be known. ``well``: as it should be."""

    WELL = "well"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and the counts behind it. ``mends``: whether a repair of projections mends it."""

    what: str
    health: Health
    says: str
    counts: dict[str, int] = field(default_factory=dict)
    mends: bool = False


@dataclass(frozen=True, slots=True)
class Repaired:
    """Rows of each projection that did not agree, before and after."""

    before: dict[str, int]
    after: dict[str, int]


@dataclass
class _Seen:
    """What a walk over the events says must be there."""

    events: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    originals: dict[str, str] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    erased: set[str] = field(default_factory=set)
    unreadable: int = 0
    latest: dt.datetime | None = None
    ahead: int = 0


# --- outside: the place and the tools, before anything is opened -----------------------------------------


def look_around(folder: Path) -> list[Check]:
    """The place, the medium, the library, the room and what lies about. Opens nothing, needs no secret."""
    return [_library(), _place(folder), _medium(folder), _room(folder), _lying_about(folder)]


def _library() -> Check:
    named = f"SQLite {apsw.sqlite_lib_version()}, {getattr(apsw, 'mc_version', 'no cipher')}"
    try:
        database.require_cipher()
    except CipherMissing as error:
        return Check("library", Health.FAULT, f"{error.what} ({named})")
    return Check("library", Health.WELL, f"{named}, cipher {database.CIPHER}")


def _place(folder: Path) -> Check:
    if files.is_synced(folder):
        return Check("place", Health.FAULT, "this folder is copied to a cloud service: move it to the computer's own disk")
    if files.is_elsewhere(folder):
        return Check("place", Health.FAULT, "this folder is on another computer: move it to the computer's own disk")
    return Check("place", Health.WELL, files.file_system(folder) or "this computer's own disk, as far as can be told")


def _medium(folder: Path) -> Check:
    if files.only_readable(folder):
        return Check("medium", Health.NOTE, "can only be read from: nothing can be taken in here")
    return Check("medium", Health.WELL, "can be written")


def _room(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    counted = {"free bytes": free, "bytes of the casefile": size}
    if free < files.RESERVE:
        return Check("room", Health.FAULT, "the disk is nearly full: nothing can be taken in", counted)
    if free < files.RESERVE + 3 * size:
        return Check("room", Health.NOTE, "too little room for a new key, which writes the whole casefile anew", counted)
    return Check("room", Health.WELL, "enough", counted)


def _lying_about(folder: Path) -> Check:
    """Files that a cut-off act left, and files that are none of ours. Their names are not told: they are not ours to repeat."""
    left = [path.name for path in folder.iterdir() if path.name not in _OURS]
    passing = [name for name in left if name.startswith(_PASSING[0]) or name.endswith(_PASSING[1:])]
    beside = list(folder.absolute().parent.glob(f".new_*{folder.suffix}"))
    counted = {
        "left by a cut-off act": len(passing),
        "not ours": len(left) - len(passing),
        "casefiles never finished": len(beside),
    }
    if not any(counted.values()):
        return Check("leftovers", Health.WELL, "none", counted)
    says = "opening and writing clear what a cut-off act left; look at the other files, and delete what nobody needs"
    return Check("leftovers", Health.NOTE, says, counted)


# --- inside ----------------------------------------------------------------------------------------------


def examine(case: Casefile, now: dt.datetime) -> list[Check]:
    """Count log, tables, vault and originals against each other; look at the clock, the shares and the last backup."""
    seen = _walk(case, now + AHEAD)
    return [
        _log(case, seen),
        _tables(case, seen),
        _vault(case, seen),
        *_originals(case, seen),
        _clock(seen, now),
        *_doors(case, now),
    ]


def repair(case: Casefile) -> Repaired:
    """Make the projections again from the events, after the log was verified. Raises CasefileError where it does not hold."""
    before = _disagreeing(case, _walk(case))
    if case.verify().faults:
        raise CasefileError(
            "the log itself does not verify: nothing was repaired",
            hint="'rushlight verify CASE --deep' says where; restore a backup",
        )
    case.rebuild()
    return Repaired(before, _disagreeing(case, _walk(case)))


def _walk(case: Casefile, latest: dt.datetime = LAST) -> _Seen:
    seen = _Seen()
    for stored in case.log.all():
        try:
            fields = stored.fields
            seen.events[str(fields["device"])] += 1
            _look(case, stored, seen, latest)
        except (RushlightError, KeyError, TypeError, ValueError):
            seen.unreadable += 1
    return seen


def _look(case: Casefile, stored: Stored, seen: _Seen, latest: dt.datetime) -> None:
    if not stored.sealed:
        seen.erased.add(str(stored.fields["id"]))
        return
    opened = case.log.open(stored)
    seen.kinds[opened.event.kind] += 1
    seen.latest = max(filter(None, (seen.latest, opened.event.at)))
    seen.ahead += opened.event.at > latest
    weighs = weighing.counts(case._db, opened.event.id)
    for table, values in projections.rows(opened):
        seen.rows[table] += weighs or table in weighing.KEPT
        if table == "sealed_name":
            seen.names.add(values[3])
        elif table == "original":
            seen.originals[values[3]] = values[6]


def _log(case: Casefile, seen: _Seen) -> Check:
    rows = case._db.rows
    leaves: Counter[str] = Counter(dict(iter(rows("SELECT device, count(*) FROM nodes WHERE level = 0 GROUP BY device"))))
    signed = Counter({device: _size(note) for device, note in rows("SELECT device, note FROM checkpoints")})
    total = sum(seen.events.values())
    counted = {"events": total, "leaves of the tree": leaves.total(), "events the checkpoints sign": signed.total()}
    counted |= {"devices": len(seen.events), "unreadable": seen.unreadable, "erased on request": len(seen.erased)}
    if seen.unreadable or not seen.events == leaves == signed:
        return Check(
            "log", Health.FAULT, "events, tree and checkpoints do not agree: 'rushlight verify --deep' says where", counted
        )
    return Check("log", Health.WELL, "events, tree and checkpoints agree", counted)


def _size(note: str) -> int:
    lines = note.split("\n")
    return int(lines[1]) if len(lines) > 1 and lines[1].isdigit() else -1


def _tables(case: Casefile, seen: _Seen) -> Check:
    wrong = _disagreeing(case, seen)
    counted = {"rows there should be": seen.rows.total(), "tables": len(PROJECTIONS)} | wrong
    if not wrong:
        return Check("tables", Health.WELL, "every table has the rows that its events give", counted)
    return Check(
        "tables", Health.FAULT, f"{len(wrong)} tables lack rows or have too many: --repair makes them again", counted, True
    )


def _disagreeing(case: Casefile, seen: _Seen) -> dict[str, int]:
    """By table: rows too many (above zero) or too few (below). Rows of an erased event are its own affair."""
    out = {}
    without = "WHERE event NOT IN (SELECT id FROM events WHERE length(sealed) = 0)"
    for table in PROJECTIONS:
        ((held,),) = case._db.rows(f"SELECT count(*) FROM {table} {without}")  # noqa: S608 - our own table names
        if held != seen.rows[table]:
            out[table] = held - seen.rows[table]
    return out


def _vault(case: Casefile, seen: _Seen) -> Check:
    held = {row[0] for row in case._db.rows("SELECT id FROM vault")}
    missing = seen.names - held - _gone(case, "vault")
    counted = {"records": len(held), "missing": len(missing), "of no event": len(held - seen.names)}
    return _agreeing("vault", counted, "every sealed record belongs to an event")


def _originals(case: Casefile, seen: _Seen) -> Iterator[Check]:
    """Those in the database, and those in files."""
    expected = seen.originals.keys() - _gone(case, "blob")
    inside = {blob for blob in expected if seen.originals[blob] == "db"}
    held = case._blobs.in_database()
    counted = {"originals": len(held), "missing": len(inside - held), "of no event": len(held - inside)}
    yield _agreeing("originals", counted, "every original belongs to a document")
    outside = expected - inside
    found = case._blobs.in_folder()
    counted = {"files": len(found), "missing": len(outside - found), "of no event": len(found - outside)}
    yield _agreeing("files of originals", counted, "every file belongs to a document", stray=Health.NOTE)


def _gone(case: Casefile, what: str) -> set[str]:
    """Ids of what was erased on request: an event that stays may go on naming it."""
    return {row[0] for row in case._db.rows("SELECT gone FROM erased WHERE what = ?", (what,))}


def _agreeing(what: str, counted: dict[str, int], well: str, *, stray: Health = Health.FAULT) -> Check:
    if counted["missing"]:
        return Check(what, Health.FAULT, "some are missing: restore a backup", counted)
    if counted["of no event"]:
        says = "left by a cut-off act, or put there" if stray is Health.NOTE else "some belong to no event"
        return Check(what, stray, says, counted)
    return Check(what, Health.WELL, well, counted)


def _clock(seen: _Seen, now: dt.datetime) -> Check:
    counted = {"events ahead of this clock": seen.ahead}
    if seen.ahead:
        return Check("clock", Health.FAULT, "events lie in the future: this clock is wrong, or a device's was", counted)
    return Check("clock", Health.WELL, "no event lies in the future", counted)


def _doors(case: Casefile, now: dt.datetime) -> Iterator[Check]:
    held = slots.read(case.folder)
    counted = dict(Counter(str(slot.get("kind")) for slot in held.slots))
    if not case.set_up:
        yield Check("ways in", Health.FAULT, "the recovery shares were not confirmed: 'rushlight shares CASE'", counted)
    elif not held.has(RECOVERY):
        yield Check("ways in", Health.NOTE, "no recovery shares: a lost passphrase loses everything", counted)
    else:
        yield Check("ways in", Health.WELL, "recovery shares are confirmed", counted)
    yield _backup(case, now)


def _backup(case: Casefile, now: dt.datetime) -> Check:
    """The age of the last backup this casefile knows of: ``meta`` has ``backup``, JSON with the time ``at``."""
    row = case._db.one("SELECT value FROM meta WHERE name = 'backup'")
    try:
        days = (now - dt.datetime.fromisoformat(json.loads(row[0])["at"])).days if row else None
    except (TypeError, ValueError, KeyError):
        days = None
    if days is None:
        return Check("backup", Health.NOTE, "no backup is known of")
    if days > BACKUP_DAYS:
        return Check("backup", Health.NOTE, f"the last one is {days} days old", {"days": days})
    return Check("backup", Health.WELL, "there is a recent one", {"days": days})


def worst(checks: Iterable[Check]) -> Health:
    found = {check.health for check in checks}
    return next((health for health in (Health.FAULT, Health.NOTE) if health in found), Health.WELL)


def require_casefile(folder: Path) -> None:
    """Raise MisuseError where there is no folder to look at."""
    if not folder.is_dir():
        raise MisuseError("there is no casefile here", where=str(folder), hint="check the path")
