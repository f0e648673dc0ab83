"""A price on a market says nothing of a person: sums in a sentence of prices are none, unless somebody pays in it."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from rushlight.release.identifiers.chains import sentences
from rushlight.release.identifiers.grammar import any_of
from rushlight.tables import load_table


def priced(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """The sentences that tell prices only."""
    return tuple(
        (a, b) for a, b in sentences(text) if _words("price", language).search(text, a, b) and not _paid(text, a, b, language)
    )


def _paid(text: str, start: int, end: int, language: str) -> bool:
    return _words("paid", language).search(text, start, end) is not None


@cache
def _words(key: str, language: str) -> Any:
    words = [w.rstrip(",") for w in load_table("identifiers")["market"][key][language]]
    edge = r"\b" if language == "en" else ""
    return regex.compile(edge + any_of(words) + (r"\b" if language == "en" and key == "price" else ""), regex.I)
