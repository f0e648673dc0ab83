"""Devices: each signs its own log. Who was admitted, who follows whom after a restore, who was sent away.

The founder's first event is the root of all trust in a casefile; a colleague compares its fingerprint by voice. A device is
in good standing when an admin's device admitted it, or when a device in good standing vouched for it as its successor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from rushlight.casefile.database import Database
from rushlight.casefile.keys import signed_by
from rushlight.casefile.stored import parse_json

Terms = tuple[tuple[int, frozenset[str]], ...]
"""From which of a device's events on it has which roles, in order; the first from 0."""


@dataclass(frozen=True, slots=True)
class Device:
    """One device incarnation. ``size``: how many of its events count, when it was sent away; None: all.

    ``roles`` are those of today, ``terms`` all that it ever had, by the number of its event from which on.
    """

    id: str
    public_key: bytes
    box_key: bytes
    roles: frozenset[str]
    follows: str | None = None
    size: int | None = None
    terms: Terms = ()

    @property
    def active(self) -> bool:
        return self.size is None

    def reaches(self, seq: int) -> bool:
        """Whether the event of this number counts: all do, until the device is sent away."""
        return self.size is None or seq < self.size

    def roles_at(self, seq: int) -> frozenset[str]:
        """The roles under which it wrote its event number ``seq``: none from where it was sent away."""
        if self.size is not None and seq >= self.size:
            return frozenset()
        return next((roles for since, roles in reversed(self.terms) if seq >= since), self.roles)

    @property
    def fingerprint(self) -> str:
        """Four groups of five digits, to be compared by voice (66 bits)."""
        number = int.from_bytes(hashlib.sha256(b"rushlight device\n" + self.public_key).digest()[:9], "big") % 10**20
        return " ".join(f"{number:020d}"[i : i + 5] for i in range(0, 20, 5))


def successor(case: str, device: str, public_key: bytes) -> bytes:
    """What a device signs to vouch for the one that goes on in its place."""
    return f"rushlight successor 1\n{case}\n{device}\n{public_key.hex()}\n".encode()


def in_good_standing(db: Database, case: str) -> dict[str, Device]:
    """Every device whose events count, by id, from the projections. Revoked ones keep what they wrote before.

    An admission or a revocation counts when an admin's device in good standing wrote it, within what counts of that device.
    Rows are gone through in the order of the casefile, twice: what was written after its writer was sent away, or was no admin
    any more, must not count, whatever turn it claims. A revocation is final. Of two admins who send each other away, the first
    in that order stays.
    """
    sql = "SELECT s.device_of, s.state, s.roles, s.public_key, s.size, s.device, l.seq FROM standing s JOIN log l"
    rows = db.rows(f"{sql} ON l.event = s.event ORDER BY s.turn, s.device, s.event")
    founder = founder_of(db)
    first = _Replay(case, founder, _announced(db), None).run(rows)
    return _Replay(case, founder, first.announced, first).run(rows).out


def founder_of(db: Database) -> tuple[str, bytes] | None:
    """(device, public key) of the founder as the invitation named it; None where this casefile was not joined."""
    row = db.one("SELECT value FROM meta WHERE name = 'founder'")
    if row is None:
        return None
    device, _, public_key = str(row[0]).partition(" ")
    return device, bytes.fromhex(public_key)


class _Replay:
    """One going through what was said of devices; ``earlier`` is the first one, for the second."""

    def __init__(
        self,
        case: str,
        founder: tuple[str, bytes] | None,
        announced: dict[str, tuple[str, str]],
        earlier: _Replay | None,
    ) -> None:
        self.case, self.founder, self.announced, self.earlier = case, founder, announced, earlier
        self.sizes: dict[str, int] = dict(earlier.sizes) if earlier else {}
        self.named: set[str] = set()
        """Devices that an admin admitted, by themselves and not as successors."""
        self.out: dict[str, Device] = {}

    def run(self, rows: list[tuple[Any, ...]]) -> _Replay:
        for device, state, said, public_key, size, writer, seq in rows:
            key, box = self.announced.get(device, (public_key, ""))
            made = Device(device, bytes.fromhex(key), bytes.fromhex(box), frozenset(), size=self.sizes.get(device))
            if state == "founded":
                self._founded(made, writer, frozenset(parse_json(said)))
            elif state == "follows":
                self._follows(made, writer, parse_json(said))
            elif self._may(writer, seq):
                if state == "admitted" and key == public_key:
                    self._admitted(made, frozenset(parse_json(said)), int(size or 0))
                elif state == "revoked" and device in self.out:
                    self.sizes[device] = min(int(size), self.sizes.get(device, int(size)))
                    self.out[device] = replace(self.out[device], size=self.sizes[device])
        return self

    def _may(self, writer: str, seq: int) -> bool:
        """Whether the writer was an admin then: as far as gone through, and as it came out the first time."""
        known = [replay.out.get(writer) for replay in (self, self.earlier) if replay is not None]
        return seq < self.sizes.get(writer, seq + 1) and all(d is not None and "admin" in d.roles_at(seq) for d in known)

    def _founded(self, made: Device, writer: str, roles: frozenset[str]) -> None:
        first = self.founder or (made.id, made.public_key)
        if writer == made.id and (made.id, made.public_key) == first and not self.out:
            self.out[made.id] = replace(made, roles=roles, terms=((0, roles),))

    def _admitted(self, made: Device, roles: frozenset[str], since: int) -> None:
        """New roles hold from the event on that the admin did not have yet: what came before counts as it did."""
        before = self.out.get(made.id)
        kept = tuple(term for term in before.terms if term[0] < since) if before else ()
        terms = (*kept, (since if kept else 0, roles))
        self.named.add(made.id)
        self.out[made.id] = replace(made, roles=roles, terms=terms, follows=before.follows if before else None)

    def _follows(self, made: Device, writer: str, vouched: Mapping[str, str]) -> None:
        before = self.out.get(vouched.get("device", ""))
        if writer != made.id or made.id in self.out or before is None or not (before.active or made.id in self.sizes):
            return
        if vouches(before.public_key, vouched, self.case, made.id, made.public_key):
            roles = self._passed_on(before, made.id)
            self.out[made.id] = replace(made, roles=roles, terms=((0, roles),), follows=before.id)

    def _passed_on(self, before: Device, successor: str) -> frozenset[str]:
        """The roles that a device passes on: those it has in the end.

        Else one that lost a role could vouch for a successor and say that it was earlier. A successor that an admin has
        given roles of its own keeps what it had until then.
        """
        if self.earlier is None or successor in self.earlier.named or before.id not in self.earlier.out:
            return before.roles
        return self.earlier.out[before.id].roles


def vouches(by: bytes, vouched: Mapping[str, str], case: str, device: str, public_key: bytes) -> bool:
    """Whether the device with the key ``by`` vouches for another as the one that goes on in its place."""
    try:
        signature = bytes.fromhex(vouched["signature"])
    except (KeyError, TypeError, ValueError):
        return False
    return _signed(by, signature, successor(case, device, public_key))


@lru_cache(maxsize=4096)
def _signed(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """``signed_by``, which is asked the same at every look at who is in good standing."""
    return signed_by(public_key, signature, message)


def _announced(db: Database) -> dict[str, tuple[str, str]]:
    """By device: the public key it announced itself with, and its latest box key."""
    out: dict[str, tuple[str, str]] = {}
    for device, writer, public_key, box_key in db.rows("SELECT id, device, public_key, box_key FROM device ORDER BY turn"):
        if device == writer:
            first, box = out.get(device, (public_key, ""))
            out[device] = first, box_key or box
    return out
