"""Sealed copies at the door: backups and packs that somebody has on a disk, looked at before anything is opened."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rushlight.casefile import backups, packing, slots
from rushlight.casefile.packing import Unlock, by_passphrase, by_shares
from rushlight.casefile.slots import PASSPHRASE, RECOVERY, Slots
from rushlight.casefile.tarring import Progress
from rushlight.desk import keeping
from rushlight.desk.desk import Desk
from rushlight.errors import CasefileError, MisuseError, RushlightError
from rushlight.record import Randomness

MOST = 200
"""Copies of a folder that are told, the newest ones."""


@dataclass(frozen=True, slots=True)
class SealedCopy:
    """A backup, or a pack (``day`` None). ``listed``: what was erased since is known beside it, or need not be.

    ``shares``: whether recovery shares open it; ``passphrase``: whether any passphrase does.
    """

    file: Path
    day: dt.date | None
    listed: bool
    shares: bool
    passphrase: bool


def copies_at(place: Path) -> tuple[SealedCopy, ...]:
    """The copy that lies there, or those in this folder, the newest first. Raises CasefileError, Tampered.

    In a folder a file that is no copy, or whose key is gone, is passed over; where nothing is left, why the newest is not.
    """
    if not place.is_dir():
        return (copy_at(place),)
    found, why = [], None
    for file in sorted(place.glob(f"*{packing.SUFFIX}"), reverse=True)[:MOST]:
        try:
            found.append(copy_at(file))
        except RushlightError as error:
            why = why or error
    if not found:
        raise why or CasefileError(
            "no backup lies there", where=str(place), hint="name the folder with files that end in .rush"
        )
    return tuple(sorted(found, key=lambda copy: (copy.day or dt.date.min, copy.file.name), reverse=True))


def copy_at(file: Path) -> SealedCopy:
    """What a sealed file is. Raises CasefileError, Tampered."""
    way_in = packing.way_in(file)
    if way_in is not None:
        return SealedCopy(file, None, True, way_in.has(RECOVERY), way_in.has(PASSPHRASE))
    told = backups.described(file)
    return SealedCopy(file, told.day, told.listed, told.way_in.has(RECOVERY), told.way_in.has(PASSPHRASE))


def raise_copy(
    copy: SealedCopy,
    folder: Path,
    unlock: Unlock,
    *,
    actor: str = "",
    lists: Sequence[Path] = (),
    without_list: bool = False,
    randomness: Randomness = secrets.token_bytes,
    progress: Progress | None = None,
) -> Desk:
    """A desk on the casefile of a copy, in the new folder, verified; what was erased since stays erased.

    Raises what ``keeping.restore`` and ``keeping.unpack`` raise; nothing is left then.
    """
    if copy.day is None:
        return keeping.unpack(copy.file, folder, unlock, actor=actor, lists=lists, randomness=randomness, progress=progress)
    return keeping.restore(
        copy.file,
        folder,
        unlock,
        actor=actor,
        lists=lists,
        without_list=without_list,
        randomness=randomness,
        progress=progress,
    )


def opening_with(passphrase: str, shares: Sequence[str], randomness: Randomness = secrets.token_bytes) -> Unlock:
    """What opens a copy: the shares, where there are any, else the passphrase."""
    return by_shares(shares, randomness) if shares else by_passphrase(passphrase, randomness)


def check_shares(what: Path | SealedCopy, shares: Sequence[str], randomness: Randomness = secrets.token_bytes) -> None:
    """Raise MisuseError, WrongPassphrase where these shares do not open the casefile in this folder, or this copy."""
    for _ in _slots(what).recover(shares, randomness):
        return


def _slots(what: Path | SealedCopy) -> Slots:
    if isinstance(what, Path):
        return slots.read(what)
    way_in = packing.way_in(what.file)
    return backups.described(what.file).way_in if way_in is None else way_in


def has_shares(folder: Path) -> bool:
    """Whether recovery shares open the casefile in this folder, as far as its slots tell."""
    with contextlib.suppress(RushlightError):
        return slots.read(folder).has(RECOVERY)
    return False


def has_passphrase(folder: Path) -> bool:
    """Whether any passphrase opens it: none does after travel. True where its slots cannot be read: opening says why."""
    with contextlib.suppress(RushlightError):
        return slots.read(folder).has(PASSPHRASE)
    return True


def check_list(path: Path) -> Path:
    """A file to be named as an erase list. Raises MisuseError where there is none."""
    if not path.is_file():
        raise MisuseError("there is no such file", where=str(path), hint="an erase list is called erased_….json")
    return path
