"""Equivalence classes: the records that look alike on the keys, and how many stand behind each.

The k of k-anonymity (Sweeney 2002, IJUFKS 10) is the size of the smallest class. ``f`` is a record's class in the
file, ``F`` the sum of the sampling weights in it, an estimate of its class in the population.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.encode import BLANK, Bools, Codes, Floats, Ints, Keys, weights_of

Blanks = Literal["own", "wildcard"]
"""What a blank matches: ``own`` only another blank; ``wildcard`` everything (sdcMicro's reading)."""
ROOM = 2
"""Making rows dense again after so many places a record keeps the table in the processor's cache."""
SHORT = (1 << 31) - 1
"""Numbers stay in 32 bits up to here: half the memory to go through."""
LONGEST = 32
"""A table of up to so many places a record is faster than sorting the records."""


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """``ids`` (records,) says in which class a record is, from 0; ``sizes`` and ``weights`` (classes,) what is in each."""

    ids: Ints
    sizes: Ints
    weights: Floats

    @property
    def k(self) -> int:
        return int(self.sizes.min())

    @property
    def f(self) -> Ints:
        """(records,): the size of each record's class."""
        return self.sizes[self.ids]

    @property
    def F(self) -> Floats:  # noqa: N802 - the literature's letter; f and F are two things
        """(records,): the weight of each record's class."""
        return self.weights[self.ids]


def classes(keys: Keys, weights: Sequence[float] | Floats | None = None) -> Classes:
    """The classes of the file, a blank as a value of its own. Raises MisuseError for wrong weights."""
    ids, count = number(keys.codes, keys.sizes)
    sizes = np.bincount(ids, minlength=count).astype(np.int64)
    if weights is None:
        return Classes(ids, sizes, np.asarray(sizes, dtype=np.float64))
    return Classes(ids, sizes, np.asarray(np.bincount(ids, weights_of(weights, keys.records), count), dtype=np.float64))


def number(codes: Sequence[Codes | Ints], sizes: Sequence[int], *, gaps: bool = False) -> tuple[Ints, int]:
    """Number rows from 0 in the order of their codes, equal rows alike: (ids of shape (records,), how many).

    A mixed-radix number a row, made dense again whenever it grows past what a table in memory can hold, so it
    never overflows. -1 is a value of its own. With ``gaps`` some numbers may be nobody's, which is faster to find out.
    """
    key: Ints | Codes = np.zeros(len(codes[0]), dtype=np.int32)
    width, tight = 1, True
    for column, size in zip(codes, sizes, strict=True):
        blanks = bool((column == BLANK).any())
        base = size + 1 if blanks else size
        if width * base > ROOM * len(key) and not tight:
            key, width = dense(key, width)
        tight = width == 1
        if width * base > SHORT and key.dtype == np.int32:
            key = key.astype(np.int64)
        key *= base
        key += column
        if blanks:
            key += 1
        width *= base
    key, width = (key, width) if gaps and width <= LONGEST * len(key) else dense(key, width)
    return key.astype(np.int64), width


def dense(key: Ints | Codes, width: int) -> tuple[Ints | Codes, int]:
    """Renumber 0..width-1 without gaps, keeping the order: (numbers, how many)."""
    if width > LONGEST * len(key) + 1000:
        found, numbers = np.unique(key, return_inverse=True)
        return numbers.reshape(-1), len(found)
    seen = np.zeros(width, dtype=bool)
    seen[key] = True
    places = np.cumsum(seen, dtype=np.int32)
    places -= 1
    return np.take(places, key), int(places[-1]) + 1


def first_of(ids: Ints, count: int) -> Ints:
    """(count,): one record of each class, the first."""
    first = np.empty(count, dtype=np.int64)
    first[ids[::-1]] = np.arange(len(ids) - 1, -1, -1)
    return first


def frequencies(keys: Keys, weights: Sequence[float] | Floats | None = None, blanks: Blanks = "own") -> tuple[Ints, Floats]:
    """(f, F), both of shape (records,), as sdcMicro's freqCalc has them when ``blanks`` is ``wildcard``.

    Under ``wildcard`` a record counts every record that agrees with it wherever neither has a blank; that is no
    equivalence any more, so there are no classes to number. Raises MisuseError for wrong weights.
    """
    if blanks == "own" or not any(bool((c == BLANK).any()) for c in keys.codes):
        found = classes(keys, weights)
        return found.f, found.F
    if blanks != "wildcard":
        raise MisuseError("a blank matches its own kind or is a wildcard", where=str(blanks))
    base = classes(keys, weights)
    rows = first_of(base.ids, len(base.sizes))
    f, weight = _wild([c[rows] for c in keys.codes], keys.sizes, base)
    return f[base.ids], weight[base.ids]


def _wild(codes: list[Codes], sizes: Sequence[int], base: Classes) -> tuple[Ints, Floats]:
    """For each different row, how many records match it; rows are joined by which of their cells are blank."""
    shown = np.stack([c != BLANK for c in codes])
    pattern, patterns = number(list(shown.astype(np.int32)), [2] * len(codes))
    of = [np.flatnonzero(pattern == p) for p in range(patterns)]
    f, weight = np.zeros(len(pattern), dtype=np.int64), np.zeros(len(pattern))
    for mine in of:
        for theirs in of:
            both = np.flatnonzero(shown[:, mine[0]] & shown[:, theirs[0]]).tolist()
            where = np.concatenate([mine, theirs])
            ids, count = number([codes[i][where] for i in both], [sizes[i] for i in both]) if len(both) else _one(where)
            there, here = ids[len(mine) :], ids[: len(mine)]
            f[mine] += np.bincount(there, weights=base.sizes[theirs], minlength=count).astype(np.int64)[here]
            weight[mine] += np.bincount(there, weights=base.weights[theirs], minlength=count)[here]
    return f, weight


def _one(where: Ints) -> tuple[Ints, int]:
    """Nothing to tell rows apart by: all are one class."""
    return np.zeros(len(where), dtype=np.int64), 1


def below(f: Ints, k: int) -> Bools:
    """(records,): whose class is smaller than ``k``. Raises MisuseError for a k below 1."""
    if k < 1:
        raise MisuseError("k is a whole number from 1")
    return f < k
