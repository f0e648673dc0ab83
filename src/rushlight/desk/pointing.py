"""What else in a text could point to somebody (``release.pointing``)."""

from __future__ import annotations

from rushlight.release import Pointer, Words
from rushlight.release.identifiers import kind_named
from rushlight.release.pointing import pointed


def pointers(text: str, language: str) -> tuple[Pointer, ...]:
    """Names, numbers, ages, jobs, relations, words that say there is no other; nothing but in English and Korean."""
    return pointed(text, language)


def kind_words(pointer: Pointer) -> Words:
    """What kind it is, in English and Korean: "how many", never how many."""
    return kind_named(pointer.kind)
