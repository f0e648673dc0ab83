"""A price on a market says nothing of a person: sums in a sentence of prices are none, unless somebody pays in it."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from rushlight.release.identifiers.chains import sentences
from rushlight.release.identifiers.grammar import any_of
from rushlight.release.patterns import rx
from rushlight.tables import load_table


def priced(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """The sentences that tell prices only."""
    return tuple(
        (a, b)
        for a, b in sentences(text)
        if market_words("price", language).search(text, a, b) and not _paid(text, a, b, language)
    )


def _paid(text: str, start: int, end: int, language: str) -> bool:
    return market_words("paid", language).search(text, start, end) is not None


@cache
def market_words(key: str, language: str) -> Any:
    """The pattern of the words of prices ("price") or of paying ("paid")."""
    words = [w.rstrip(",") for w in load_table("identifiers")["market"][key][language]]
    edge = r"\b" if language == "en" else ""
    return rx(edge + any_of(words) + (r"\b" if language == "en" and key == "price" else ""), regex.I)
