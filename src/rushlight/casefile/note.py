"""Checkpoints: C2SP signed notes (c2sp.org/tlog-checkpoint, c2sp.org/signed-note) over a device's tree.

    <case id>/<device id>
    <number of events>
    <root hash, base64>

    — <case id>/<device id> <base64 of 4 bytes key hash and 64 bytes Ed25519 signature>

The first line is the origin; each device incarnation is a log of its own, so its id is part of it.

A colleague's device that saw this log only grow may cosign (c2sp.org/tlog-cosignature, version 1): a further signature line,
whose signature speaks of the checkpoint and of the day it was made.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rushlight.casefile.keys import Keyring, signed_by
from rushlight.errors import MisuseError, Tampered

_FORM = re.compile(r"([^\s+/]+)/([^\s+/]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n\n((?:— \S+ \S+\n)+)")
ED25519 = b"\x01"
COSIGNATURE = b"\x04"
_COSIGNED = "cosignature/v1\ntime {}\n{}"
_TIME = 8
"""Bytes of the POSIX time before a cosignature's 64."""


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
    return f"{checkpoint.body}\n{_line(checkpoint.origin, signature)}"


def cosign(note: str, ring: Keyring, name: str, public_key: bytes, day: dt.date) -> str:
    """The note with this device's cosignature as its last line; an older one of the same key gives way.

    ``name`` is the cosigner's device id, or its whole key name ``<case id>/<device id>``. Whoever calls has checked the
    note's own signature, and that its log still begins as the cosigner last saw it (``tree.consistency``).
    Raises Tampered for a note that is none, MisuseError for a name or a day that no line can hold.
    """
    checkpoint = read(note)
    full = name if "/" in name else f"{checkpoint.case}/{name}"
    if not re.fullmatch(r"[^\s+]+", full) or day < dt.date(1970, 1, 1):
        raise MisuseError("a cosigner's name or day is not of the form of a checkpoint")
    time = int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())
    mark = _key_hash(full, public_key, COSIGNATURE)
    signature = mark + time.to_bytes(_TIME, "big") + ring.sign(_COSIGNED.format(time, checkpoint.body).encode())
    kept = [line for line, other, held in _lines(note) if (other, held[:4]) != (full, mark)]
    return f"{checkpoint.body}\n{''.join(kept)}{_line(full, signature)}"


def cosigners(note: str, public_keys: Mapping[str, bytes]) -> dict[str, dt.date]:
    """Which of these devices (id: public key) cosigned the note, and on which day (UTC, by their own clocks).

    Lines of others, and lines that do not hold, are passed over. Raises Tampered for a note that is none.
    """
    checkpoint = read(note)
    out: dict[str, dt.date] = {}
    for device, public_key in public_keys.items():
        name = f"{checkpoint.case}/{device}"
        mark = _key_hash(name, public_key, COSIGNATURE)
        for _, other, held in _lines(note):
            if (other, held[:4]) == (name, mark) and (day := cosigned_on(checkpoint.body, held[4:], public_key)):
                out[device] = max(day, out.get(device, day))
    return out


def is_cosigned(note: str) -> bool:
    """Whether a note has lines beside the log's own; whether they hold is not looked at. False for what is no note."""
    return bool(_FORM.fullmatch(plain(note))) and plain(note).count("\n— ") > 1


def cosigned_on(body: str, timed: bytes, public_key: bytes) -> dt.date | None:
    """The day of a cosignature (time and signature) of a note's text that holds; None of one that does not."""
    time = int.from_bytes(timed[:_TIME], "big")
    if not signed_by(public_key, timed[_TIME:], _COSIGNED.format(time, body).encode()):
        return None
    try:
        return dt.datetime.fromtimestamp(time, dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def narrowed(note: str, public_keys: Mapping[str, bytes]) -> str:
    """The note with no line but the log's own signature and those of these devices, each of which holds."""
    checkpoint = read(note)
    kept = []
    for line, _, _ in _lines(note):
        alone = f"{checkpoint.body}\n{line}"
        if cosigners(alone, public_keys) or signature_holds(alone, public_keys.get(checkpoint.device, b"")):
            kept.append(line)
    if not kept:
        raise Tampered("no signature of a checkpoint holds", where=checkpoint.device)
    return f"{checkpoint.body}\n{''.join(kept)}"


def joined(note: str, other: str) -> str:
    """Two copies of one checkpoint as one, with the signature lines of both. Raises Tampered when they are of two.

    No signature is checked here: ``signature_holds`` and ``cosigners`` pass over what does not hold.
    """
    checkpoint = read(note)
    if read(other) != checkpoint:
        raise Tampered("these are two different checkpoints", where=checkpoint.device)
    lines = dict.fromkeys(line for line, _, _ in (*_lines(note), *_lines(other)))
    return f"{checkpoint.body}\n{''.join(lines)}"


def plain(note: str) -> str:
    """The note as it was signed: mail and paper add line ends and blanks around it."""
    return note.replace("\r\n", "\n").strip() + "\n"


def read(note: str) -> Checkpoint:
    """What a note says, its signature not yet checked. Raises Tampered when it has not the form."""
    match = _FORM.fullmatch(plain(note))
    if not match:
        raise Tampered("this is no checkpoint")
    checkpoint = Checkpoint(match[1], match[2], int(match[3]), base64.b64decode(match[4]))
    if not plain(note).startswith(checkpoint.body) or not _is_utf8(note):
        raise Tampered("this is no checkpoint")  # base64 with stray bits; half a character, as JSON can have one
    return checkpoint


def signature_holds(note: str, public_key: bytes) -> bool:
    """Whether one of the note's signature lines is this key's. Lines of other keys (witnesses) are passed over."""
    checkpoint = read(note)
    wanted = _key_hash(checkpoint.origin, public_key)
    for _, name, signature in _lines(note):
        if name == checkpoint.origin and signature[:4] == wanted:
            return signed_by(public_key, signature[4:], checkpoint.body.encode())
    return False


def _lines(note: str) -> Iterator[tuple[str, str, bytes]]:
    """Each signature line, its name and its decoded rest; of a line that is not base64, no bytes."""
    for line in plain(note).split("\n\n", 1)[1].split("\n")[:-1]:
        _, name, encoded = line.split(" ")
        yield line + "\n", name, _decoded(encoded)


def _line(name: str, signature: bytes) -> str:
    return f"— {name} {base64.b64encode(signature).decode()}\n"


def _decoded(encoded: str) -> bytes:
    """The bytes of a line. None where the same bytes are written otherwise: one signature has one form."""
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if base64.b64encode(data).decode() == encoded else b""


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _key_hash(name: str, public_key: bytes, kind: bytes = ED25519) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + kind + public_key).digest()[:4]
