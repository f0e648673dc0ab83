"""All that is said of a table before it leaves: who stands alone, by what, and what a guess would get right.

Counts and names of columns only: nothing here holds a cell of the table.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.classes import Classes, below, classes, number
from rushlight.release.file.diversity import Diversity, diversity
from rushlight.release.file.encode import Floats, Keys, encode
from rushlight.release.file.risk import FileRisk, file_risk, household_risk, individual_risk
from rushlight.release.file.uniques import WIDEST, SpecialUniques, special_uniques

MOST = 150_000_000
"""Different rows times sets of keys that special uniques are looked for in: some seconds."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the classes tell of one sensitive column: its measures, and how many records' value follows from their class."""

    name: str
    diversity: Diversity
    certain: int


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """``alone`` records are in a class of their own, ``few`` in one below ``k``. ``expected`` right guesses, by weights where
    there are any, and ``by_household`` when whoever finds one of a household finds all. ``uniques`` with up to ``largest``
    keys at once.
    """

    keys: tuple[str, ...]
    records: int
    k: int
    alone: int
    few: int
    risk: FileRisk
    smallest: int
    weighted: bool
    expected: float
    households: int | None
    by_household: float | None
    told: tuple[Told, ...]
    uniques: SpecialUniques
    largest: int


def measure(
    keys: Keys,
    k: int,
    *,
    weights: Sequence[float] | Floats | None = None,
    sensitive: Mapping[str, Sequence[Hashable]] | None = None,
    household: Sequence[Hashable] | None = None,
) -> Measured:
    """Measure a table. Raises MisuseError for k below 1, more than 14 keys, or what ``classes``, ``individual_risk``,
    ``diversity`` and ``household_risk`` refuse.
    """
    if len(keys.names) > WIDEST:
        raise MisuseError("too many keys to go through all sets of them", hint=f"use at most {WIDEST} keys")
    found = classes(keys, weights)
    each = 1 / found.sizes if weights is None else individual_risk(found.sizes, found.weights)
    largest = _largest(len(keys.names), len(found.sizes))
    return Measured(
        keys=keys.names,
        records=keys.records,
        k=k,
        alone=int((found.sizes == 1).sum()),
        few=int(found.sizes[below(found.sizes, k)].sum()),
        risk=file_risk(found),
        smallest=found.k,
        weighted=weights is not None,
        expected=float((each * found.sizes).sum()),
        households=None if household is None else encode({"household": household}).sizes[0],
        by_household=None if household is None else float(household_risk(each[found.ids], household).sum()),
        told=tuple(told_by(found, name, column) for name, column in (sensitive or {}).items()),
        uniques=special_uniques(keys, largest=largest),
        largest=largest,
    )


def _largest(keys: int, rows: int) -> int:
    """How many keys a set may have so that all sets up to it are gone through in seconds; one at least."""
    size, sets = 1, keys
    while size < keys and (sets + comb(keys, size + 1)) * rows <= MOST:
        size += 1
        sets += comb(keys, size)
    return size


def told_by(found: Classes, name: str, column: Sequence[Hashable]) -> Told:
    """What the classes tell of one sensitive column. Raises MisuseError as ``diversity`` does."""
    measures = diversity(found, column)
    coded = encode({name: column})
    ids, pairs = number([found.ids, coded.codes[0]], [len(found.sizes), coded.sizes[0]])
    of = np.empty(pairs, dtype=np.int64)
    of[ids] = found.ids
    different = np.bincount(of, minlength=len(found.sizes))
    return Told(name, measures, int(found.sizes[different == 1].sum()))
