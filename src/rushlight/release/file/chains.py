"""Who can be found by adding and taking away several released numbers: chains of counts, of any length.

Each released number counts the people of a filter, so whatever follows from all of them by adding and taking away is a
linear combination of the filters' rows. Looked for are those combinations that count a set of fewer than k people and
nobody else (the "linear system attack" of Denning 1982, "Cryptography and Data Security", ch. 6; Chin & Ozsoyoglu 1982,
IEEE TSE 8). People whom no filter tells apart are one group. Groups of k and more are eliminated first; what then remains
is brought to reduced echelon form, where a set is the plain sum of the rows whose pivots it holds, and fewer than k fit.

The elimination is done modulo a prime and each set found is checked again with whole numbers, so none is made up; one
whose coefficients have that prime in a divisor could be missed, and no table of counts comes near it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, lcm

import numpy as np
import numpy.typing as npt

from rushlight.errors import MisuseError
from rushlight.release.file.differencing import overlaps
from rushlight.release.file.encode import Bools, Ints

Bytes = npt.NDArray[np.uint8]
PRIME = (1 << 31) - 1
DEFAULT_BUDGET = 50_000_000
"""Numbers that are worked on before the search ends."""


@dataclass(frozen=True, slots=True, order=True)
class Chain:
    """The count of ``records`` is the sum of coefficient times count over ``terms`` (filter, coefficient), by ``divisor``."""

    records: tuple[int, ...]
    terms: tuple[tuple[int, int], ...]
    divisor: int = 1


@dataclass(frozen=True, slots=True)
class Chains:
    """``found`` has a way to each set. ``complete``: every set of fewer than k people that follows from the released counts
    shares somebody with one that was found; so where none was found there is none. Otherwise the budget ended the search.
    """

    found: tuple[Chain, ...]
    complete: bool


def chains(released: Bools, k: int, *, budget: int = DEFAULT_BUDGET) -> Chains:
    """Sets of fewer than ``k`` people whose number follows from the released ones. ``released`` is (filters, people).

    Small counts, nested pairs, and a count less disjoint ones within it are looked for first and in any number of filters;
    then every combination, as far as the budget goes. Raises MisuseError for k below 1, no budget, or a matrix of another
    shape.
    """
    if k < 1 or budget < 1 or released.ndim != 2:
        raise MisuseError("filters are a matrix of filters by records, k and the budget whole numbers from 1")
    rows = np.flatnonzero(released.any(axis=1))
    _, first = np.unique(np.packbits(released[rows], axis=1), axis=0, return_index=True)
    rows = rows[np.sort(first)]
    ways: dict[tuple[int, ...], Chain] = {}
    for chain in _plain(released[rows], rows, k):
        ways.setdefault(chain.records, chain)
    search = _Search(released[rows], k, budget)
    for chain in search.found():
        named = Chain(chain.records, tuple((int(rows[i]), c) for i, c in chain.terms), chain.divisor)
        ways.setdefault(chain.records, named)
    return Chains(tuple(sorted(ways.values())), search.complete)


def _plain(some: Bools, rows: Ints, k: int) -> Iterator[Chain]:
    """Small counts, nested pairs, and a count less disjoint ones within it, the largest taken first."""
    size = some.sum(axis=1)
    for i in np.flatnonzero(size < k).tolist():
        yield _chain(some[i], ((int(rows[i]), 1),))
    bits = np.packbits(some, axis=1)
    for low, both in overlaps(some):
        inside = (both == size) & (size < size[low : low + len(both), None])
        for whole, row in enumerate(inside, low):
            children = np.flatnonzero(row)
            for child in children[size[whole] - size[children] < k].tolist():
                yield _chain(some[whole] & ~some[child], ((int(rows[child]), -1), (int(rows[whole]), 1)))
            taken = _disjoint(bits, children[np.argsort(-size[children], kind="stable")], int(size[whole]) - k, size)
            left = some[whole] & ~some[taken].any(axis=0)
            if len(taken) > 1 and 0 < int(left.sum()) < k:
                yield _chain(left, ((int(rows[whole]), 1), *((int(rows[i]), -1) for i in taken)))


def _disjoint(bits: Bytes, waiting: Ints, enough: int, size: Ints) -> list[int]:
    """One filter after the other that shares nobody with those before, until more than ``enough`` people are counted."""
    taken: list[int] = []
    while len(waiting) and int(size[taken].sum()) <= enough:
        taken.append(int(waiting[0]))
        waiting = waiting[~(bits[waiting] & bits[waiting[0]]).any(axis=1)]
    return taken


def _chain(members: Bools, terms: tuple[tuple[int, int], ...]) -> Chain:
    return Chain(tuple(np.flatnonzero(members).tolist()), tuple(sorted(terms)))


class _Spent(Exception):
    """The budget is used up."""


class _Search:
    """All combinations. ``complete`` is known once ``found`` was gone through."""

    def __init__(self, some: Bools, k: int, budget: int) -> None:
        self._some, self._k, self._left = some, k, budget
        self.complete = True

    def found(self) -> Iterator[Chain]:
        seen: set[tuple[int, ...]] = set()
        try:
            groups, group_of, sizes = told_apart(self._some)
            small = sizes < self._k
            echelon, terms = self._reduced(groups[:, ~small], groups[:, small])
            at = np.flatnonzero(small)
            for chosen in self._sums(echelon, sizes[small]):
                held = at[echelon[chosen].sum(axis=0) % PRIME == 1]
                records = tuple(np.flatnonzero(np.isin(group_of, held)).tolist())
                if records in seen:
                    continue
                seen.add(records)
                chain = _proved(self._some, records, terms[chosen].sum(axis=0) % PRIME)
                self.complete = self.complete and chain is not None
                if chain is not None:
                    yield chain
        except _Spent:
            self.complete = False

    def _spend(self, numbers: int) -> None:
        self._left -= numbers
        if self._left < 0:
            raise _Spent

    def _reduced(self, large: Bools, small: Bools) -> tuple[Ints, Ints]:
        """Combinations that count nobody of a large group: (their rows over the small groups, their coefficients), reduced."""
        keep = _peeled(large)
        large, small = large[keep], small[keep]
        order = np.argsort(large.sum(axis=0), kind="stable")
        width = len(order)
        self._spend(len(large) * (width + small.shape[1] + len(large)))
        matrix = np.hstack([large[:, order].astype(np.int64), small.astype(np.int64), np.eye(len(large), dtype=np.int64)])
        live = np.arange(len(matrix))
        for column in range(width):
            held = live[matrix[live, column] != 0]
            self._spend(len(live))
            if len(held):
                self._clear(matrix, int(held[0]), column, held[1:])
                live = live[live != held[0]]
        matrix = matrix[live]
        matrix = matrix[:, width:]
        done = 0
        for column in range(small.shape[1]):
            held = np.flatnonzero(matrix[done:, column]) + done
            self._spend(len(matrix))
            if not len(held):
                continue
            matrix[[done, held[0]]] = matrix[[held[0], done]]
            others = np.flatnonzero(matrix[:, column])
            self._clear(matrix, done, column, others[others != done])
            done += 1
        unit = np.zeros((done, len(self._some)), dtype=np.int64)
        unit[:, np.flatnonzero(keep)] = matrix[:done, small.shape[1] :]
        return matrix[:done, : small.shape[1]], unit

    def _clear(self, matrix: Ints, pivot: int, column: int, others: Ints) -> None:
        """Make the pivot 1 and the other rows 0 in its column."""
        row = matrix[pivot] * pow(int(matrix[pivot, column]), -1, PRIME) % PRIME
        matrix[pivot] = row
        wide = np.flatnonzero(row)
        self._spend((len(others) + 1) * len(wide) + len(row))
        if len(others):
            block = np.ix_(others, wide)
            matrix[block] = (matrix[block] - matrix[others, column][:, None] * row[wide]) % PRIME

    def _sums(self, echelon: Ints, sizes: Ints) -> Iterator[list[int]]:
        """Sets of rows whose sum is 1 on fewer than k people and 0 elsewhere: each row completed in all ways that mend it."""
        weight = sizes[np.argmax(echelon != 0, axis=1)] if len(echelon) else sizes[:0]
        for seed in range(len(echelon)):
            yield from self._mended(echelon, sizes, weight, [seed], frozenset())

    def _mended(
        self, echelon: Ints, sizes: Ints, weight: Ints, chosen: list[int], barred: frozenset[int]
    ) -> Iterator[list[int]]:
        total = echelon[chosen].sum(axis=0) % PRIME
        self._spend(len(total) * (len(chosen) + 1))
        odd = np.flatnonzero(total > 1)
        if not len(odd):
            odd = np.flatnonzero(total == 1)
            if int(sizes[odd].sum()) < self._k:
                yield chosen
                return
            may = np.flatnonzero((echelon[:, odd] != 0).any(axis=1))
        else:
            may = np.flatnonzero(echelon[:, odd[0]])
        self._spend(len(echelon) * len(odd))
        room = self._k - int(weight[chosen].sum())
        out = set(barred)
        for more in may[weight[may] < room].tolist():
            if more not in chosen and more not in out:
                yield from self._mended(echelon, sizes, weight, [*chosen, more], frozenset(out))
                out.add(more)


def told_apart(some: Bools) -> tuple[Bools, Ints, Ints]:
    """People whom no filter tells apart: (filters, groups) who counts which, (people,) whose group, -1 for nobody's, sizes."""
    seen = np.flatnonzero(some.any(axis=0))
    _, first, of = np.unique(np.packbits(some[:, seen], axis=0).T, axis=0, return_index=True, return_inverse=True)
    group_of = np.full(some.shape[1], -1, dtype=np.int64)
    group_of[seen] = of.reshape(-1)
    return some[:, seen[first]], group_of, np.bincount(of.reshape(-1), minlength=len(first)).astype(np.int64)


