"""Small patterns that the rules use where they stand, compiled once."""

from __future__ import annotations

from functools import cache

import regex


@cache
def rx(pattern: str) -> regex.Pattern[str]:
    """The compiled pattern; several times quicker than the look-up in ``regex.search`` with its flags."""
    return regex.compile(pattern)
