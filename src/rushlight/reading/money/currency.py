"""Which currency a name, a mark or a word before it means (table ``currencies``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from rushlight.reading.countries import named_countries
from rushlight.reading.patterns import rx
from rushlight.tables import load_table


@dataclass(frozen=True)
class Names:
    """Currency names of one language and how they resolve."""

    names: dict[str, tuple[str, ...]]
    marks: dict[str, tuple[str, ...]]
    stated: dict[str, str]
    countries: dict[str, tuple[str, ...]]
    name_pattern: str
    mark_pattern: str
    before_pattern: str
    lands: dict[str, tuple[str, ...]]
    land_pattern: str


def _alternation(words: set[str]) -> str:
    return "|".join(regex.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def names(language: str) -> Names:
    """The currency names of ``en`` or ``ko``; several codes per name, the default first."""
    by_name: dict[str, list[str]] = {}
    marks: dict[str, list[str]] = {}
    stated: dict[str, str] = {}
    countries: dict[str, tuple[str, ...]] = {}
    lands: dict[str, list[str]] = {}
    for row in load_table("currencies")["currencies"]:
        code = row["code"]
        for land in row["ko_lands"] if language == "ko" else ():
            lands.setdefault(land, []).append(code)
        countries[code] = (row["country"], *row.get("also", ()))
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
        countries=countries,
        name_pattern=_alternation(set(by_name)),
        mark_pattern=_alternation(set(marks)),
        before_pattern=_alternation(set(stated)),
        lands={k: tuple(v) for k, v in lands.items()},
        land_pattern=_alternation(set(lands)) or "(?!)",
    )


class Chooser:
    """Chooses between currencies of one name by the countries the text speaks of; looks for them once, when asked."""

    def __init__(self, text: str, language: str) -> None:
        self._text, self._language = text, language
        self._named: list[tuple[int, str]] | None = None
        self._counts: Counter[str] = Counter()
        self._names = names(language)

    def choose(self, codes: tuple[str, ...], at: int | None = None) -> tuple[str, str | None]:
        """The code and its basis: None when the name can mean nothing else, otherwise ``inferred``.

        The nearest country named in the sentence around ``at`` decides, then the one the text names most.
        """
        if len(codes) == 1 or codes[0] == "USD":
            return codes[0], None
        lands = {land: c for c in reversed(codes) for land in self._names.countries[c]}
        near = self._nearest(at, lands) if at is not None else None
        if near:
            return lands[near], "inferred"
        self._look()
        return max(codes, key=lambda c: sum(self._counts[land] for land in self._names.countries[c])), "inferred"

    def _nearest(self, at: int, lands: dict[str, str]) -> str | None:
        """The country of ``lands`` named nearest in the sentence around a place of the text."""
        start, stop = _sentence(self._text, at)
        inside = [(abs(where - at), land) for where, land in self._look() if start <= where < stop and land in lands]
        return min(inside)[1] if inside else None

    def _look(self) -> Sequence[tuple[int, str]]:
        if self._named is None:
            self._named = named_countries(self._text, self._language)
            self._counts = Counter(land for _, land in self._named)
        return self._named

    def speaks_of(self, country: str) -> bool:
        """Does the text name this country or a place of it?"""
        self._look()
        return self._counts[country] > 0


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends, roughly."""
    starts = [m.end() for m in rx(r"[.!?…][\"'”’»)\]]*\s|\n").finditer(text, max(0, at - 400), at)]
    end = rx(r"[.!?…][\"'”’»)\]]*\s|\n").search(text, at, at + 400)
    return starts[-1] if starts else max(0, at - 400), end.start() if end else at + 400
