"""Random ids. No id derives from a name, a number, a time or an order of intake (MODEL.md, rule 10)."""

from __future__ import annotations

from collections.abc import Callable

Randomness = Callable[[int], bytes]
"""Gives ``n`` random bytes; the desk passes ``secrets.token_bytes``, tests a seeded one."""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base 32: no i, l, o, u
LENGTH = 26


def new_id(kind: str, randomness: Randomness) -> str:
    """A fresh id such as ``st_4h2…``: ``kind``, an underscore, 26 letters from 17 random bytes (130 bits)."""
    number = int.from_bytes(randomness(17), "big")
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, 32)
        letters.append(ALPHABET[rest])
    return f"{kind}_{''.join(letters)}"
