"""Bytes to text: formats, encodings, NFC text with a map back to the original, paragraph roles.

Names load when first asked for: the process that parses a document (``worker``) needs few of them and starts sooner.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rushlight.intake.language import detect as detect_language
    from rushlight.intake.limits import MAX_BYTES, MAX_DEPTH, MAX_EXPANSION, MAX_PAGES, MAX_TEXT_BYTES
    from rushlight.intake.normal import IndexMap, normalise
    from rushlight.intake.receive import read_file, take, take_here
    from rushlight.intake.roles import find_roles
    from rushlight.intake.taken import Taken
    from rushlight.intake.worker import Confinement, confinement

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_EXPANSION",
    "MAX_PAGES",
    "MAX_TEXT_BYTES",
    "Confinement",
    "IndexMap",
    "Taken",
    "confinement",
    "detect_language",
    "find_roles",
    "normalise",
    "read_file",
    "take",
    "take_here",
]

_HOME = {
    **dict.fromkeys(("MAX_BYTES", "MAX_DEPTH", "MAX_EXPANSION", "MAX_PAGES", "MAX_TEXT_BYTES"), "limits"),
    **dict.fromkeys(("IndexMap", "normalise"), "normal"),
    **dict.fromkeys(("read_file", "take", "take_here"), "receive"),
    **dict.fromkeys(("Confinement", "confinement"), "worker"),
    "Taken": "taken",
    "detect_language": "language",
    "find_roles": "roles",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'rushlight.intake' has no attribute {name!r}")
    module = import_module(f"rushlight.intake.{_HOME[name]}")
    return getattr(module, "detect" if name == "detect_language" else name)
