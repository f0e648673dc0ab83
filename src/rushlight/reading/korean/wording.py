"""How a stretch of Korean words is built, told from its letters."""

from __future__ import annotations


def closes_with_n(words: str) -> bool:
    """Whether the words end in an adnominal ending: a syllable closed by ㄴ or ㄹ, or 는, 던."""
    last = words.rstrip()[-1:]
    return bool(last) and "가" <= last <= "힣" and ((ord(last) - 0xAC00) % 28 in (4, 8) or last in "는던")
