"""The packaged weights, limits and trait words (resources/corroboration/weights.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rushlight.tables import load_table


@dataclass(frozen=True, slots=True)
class Evidence:
    """One agreement or disagreement of two tellings.

    ``code`` is its row in the table, ``weight`` above or below nought says for or against, ``says``
    is the row's sentence in plain words. It holds no name and no words of a report.
    """

    code: str
    kind: str
    weight: float
    says: str


def limit(section: str, name: str) -> float:
    """A number of one of the table's sections."""
    return float(_table()[section][name])


def evidence(code: str, *, share: float = 1.0, **words: str) -> Evidence:
    """The table's row ``code``; ``share`` scales its weight, ``words`` fill its sentence. Alike ones are one object."""
    return _evidence(code, share, tuple(words.items()))


@lru_cache(1 << 12)
def _evidence(code: str, share: float, filled: tuple[tuple[str, str], ...]) -> Evidence:
    words = dict(filled)
    row = _table()["evidence"][code]
    return Evidence(code, row["kind"], round(row["weight"] * share, 2), row["says"].format(**words))


def weight(code: str) -> float:
    """What the table's row ``code`` weighs, before any share."""
    return float(_table()["evidence"][code]["weight"])


def rarity_share(reports: int) -> float:
    """Which share of its weight an agreement keeps when ``reports`` reports have the value."""
    for step in _table()["rarity"]:
        if reports <= step["reports"]:
            return float(step["share"])
    return 0.0


@cache
def trait_patterns(trait: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(key, what finds it in a text that is casefolded) of a trait: English words whole, Korean ones anywhere."""
    return tuple(
        (key, re.compile("|".join([*(rf"\b{re.escape(word)}\b" for word in english), *map(re.escape, korean)])))
        for key, english, korean in trait_words(trait)
    )


@cache
def trait_words(trait: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """(key, English words, Korean words) of a trait: office, kin or sex."""
    return tuple((key, tuple(row["en"]), tuple(row["ko"])) for key, row in _table()["traits"][trait].items())


def _table() -> Any:
    return load_table("corroboration")
