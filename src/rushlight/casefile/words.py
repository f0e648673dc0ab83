"""Passphrases are generated, never graded: a meter cannot see that a word in another keyboard layout is a name."""

from __future__ import annotations

import math

from rushlight.errors import MisuseError
from rushlight.record import Randomness
from rushlight.tables import load_table

WORDS = 6
SHORTEST = 12
"""A passphrase of a person's own has at least this many characters. That is a floor, no promise."""


def generate_passphrase(randomness: Randomness, *, words: int = WORDS) -> str:
    """``words`` words drawn evenly from the EFF large list, joined by spaces."""
    if words < WORDS:
        raise MisuseError("a passphrase needs at least six words")
    listed = load_table("passphrase_words")["words"]
    return " ".join(listed[_below(len(listed), randomness)] for _ in range(words))


def passphrase_bits(words: int = WORDS) -> float:
    """The entropy of a generated passphrase in bits: 77.5 for six words."""
    return words * math.log2(len(load_table("passphrase_words")["words"]))


def _below(limit: int, randomness: Randomness) -> int:
    """An even draw from 0 to ``limit`` - 1, by rejection: a remainder alone would favour low numbers."""
    most = (1 << 32) - (1 << 32) % limit
    while (drawn := int.from_bytes(randomness(4), "big")) >= most:
        pass
    return drawn % limit
