"""The state of a whole casefile in a few words: of every device, how many of its events there are and their root.

A state is what an outside anchor binds to a time (``anchors``) and what is written on paper (``paper``). For an anchor each
device's part is hashed with a salt of its own, so that whoever is shown one part learns nothing of the others but how many
there are, and so that a digest that was sent away says nothing at all.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rushlight.casefile.canonical import Json, canonical, from_hex
from rushlight.errors import CasefileError

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile

ANCHORED = b"rushlight anchor 1\n"
STATE = b"rushlight state 1\n"
SALT = 32
"""Bytes of an anchor's salt, and of the one of each device's part that follows from it."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a device's log stood: its first ``size`` events have this root."""

    size: int
    root: bytes


Heads = Mapping[str, Head]
"""By device id."""


def heads(case: Casefile) -> dict[str, Head]:
    """Where the logs of all devices stand whose events count. Raises CasefileError when there is none, Tampered."""
    out = {}
    for device, known in sorted(case.devices().items()):
        ((held,),) = case._db.rows("SELECT count(*) FROM events WHERE device = ?", (device,))
        size = held if known.size is None else min(held, known.size)
        if size:
            out[device] = Head(size, case.log.root_of(device, size))
    if not out:
        raise CasefileError("no device of this casefile counts yet", hint="merge a bundle from an admin first")
    return out


def digest(case: str, salt: bytes, shown: Heads) -> bytes:
    """The 32 bytes that an authority outside gets to see."""
    return digest_of(part(case, salt_of(salt, device), device, head) for device, head in shown.items())


def digest_of(parts: Iterable[bytes]) -> bytes:
    """The digest over the hashed parts of all devices, in whatever order they are given."""
    return hashlib.sha256(ANCHORED + b"".join(sorted(parts))).digest()


def salt_of(salt: bytes, device: str) -> bytes:
    """The salt of one device's part: it leads to no other's."""
    return hmac.digest(salt, device.encode(), "sha256")


def part(case: str, salt: bytes, device: str, head: Head) -> bytes:
    """The hash of one device's part, under its own salt."""
    said = {"case": case, "device": device, "root": head.root.hex(), "size": head.size}
    return hashlib.sha256(salt + canonical(said)).digest()


def plain_digest(case: str, shown: Heads) -> bytes:
    """One hash over the whole state, without a salt: for paper that stays with the team."""
    return hashlib.sha256(STATE + canonical({"case": case, "heads": to_json(shown)})).digest()


def to_json(shown: Heads) -> Json:
    return {device: {"root": head.root.hex(), "size": head.size} for device, head in shown.items()}


def from_json(said: Json) -> dict[str, Head]:
    """Raises KeyError, TypeError, ValueError or AttributeError for what is no state."""
    out = {device: Head(head["size"], from_hex(head["root"])) for device, head in said.items()}
    for device, head in out.items():
        if not device.isascii() or type(head.size) is not int or head.size < 1 or len(head.root) != SALT:
            raise ValueError
    if not out:
        raise ValueError
    return out
