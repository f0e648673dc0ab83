"""A casefile of two devices in one place: the founder's, and a colleague's whose log was brought in. For tests of proofs."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path
from typing import Any

import making_casefile as make

from rushlight.casefile import Casefile, cosigned, events, note, projections, tree
from rushlight.casefile.keys import Keyring

DAY = dt.date(2026, 3, 2)
COLLEAGUE = "dv_colleague"


class Colleague:
    """Another device of the case, written into the same database by hand, as bringing in a bundle would."""

    def __init__(self, case: Casefile, device: str = COLLEAGUE) -> None:
        self.case, self.device = case, device
        self.ring = Keyring(case._ring._key, case.id, secrets.token_bytes)
        self.key, self.box, _ = self.ring.new_device(device)
        self.place = events.Place(device, 0, events.FIRST, case._db.rows("SELECT max(turn) + 1 FROM log")[0][0])

    @property
    def announcement(self) -> dict[str, Any]:
        return {"device": self.device, "public_key": self.key.hex(), "box_key": self.box.hex()}

    def write(self, kind: str, data: Any) -> str:
        """One event of this device; gives its id."""
        case, place = self.case, self.place
        event = f"ev_{self.device}_{place.seq}"
        stored = events.build(self.ring, place, event, kind, data, at=make.T0, by="p_c", schema=projections.SCHEMA)
        with case._db.transaction():
            case.log.put(stored)
            projections.write(case._db, case.log.open(stored))
            for (level, position), value in tree.grow(place.seq, stored.leaf, case.log.fetch(self.device)):
                case._db.rows("INSERT INTO nodes VALUES (?, ?, ?, ?)", (self.device, level, position, value))
            self.place = events.Place(self.device, place.seq + 1, stored.hash, place.turn + 1)
            root = tree.root(place.seq + 1, case.log.fetch(self.device))
            signed = note.sign(note.Checkpoint(case.id, self.device, place.seq + 1, root), self.ring, self.key)
            case._db.rows("INSERT OR REPLACE INTO checkpoints VALUES (?, ?)", (self.device, signed))
        return event

    def cosign(self, device: str) -> None:
        """Cosign the latest checkpoint of another device."""
        text = note.cosign(self.case.log.checkpoint(device), self.ring, self.device, self.key, DAY)
        with self.case._db.transaction():
            cosigned.keep(self.case._db, text)


def team(folder: Path) -> tuple[Casefile, Colleague]:
    """One of everything by the founder; a colleague who was admitted, wrote an event and cosigned; then one event more."""
    case = make.new_case(folder)
    make.fill(case)
    colleague = Colleague(case)
    colleague.write("device.joined", colleague.announcement)
    case.append("device.admitted", {**colleague.announcement, "roles": ["reviewer"]}, by="p_a")
    colleague.place = events.Place(*[*_fields(colleague.place)[:3], case._db.rows("SELECT max(turn) + 1 FROM log")[0][0]])
    colleague.write("test.note", {"n": 1})
    colleague.cosign(case.device)
    case.append("test.note", {"n": 2}, by="p_a")
    return case, colleague


def _fields(place: events.Place) -> list[Any]:
    return [place.device, place.seq, place.prev, place.turn]
