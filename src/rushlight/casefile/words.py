"""Passphrases are generated, never graded: a meter cannot see that a word in another keyboard layout is a name."""

from __future__ import annotations

import math

from rushlight.errors import MisuseError
from rushlight.record import Randomness
from rushlight.tables import load_table

WORDS = 6
LANGUAGES = {"en": "passphrase_words", "ko": "passphrase_words_ko"}
"""The tables that passphrases are drawn from."""

SHORTEST = 12
"""A passphrase of a person's own has at least this many characters. That is a floor, no promise."""


def generate_passphrase(randomness: Randomness, *, words: int = WORDS, language: str = "en") -> str:
    """``words`` words drawn evenly from the list of ``language`` (en: EFF large; ko), joined by spaces. Raises MisuseError."""
    if words < WORDS:
        raise MisuseError("a passphrase needs at least six words")
    listed = _listed(language)
    return " ".join(listed[below(len(listed), randomness)] for _ in range(words))


def passphrase_bits(words: int = WORDS, language: str = "en") -> float:
    """The entropy of a generated passphrase in bits: 77.5 for six English words. Raises MisuseError."""
    return words * math.log2(len(_listed(language)))


def _listed(language: str) -> list[str]:
    if language not in LANGUAGES:
        raise MisuseError("passphrases are drawn in English or Korean", where=language[:20], hint="write en or ko")
    listed: list[str] = load_table(LANGUAGES[language])["words"]
    return listed


def below(limit: int, randomness: Randomness) -> int:
    """An even draw from 0 to ``limit`` - 1, by rejection: a remainder alone would favour low numbers."""
    most = (1 << 32) - (1 << 32) % limit
    while (drawn := int.from_bytes(randomness(4), "big")) >= most:
        pass
    return drawn % limit
