"""Spellings of known places: Musan, 무산 and 茂山 find each other, and so do Moosan and Mu-san.

The atlas knows each place's names in Korean, hanja and the three systems of romanisation. What people write without a
system is met halfway: a name typed is compared by its sound (``sound``), and what is looked for includes the customary
doubled vowels and the syllables written apart. Only for places: in other words such likeness would find what was not meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from rushlight.atlas import Entry, atlas
from rushlight.atlas import romanising as rom
from rushlight.casefile.search.words import one_form

WEAK, DEMONYM = 1, 2
KOREAN = ("KP", "KR")
SPELLED_LOOSELY = ("city", "county", "district", "town")
SHORTEST_SOUND = 5
"""Shorter names sound like too much else."""

_HANGUL = re.compile(r"[가-힣]{2,}")
_SUFFIX = re.compile(r"(?<=..)(특별시|로동자구|노동자구|구역|지구|시|군|구|도|읍|리|동)$")
_SAME_SOUND = (
    ("eo", "o"), ("eu", "u"), ("oo", "u"), ("wu", "u"), ("ou", "u"), ("ee", "i"), ("sh", "s"), ("ch", "c"), ("ts", "c"),
    ("j", "c"), ("kh", "k"), ("th", "t"), ("ph", "p"), ("g", "k"), ("d", "t"), ("b", "p"), ("l", "r"), ("ah", "a"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def sound(name: str) -> str:
    """A romanised name without what the systems, and those who use none, differ in: Moosan and Musan are the same."""
    bare = unicodedata.normalize("NFD", name.casefold())
    letters = "".join(c for c in bare if c.isascii() and c.isalpha())
    for one, other in _SAME_SOUND:
        letters = letters.replace(one, other)
    return _DOUBLED.sub(r"\1", letters)


@lru_cache(maxsize=512)
def place_spellings(words: str) -> tuple[str, ...]:
    """Every other way in which a place of this name may be written; empty when the words name no place we know.

    A name shared by several places keeps all of them. A place whose bare name is also an ordinary word counts only
    under its full name.
    """
    found = frozenset(_named(words))
    return tuple(dict.fromkeys(name for number in sorted(found) for name in _spellings(number, found)))


def _named(words: str) -> list[int]:
    """Numbers of the atlas's entries that the words may name."""
    plain = " ".join(words.split())
    tables = (atlas().names("en").get(plain.lower(), ()), _korean_names().get(_one_form(plain), ()))
    rows = [number for table in tables for number, flags in table if not flags & (WEAK | DEMONYM)]
    if not rows and plain.isprintable() and len(heard := sound(plain)) >= SHORTEST_SOUND:
        rows = list(_by_sound().get(heard, ()))
    return list(dict.fromkeys(rows))


def _one_form(name: str) -> str:
    return one_form(unicodedata.normalize("NFC", name))


@cache
def _korean_names() -> dict[str, list[list[int]]]:
    return {_one_form(name): rows for name, rows in atlas().names("ko").items()}


@cache
def _entries() -> tuple[Entry, ...]:
    return tuple(atlas())


@cache
def _names() -> dict[int, tuple[tuple[str, frozenset[int]], ...]]:
    """By entry: its names that are no ordinary words, each with all the entries that it may mean."""
    out: defaultdict[int, list[tuple[str, frozenset[int]]]] = defaultdict(list)
    for language in ("ko", "en"):
        for name, rows in atlas().names(language).items():
            meant = frozenset(number for number, flags in rows if not flags & (WEAK | DEMONYM))
            for number in () if name.startswith("the ") else meant:
                out[number].append((name, meant))
    return {number: tuple(names) for number, names in out.items()}


@cache
def _by_sound() -> dict[str, tuple[int, ...]]:
    """Korean places by the sound of their romanised names."""
    out: defaultdict[str, list[int]] = defaultdict(list)
    for name, rows in atlas().names("en").items():
        for number, flags in rows:
            if not flags & (WEAK | DEMONYM) and _entries()[number].id.partition(".")[0] in KOREAN:
                out[sound(name)].append(number)
    return {heard: tuple(dict.fromkeys(numbers)) for heard, numbers in out.items()}


def _spellings(number: int, found: frozenset[int]) -> Iterator[str]:
    """The names of one entry, but for those that may as well mean a place that was not asked for (함경도)."""
    names = [name for name, meant in _names().get(number, ()) if meant <= found]
    yield from names
    entry = _entries()[number]
    if entry.kind in SPELLED_LOOSELY and entry.id.partition(".")[0] in KOREAN:
        for name in names:
            if _HANGUL.fullmatch(name):
                yield from romanised(_SUFFIX.sub("", name))


def romanised(hangul: str) -> Iterator[str]:
    """The ways in which a Korean name is written in Latin letters: three systems, joined and apart, vowels doubled."""
    for system in ("mr", "rr", "nk"):
        for between in ("", "-"):
            spelled = rom.plain(rom.romanise(hangul, system, between)).lower()
            yield from (spelled, spelled.replace("u", "oo"), spelled.replace("i", "ee"))
