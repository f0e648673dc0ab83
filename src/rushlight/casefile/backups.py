"""Backups: a sealed copy that was restored once before anybody relies on it, and restores that bring nothing back.

    rushlight-backup/1
    canonical {"case", "day", "erasures", "id", "slot"}
    the identity of the stream, sealed under the epoch key, in hex
    an age stream of a tar, as in a pack; the database in it is keyed by the epoch key, every data key wrapped anew under it

The epoch key lies in ``keys/`` beside it (``epochs``), the erase list too (``eraselist``).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from rushlight.casefile import epochs, erased, eraselist, opening, packing, tarring
from rushlight.casefile.building import building, built_at, check_new
from rushlight.casefile.canonical import Json, canonical, parse
from rushlight.casefile.casefile import Casefile, Clock
from rushlight.casefile.files import flush_folder
from rushlight.casefile.keys import Keyring, stream
from rushlight.casefile.packing import Raising, Unlock
from rushlight.casefile.rekeying import IN_ALL
from rushlight.casefile.slots import Slots
from rushlight.casefile.stored import parse_json
from rushlight.casefile.tarring import Progress
from rushlight.errors import CasefileError, MisuseError, RushlightError, Tampered
from rushlight.parts import Parts, Tell, at_once, nobody, scaled
from rushlight.record import Randomness, new_id

BACKUP = "rushlight-backup/1"
RETENTION = 90
"""Days after an epoch's end until its key is destroyed, when the team did not say otherwise."""

REMIND = 7
"""Days after which a backup is asked for."""

SEALED, RESTORED = 500, 700
"""How much of a backup is done, of ``IN_ALL``, when it is sealed and when it is restored to be verified."""

UNDER_WAY = "backing_up"
"""Row of ``meta``: what is being written outside of the casefile."""

