"""Devices: each signs its own log. Who was admitted, who follows whom after a restore, who was sent away.

The founder's first event is the root of all trust in a casefile; a colleague compares its fingerprint by voice. A device is
in good standing when an admin's device admitted it, or when a device in good standing vouched for it as its successor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from rushlight.casefile.database import Database
from rushlight.casefile.keys import signed_by
from rushlight.casefile.stored import parse_json


@dataclass(frozen=True, slots=True)
class Device:
    """One device incarnation. ``size``: how many of its events count, when it was sent away; None: all."""

    id: str
    public_key: bytes
    box_key: bytes
    roles: frozenset[str]
    follows: str | None = None
    size: int | None = None

    @property
    def active(self) -> bool:
        return self.size is None

    @property
    def fingerprint(self) -> str:
        """Four groups of five digits, to be compared by voice (66 bits)."""
        number = int.from_bytes(hashlib.sha256(b"rushlight device\n" + self.public_key).digest()[:9], "big") % 10**20
        return " ".join(f"{number:020d}"[i : i + 5] for i in range(0, 20, 5))


def successor(case: str, device: str, public_key: bytes) -> bytes:
    """What a device signs to vouch for the one that goes on in its place."""
    return f"rushlight successor 1\n{case}\n{device}\n{public_key.hex()}\n".encode()


def in_good_standing(db: Database, case: str) -> dict[str, Device]:
    """Every device whose events count, by id, from the projections. Revoked ones keep what they wrote before."""
    announced = _announced(db)
    out: dict[str, Device] = {}
    waiting = []
    for device_of, state, roles, public_key, size in db.rows(
        "SELECT device_of, state, roles, public_key, size FROM standing ORDER BY turn, device"
    ):
        key, box = announced.get(device_of, ("", ""))
        public = key or public_key
        if state == "admitted" and public_key == public:
            made = Device(device_of, bytes.fromhex(public), bytes.fromhex(box), frozenset(parse_json(roles)))
            out[device_of] = made
        elif state == "follows":
            waiting.append((device_of, parse_json(roles), bytes.fromhex(public), bytes.fromhex(box)))
        elif state == "revoked" and device_of in out:
            known = out[device_of]
            out[device_of] = Device(known.id, known.public_key, known.box_key, known.roles, known.follows, int(size))
    return _with_successors(out, waiting, case)


def _with_successors(
    out: dict[str, Device], waiting: list[tuple[str, Mapping[str, str], bytes, bytes]], case: str
) -> dict[str, Device]:
    """Add the devices that one in good standing vouches for."""
    grown = True
    while grown:
        grown = False
        for device, vouched, public, box in waiting:
            before = out.get(vouched.get("device", ""))
            if device in out or before is None or not before.active:
                continue
            if signed_by(before.public_key, bytes.fromhex(vouched["signature"]), successor(case, device, public)):
                out[device] = Device(device, public, box, before.roles, before.id)
                grown = True
    return out


def _announced(db: Database) -> dict[str, tuple[str, str]]:
    """By device: the public key it announced itself with, and its latest box key."""
    out: dict[str, tuple[str, str]] = {}
    for device, writer, public_key, box_key in db.rows("SELECT id, device, public_key, box_key FROM device ORDER BY turn"):
        if device == writer:
            first, box = out.get(device, (public_key, ""))
            out[device] = first, box_key or box
    return out
