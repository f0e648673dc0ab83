"""A linear model over the features of a clause, as trained from the phrasebook (scripts/train_likeness.py).

The table holds, for each feature, a short string: its weight in any clause (inverse document frequency), then pairs of
label and weight, each one character, so that a model of some 60,000 features loads in milliseconds.

All labels of a feature are added at once: their weights stand side by side in one large integer, a lane of 32 bits each,
raised by MIDDLE so that none is negative. A sum of products of such integers holds the labels' sums in its lanes.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from rushlight.reading.likeness.features import features
from rushlight.tables import load_table

NOTHING = "-"
"""The label of clauses that state no act."""
FIRST = 40
"""Code point of the character that stands for 0; all others follow it."""
MIDDLE = 40
"""Weights run from -40 to 40."""
IDF_STEP = 0.125
LANE = 4
"""Bytes of a lane. A clause of 100,000 features of the greatest weight would still fit."""
Row = tuple[int, int]
"""Inverse document frequency in steps, and the weights of all labels in lanes."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The label a clause is most like, and by how much more than the next. A guide for a person's review, no evidence."""

    act: str
    lead: float


@dataclass(frozen=True)
class Model:
    """``weights``: packed strings by feature; ``bias`` per label; ``unit``: what one step of a weight is worth."""

    labels: tuple[str, ...]
    weights: Mapping[str, str]
    bias: tuple[float, ...]
    unit: float
    _rows: dict[str, Row] = field(default_factory=dict, repr=False, compare=False)

    def scores(self, found: Collection[str]) -> list[float]:
        """The linear score of every label: the clause's features, each weighed, as a vector of length 1."""
        lanes = square = weighed = 0
        for feature in found:
            row = self._row(feature)
            if row is not None:
                steps, weights = row
                square += steps * steps
                weighed += steps
                lanes += steps * weights
        scale = self.unit / math.sqrt(square) if square else 0.0
        sums = struct.unpack(f"<{len(self.labels)}I", lanes.to_bytes(LANE * len(self.labels), "little"))
        raised = MIDDLE * weighed
        return [scale * (s - raised) + b for s, b in zip(sums, self.bias, strict=True)]

    def _row(self, feature: str) -> Row | None:
        row = self._rows.get(feature)
        if row is None and feature in self.weights:
            row = self._rows[feature] = _row(self.weights[feature], len(self.labels))
        return row

    def best(self, found: Collection[str]) -> Likeness:
        """The label that fits best, which may be NOTHING, and its lead over the second."""
        scores = self.scores(found)
        first = max(range(len(scores)), key=scores.__getitem__)
        second = max(score for n, score in enumerate(scores) if n != first)
        return Likeness(self.labels[first], scores[first] - second)


def _row(packed: str, labels: int) -> Row:
    """A feature's string as numbers."""
    lanes = [MIDDLE] * labels
    for a, b in zip(packed[1::2], packed[2::2], strict=True):
        lanes[ord(a) - FIRST] = ord(b) - FIRST
    return round(1 / IDF_STEP) + ord(packed[0]) - FIRST, int.from_bytes(struct.pack(f"<{labels}I", *lanes), "little")


@cache
def model(language: str) -> Model:
    """The model of a language with a phrasebook (en, ko)."""
    table = load_table(f"likeness_{language}")
    return Model(tuple(table["labels"]), table["weights"], tuple(table["bias"]), table["unit"])


def likeness(words: str, language: str, before: str = "", after: str = "") -> Likeness:
    """What a clause is most like, the words before and after it seen. The act may be NOTHING."""
    return model(language).best(features(words, language, before, after))


def proposed(words: str, language: str, before: str = "", after: str = "") -> Likeness | None:
    """The act that a clause is like enough to be shown to a person, or None."""
    least = load_table("likeness")[language]["propose"]
    found = likeness(words, language, before, after)
    return None if found.act == NOTHING or found.lead < least.get(found.act, least["*"]) else found


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
