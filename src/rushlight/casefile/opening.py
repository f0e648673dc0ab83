"""Create and open a casefile's folder."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from rushlight.casefile import database, keys, schema, slots
from rushlight.casefile.casefile import Casefile, Clock
from rushlight.casefile.database import Database
from rushlight.casefile.files import check_place, check_room, flush_folder
from rushlight.casefile.keys import FLOOR, Cost, Keyring
from rushlight.casefile.log import Log
from rushlight.errors import CasefileError, MisuseError, Tampered
from rushlight.record import Randomness, new_id

SUFFIX = ".case"


def create(
    folder: Path,
    passphrase: str,
    *,
    randomness: Randomness,
    now: Clock,
    by: str = "creator",
    cost: Cost | None = None,
    _below_floor_in_tests: bool = False,
) -> Casefile:
    """Make a casefile in the new folder ``NAME.case`` and open it.

    ``randomness`` must be the system's (``secrets.token_bytes``): every key comes from it. ``cost`` is what
    a guess at the passphrase costs; without it this machine is measured for about one second.
    Raises MisuseError (name, passphrase, cost), CasefileError (folder exists, synced folder, full disk),
    CipherMissing; whatever it raises, nothing is left behind.
    """
    folder = Path(folder)
    database.require_cipher()
    if folder.suffix != SUFFIX:
        raise MisuseError("a casefile's folder ends in .case", where=str(folder))
    if folder.exists():
        raise CasefileError("there is something in this place already", where=str(folder))
    if not folder.absolute().parent.is_dir():
        raise CasefileError("the folder around the new casefile does not exist", where=str(folder.parent))
    if cost and not _below_floor_in_tests and (cost.memory_kib < FLOOR.memory_kib or cost.passes < FLOOR.passes):
        raise MisuseError("this cost is below the floor of 64 MiB and three passes")
    check_place(folder.absolute().parent)
    check_room(folder.absolute().parent, 1 << 20)
    building = folder.absolute().with_name(f".{new_id('new', randomness)}{SUFFIX}")
    try:
        ring, case = _build(building, passphrase, randomness, now, by, cost)
        building.rename(folder)
        flush_folder(folder.absolute().parent)
    except OSError:
        raise CasefileError("the casefile could not be written", hint="is the disk full or read-only?") from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return _opened(folder, ring, case, randomness, now)


def open_casefile(folder: Path, passphrase: str, *, randomness: Randomness, now: Clock) -> Casefile:
    """Open a casefile; older formats are brought up to date, newer ones refused.

    Raises WrongPassphrase, NewerCasefile, CipherMissing, Tampered, or CasefileError with a hint
    ("the casefile is open elsewhere").
    """
    folder = Path(folder)
    database.require_cipher()
    check_place(folder)
    way_in = slots.read(folder)
    if not (folder / database.FILE).is_file():
        raise Tampered("the casefile's database is missing", where=database.FILE, hint="restore a backup")
    return _opened(folder, way_in.unlock(passphrase, randomness), way_in.case, randomness, now)


def open_raw(folder: Path, passphrase: str, *, randomness: Randomness) -> Database:
    """The database itself, for an expert who wants to read the rows as they are (docs/format.md).

    Nothing is checked or brought up to date. Writing here is editing the log by hand: ``verify`` will say so.
    """
    way_in = slots.read(Path(folder))
    return Database(Path(folder) / database.FILE, way_in.unlock(passphrase, randomness).database_pragma())


def add_passphrase(folder: Path, passphrase: str, new: str, *, randomness: Randomness, cost: Cost | None = None) -> str:
    """Add a slot that opens with ``new``; gives the slot's id. The old one stays until it is removed."""
    way_in = slots.read(Path(folder))
    ring = way_in.unlock(passphrase, randomness)
    slot = slots.passphrase_slot(ring, way_in.case, new, cost or keys.calibrated(), randomness)
    slots.Slots(way_in.case, (*way_in.slots, slot)).write(Path(folder))
    return str(slot["id"])


def _build(
    folder: Path, passphrase: str, randomness: Randomness, now: Clock, by: str, cost: Cost | None
) -> tuple[Keyring, str]:
    case, device = new_id("ca", randomness), new_id("dv", randomness)
    ring = keys.new_keyring(case, randomness)
    slot = slots.passphrase_slot(ring, case, passphrase, cost or keys.calibrated(), randomness)
    folder.mkdir(mode=0o700)
    slots.Slots(case, (slot,)).write(folder)
    with contextlib.closing(Database(folder / database.FILE, ring.database_pragma())) as db:
        schema.bring_up_to_date(db)
    (folder / database.FILE).chmod(0o600)
    database.require_encrypted(folder / database.FILE)  # before the first word of anyone is written
    with contextlib.closing(Database(folder / database.FILE, ring.database_pragma())) as db, db.transaction():
        public_key, sealed = ring.new_signer(device)
        db.rows("INSERT INTO meta VALUES ('format', ?), ('case', ?), ('device', ?)", (slots.FORMAT, case, device))
        db.rows("INSERT INTO signers VALUES (?, ?)", (device, sealed))
        body = {"case": case, "device": device, "public_key": public_key.hex(), "format": slots.FORMAT}
        Log(db, ring, case, device, randomness).append("case.created", body, at=now(), by=by)
    return ring, case


def _opened(folder: Path, ring: Keyring, case: str, randomness: Randomness, now: Clock) -> Casefile:
    db = Database(folder / database.FILE, ring.database_pragma())
    try:
        schema.bring_up_to_date(db)
        meta: dict[str, str] = dict(iter(db.rows("SELECT name, value FROM meta")))
        slots.check_format(meta.get("format"))
        if meta.get("case") != case or "device" not in meta:
            raise Tampered("the database belongs to another casefile", where=database.FILE)
        log = Log(db, ring, case, meta["device"], randomness)
        return Casefile(folder, db, ring, log, randomness, now)
    except BaseException:
        db.close()
        raise
