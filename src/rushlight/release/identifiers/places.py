"""Places that the atlas knows: the longest name at each word, never a country (nothing could be more general)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import regex

from rushlight.atlas import Atlas, Match
from rushlight.tables import load_table

WORD = regex.compile(r"[A-Za-z\u00c0-\u024f][\w\u00c0-\u024f'-]*")
HANGUL = regex.compile(r"(?<![가-힣])[가-힣]{2,}")
MOST_WORDS = 4
LEADS = frozenset(
    (
        "in",
        "at",
        "from",
        "near",
        "to",
        "of",
        "around",
        "outside",
        "inside",
        "through",
        "via",
        "towards",
        "between",
        "reached",
        "left",
    )
)
UNITS = regex.compile(r" (?:province|county|city|district|town|prefecture|region|municipality|ward)\b", regex.I)
PARTICLES = regex.compile(
    r"(?:시|군|도|구역)?(?:은|는|이|가|을|를|의|에|에서|에서는|에서도|에는|에도|로|으로|로부터|와|과|도|만|까지|부터|이나|나|이고|이며|인|이라|엔|선|행"
    r"|에선|에서만|으로는|로는|이었다|였다|입니다|이다|이요|쪽|쪽으로|쪽에서|랑|이랑|하고|보다|처럼)?"
)


def known_places(text: str, language: str, atlas: Atlas) -> Iterator[tuple[int, int]]:
    """Start and end of each place of the atlas in the text."""
    yield from _korean(text, atlas) if language == "ko" else _latin(text, atlas)


def _latin(text: str, atlas: Atlas) -> Iterator[tuple[int, int]]:
    words = list(WORD.finditer(text))
    at = 0
    while at < len(words):
        size = next((n for n in range(MOST_WORDS, 0, -1) if _is_place(text, words, at, n, atlas)), 0)
        if size:
            end = words[at + size - 1].end() - (2 if words[at + size - 1][0].endswith("'s") else 0)
            unit = UNITS.match(text, end)
            yield words[at].start(), unit.end() if unit else end
        at += size or 1


def _is_place(text: str, words: list[Any], at: int, size: int, atlas: Atlas) -> bool:
    if at + size > len(words):
        return False
    name = text[words[at].start() : words[at + size - 1].end()].removesuffix("'s")
    matches = atlas.matches(name, "en")
    if not matches:
        return False
    before = words[at - 1][0].lower() if at else ""
    if not name[0].isupper():  # carelessly written: only where nothing else is spelt so
        return len(name) >= 5 and any(_north(m, atlas) and not m.weak for m in matches)
    return any(_narrow(m) and (not m.weak or before in LEADS) for m in matches)


def _korean(text: str, atlas: Atlas) -> Iterator[tuple[int, int]]:
    for word in HANGUL.finditer(text):
        for size in range(len(word[0]), 1, -1):
            rest = word[0][size:]
            if _korean_place(word[0][:size], rest, atlas):
                yield word.start(), word.start() + size
                break


def _korean_place(name: str, rest: str, atlas: Atlas) -> bool:
    matches = [m for m in atlas.matches(name, "ko") if _narrow(m)]
    if not matches or not (PARTICLES.fullmatch(rest) or rest in _behind()):
        return False
    return any(not m.weak for m in matches) or rest in ("에서", "시", "군", "도", "에서는")


@cache
def _behind() -> frozenset[str]:
    """What may follow a place inside one Korean word (the atlas's own list)."""
    return frozenset(load_table("atlas")["behind_ko"])


def _narrow(match: Match) -> bool:
    return match.entry.kind != "country" and not match.demonym


def _north(match: Match, atlas: Atlas) -> bool:
    return _narrow(match) and atlas.country(match.entry.id) == "KP"
