"""One byte form for one value: RFC 8785 canonical JSON, and Padmé padding for what is sealed.

Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
PURBs", PoPETs 2019) grows a length by at most 12 % and leaks O(log log n) bits of it.
"""

from __future__ import annotations

import json
from typing import Any

import rfc8785

from rushlight.errors import MisuseError, Tampered

Json = dict[str, Any]
MARK = b"\x80"
SMALLEST = 64
"""Padded bodies are never shorter than this many bytes."""


def canonical(value: Any) -> bytes:
    """The RFC 8785 bytes of JSON data. Raises MisuseError for what JSON cannot hold."""
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError):
        raise MisuseError("this body is not plain JSON data") from None


def parse(data: bytes) -> Any:
    """The value of canonical bytes. Raises Tampered when the bytes are not the canonical form of anything."""
    try:
        value = json.loads(data)
        if rfc8785.dumps(value) == data:
            return value
    except (ValueError, RecursionError, rfc8785.CanonicalizationError):
        pass
    raise Tampered("stored data is not canonical JSON")


def from_hex(written: str) -> bytes:
    """Lower-case hex only, so that one value has one form. Raises ValueError."""
    data = bytes.fromhex(written)
    if data.hex() != written:
        raise ValueError("hex is written in lower case without spaces")
    return data


def padme(length: int) -> int:
    """The padded length for ``length`` bytes."""
    length = max(length, SMALLEST)
    exponent = length.bit_length() - 1
    free = exponent - exponent.bit_length()
    mask = (1 << free) - 1
    return (length + mask) & ~mask


def pad(data: bytes) -> bytes:
    """``data``, an 0x80 byte (ISO/IEC 7816-4), zeros up to a Padmé length."""
    return (data + MARK).ljust(padme(len(data) + 1), b"\0")


def unpad(data: bytes) -> bytes:
    """What ``pad`` was given. Raises Tampered when there is no padding."""
    bare = data.rstrip(b"\0")
    if not bare.endswith(MARK) or len(data) != padme(len(bare)):
        raise Tampered("a sealed body has no valid padding")
    return bare[:-1]
