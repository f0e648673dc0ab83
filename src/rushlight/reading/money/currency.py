"""Which currency a name, a mark or a word before it means (table ``currencies``)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import regex

from rushlight.reading.countries import countries_named
from rushlight.tables import load_table


@dataclass(frozen=True)
class Names:
    """Currency names of one language and how they resolve."""

    names: dict[str, tuple[str, ...]]
    marks: dict[str, tuple[str, ...]]
    stated: dict[str, str]
    country: dict[str, str]
    name_pattern: str
    mark_pattern: str
    before_pattern: str


def _alternation(words: set[str]) -> str:
    return "|".join(regex.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def names(language: str) -> Names:
    """The currency names of ``en`` or ``ko``; several codes per name, the default first."""
    by_name: dict[str, list[str]] = {}
    marks: dict[str, list[str]] = {}
    stated: dict[str, str] = {}
    country: dict[str, str] = {}
    for row in load_table("currencies")["currencies"]:
        code = row["code"]
        country[code] = row["country"]
        for name in row[language]:
            by_name.setdefault(name, []).append(code)
        for mark in row["marks"]:
            marks.setdefault(mark, []).append(code)
        for word in row.get("en_adjectives", ()) if language == "en" else row.get("ko_before", ()):
            stated.setdefault(word, code)
    return Names(
        names={k: tuple(v) for k, v in by_name.items()},
        marks={k: tuple(v) for k, v in marks.items()},
        stated=stated,
        country=country,
        name_pattern=_alternation(set(by_name)),
        mark_pattern=_alternation(set(marks)),
        before_pattern=_alternation(set(stated)),
    )


class Chooser:
    """Chooses between currencies of one name by the countries the text speaks of; counts them once, when asked."""

    def __init__(self, text: str, language: str) -> None:
        self._text, self._language = text, language
        self._counts: Counter[str] | None = None
        self._names = names(language)

    def choose(self, codes: tuple[str, ...]) -> tuple[str, str | None]:
        """The code and its basis: None when the name can mean nothing else, otherwise ``inferred``."""
        if len(codes) == 1 or codes[0] == "USD":
            return codes[0], None
        if self._counts is None:
            self._counts = countries_named(self._text, self._language)
        best = max(codes, key=lambda c: self._counts[self._names.country[c]] if self._counts else 0)
        return best, "inferred"

    def speaks_of(self, country: str) -> bool:
        """Does the text name this country or a place of it?"""
        if self._counts is None:
            self._counts = countries_named(self._text, self._language)
        return self._counts[country] > 0
