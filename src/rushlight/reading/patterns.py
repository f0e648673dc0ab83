"""Patterns, compiled before they are packed: compiling is most of a cold start, loading what was compiled is not.

``regex`` can pickle a compiled pattern as the words of its machine; ``scripts/build_patterns.py`` packs those of all
patterns of the rules in ``_data/patterns.msgpack``. They hold for one version of ``regex`` and one byte order: with
another, each pattern is compiled when it is asked for, which is slower and the same otherwise. Nothing is written
here: a pattern made from words of a report lives in this process only.
"""

from __future__ import annotations

import copyreg
import sys
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import regex

PACKED = "patterns.msgpack"
REQUIRED = 8
"""Place among a pattern's words of the letters it requires: a tuple, which the file gives back as a list."""


class Packed(msgspec.Struct, array_like=True, frozen=True):
    """What a file of compiled patterns holds: for which machine, and the words of each pattern by its expression."""

    version: str
    order: str
    words: dict[str, msgspec.Raw]


known: dict[tuple[str, int], regex.Pattern[str]] = {}
"""Every pattern asked for in this process, by expression and flags."""


def rx(expression: str, flags: int = 0) -> regex.Pattern[str]:
    """The compiled pattern; kept, so that asking again costs a look-up."""
    if (found := known.get((expression, flags))) is None:
        words = _packed().get(named(expression, flags))
        found = known[expression, flags] = regex.compile(expression, flags) if words is None else _loaded(words)
    return found


def named(expression: str, flags: int) -> str:
    """A pattern's name in the packed file."""
    return f"{int(flags)} {expression}"


def unloaded(pattern: regex.Pattern[str]) -> tuple[Any, ...]:
    """The words of a compiled pattern's machine, as ``pickle`` would write them."""
    words: tuple[Any, ...] = _reduced(pattern)[1]
    return words


def fits(packed: Packed) -> bool:
    """Whether these compiled patterns are of the installed ``regex`` on this machine."""
    return packed.version == regex.__version__ and packed.order == sys.byteorder


def packed_patterns() -> Packed:
    """The file as it was packed, whether it fits or not."""
    return msgspec.msgpack.decode(files("rushlight").joinpath("_data", PACKED).read_bytes(), type=Packed)


@cache
def _packed() -> dict[str, msgspec.Raw]:
    packed = packed_patterns()
    return packed.words if fits(packed) else {}


def _loaded(raw: msgspec.Raw) -> regex.Pattern[str]:
    words = msgspec.msgpack.decode(raw)
    made: regex.Pattern[str] = _machine()(*(tuple(w) if n == REQUIRED else w for n, w in enumerate(words)))
    return made


@cache
def _machine() -> Any:
    """What ``pickle`` would call to load a compiled pattern of ``regex``."""
    return _reduced(regex.compile("x"))[0]


def _reduced(pattern: regex.Pattern[str]) -> tuple[Any, tuple[Any, ...]]:
    reduced: tuple[Any, tuple[Any, ...]] = copyreg.dispatch_table[type(pattern)](pattern)  # type: ignore[assignment]
    return reduced