DRILL = "last-drill"
HEAD_LINE = 4096
_FIELDS = frozenset({"case", "day", "erasures", "id", "slot"})


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and restored once. ``expired``: slots whose time was over and that were destroyed;
    ``removed``: backups that could not be opened any more; ``left``: ways in that do not open it; ``drilled``: the day of
    the last restore with shares from this folder.
    """

    file: Path
    events: int
    slot: str
    expired: tuple[str, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]
    drilled: dt.date | None


@dataclass(frozen=True, slots=True)
class Last:
    """The last backup that this casefile knows of."""

    at: dt.datetime
    folder: str


def backup(case: Casefile, folder: Path, *, retention: int = RETENTION, progress: Progress | None = None) -> Made:
    """Write a backup into the folder, restore it once to see that it opens, destroy keys whose time is over.

    Raises MisuseError, CasefileError, Tampered; no backup is left then that was not tried.
    """
    return at_once(backup_parts(case, folder, retention=retention), progress or nobody)


def backup_parts(case: Casefile, folder: Path, *, retention: int = RETENTION) -> Parts[Made]:
    """``backup`` in parts: the database is copied some pages at a time, sealing and trying see no casefile.

    What is written while the copy is sealed and tried is not in it. Where it is ended early nothing half is left.
    """
    clear_up(case)
    if retention < 1:
        raise MisuseError("backups are kept for at least a day", where=str(retention))
    if folder.absolute().is_relative_to(case.folder.absolute()):
        raise MisuseError("this place lies inside the casefile", where=str(folder), hint="choose another disk")
    made = _make(folder)
    try:
        return (yield from _into(case, folder, retention))
    except BaseException:
        with contextlib.suppress(OSError):
            if made:  # only empty ones go
                (folder / epochs.FOLDER).rmdir()
                folder.rmdir()
        raise


def _into(case: Casefile, folder: Path, retention: int) -> Parts[Made]:
    now = case._now()
    epoch, ring, left = epochs.current(case, folder, now.date(), _erasures(case))
    eraselist.write(case, folder)
    file = folder / f"{now.date().isoformat()}_{new_id('bk', case._randomness)}{packing.SUFFIX}"
    passing = case.folder.absolute().parent / f".{new_id('new', case._randomness)}{opening.SUFFIX}"
    _note(case, file, passing)
    try:
        checkpoint = yield from _written(case, ring, epoch, file, now.date())
        events = yield partial(_tried, _Trial(file, passing, ring, case.id, checkpoint, case._randomness, case._now))
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    finally:
        _note(case, None, passing)
    expired = epochs.expire(folder, case.id, now.date(), retention, epoch.name)
    with case._db.transaction():
        said = canonical({"at": now.isoformat(), "folder": str(folder.absolute())}).decode()
        case._db.rows("INSERT OR REPLACE INTO meta VALUES ('backup', ?)", (said,))
    return Made(file, events, epoch.name, expired, _removed(folder, case.id, expired), left, _drilled(folder))


def _make(folder: Path) -> bool:
    """Whether the folder is new."""
    new = not folder.exists()
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        flush_folder(folder.absolute().parent)
        return new
    except OSError:
        raise CasefileError("the backup's folder cannot be made", where=str(folder), hint="is the disk connected?") from None


def _written(case: Casefile, ring: Keyring, epoch: epochs.Epoch, file: Path, day: dt.date) -> Parts[str]:
    """Write the file; gives the checkpoint of the state that it holds."""
    said = {"case": case.id, "day": day.isoformat(), "erasures": epoch.erasures, "id": file.stem[-29:], "slot": epoch.name}
    described, identity = canonical(said), stream.new_identity()
    head = f"{BACKUP}\n".encode() + described + f"\n{ring.seal_identity(identity, _about(described)).hex()}\n".encode()
    return (yield from packing.seal_parts(case, ring, file, head, identity, case.checkpoint, SEALED))


@dataclass(frozen=True, slots=True)
class _Trial:
    """What it takes to try a backup: the file, where it is restored, its keys, and the checkpoint that it must come back to."""

    file: Path
    passing: Path
    ring: Keyring
    case: str
    checkpoint: str
    randomness: Randomness
    now: Clock


def _tried(trial: _Trial, tell: Tell) -> int:
    """Restore the backup from its bytes and by its own slot into a passing folder, verify it; gives the number of events."""
    file = trial.file
    with packing.opened_file(file) as sealed, built_at(trial.passing) as passing:
        head, described = _head(sealed)
        epoch = epochs.read(file.parent / epochs.FOLDER / head["slot"])
        ring = epoch.way_in.opened_like(trial.ring) or trial.ring
        identity = ring.open_identity(packing.identity_line(sealed), _about(described))
        epoch.way_in.write(passing)
        tarring.unseal(sealed, identity, passing, scaled(tell, SEALED, RESTORED))
        with opening.open_with_key(passing, ring, trial.case, trial.randomness, trial.now) as restored:
            report = packing.verified(restored, scaled(tell, RESTORED, IN_ALL), checkpoint=trial.checkpoint)
            same = restored.checkpoint() == trial.checkpoint
    if not report.ok or not same:
        why = report.faults[0].what if report.faults else "its log is not the one that is here"
        raise Tampered(f"the backup was tried and is not whole: {why}", hint="rushlight verify --deep")
    return report.events


def _note(case: Casefile, file: Path | None, passing: Path) -> None:
    """Note durably what is being written outside of the casefile; with ``file`` None that it is over."""
    with case._db.transaction():
        if file is None:
            case._db.rows("DELETE FROM meta WHERE name = ?", (UNDER_WAY,))
        else:
            said = canonical({"file": str(file.absolute()), "passing": str(passing)}).decode()
            case._db.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (UNDER_WAY, said))


def clear_up(case: Casefile) -> None:
    """Remove what a backup that was cut short left: a file half written or not tried, a copy half restored. Raises Tampered."""
    row = case._db.one("SELECT value FROM meta WHERE name = ?", (UNDER_WAY,))
    if row is None or case._db.read_only:
        return
    said = parse_json(row[0])
    try:
        file, passing = Path(said["file"]), Path(said["passing"])
    except (KeyError, TypeError):
        raise Tampered("a stored row has not the form it should", where="backup") from None
    if not file.parent.is_dir():
        return  # a disk that is not here now: it is looked for at the next opening
    with contextlib.suppress(OSError):
        for left in (file, file.with_name(file.name + packing.NEW)):
            left.unlink(missing_ok=True)
        if passing.is_dir() and not passing.is_symlink():
            shutil.rmtree(passing)
        _note(case, None, passing)


def _removed(folder: Path, case: str, expired: Sequence[str]) -> tuple[str, ...]:
    """Backups whose key is destroyed are only a false comfort."""
    gone = []
    for file in sorted(folder.glob("*" + packing.SUFFIX)) if expired else ():
        with contextlib.suppress(RushlightError), packing.opened_file(file) as sealed:
            head, _ = _head(sealed)
            if head["case"] == case and head["slot"] in expired:
                gone.append(file)
    for file in gone:
        with contextlib.suppress(OSError):
            file.unlink()
    return tuple(file.name for file in gone)


def restore(
    file: Path,
    folder: Path,
    unlock: Unlock,
    *,
    randomness: Randomness,
    now: Clock,
    by: str,
    lists: Sequence[Path] = (),
    without_list: bool = False,
    progress: Progress | None = None,
) -> Casefile:
    """The casefile of a backup in the new folder ``NAME.case``, opened: a new device, its own case key, nothing resurrected.

    The erase lists beside the backup, and ``lists``, are carried out before anybody sees anything. Raises CasefileError
    when there is no list (unless ``without_list``) or no key, Tampered, WrongPassphrase, MisuseError; nothing is left then.
    """
    check_new(folder, opening.SUFFIX)
    with building(folder, randomness) as passing:
        raising = Raising(randomness, now, by, lists, progress)
        ring, case = _raised(file, passing, unlock, raising, without_list=without_list)
    return opening.open_with_key(folder, ring, case, randomness, now)


def drill(
    file: Path, unlock: Unlock, *, randomness: Randomness, now: Clock, noted: bool = True, progress: Progress | None = None
) -> int:
    """Restore for practice: everything is verified, deep, and thrown away; gives the number of events.

    ``noted``: the day is written beside the backup, as that of a drill with shares. Raises what ``restore`` raises.
    """
    place = file.absolute().parent / f"drill{opening.SUFFIX}"
    with building(place, randomness, keep=False) as passing:
        ring, case = _raised(file, passing, unlock, Raising(randomness, now, "rushlight", (), progress, deep=True))
        with opening.open_with_key(passing, ring, case, randomness, now) as opened:
            events = len(opened.events())
    if noted:
        with contextlib.suppress(OSError):
            (file.parent / DRILL).write_text(now().date().isoformat() + "\n", encoding="ascii")
    return events


def _raised(file: Path, passing: Path, unlock: Unlock, raising: Raising, *, without_list: bool = False) -> tuple[Keyring, str]:
    """The casefile of a backup, closed, in the folder ``passing``; gives its keys and its id."""
    beside = file.absolute().parent
    with packing.opened_file(file) as sealed:
        _head(sealed)  # what is no backup is told before what is missing beside it
    if not without_list and not raising.lists and not _lists_beside(file):
        raise CasefileError(
            "the erase list is not beside the backup: what was erased since would come back",
            where=str(file),
            hint=f"copy {eraselist.PREFIX}*.json from the backup's folder, or name one with --erased",
        )
    with packing.opened_file(file) as sealed:
        head, described = _head(sealed)
        epoch = epochs.read(beside / epochs.FOLDER / head["slot"])
        if head["case"] != epoch.way_in.case or head["erasures"] != epoch.erasures:
            raise Tampered("the key slot beside this backup is of another casefile or was changed", where=epoch.name)
        identity_line = packing.identity_line(sealed)
        ring, identity = packing.opened_identity(epoch.way_in, unlock, identity_line, _about(described))
        epoch.way_in.write(passing)
        tarring.unseal(sealed, identity, passing, scaled(raising.progress or nobody, 0, packing.UNSEALED))
    every = (*_lists_beside(file), *raising.lists)
    return packing.raised(passing, ring, epoch.way_in.case, replace(raising, lists=every)), epoch.way_in.case


@dataclass(frozen=True, slots=True)
class Described:
    """What a backup says of itself: the day it was made on, and the ways in to it. ``listed``: an erase list is beside it."""

    day: dt.date
    way_in: Slots
    listed: bool


def described(file: Path) -> Described:
    """A backup before anybody opens it. Raises CasefileError for one whose key is gone, Tampered."""
    with packing.opened_file(file) as sealed:
        head, _ = _head(sealed)
    try:
        day = dt.date.fromisoformat(head["day"])
    except (TypeError, ValueError):
        raise Tampered("a backup's head is damaged") from None
    epoch = epochs.read(file.absolute().parent / epochs.FOLDER / head["slot"])
    return Described(day, epoch.way_in, bool(_lists_beside(file)))


def _lists_beside(file: Path) -> list[Path]:
    return sorted(file.absolute().parent.glob(f"{eraselist.PREFIX}*.json"))


def last(case: Casefile) -> Last | None:
    """The last backup of this casefile, by its own notes. Raises Tampered."""
    row = case._db.one("SELECT value FROM meta WHERE name = 'backup'")
    if row is None:
        return None
    said = parse_json(row[0])
    try:
        return Last(dt.datetime.fromisoformat(said["at"]), str(said["folder"]))
    except (KeyError, TypeError, ValueError):
        raise Tampered("a stored row has not the form it should", where="backup") from None


def days_without(case: Casefile) -> int | None:
    """Days since the last backup, or since the casefile was made, when they are more than ``REMIND``; else None."""
    known = last(case)
    made = case._db.one("SELECT at FROM log ORDER BY turn LIMIT 1")
    since = known.at if known else dt.datetime.fromisoformat(made[0]) if made else case._now()
    days = (case._now() - since).days
    return days if days > REMIND else None


def _erasures(case: Casefile) -> int:
    return len(case.records(erased.KIND))


def _drilled(folder: Path) -> dt.date | None:
    try:
        return dt.date.fromisoformat((folder / DRILL).read_text(encoding="ascii")[:10])
    except (OSError, ValueError):
        return None


def _head(sealed: BinaryIO) -> tuple[Json, bytes]:
    """What a backup says of itself, and the bytes of that. Raises Tampered."""
    first = sealed.readline(len(BACKUP) + 1)
    if first != f"{BACKUP}\n".encode():
        hint = "'rushlight unpack' opens it" if first.startswith(packing.PACK.encode()) else "name one file, NAME.rush"
        raise Tampered("this is no backup", hint=hint)
    described = packing.line(sealed, HEAD_LINE)
    head = parse(described)
    if not isinstance(head, dict) or head.keys() != _FIELDS or not isinstance(head["case"], str):
        raise Tampered("a backup's head is damaged")
    return {**head, "slot": epochs.check_name(head["slot"])}, described


def _about(described: bytes) -> bytes:
    return BACKUP.encode() + b"\n" + described
