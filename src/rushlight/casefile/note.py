"""Checkpoints: C2SP signed notes (c2sp.org/tlog-checkpoint, c2sp.org/signed-note) over a device's tree.

    <case id>/<device id>
    <number of events>
    <root hash, base64>

    — <case id>/<device id> <base64 of 4 bytes key hash and 64 bytes Ed25519 signature>

The first line is the origin; each device incarnation is a log of its own, so its id is part of it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from rushlight.casefile.keys import Keyring, signed_by
from rushlight.errors import Tampered

_FORM = re.compile(r"([^\s+/]+)/([^\s+/]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n\n((?:— \S+ \S+\n)+)")
ED25519 = b"\x01"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says: this device's log has ``size`` events and this root hash."""

    case: str
    device: str
    size: int
    root: bytes

    @property
    def origin(self) -> str:
        return f"{self.case}/{self.device}"

    @property
    def body(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign(checkpoint: Checkpoint, ring: Keyring, public_key: bytes) -> str:
    """The signed note."""
    signature = _key_hash(checkpoint.origin, public_key) + ring.sign(checkpoint.body.encode())
    return f"{checkpoint.body}\n— {checkpoint.origin} {base64.b64encode(signature).decode()}\n"


def plain(note: str) -> str:
    """The note as it was signed: mail and paper add line ends and blanks around it."""
    return note.replace("\r\n", "\n").strip() + "\n"


def read(note: str) -> Checkpoint:
    """What a note says, its signature not yet checked. Raises Tampered when it has not the form."""
    match = _FORM.fullmatch(plain(note))
    if not match:
        raise Tampered("this is no checkpoint")
    checkpoint = Checkpoint(match[1], match[2], int(match[3]), base64.b64decode(match[4]))
    if not plain(note).startswith(checkpoint.body):
        raise Tampered("this is no checkpoint")  # base64 with stray bits
    return checkpoint


def signature_holds(note: str, public_key: bytes) -> bool:
    """Whether one of the note's signature lines is this key's. Lines of other keys (witnesses) are passed over."""
    checkpoint = read(note)
    wanted = _key_hash(checkpoint.origin, public_key)
    for line in plain(note).split("\n\n", 1)[1].splitlines():
        _, name, encoded = line.split(" ")
        signature = _decoded(encoded)
        if name == checkpoint.origin and signature[:4] == wanted:
            return signed_by(public_key, signature[4:], checkpoint.body.encode())
    return False


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _key_hash(name: str, public_key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]
