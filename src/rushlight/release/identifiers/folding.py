"""A text in one plain form, with the way back to it: full-width signs, dashes and apostrophes plain, invisible signs gone."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

PLAIN = {
    **dict.fromkeys("‐‑‒–—―−﹣⁃", "-"),
    **dict.fromkeys("\u00a0\u2007\u202f\u2009\u2002\u2003\u3000", " "),
    "：": ":",
    "∶": ":",
    "ʼ": "'",
}
KEPT = "“”‘’「」『』《》〈〉«»„"
"""Quotation marks stay as they are: they say where somebody's words begin and end."""


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` is the plain form; ``places[i]`` is the offset in the source of its i-th sign (one more at the end)."""

    text: str
    places: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that ``text[start:end]`` stands for."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        if sign == "’" and _within_word(text, at):
            sign = "'"
        plain = _plain(sign)
        if plain:
            signs.append(plain)
            places.append(at)
    return Folded("".join(signs), (*places, len(text)))


def _within_word(text: str, at: int) -> bool:
    """An apostrophe stands between two letters: people’s."""
    return 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isascii() and text[at + 1].isalpha()


def _plain(sign: str) -> str:
    """One plain sign, or nothing for one that is not seen."""
    if sign < "\u007f" or sign in KEPT:
        return sign
    if sign in PLAIN:
        return PLAIN[sign]
    if unicodedata.category(sign) == "Cf":
        return ""
    if "\uff01" <= sign <= "\uff5e" or unicodedata.category(sign) == "Nd":
        return unicodedata.normalize("NFKC", sign) if sign >= "\uff01" else str(unicodedata.digit(sign))
    return sign
