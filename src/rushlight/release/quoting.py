"""How many words of each source a sentence repeats, or nearly repeats.

Sentence and telling are compared word by word, in stretches: greedy string tiling (Wise 1993, "String similarity via greedy
string tiling and running Karp-Rabin matching"; for the reuse of news texts Clough et al. 2002, "METER", ACL). A tile is a run
of ``TILE`` words or more that stands in both; tiles that are at most ``GAP`` words apart in the sentence and near each other
in the telling make one stretch, in either order; a stretch with ``LEAST`` words or more in its tiles is a (near) quotation,
and these words count. Words are compared in NFC, without case and marks; of a word only its beginning is compared (``STEM``
letters, two syllables of Hangul), so that another ending or particle does not hide a quotation.

Limits: a quotation with every second word replaced, a translation and a telling in other words are not found; shorter
quotations do not count, so that common turns of speech do not; a stock phrase may count for several sources; a Korean word of
one syllable with another particle is another word.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rushlight.release.sealed import plain

WORD = re.compile(r"\w+")
TILE, GAP, LEAST, LEAST_HANGUL = 2, 2, 6, 5
"""A Korean word holds what takes two or three in English: fewer of them are a quotation."""
NEAR = 12
"""Words between two tiles of one stretch in the telling: a sentence may turn its parts round."""
STEM, SYLLABLES = 5, 2
MOST = 64
"""Places of one tile that are tried: a telling that repeats itself for ever is no better evidence for it."""


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [_stem(w) for w in WORD.findall(plain(text))]


def counted(text: str) -> int:
    """How many words a text has."""
    return len(WORD.findall(plain(text)))


def _stem(word: str) -> str:
    return word[:SYLLABLES] if _hangul(word) else word[:STEM]


def _hangul(word: str) -> bool:
    return "가" <= word[0] <= "힣"


Place = tuple[int, int]
"""The number of a telling and of a word in it."""


@dataclass(frozen=True)
class Index:
    """The tellings of one source as words, and where each tile stands in them."""

    tellings: tuple[tuple[str, ...], ...]
    at: Mapping[tuple[str, ...], tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Tile:
    """``size`` words from ``start`` of the sentence that stand at ``place``."""

    start: int
    size: int
    place: Place

    def goes_on(self, last: Tile) -> bool:
        """Whether it belongs to the stretch that ended with ``last``."""
        near = abs(self.place[1] - last.place[1] - last.size) <= NEAR
        return self.start - last.start - last.size <= GAP and self.place[0] == last.place[0] and near


@lru_cache(maxsize=4096)
def _index(texts: tuple[str, ...]) -> Index:
    tellings = tuple(tuple(words(t)) for t in texts)
    at: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for i in range(len(telling) - TILE + 1):
            places = at[telling[i : i + TILE]]
            if len(places) < MOST:
                places.append((number, i))
    return Index(tellings, {tile: tuple(places) for tile, places in at.items()})


def quoted(text: str, tellings: Iterable[str]) -> int:
    """How many words of ``text`` repeat, or nearly repeat, what these tellings of one source say."""
    return _quoted(words(text), _index(tuple(tellings)))


def _quoted(said: list[str], index: Index) -> int:
    total = 0
    for stretch in _stretches(_tiles(said, index)):
        size = sum(tile.size for tile in stretch)
        least = LEAST_HANGUL if any(_hangul(said[tile.start]) for tile in stretch) else LEAST
        total += size if size >= least else 0
    return total


def _tiles(said: list[str], index: Index) -> Iterator[Tile]:
    """Tiles from left to right, each as long as can be, and of equal ones the one nearest to the last."""
    i, last, tiles = 0, (-1, 0), list(zip(*(said[n:] for n in range(TILE)), strict=False))
    while i < len(tiles):
        best, rank = None, (0, False, 0)
        for place in index.at.get(tiles[i], ()):
            size = _run(said, i, index.tellings[place[0]], place[1])
            nearer = (size, place[0] == last[0], -abs(place[1] - last[1]))
            if nearer > rank:
                best, rank = Tile(i, size, place), nearer
        if best is None:
            i += 1
            continue
        yield best
        i, last = i + best.size, (best.place[0], best.place[1] + best.size)


def _run(said: list[str], i: int, telling: tuple[str, ...], j: int) -> int:
    size = 0
    while i + size < len(said) and j + size < len(telling) and said[i + size] == telling[j + size]:
        size += 1
    return size


def _stretches(tiles: Iterable[Tile]) -> Iterator[list[Tile]]:
    stretch: list[Tile] = []
    for tile in tiles:
        if stretch and not tile.goes_on(stretch[-1]):
            yield stretch
            stretch = []
        stretch.append(tile)
    yield stretch


def by_source(text: str, tellings: Mapping[str, tuple[str, ...]]) -> Counter[str]:
    """The words of each source that ``text`` repeats; ``tellings`` maps a source to the texts of its reports."""
    said = words(text)
    repeated = ((source, _quoted(said, _index(told))) for source, told in tellings.items())
    return Counter({source: n for source, n in repeated if n})
