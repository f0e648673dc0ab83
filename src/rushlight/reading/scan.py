"""Names of the atlas as they stand in a text, longest first. Used for places and to know a text's countries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from rushlight.atlas import Match, atlas
from rushlight.reading.patterns import rx
from rushlight.tables import load_table

EN_WORD = rx(r"[^\W\d_](?:[\w’']*\w)?(?:\.(?=[A-Z]\.)[A-Z]\.)*")
MAX_WORDS = 6
KO_STEP = rx(r"[가-힣0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of the text that is a name of the atlas, and what it may mean."""

    start: int
    end: int
    matches: tuple[Match, ...]

    @property
    def weak(self) -> bool:
        return all(m.weak for m in self.matches)

    @property
    def demonym(self) -> bool:
        return all(m.demonym for m in self.matches)


def scan(text: str, language: str) -> list[Hit]:
    """All atlas names in the text, left to right, without overlaps, the longest at each place."""
    return _scan_english(text) if language == "en" else _scan_korean(text)


@cache
def _tail() -> regex.Pattern[str]:
    """What may follow a place in one Korean word: particles and a few nouns (북한당국, 중국산에서), never a language."""
    behind = load_table("atlas")["behind_ko"]
    return rx("(?:" + "|".join(sorted(behind, key=len, reverse=True)) + ")*")


@cache
def _longest(language: str) -> dict[str, int]:
    """For the first word (en) or two letters (ko) of each name, the longest name that begins so."""
    out: dict[str, int] = {}
    for name in atlas().names(language):
        head, size = (
            (regex.split(r"[ -]", name, maxsplit=1)[0], name.count(" ") + name.count("-") + 1)
            if language == "en"
            else (name[:2], len(name))
        )
        out[head] = max(out.get(head, 0), size)
    return out


def _scan_english(text: str) -> list[Hit]:
    heads, names = _longest("en"), atlas().names("en")
    words = [(m.start(), m.end()) for m in EN_WORD.finditer(text)]
    out: list[Hit] = []
    done = 0
    for n, (start, end) in enumerate(words):
        if start < done:
            continue
        head = text[start:end].replace("’", "'")
        if not (head[0].isupper() or head == "the"):
            continue
        size = heads.get(head.lower(), 0) or heads.get(head.lower().removesuffix("'s"), 0)
        for last in range(min(n + max(size, 0), len(words)) - 1, n - 1, -1):
            stop = words[last][1]
            key = text[start:stop].replace("’", "'").lower()
            if key not in names and key.endswith("'s"):
                key, stop = key[:-2], stop - 2
            if key in names and (head != "the" or (last > n and text[words[n + 1][0]].isupper())):
                out.append(Hit(start, stop, atlas().matches(key, "en")))
                done = stop
                break
    return out


def _scan_korean(text: str) -> list[Hit]:
    heads, names = _longest("ko"), atlas().names("ko")
    out: list[Hit] = []
    for word in KO_STEP.finditer(text):
        at = max(word.start(), out[-1].end if out else 0)
        while at < word.end():
            hit = _korean_at(text, at, word.end(), heads, names)
            if hit is None:
                break
            out.append(hit)
            at = hit.end
    return out


def _korean_at(text: str, at: int, stop: int, heads: dict[str, int], names: dict[str, list[list[int]]]) -> Hit | None:
    size = heads.get(text[at : at + 2], 0)
    for end in range(min(at + size, len(text)), at + 1, -1):
        if text[at:end] in names and (end >= stop or _tail().fullmatch(text, end, stop) or _next_name(text, end, heads, names)):
            return Hit(at, end, atlas().matches(text[at:end], "ko"))
    return None


def _next_name(text: str, at: int, heads: dict[str, int], names: dict[str, list[list[int]]]) -> bool:
    """Does another place name follow without a space: 함경북도무산군?"""
    size = heads.get(text[at : at + 2], 0)
    return any(text[at:end] in names for end in range(at + 2, min(at + size, len(text)) + 1))
