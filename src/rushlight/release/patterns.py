"""The patterns of the release check, compiled before they were packed (``compiled``): the first check of a process is quick.

``scripts/build_patterns.py`` packs them in ``_data/release_patterns.msgpack``. Only patterns of our own tables are asked for
here, never one made from words of a report.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec
import regex

from rushlight import compiled
from rushlight.compiled import Packed, fits, fits_plain, named

PACKED = "release_patterns.msgpack"

known: dict[tuple[str, int], regex.Pattern[str]] = {}
"""Every pattern of ``regex`` asked for in this process, by expression and flags."""
known_plain: dict[tuple[str, int], re.Pattern[str]] = {}
"""The same of ``re``."""


def rx(expression: str, flags: int = 0) -> regex.Pattern[str]:
    """The compiled pattern of ``regex``; kept, so that asking again costs a look-up."""
    if (found := known.get((expression, flags))) is None:
        words = _packed()[0].get(named(expression, flags))
        found = known[expression, flags] = regex.compile(expression, flags) if words is None else compiled.loaded(words)
    return found


def plain_rx(expression: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern of ``re``, kept. Raises re.error where ``re`` does not know such an expression."""
    if (found := known_plain.get((expression, flags))) is None:
        words = _packed()[1].get(named(expression, flags))
        found = known_plain[expression, flags] = (
            re.compile(expression, flags) if words is None else compiled.loaded_plain(words)
        )
    return found


def packed_patterns() -> Packed:
    """The file as it was packed, whether it fits or not."""
    return compiled.packed_in(PACKED)


@cache
def _packed() -> tuple[dict[str, msgspec.Raw], dict[str, msgspec.Raw]]:
    packed = packed_patterns()
    return packed.words if fits(packed) else {}, packed.plain if fits_plain(packed) else {}
