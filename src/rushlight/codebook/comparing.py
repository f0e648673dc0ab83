"""What the corroboration room says, in the reader's language: English sentences found by patterns (resources/words)."""

from __future__ import annotations

import re
from functools import cache

from rushlight.codebook.terms import codebook
from rushlight.codebook.words import language_of, word
from rushlight.tables import load_table

ALIAS = r"[A-Za-z]+[A-Za-z0-9.-]*"
PARTS = {"a": ALIAS, "b": ALIAS, "n": r"\d+", "why": ".+", "x": ".+?", "y": ".+?"}


def compared_words(sentence: str, lang: str = "en") -> str:
    """The sentence in ``lang``. Of one that no pattern fits the English stays, rather than nothing."""
    if language_of(lang) == "en":
        return sentence
    for name, pattern in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            return word("comparing", name, lang).format(**{k: _part(k, v, lang) for k, v in found.groupdict().items()})
    return sentence


def _part(name: str, said: str, lang: str) -> str:
    if name == "why":
        return compared_words(said, lang)
    return compared_role(said, lang) if name in ("x", "y") else said


def compared_role(said: str, lang: str = "en") -> str:
    """What was done with a sum ("demanded"), in ``lang``; of an act its label. Of neither the English stays."""
    roles = load_table("words")["comparing_role"]
    return next((str(row[language_of(lang)]) for row in roles.values() if row["en"] == said), None) or _act(said, lang)


def _act(said: str, lang: str) -> str:
    return next((term.label(lang) for term in codebook() if term.label_en == said), said)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The table's sentences; those that hold another sentence come last, so that the whole of one is tried first."""
    rows = [(name, str(row["en"])) for name, row in load_table("words")["comparing"].items()]
    rows.sort(key=lambda row: ("{why}" in row[1], "differ_in" in row[0], row[1].startswith("{")))
    return tuple((name, re.compile(_regex(english))) for name, english in rows)


def _regex(english: str) -> str:
    parts = re.split(r"\{(\w+)\}", english)
    return "".join(f"(?P<{p}>{PARTS[p]})" if n % 2 else re.escape(p) for n, p in enumerate(parts))
