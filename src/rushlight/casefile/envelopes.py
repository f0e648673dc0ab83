"""Envelope 02: a record of the vault that k of n trustees open together, and no single device, the writer's included.

    02 || length of head (4 bytes) || head || commitment || seal(data key, pad(fields), aad = record id)
    head   canonical {"boxes": {trustee's device: base64}, "k": k}

Each box (``keys.boxes``) holds one share of the data key and is bound to suite, purpose, record, subject and trustee: a share
that is moved to another record, subject or trustee opens nothing. Nothing here needs a casefile: collectors seal with it too.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rushlight.casefile import keys
from rushlight.casefile.canonical import Json, canonical, pad, parse, unpad
from rushlight.errors import RushlightError, Tampered
from rushlight.record import Randomness

THRESHOLD = b"\x02"
APART_FIELDS = frozenset({"label"})
"""Fields that stay under envelope 03: a party's label is a word of the report, which every member reads anyway."""

_CHANGED = "a record of the vault is missing or was changed"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A record of envelope 02, not opened: how many shares it needs, and the box of each trustee."""

    needed: int
    boxes: Mapping[str, bytes]
    sealed: bytes


def concerns_identity(fields: Mapping[str, object]) -> bool:
    """Whether these fields say who somebody is beyond the words of a report."""
    return not fields.keys() <= APART_FIELDS


def purpose(record: str, subject: str) -> bytes:
    """What a share is bound to, beside its trustee."""
    return f"rushlight identity share 1|{record}|{subject}".encode()


def seal(
    fields: Mapping[str, object], record: str, subject: str, needed: int, boxes: Mapping[str, bytes], randomness: Randomness
) -> bytes:
    """The record as the vault keeps it. ``boxes`` are the trustees' box keys by device. Raises MisuseError, Tampered."""
    shared = keys.seal_shared(
        pad(canonical(dict(fields))), record.encode(), needed, boxes, purpose(record, subject), randomness
    )
    head = canonical({"k": needed, "boxes": {who: base64.b64encode(box).decode() for who, box in shared.boxes.items()}})
    return THRESHOLD + len(head).to_bytes(4, "big") + head + shared.sealed


def read(sealed: bytes, record: str) -> Envelope:
    """The envelope of a stored record. Raises Tampered."""
    length = int.from_bytes(sealed[1:5], "big")
    try:
        if sealed[:1] != THRESHOLD or len(sealed) < 5 + length:
            raise ValueError
        head = parse(sealed[5 : 5 + length])
        boxes = {str(who): base64.b64decode(box, validate=True) for who, box in head["boxes"].items()}
        needed = head["k"]
        if type(needed) is not int or head.keys() != {"k", "boxes"}:
            raise ValueError
        keys.check_counts(needed, len(boxes))
    except (ValueError, KeyError, TypeError, AttributeError, RushlightError):  # base64's error is a ValueError
        raise Tampered(_CHANGED, where=record) from None
    return Envelope(needed, boxes, sealed[5 + length :])


def opened(envelope: Envelope, record: str, shares: Sequence[bytes]) -> Json:
    """The fields of a record, opened with its trustees' shares. Raises Tampered."""
    try:
        fields = parse(unpad(keys.open_shared(envelope.sealed, record.encode(), envelope.needed, shares)))
    except Tampered as error:
        raise Tampered(error.what, where=record) from None
    if not isinstance(fields, dict):
        raise Tampered(_CHANGED, where=record)
    return fields
