"""Pack a casefile to move it, back it up, bring it back: the use-cases that make copies."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from rushlight.casefile import backups, items, joining, packing
from rushlight.casefile.backups import RETENTION, Made
from rushlight.casefile.packing import Unlock
from rushlight.casefile.tarring import Progress
from rushlight.desk.desk import Desk, utc_now
from rushlight.errors import MisuseError
from rushlight.parts import Parts, at_once, nobody
from rushlight.record import Randomness

Clock = Callable[[], dt.datetime]
KEEP_DAYS = "backup_retention_days"


def pack(desk: Desk, file: Path, progress: Progress | None = None) -> None:
    """Write the casefile as one sealed file ``NAME.rush`` (see ``casefile.packing``)."""
    at_once(pack_parts(desk, file), progress or nobody)


def pack_parts(desk: Desk, file: Path) -> Parts[None]:
    """``pack`` in parts."""
    return packing.pack_parts(desk.case, file)


def unpack(
    file: Path,
    folder: Path,
    unlock: Unlock,
    *,
    actor: str = "",
    lists: Sequence[Path] = (),
    now: Clock = utc_now,
    randomness: Randomness = secrets.token_bytes,
    progress: Progress | None = None,
) -> Desk:
    """Open a desk on the casefile of a pack, as a new device, in the new folder. ``lists`` are erase lists to carry out."""
    case = packing.unpack(file, folder, unlock, randomness=randomness, now=now, by=actor, lists=lists, progress=progress)
    return Desk(case, actor=actor or joining.actor_of(case), now=now, randomness=randomness)


def backup(desk: Desk, folder: Path, *, keep_days: int | None = None, progress: Progress | None = None) -> Made:
    """Back up into the folder and restore once to see that it works; ``keep_days`` changes the setting for good."""
    return at_once(backup_parts(desk, folder, keep_days=keep_days), progress or nobody)


def backup_parts(desk: Desk, folder: Path, *, keep_days: int | None = None) -> Parts[Made]:
    """``backup`` in parts (see ``casefile.backups``)."""
    known = _kept_days(desk.case.get_setting(KEEP_DAYS))
    if keep_days is not None and keep_days < 1:
        raise MisuseError("backups are kept for at least a day", where=str(keep_days))
    if keep_days is not None and keep_days != known:
        desk.case.put_setting(KEEP_DAYS, keep_days, by=desk.actor, at=desk.now())
        known = keep_days
    items.Items(desk.case).begin(
        by=desk.actor, at=desk.now()
    )  # or what is erased later could not be known again after a restore
    return (yield from backups.backup_parts(desk.case, folder, retention=known))


def _kept_days(setting: object) -> int:
    """The days that a stored setting asks for; the default where it asks for nonsense."""
    return setting if type(setting) is int and setting >= 1 else RETENTION


def restore(
    file: Path,
    folder: Path,
    unlock: Unlock,
    *,
    actor: str = "",
    lists: Sequence[Path] = (),
    without_list: bool = False,
    now: Clock = utc_now,
    randomness: Randomness = secrets.token_bytes,
    progress: Progress | None = None,
) -> Desk:
    """Open a desk on the casefile of a backup, as a new device; what was erased since stays erased."""
    case = backups.restore(
        file,
        folder,
        unlock,
        randomness=randomness,
        now=now,
        by=actor,
        lists=lists,
        without_list=without_list,
        progress=progress,
    )
    return Desk(case, actor=actor or joining.actor_of(case), now=now, randomness=randomness)


def drill(
    file: Path,
    unlock: Unlock,
    *,
    now: Clock = utc_now,
    randomness: Randomness = secrets.token_bytes,
    with_shares: bool = True,
    progress: Progress | None = None,
) -> int:
    """Restore for practice, verify everything, throw it away; gives the number of entries in the log.

    Only a drill ``with_shares`` is noted as the year's: it shows that the people who keep them can open the backup.
    """
    return backups.drill(file, unlock, randomness=randomness, now=now, noted=with_shares, progress=progress)


def due(desk: Desk) -> int | None:
    """Days without a backup, where one is due and this person has not put it off until tomorrow; else None."""
    days = backups.days_without(desk.case)
    return None if days is None or desk.case.get_setting(_put_off(desk)) == desk.now().date().isoformat() else days


def put_off(desk: Desk) -> None:
    """This person is not reminded of it again today."""
    desk.case.put_setting(_put_off(desk), desk.now().date().isoformat(), by=desk.actor, at=desk.now())


def _put_off(desk: Desk) -> str:
    return f"backup_put_off.{desk.actor}"


def reminder(desk: Desk) -> str | None:
    """What to say when the last backup is more than a week old, or there is none."""
    days = backups.days_without(desk.case)
    if days is None:
        return None
    if backups.last(desk.case) is None:
        return f"this casefile is {days} days old and was never backed up: rushlight backup CASE FOLDER"
    return f"the last backup was made {days} days ago: rushlight backup CASE FOLDER"
