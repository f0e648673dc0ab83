"""A linear model over the features of a stretch, as trained from the phrasebook (scripts/train_likeness.py).

The table holds, for each feature, a short string: its weight in any stretch (inverse document frequency), then pairs of
label and weight, each one character. The strings stand in one, found by the feature's checksum (``Shelf``), so that a
model of some 200,000 features loads in milliseconds and takes the memory of its file.

All labels of a feature are added at once: their weights stand side by side in one large integer, a lane of 64 bits each,
raised by MIDDLE so that none is negative, with two lanes more for what the sums are scaled by. The sums of a line from
its beginning are kept (``Line``), so that a stretch of any length costs two subtractions and the features of its edges.
"""

from __future__ import annotations

import math
import struct
import sys
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Protocol
from zlib import crc32

from rushlight.reading.likeness.features import (
    BESIDE,
    after,
    before,
    beside,
    closing,
    length,
    of_gap,
    of_pair,
    of_word,
    opening,
    words_in,
)
from rushlight.tables import load_table

NOTHING = "-"
"""The label of stretches that state no act."""
FIRST = 40
"""Code point of the character that stands for 0; all others follow it."""
MIDDLE = 40
"""Weights run from -40 to 40."""
IDF_STEP = 0.125
MARGIN = 1.0
"""A support vector machine keeps what is no example of a label below -1, what is one above 1."""
LONGEST = 2_000
"""Characters of a line that is compared in one piece: its sums take some 3 kB a word."""
MOST_WORDS = 20_000
"""Words of reports whose sums are kept at once; some 15 MB."""
LANE = 8
"""Bytes of a lane: enough for a line of the longest report."""
SCALES = 2
"""Lanes behind the labels': the sum of the weights of the features, and of their squares."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The label a stretch is most like, and how much: 0 at the far edge of the label's margin, 2 at its own, with which
    the share that is right rises. A guide for a person's review, no evidence."""

    act: str
    strength: float


class Weights(Protocol):
    """Packed strings by feature."""

    def get(self, feature: str, /) -> str | None:
        """The string of a feature that was learnt."""


class Shelf:
    """Packed strings side by side, by the CRC-32 of their features.

    A feature that was not learnt has the checksum of one that was once in some 20,000 times; what it adds is one weight
    of a stretch's hundred.
    """

    def __init__(self, sums: str, ends: str, rows: str) -> None:
        self._sums, self._ends = array("I", b64decode(sums)), array("I", b64decode(ends))
        if sys.byteorder == "big":
            self._sums.byteswap()
            self._ends.byteswap()
        self._rows = rows

    def get(self, feature: str, /) -> str | None:
        """The string of a feature that was learnt."""
        wanted = crc32(feature.encode())
        n = bisect_left(self._sums, wanted)
        if n == len(self._sums) or self._sums[n] != wanted:
            return None
        return self._rows[self._ends[n - 1] if n else 0 : self._ends[n]]


def shelved(rows: Mapping[str, str]) -> dict[str, str]:
    """The fields of a shelf: checksums in order, where each string ends, and the strings. Of two features with one
    checksum the longer string, which weighs more, is kept."""
    kept: dict[int, str] = {}
    for feature, row in sorted(rows.items(), key=lambda item: (len(item[1]), item[0])):
        kept[crc32(feature.encode())] = row
    ordered = sorted(kept.items())
    ends = accumulate(len(row) for _, row in ordered)
    sums = struct.pack(f"<{len(ordered)}I", *(s for s, _ in ordered))
    return {
        "sums": b64encode(sums).decode(),
        "ends": b64encode(struct.pack(f"<{len(ordered)}I", *ends)).decode(),
        "rows": "".join(row for _, row in ordered),
    }


@dataclass(frozen=True)
class Model:
    """``weights``: packed strings by feature; ``bias`` per label; ``unit``: what one step of a weight is worth."""

    labels: tuple[str, ...]
    weights: Weights
    bias: tuple[float, ...]
    unit: float
    _rows: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    _words: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def row(self, feature: str) -> int:
        """The lanes of a feature, 0 for one that was not learnt."""
        row = self._rows.get(feature)
        if row is None:
            packed = self.weights.get(feature)
            if packed is None:
                return 0  # not kept: the words of reports have no end
            row = self._rows[feature] = _lanes(packed, len(self.labels))
        return row

    def word(self, word: str, language: str) -> int:
        """The lanes of a word wherever it stands."""
        lanes = self._words.get(word)
        if lanes is None:
            if len(self._words) >= MOST_WORDS:
                self._words.clear()
            lanes = self._words[word] = sum(map(self.row, of_word(word, language)))
        return lanes

    def scores(self, lanes: int) -> list[float]:
        """The linear score of every label from the lanes of a stretch, as a vector of length 1."""
        *sums, weighed, square = struct.unpack(
            f"<{len(self.labels) + SCALES}Q", lanes.to_bytes(LANE * (len(self.labels) + SCALES), "little")
        )
        scale = self.unit / math.sqrt(square) if square else 0.0
        raised = MIDDLE * weighed
        return [scale * (s - raised) + b for s, b in zip(sums, self.bias, strict=True)]


