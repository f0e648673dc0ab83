"""A casefile of two devices in one place: the founder's, and a colleague's whose log was brought in. For tests of proofs."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making_casefile as make

from rushlight.casefile import Casefile, cosigned, events, note, projections, storing, tree
from rushlight.casefile.canonical import canonical
from rushlight.casefile.disclosed import CONTENT
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
            self.sign(place.seq + 1)
        return event

    def sign(self, size: int) -> None:
        """The checkpoint of this device's first ``size`` events, within a transaction."""
        root = tree.root(size, self.case.log.fetch(self.device))
        signed = note.sign(note.Checkpoint(self.case.id, self.device, size, root), self.ring, self.key)
        self.case._db.rows("INSERT OR REPLACE INTO checkpoints VALUES (?, ?)", (self.device, signed))

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


def altered(pack: bytes) -> Iterator[tuple[str, bytes]]:
    """Whole packs whose content was changed with thought, each well-formed."""
    files = storing.read(pack)
    said: dict[str, Any] = json.loads(files[CONTENT])

    def again(**changes: Any) -> bytes:
        return storing.write({**files, CONTENT: canonical({**said, **changes})})

    events, original = said["events"], next(name for name in files if name.startswith("originals/"))
    for n, event in enumerate(events):
        yield f"without event {n}", again(events=events[:n] + events[n + 1 :])
        yield f"event {n} twice", again(events=events[: n + 1] + events[n:])
        for name in event:
            for other in (events[n - 1][name], "", None, 7, []):
                if other != event[name]:
                    yield f"{name} of event {n}", again(events=[*events[:n], {**event, name: other}, *events[n + 1 :]])
        yield f"more in event {n}", again(events=[*events[:n], {**event, "more": 1}, *events[n + 1 :]])
    yield "other order", again(events=events[::-1])
    for name, part in said.items():
        fewer = part[:-1] if name != "names" else "x"  # a name left out cannot be found
        for other in (None, 7, {}, "x", [None], [7], [{}], fewer):
            yield f"other {name}", again(**{name: other})
        yield f"without {name}", storing.write({**files, CONTENT: canonical({k: v for k, v in said.items() if k != name})})
    yield "more", again(more=1)
    notes = said["checkpoints"]
    yield "a foreign line", again(checkpoints=[notes[0] + "— witness.example AAAABBBB\n", *notes[1:]])
    yield "a lost line end", again(checkpoints=[notes[0][:-1], *notes[1:]])
    yield "names without keys", again(names=[{**shown, "data_key": "00" * 32} for shown in said["names"]])
    yield "names of others", again(names=[{**said["names"][0], "id": said["names"][1]["id"]}, said["names"][1]])
    yield "another original", storing.write({**files, original: files[original] + b"x"})
    yield "no original", storing.write({name: data for name, data in files.items() if name != original})
    yield "one original more", storing.write({**files, "originals/do_x": b"x"})
    yield "another README", storing.write({**files, "README.txt": files["README.txt"] + b"x"})
    yield "no README", storing.write({name: data for name, data in files.items() if name != "README.txt"})
    yield "no content", storing.write({name: data for name, data in files.items() if name != CONTENT})
    yield "other spacing", storing.write({**files, CONTENT: files[CONTENT] + b"\n"})
