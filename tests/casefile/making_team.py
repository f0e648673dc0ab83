"""Teams for tests: casefiles of one case on several devices, and what is written on one carried to another.

``carry`` does by hand what merging bundles does: rows as they are, each data key wrapped anew.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

import making_casefile as make

from rushlight.casefile import Casefile, database, erasing, keys, open_casefile, projections, schema, slots
from rushlight.casefile.database import Database
from rushlight.casefile.events import Stored
from rushlight.casefile.log import Log
from rushlight.record import new_id

ROLES = ("reviewer", "trustee")


def colleague(folder: Path, founder: Casefile, roles: Sequence[str] = ROLES) -> Casefile:
    """A casefile of the founder's case on a device of its own, admitted."""
    device, ring = new_id("dv", secrets.token_bytes), keys.new_keyring(founder.id, secrets.token_bytes)
    folder.mkdir(mode=0o700)
    slot = slots.passphrase_slot(ring, founder.id, make.PASSPHRASE, make.CHEAP, secrets.token_bytes)
    slots.Slots(founder.id, (slot,)).write(folder)
    with contextlib.closing(Database(folder / database.FILE, ring.database_pragma())) as db:
        schema.bring_up_to_date(db)
        with db.transaction():
            public_key, box, sealed = ring.new_device(device)
            db.rows("INSERT INTO meta VALUES ('format', ?), ('case', ?), ('device', ?)", (slots.FORMAT, founder.id, device))
            db.rows("INSERT INTO signers VALUES (?, ?)", (device, sealed))
            said = {"device": device, "public_key": public_key.hex(), "box_key": box.hex()}
            log = Log(db, ring, founder.id, device, secrets.token_bytes)
            log.append("device.joined", said, at=make.T0, by="p_b")
    founder.append("device.admitted", {**said, "roles": list(roles)}, by="p_a")
    case = open_casefile(folder, make.PASSPHRASE, randomness=secrets.token_bytes, now=make.now)
    sync([founder, case])
    return case


def a_team(folder: Path, members: int) -> list[Casefile]:
    """A founder and colleagues, each with all events."""
    founder = make.new_case(folder / "0.case")
    team = [founder, *(colleague(folder / f"{n}.case", founder) for n in range(1, members))]
    sync(team)
    return team


def sync(team: Iterable[Casefile]) -> None:
    all_of_them = list(team)
    for here in all_of_them:
        for there in all_of_them:
            if here is not there:
                carry(here, there)


def carry(here: Casefile, there: Casefile) -> None:
    """Bring what ``here`` has to ``there``."""
    with there._db.transaction():
        for stored in list(here.log.all()):
            if there.log.find(stored.fields["id"]) is None:
                _put(here, there, stored)
        gone = {row[0] for row in there._db.rows("SELECT gone FROM erased WHERE what = 'vault'")}
        for record, sealed, wrapped in here._db.rows("SELECT id, sealed, wrapped_key FROM vault"):
            if record not in gone and not there.vault.has(record):
                key = there._ring.wrap(here._ring.disclose(wrapped, record), record) if wrapped else b""
                there._db.rows("INSERT INTO vault VALUES (?, ?, ?)", (record, sealed, key))
        for blob, sealed in here._db.rows("SELECT id, sealed FROM blobs"):
            there._db.rows("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (blob, sealed))
        for table in ("nodes", "checkpoints"):
            for row in here._db.rows(f"SELECT * FROM {table} WHERE device != ?", (there.device,)):  # noqa: S608
                there._db.rows(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
    erasing.apply_all(there)


def _put(here: Casefile, there: Casefile, stored: Stored) -> None:
    event = stored.fields["id"]
    wrapped = there._ring.wrap(here._ring.disclose(stored.wrapped_key, event), event)
    moved = Stored(stored.header, stored.signature, stored.sealed, wrapped)
    there.log.put(moved)
    projections.write(there._db, there.log.open(moved))