class Line:
    """A line of a report whose stretches are compared. Offsets are those of the line."""

    def __init__(self, text: str, language: str) -> None:
        self._language, self._model = language, model(language)
        found = words_in(text)
        words = self._words = [word.text for word in found]
        self._starts, self._ends = [word.start for word in found], [word.end for word in found]
        row = self._model.row
        self._alone = _summed(self._model.word(word, language) for word in words)
        self._pair = _summed(sum(map(row, of_pair(a, b, language))) for a, b in pairwise(words))
        self._gap = _summed(row(of_gap(a, b, language)) for a, b in zip(words, words[2:], strict=False))
        self._before = _summed(row(before(word, language)) for word in words)
        self._after = _summed(row(after(word, language)) for word in words)
        self._opens: dict[int, int] = {}
        self._closes: dict[int, int] = {}

    def scores(self, start: int, end: int) -> list[float]:
        """The score of every label for ``[start, end)``."""
        first = bisect_right(self._ends, start)
        last = max(first, bisect_left(self._starts, end))
        lanes = self._alone[last] - self._alone[first] + self._open(first) + self._close(last)
        if last > first + 1:
            lanes += self._pair[last - 1] - self._pair[first]
        if last > first + 2:
            lanes += self._gap[last - 2] - self._gap[first]
        return self._model.scores(lanes + self._model.row(length(first, last)))

    def _open(self, first: int) -> int:
        """The lanes of a stretch's opening and of what stands before it."""
        lanes = self._opens.get(first)
        if lanes is None:
            lanes = self._before[first] - self._before[max(0, first - BESIDE)]
            lanes += sum(map(self._model.row, opening(self._words, first, self._language)))
            self._opens[first] = lanes
        return lanes

    def _close(self, last: int) -> int:
        """The lanes of a stretch's end and of what stands after it."""
        lanes = self._closes.get(last)
        if lanes is None:
            lanes = self._after[min(len(self._words), last + BESIDE)] - self._after[last]
            lanes += sum(map(self._model.row, closing(self._words, last, self._language)))
            self._closes[last] = lanes
        return lanes

    def best(self, start: int, end: int) -> Likeness:
        """The label that fits ``[start, end)`` best, which may be NOTHING."""
        scores = self.scores(start, end)
        first = max(range(len(scores)), key=scores.__getitem__)
        return Likeness(self._model.labels[first], scores[first] + MARGIN)

    def proposed(self, start: int, end: int) -> Likeness | None:
        """The act that the stretch is like enough to be shown to a person, or None."""
        least = load_table("likeness")[self._language]["propose"]
        found = self.best(start, end)
        return None if found.act == NOTHING or found.strength < least.get(found.act, least["*"]) else found


def _summed(lanes: Iterable[int]) -> list[int]:
    """The sums of some lanes from the beginning up to each place."""
    return list(accumulate(lanes, initial=0))


@lru_cache(maxsize=4)
def line(text: str, language: str) -> Line:
    """The line of these words; its sentences are read one after the other."""
    return Line(text, language)


def line_around(text: str, start: int, end: int, language: str) -> tuple[Line | None, int]:
    """(the line of a sentence ``[start, end)``, where it begins in the text); of a long line what is near the sentence.

    None for a sentence too long to be one: a page without marks is compared with nothing.
    """
    if end - start > LONGEST:
        return None, start
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    if last - first > LONGEST:
        head, tail = beside(text, start, end)
        first, last = start - len(head), end + len(tail)
    return line(text[first:last], language), first


def likeness(words: str, language: str) -> Likeness:
    """What some words, alone, are most like. The act may be NOTHING."""
    return Line(words, language).best(0, len(words))


def _lanes(packed: str, labels: int) -> int:
    """A feature's string as numbers, times the feature's weight."""
    steps = round(1 / IDF_STEP) + ord(packed[0]) - FIRST
    lanes = [MIDDLE * steps] * labels + [steps, steps * steps]
    for a, b in zip(packed[1::2], packed[2::2], strict=True):
        lanes[ord(a) - FIRST] = (ord(b) - FIRST) * steps
    return int.from_bytes(struct.pack(f"<{labels + SCALES}Q", *lanes), "little")


@cache
def model(language: str) -> Model:
    """The model of a language with a phrasebook (en, ko)."""
    table = load_table(f"likeness_{language}")
    return Model(tuple(table["labels"]), Shelf(**table["weights"]), tuple(table["bias"]), table["unit"])


def packed(idf: float, pairs: Mapping[int, float], unit: float) -> str:
    """A feature's string; weights that round to nothing are left out."""
    out = [chr(FIRST + min(80, round((idf - 1) / IDF_STEP)))]
    for label, weight in sorted(pairs.items()):
        step = max(-MIDDLE, min(MIDDLE, round(weight / unit)))
        if step:
            out += [chr(FIRST + label), chr(FIRST + MIDDLE + step)]
    return "".join(out)


def unpacked(row: str) -> dict[int, int]:
    """Label number and weight in steps, for those who want to see what a feature stands for."""
    return {ord(a) - FIRST: ord(b) - FIRST - MIDDLE for a, b in zip(row[1::2], row[2::2], strict=True)}
