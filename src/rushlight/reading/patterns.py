"""The patterns of the reader's rules, compiled before they were packed (``compiled``): it starts in a fraction of the time.

``scripts/build_patterns.py`` packs them in ``_data/patterns.msgpack``.
"""

from __future__ import annotations

from functools import cache

import msgspec
import regex

from rushlight import compiled
from rushlight.compiled import Packed, fits, named, unloaded

PACKED = "patterns.msgpack"

known: dict[tuple[str, int], regex.Pattern[str]] = {}
"""Every pattern asked for in this process, by expression and flags."""


def rx(expression: str, flags: int = 0) -> regex.Pattern[str]:
    """The compiled pattern; kept, so that asking again costs a look-up."""
    if (found := known.get((expression, flags))) is None:
        words = _packed().get(named(expression, flags))
        found = known[expression, flags] = regex.compile(expression, flags) if words is None else compiled.loaded(words)
    return found


def packed_patterns() -> Packed:
    """The file as it was packed, whether it fits or not."""
    return compiled.packed_in(PACKED)


@cache
def _packed() -> dict[str, msgspec.Raw]:
    packed = packed_patterns()
    return packed.words if fits(packed) else {}


__all__ = ["PACKED", "Packed", "fits", "known", "named", "packed_patterns", "rx", "unloaded"]
