"""Epoch keys: what a quarter's backups are sealed to, so that old data keys die with the quarter.

``FOLDER/keys/2026Q4.slot`` holds the epoch key in a box for each way in of the casefile, like ``keyslots.json`` holds the
case key; the casefile itself does not keep it. After an erasure a new epoch begins (``2026Q4-2.slot``), so that what was erased
is in no backup that can be opened once the retention time is over. Destroying the slot destroys the key.

Anybody who holds the backup's disk can close a key of their own in these boxes. The casefile notes a hash of each epoch it
began, under the epoch's key, and seals no new backup to another.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from pathlib import Path

from rushlight.casefile import slots
from rushlight.casefile.canonical import canonical, parse
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.files import make_folder, read_at_most, shred, write_whole
from rushlight.casefile.keys import Keyring
from rushlight.casefile.slots import Slots
from rushlight.casefile.stored import parse_json
from rushlight.errors import CasefileError, Tampered

FORMAT = "rushlight-epoch/1"
FOLDER, SUFFIX = "keys", ".slot"
NOTED = "epochs"
"""The row of ``meta`` with the hashes of the epochs that this casefile began, JSON, the last ``KEPT`` of them."""

KEPT = 200
_NAME = re.compile(r"([0-9]{4})Q([1-4])(?:-([0-9]{1,3}))?\.slot")


@dataclass(frozen=True, slots=True)
class Epoch:
    """One slot file. ``made``: the day; ``erasures``: how many the casefile knew of then."""

    path: Path
    made: dt.date
    erasures: int
    way_in: Slots

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def order(self) -> tuple[dt.date, int]:
        match = _NAME.fullmatch(self.name)
        return self.made, int(match[3] or 1) if match else 0

    @property
    def quarter_ends(self) -> dt.date:
        match = _NAME.fullmatch(self.name)
        year, quarter = (int(match[1]), int(match[2])) if match else (9999, 3)
        return dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - dt.timedelta(days=1)

    def vouched(self, ring: Keyring) -> str:
        """What only a holder of this epoch's key can say of it."""
        said = {"slot": self.name, "made": self.made.isoformat(), "erasures": self.erasures}
        return ring.vouched("epoch", canonical(said))

    def write(self) -> None:
        body = {"format": FORMAT, "case": self.way_in.case, "made": self.made.isoformat(), "erasures": self.erasures}
        write_whole(self.path, canonical({**body, "slots": list(self.way_in.slots)}), destroy=True)


def current(case: Casefile, folder: Path, day: dt.date, erasures: int) -> tuple[Epoch, Keyring, tuple[str, ...]]:
    """The epoch of this day, made when there is none, its key, and the ways in that it could not be closed for.

    Its boxes are those of the casefile's ways in of today. Raises CasefileError, Tampered.
    """
    make_folder(folder / FOLDER)
    quarter = f"{day.year}Q{(day.month + 2) // 3}"
    way_in, ring = slots.read(case.folder), None
    left: tuple[str, ...] = ()
    every = read_all(folder, case.id)
    for epoch in every:
        ring = epoch.way_in.opened_like(case._ring)
        if ring is not None:
            carried, left = way_in.carried_over(case._ring, ring)
            if _boxes(carried) != _boxes(epoch.way_in):  # a passphrase that was changed opens no older backup either
                replace(epoch, way_in=carried).write()
    held = [epoch for epoch in every if epoch.name.startswith(quarter)]
    if ring is not None and held and held[-1] is every[-1] and held[-1].erasures == erasures and _is_ours(case, held[-1], ring):
        return held[-1], ring, left
    ring = case._ring.successor()
    carried, left = way_in.carried_over(case._ring, ring)
    number = 1 + max((epoch.order[1] for epoch in held), default=0)
    name = quarter + (f"-{number}" if number > 1 else "") + SUFFIX
    made = Epoch(folder / FOLDER / name, day, erasures, carried)
    _note(case, made, ring)
    made.write()
    return made, ring, left


def _is_ours(case: Casefile, epoch: Epoch, ring: Keyring) -> bool:
    return epoch.vouched(ring) in _noted(case)


def _note(case: Casefile, epoch: Epoch, ring: Keyring) -> None:
    with case._db.transaction():
        said = canonical([*_noted(case), epoch.vouched(ring)][-KEPT:]).decode()
        case._db.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (NOTED, said))


def _noted(case: Casefile) -> list[str]:
    row = case._db.one("SELECT value FROM meta WHERE name = ?", (NOTED,))
    return [] if row is None else list(parse_json(row[0]))


def read_all(folder: Path, case: str) -> list[Epoch]:
    """The epochs that still have their slot, oldest first. Raises CasefileError when the folder is another casefile's."""
    found = [read(path) for path in sorted((folder / FOLDER).glob("*" + SUFFIX)) if _NAME.fullmatch(path.name)]
    if any(epoch.way_in.case != case for epoch in found):
        raise CasefileError("this folder holds backups of another casefile", where=str(folder), hint="choose another one")
    return sorted(found, key=lambda epoch: epoch.order)


def read(path: Path) -> Epoch:
    """One slot file. Raises CasefileError when it is gone, Tampered when it is not readable."""
    try:
        data = read_at_most(path, slots.LARGEST + 1)
    except OSError:
        raise CasefileError(
            "the key of this backup is gone: its retention time was over, or the folder 'keys' was not copied with it",
            where=path.name,
        ) from None
    try:
        body = parse(data)
        if body.keys() != {"format", "case", "made", "erasures", "slots"} or body["format"] != FORMAT:
            raise ValueError
        if not isinstance(body["case"], str) or not all(map(slots.well_formed, body["slots"])):
            raise ValueError
        made, erasures = dt.date.fromisoformat(body["made"]), int(body["erasures"])
    except (AttributeError, TypeError, ValueError, KeyError, Tampered):
        raise Tampered("an epoch's key slot is not readable", where=path.name) from None
    return Epoch(path, made, erasures, Slots(body["case"], tuple(body["slots"])))


def check_name(name: object) -> str:
    """The name of a slot file, which comes from a backup's head: it must not lead out of the folder. Raises Tampered."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Tampered("a backup names no key slot")
    return name


def expire(folder: Path, case: str, today: dt.date, retention: int, keep: str) -> tuple[str, ...]:
    """Destroy the slots whose time is over; gives their names. The one called ``keep`` is in use and stays.

    An epoch ends with its quarter or with the next epoch, whichever comes first; its key goes ``retention`` days later.
    """
    held = read_all(folder, case)
    gone = []
    for epoch, after in zip(held, [*held[1:], None], strict=True):
        ended = min(epoch.quarter_ends, after.made) if after else epoch.quarter_ends
        if epoch.name != keep and today - ended > dt.timedelta(days=retention):
            shred(epoch.path)
            gone.append(epoch.name)
    return tuple(gone)


def _boxes(way_in: Slots) -> set[tuple[object, object]]:
    return {(slot.get("id"), slot.get("box")) for slot in way_in.slots}