def _peeled(large: Bools) -> Bools:
    """(filters,): who can take part. The only filter to count a large group cannot, for nothing would take it away again."""
    keep = np.ones(len(large), dtype=bool)
    counted = large.sum(axis=0)
    while (alone := counted == 1).any():
        gone = keep & large[:, alone].any(axis=1)
        keep &= ~gone
        counted = counted - large[gone].sum(axis=0)
    return keep


def _proved(some: Bools, records: tuple[int, ...], coefficients: Ints) -> Chain | None:
    """The chain with its coefficients as fractions, None where they do not give the set exactly."""
    used = np.flatnonzero(coefficients).tolist()
    shares = [_fraction(int(coefficients[i])) for i in used]
    if any(s is None for s in shares):
        return None
    whole = [s for s in shares if s is not None]
    divisor = lcm(*(s.denominator for s in whole))
    terms = tuple((i, int(s * divisor)) for i, s in zip(used, whole, strict=True))
    if sum(abs(c) for _, c in terms) > 1 << 60:
        return None
    total = np.zeros(some.shape[1], dtype=np.int64)
    for i, coefficient in terms:
        total += some[i] * coefficient
    expected = np.zeros_like(total)
    expected[list(records)] = divisor
    return Chain(records, terms, divisor) if np.array_equal(total, expected) else None


def _fraction(residue: int) -> Fraction | None:
    """The fraction of small numbers that a residue stands for (Wang 1981, SYMSAC)."""
    most = isqrt(PRIME // 2)
    (a, b), (s, t) = (PRIME, residue), (0, 1)
    while b > most:
        q = a // b
        (a, b), (s, t) = (b, a - q * b), (t, s - q * t)
    return Fraction(b, t) if 0 < abs(t) <= most else None
