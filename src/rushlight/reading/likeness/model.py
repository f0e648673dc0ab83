"""A linear model over the features of a clause, as trained from the phrasebook (scripts/train_likeness.py).

The table holds, for each feature, a short string: its weight in any clause (inverse document frequency), then pairs of
label and weight, each one character, so that a model of some 40,000 features loads in milliseconds.
"""

from __future__ import annotations

import math
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
Row = tuple[float, tuple[tuple[int, float], ...]]


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
        sums = [0.0] * len(self.labels)
        square = 0.0
        for feature in found:
            row = self._rows.get(feature)
            if row is None:
                if feature not in self.weights:
                    continue
                row = self._rows[feature] = _row(self.weights[feature])
            idf_squared, steps = row
            square += idf_squared
            for label, weight in steps:
                sums[label] += weight
        scale = self.unit / math.sqrt(square) if square else 0.0
        return [scale * s + b for s, b in zip(sums, self.bias, strict=True)]

    def best(self, found: Collection[str]) -> Likeness:
        """The label that fits best, which may be NOTHING, and its lead over the second."""
        scores = self.scores(found)
        first = max(range(len(scores)), key=scores.__getitem__)
        second = max(score for n, score in enumerate(scores) if n != first)
        return Likeness(self.labels[first], scores[first] - second)


def _row(packed: str) -> Row:
    """A feature's string as numbers: its squared idf, and label numbers with idf times weight."""
    idf = 1 + (ord(packed[0]) - FIRST) * IDF_STEP
    pairs = zip(packed[1::2], packed[2::2], strict=True)
    return idf * idf, tuple((ord(a) - FIRST, idf * (ord(b) - FIRST - MIDDLE)) for a, b in pairs)


@cache
def model(language: str) -> Model:
    """The model of a language with a phrasebook (en, ko)."""
    table = load_table(f"likeness_{language}")
    return Model(tuple(table["labels"]), table["weights"], tuple(table["bias"]), table["unit"])


def likeness(words: str, language: str) -> Likeness:
    """What a clause is most like. The act may be NOTHING."""
    return model(language).best(features(words, language))


def proposed(words: str, language: str) -> Likeness | None:
    """The act that a clause is like enough to be shown to a person, or None."""
    least = load_table("likeness")[language]["propose"]
    found = likeness(words, language)
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
