"""Bytes to text: formats, encodings, NFC text with a map back to the original, paragraph roles."""

from rushlight.intake.language import detect as detect_language
from rushlight.intake.limits import MAX_BYTES, MAX_DEPTH, MAX_EXPANSION, MAX_PAGES, MAX_TEXT_BYTES
from rushlight.intake.normal import IndexMap, normalise
from rushlight.intake.receive import read_file, take
from rushlight.intake.roles import find_roles
from rushlight.intake.taken import Taken

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_EXPANSION",
    "MAX_PAGES",
    "MAX_TEXT_BYTES",
    "IndexMap",
    "Taken",
    "detect_language",
    "find_roles",
    "normalise",
    "read_file",
    "take",
]
