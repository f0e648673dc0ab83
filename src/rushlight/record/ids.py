"""Random ids. No id derives from a name, a number, a time or an order of intake (MODEL.md, rule 10)."""

from __future__ import annotations

from collections.abc import Callable

Randomness = Callable[[int], bytes]
"""Gives ``n`` random bytes; the desk passes ``secrets.token_bytes``, tests a seeded one."""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base 32: no i, l, o, u
LENGTH = 26
_PAIRS = tuple(low + high for high in ALPHABET for low in ALPHABET)
"""Two letters for ten bits, the lower five first."""


def new_id(kind: str, randomness: Randomness) -> str:
    """A fresh id such as ``st_4h2…``: ``kind``, an underscore, 26 letters from 17 random bytes (130 bits)."""
    number = int.from_bytes(randomness(17), "big")
    letters = [_PAIRS[number >> shift & 1023] for shift in range(0, 5 * LENGTH, 10)]
    return f"{kind}_{''.join(letters)}"
