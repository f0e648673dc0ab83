"""Patterns that were compiled before they were packed: compiling is most of a cold start, loading what was compiled is not.

``regex`` can pickle a compiled pattern as the words of its machine, and ``re`` makes one of such words itself, once it has
checked them. They hold for one version of ``regex`` (``re``: of its machine) and one byte order: with another, a pattern is
compiled when it is asked for, which is slower and the same otherwise. Nothing is written here: a pattern made from words of
a report lives in this process only.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]  # the machine of re: it has no stubs
import copyreg
import re
import sys
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import regex

REQUIRED = 8
"""Place among the words of a pattern of ``regex`` of the letters it requires: a tuple, which the file gives back as a list."""
PLAIN = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor} {_sre.MAGIC} {_sre.CODESIZE}"
"""For which machine the words of a pattern of ``re`` are."""


class Packed(msgspec.Struct, array_like=True, frozen=True):
    """What a file of compiled patterns holds: for which machine, and the words of each pattern by its expression.

    ``words`` are of ``regex``; ``plain`` of ``re``, whose machine is ``machine``.
    """

    version: str
    order: str
    words: dict[str, msgspec.Raw]
    machine: str = ""
    plain: dict[str, msgspec.Raw] = {}


class Plain(msgspec.Struct, array_like=True, frozen=True):
    """A pattern of ``re``: what its own compiler hands to the machine."""

    expression: str
    flags: int
    code: list[int]
    groups: int
    by_name: dict[str, int]
    names: tuple[str | None, ...]


def named(expression: str, flags: int) -> str:
    """A pattern's name in a packed file."""
    return f"{int(flags)} {expression}"


def packed_in(name: str) -> Packed:
    """The file ``_data/NAME`` as it was packed, whether it fits or not; nothing where it was not packed yet."""
    try:
        held = files("rushlight").joinpath("_data", name).read_bytes()
    except FileNotFoundError:
        return Packed("", "", {})
    return msgspec.msgpack.decode(held, type=Packed)


def fits(packed: Packed) -> bool:
    """Whether these patterns of ``regex`` are of the one that is installed, on this machine."""
    return packed.version == regex.__version__ and packed.order == sys.byteorder


def fits_plain(packed: Packed) -> bool:
    """The same for those of ``re``."""
    return packed.machine == PLAIN and packed.order == sys.byteorder


def unloaded(pattern: regex.Pattern[str]) -> tuple[Any, ...]:
    """The words of a compiled pattern's machine, as ``pickle`` would write them."""
    words: tuple[Any, ...] = _reduced(pattern)[1]
    return words


def loaded(raw: msgspec.Raw) -> regex.Pattern[str]:
    """The pattern of these words."""
    words = msgspec.msgpack.decode(raw)
    made: regex.Pattern[str] = _machine()(*(tuple(w) if n == REQUIRED else w for n, w in enumerate(words)))
    return made


def unloaded_plain(expression: str, flags: int) -> Plain:
    """What ``re.compile`` hands to its machine. Raises re.error, as it does."""
    from re import _compiler, _parser  # type: ignore[attr-defined]  # only where files are packed

    parsed = _parser.parse(expression, flags)
    by_name = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in by_name.items():
        names[number] = name
    code = [int(word) for word in _compiler._code(parsed, flags)]
    return Plain(expression, int(flags | parsed.state.flags), code, parsed.state.groups - 1, by_name, tuple(names))


def loaded_plain(raw: msgspec.Raw) -> re.Pattern[str]:
    """The pattern of ``re`` of these words; the machine refuses words that are none (RuntimeError)."""
    p = msgspec.msgpack.decode(raw, type=Plain)
    made: re.Pattern[str] = _sre.compile(p.expression, p.flags, p.code, p.groups, p.by_name, p.names)
    return made


@cache
def _machine() -> Any:
    """What ``pickle`` would call to load a compiled pattern of ``regex``."""
    return _reduced(regex.compile("x"))[0]


def _reduced(pattern: regex.Pattern[str]) -> tuple[Any, tuple[Any, ...]]:
    reduced: tuple[Any, tuple[Any, ...]] = copyreg.dispatch_table[type(pattern)](pattern)  # type: ignore[assignment]
    return reduced
