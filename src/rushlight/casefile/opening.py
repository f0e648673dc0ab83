"""Create and open a casefile's folder."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rushlight.casefile import database, erasing, keys, places, rekeying, schema, slots, ways
from rushlight.casefile.building import building, check_cost, check_new
from rushlight.casefile.casefile import Casefile, Clock
from rushlight.casefile.database import Database
from rushlight.casefile.files import HINT_READ_ONLY, check_place, check_room, only_readable
from rushlight.casefile.keys import Cost, Keyring
from rushlight.casefile.log import Log
from rushlight.casefile.process import harden
from rushlight.errors import CasefileError, Tampered
from rushlight.record import Randomness, new_id

SUFFIX = ".case"
First = Callable[[Database, Keyring, str, str, Randomness, Clock, str], None]
"""Writes the first device and its first event: (database, keys, casefile, device, randomness, clock, actor)."""


def create(
    folder: Path,
    passphrase: str,
    *,
    randomness: Randomness,
    now: Clock,
    by: str = "creator",
    cost: Cost | None = None,
    recovery: tuple[int, int] | None = None,
    joining: tuple[str, First] | None = None,
    _below_floor_in_tests: bool = False,
) -> Casefile:
    """Make a casefile in the new folder ``NAME.case`` and open it.

    ``randomness`` must be the system's (``secrets.token_bytes``): every key comes from it. ``cost`` is what
    a guess at the passphrase costs; without it this machine is measured for about one second. With ``recovery`` (k, n)
    the casefile can also be opened with k of n shares, and takes nothing in until somebody has confirmed them:
    ``Casefile.shares`` are the words, to be shown once; ``Casefile.confirm_shares`` finishes. ``joining`` (id, first event) is
    for a further copy of a casefile that exists (``joining.join``).
    Raises MisuseError (name, passphrase, cost), CasefileError (folder exists, synced folder, full disk),
    CipherMissing; whatever it raises, nothing is left behind.
    """
    folder = Path(folder)
    harden()
    database.require_cipher()
    check_new(folder, SUFFIX)
    check_cost(None if _below_floor_in_tests else cost)
    check_room(folder.absolute().parent, 1 << 20)
    with building(folder, randomness) as passing:
        ring, case, shares = _build(passing, passphrase, randomness, now, by, cost, recovery, joining)
    opened = _opened(folder, ring, case, randomness, now)
    opened.shares = shares
    with opened._db.transaction():
        places.settle(opened._db, ring, folder, case)
    return opened


def open_casefile(
    folder: Path, passphrase: str, *, randomness: Randomness, now: Clock, read_only: bool | None = False
) -> Casefile:
    """Open a casefile; older formats are brought up to date, newer ones refused.

    With ``read_only`` nothing can be written through it, wherever it lies, and a format that would have to be brought up
    to date is refused. A medium that cannot be written (a disc, a write-protected stick) is refused without; with None
    the casefile is opened for reading only there, and for writing elsewhere. Nothing is copied for it.
    Raises WrongPassphrase, NewerCasefile, CipherMissing, Tampered, or CasefileError with a hint
    ("the casefile is open elsewhere").
    """
    way_in, folder = _way_in(folder), Path(folder)
    fixed = only_readable(folder)
    if fixed and read_only is False:
        raise CasefileError("this casefile is on a medium that can only be read from", hint=HINT_READ_ONLY)
    rings = way_in.unlock(passphrase, randomness)
    asked = bool(read_only) and not fixed
    return _opened_with_any(folder, rings, way_in.case, randomness, now, read_only=fixed, asked=asked)


def recover_casefile(folder: Path, shares: Sequence[str], *, randomness: Randomness, now: Clock) -> Casefile:
    """Open a casefile with k of its recovery shares (mnemonics). Give it a new passphrase then: ``ways.add_passphrase``.

    Raises what ``open_casefile`` raises, and MisuseError for shares that are misspelt, too few, or of different sets.
    """
    way_in = _way_in(folder)
    return _opened_with_any(Path(folder), way_in.recover(shares, randomness), way_in.case, randomness, now)


def open_raw(folder: Path, passphrase: str, *, randomness: Randomness) -> Database:
    """The database itself, for an expert who wants to read the rows as they are (docs/format.md).

    Nothing is checked or brought up to date. Writing here is editing the log by hand: ``verify`` will say so.
    """
    ring = next(slots.read(Path(folder)).unlock(passphrase, randomness))
    return Database(Path(folder) / database.FILE, ring.database_pragma())


def _way_in(folder: Path) -> slots.Slots:
    harden()
    database.require_cipher()
    check_place(Path(folder))
    way_in = slots.read(Path(folder))
    if not (Path(folder) / database.FILE).is_file():
        raise Tampered("the casefile's database is missing", where=database.FILE, hint="restore a backup")
    return way_in


def _build(
    folder: Path,
    passphrase: str,
    randomness: Randomness,
    now: Clock,
    by: str,
    cost: Cost | None,
    recovery: tuple[int, int] | None,
    joining: tuple[str, First] | None,
) -> tuple[Keyring, str, tuple[str, ...]]:
    case, first = joining or (new_id("ca", randomness), _found)
    device = new_id("dv", randomness)
    ring = keys.new_keyring(case, randomness)
    way_in = slots.Slots(case, (slots.passphrase_slot(ring, case, passphrase, cost or keys.calibrated(), randomness),))
    shares: tuple[str, ...] = ()
    if recovery:
        slot, shares = slots.recovery_slot(ring, case, *recovery, randomness)
        way_in = way_in.with_slot(slot)
    way_in.write(folder)
    with contextlib.closing(Database(folder / database.FILE, ring.database_pragma())) as db:
        schema.bring_up_to_date(db)
    (folder / database.FILE).chmod(0o600)
    database.require_encrypted(folder / database.FILE)  # before the first word of anyone is written
    with contextlib.closing(Database(folder / database.FILE, ring.database_pragma())) as db, db.transaction():
        first(db, ring, case, device, randomness, now, by)
        db.rows("INSERT INTO meta VALUES (?, '1')", (slots.VOUCHED,))
        if shares:
            db.rows("INSERT INTO meta VALUES ('shares', 'unconfirmed')")
    return ring, case, shares


def _found(db: Database, ring: Keyring, case: str, device: str, randomness: Randomness, now: Clock, by: str) -> None:
    """The first device and its first event."""
    public_key, box, sealed = ring.new_device(device)
    db.rows("INSERT INTO meta VALUES ('format', ?), ('case', ?), ('device', ?)", (slots.FORMAT, case, device))
    db.rows("INSERT INTO signers VALUES (?, ?)", (device, sealed))
    body = {"case": case, "device": device, "public_key": public_key.hex(), "box_key": box.hex(), "format": slots.FORMAT}
    Log(db, ring, case, device, randomness).append("case.created", body, at=now(), by=by)


def _opened_with_any(
    folder: Path,
    rings: Iterable[Keyring],
    case: str,
    randomness: Randomness,
    now: Clock,
    *,
    read_only: bool = False,
    asked: bool = False,
) -> Casefile:
    """Open with the first key that fits: there are two where a change of the case key was cut off half way."""
    failed: Tampered | None = None
    for ring in rings:
        try:
            opened = _opened(folder, ring, case, randomness, now, read_only=read_only, asked=asked)
        except Tampered as error:
            failed = failed or error
            continue
        return opened if read_only or asked else _settled(opened, folder, ring)
    raise failed or Tampered("the casefile's database is missing", where=database.FILE)


def open_with_key(folder: Path, ring: Keyring, case: str, randomness: Randomness, now: Clock) -> Casefile:
    """Open with keys that are at hand already: what was just unpacked or restored."""
    return _opened(folder, ring, case, randomness, now)


def _settled(opened: Casefile, folder: Path, ring: Keyring) -> Casefile:
    """What a cut-off change of the key left goes, and what erasures still ask for is done, before anything is shown."""
    try:
        if rekeying.finish(folder, opened._db, ring):
            ways.log(opened, "stranger_removed", "rushlight")
        erasing.settle(opened)
        return erasing.finish(opened)
    except BaseException:
        opened.close()
        raise


def _opened(
    folder: Path,
    ring: Keyring,
    case: str,
    randomness: Randomness,
    now: Clock,
    *,
    read_only: bool = False,
    asked: bool = False,
) -> Casefile:
    """Open with these keys. ``read_only``: the medium cannot be written; ``asked``: somebody wants nothing written."""
    db = Database(folder / database.FILE, ring.database_pragma(), read_only=read_only)
    try:
        if asked:
            db.refuse_writes()
        with contextlib.nullcontext() if read_only or asked else db.transaction():  # cut off half way, no step was taken
            return _up_to_date(folder, db, ring, case, randomness, now)
    except BaseException:
        db.close()
        raise


def _up_to_date(folder: Path, db: Database, ring: Keyring, case: str, randomness: Randomness, now: Clock) -> Casefile:
    """The casefile in this database, its tables as today's code has them, and filled."""
    steps = schema.bring_up_to_date(db)
    meta: dict[str, str] = dict(iter(db.rows("SELECT name, value FROM meta")))
    slots.check_format(meta.get("format"))
    if meta.get("case") != case or "device" not in meta:
        raise Tampered("the database belongs to another casefile", where=database.FILE)
    if "heirlooms" in meta:
        ring.take_heirlooms(bytes.fromhex(meta["heirlooms"]))
    opened = Casefile(folder, db, ring, Log(db, ring, case, meta["device"], randomness), randomness, now)
    if steps:
        opened.rebuild()
        opened.key_the_device()
    return opened
