"""The certificates in a timestamp reply, brought into the order that DER asks for.

OpenSSL, and authorities that run it, write them as they come (its ``PKCS7_SIGNED`` has a SEQUENCE OF where RFC 2315 has a
SET OF); strict parsers refuse that. They are outside of what is signed, and sorting changes no length.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

_SEQUENCE, _CERTIFICATES = 0x30, 0xA0
_TO_SIGNED_DATA = ((_SEQUENCE, 0), (_SEQUENCE, 1), (0xA0, 1), (_SEQUENCE, 0))
"""From a TimeStampResp: the token is its second part, content the token's second, SignedData all of that (RFC 3161, 5652)."""


def sorted_certificates(reply: bytes) -> bytes:
    """The reply with its certificates in order; unchanged where there are none, or where it is not readable so far."""
    try:
        at, end = 0, len(reply)
        for wanted, number in _TO_SIGNED_DATA:
            tag, at, end = list(_parts(reply, at, end))[number]
            if tag != wanted:
                return reply
        found = [(start, stop) for tag, start, stop in _parts(reply, at, end) if tag == _CERTIFICATES]
        for at, end in found[:1]:
            cuts = [at, *(stop for _, _, stop in _parts(reply, at, end))]
            ordered = sorted(reply[a:b] for a, b in itertools.pairwise(cuts))
            return reply[:at] + b"".join(ordered) + reply[end:]
    except (ValueError, IndexError):
        pass
    return reply


def _parts(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Tag, begin and end of the content of each part between two offsets. Raises ValueError, IndexError."""
    while at < end:
        tag, length, at = data[at], data[at + 1], at + 2
        if length == 0x80:
            raise ValueError
        if length > 0x80:
            wide = length - 0x80
            length, at = int.from_bytes(data[at : at + wide], "big"), at + wide
        if at + length > end:
            raise ValueError
        yield tag, at, at + length
        at += length
