"""Small patterns that the rules use where they stand, compiled once."""

from __future__ import annotations

from functools import cache

import regex


@cache
def rx(pattern: str) -> regex.Pattern[str]:
    """The compiled pattern; several times quicker than the look-up in ``regex.search`` with its flags."""
    return regex.compile(pattern)


def closes_with_n(words: str) -> bool:
    """Whether the words end in an adnominal ending: a syllable closed by ㄴ or ㄹ, or 는, 던."""
    last = words.rstrip()[-1:]
    return bool(last) and "가" <= last <= "힣" and ((ord(last) - 0xAC00) % 28 in (4, 8) or last in "는던")
