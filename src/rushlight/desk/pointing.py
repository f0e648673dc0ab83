"""What else in a text could point to somebody, where this version has rules for it (``release.identifiers``)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from rushlight.atlas import Atlas, atlas
from rushlight.release import Pointer

ROOM = "rushlight.release.identifiers"


def pointers(text: str, language: str) -> tuple[Pointer, ...]:
    """Names, numbers, ages, jobs, relations, words that say there is no other; nothing where the rules are not there."""
    if find_spec(ROOM) is None:
        return ()
    identifiers: Callable[[str, str, Atlas], tuple[Pointer, ...]] = import_module(ROOM).identifiers
    return identifiers(text, language, atlas())
