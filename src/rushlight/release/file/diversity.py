"""What a class says of everyone in it: l-diversity, t-closeness, alpha, beta-likeness, delta-disclosure.

A class where all paid tells that each of them paid, however large it is. p is a value's share in a class, q its share in
the file; sums run over the values that a class has, found in one pass over (class, value) pairs.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.classes import Classes, number
from rushlight.release.file.encode import BLANK, Floats, Ints, encode

CHUNK = 1 << 21


@dataclass(frozen=True, slots=True)
class Diversity:
    """The worst class for each measure, as the papers name them.

    ``k``; ``l`` distinct values (Machanavajjhala et al. 2007, TKDD 1); ``entropy_l`` exp of the least entropy, ibid.;
    ``recursive_c`` the least c for which every class is recursively (c, l)-diverse at ``recursive_l`` (r1 < c(r_l + ... +
    r_m) for every greater c), infinite where a class has fewer than l values; ``t`` by equal distance and ``t_ordered``
    by ordered distance (Li, Li & Venkatasubramanian 2007, ICDE), None where the values have no order; ``alpha`` the
    largest share (Wong et al. 2006, KDD); ``beta`` the largest (p - q)/q over values grown in a class and
    ``beta_enhanced`` the least beta with (p - q)/q <= min(beta, -ln q) for all of them, infinite where no beta will do
    (Cao & Karras 2012, PVLDB 5); ``delta`` the largest |ln(p/q)| over values present in a class and ``delta_strict`` the
    same, infinite where a class lacks a value (Brickell & Shmatikov 2008, KDD, who ask it of all values).
    """

    k: int
    l: int  # noqa: E741 - the literature's letter
    entropy_l: float
    recursive_l: int
    recursive_c: float
    t: float
    t_ordered: float | None
    alpha: float
    beta: float
    beta_enhanced: float
    delta: float
    delta_strict: float


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """The (class, value) pairs that occur, by class: where each class starts, how many of each, and both shares."""

    of: Ints
    value: Ints
    count: Ints
    starts: Ints
    p: Floats
    q: Floats
    share: Floats


def diversity(
    found: Classes, sensitive: Sequence[Hashable], *, order: Sequence[Hashable] | None = None, recursive_l: int = 2
) -> Diversity:
    """Every measure for one sensitive column, in one pass.

    ``order`` gives all its values from least to greatest, for ordered distance; one that no record has counts as a step.
    Raises MisuseError where lengths differ, a sensitive cell is blank, the order lacks a value, or l is below 1.
    """
    if recursive_l < 1:
        raise MisuseError("l is a whole number from 1")
    column = encode({"sensitive": sensitive})
    if column.records != len(found.ids) or bool((column.codes[0] == BLANK).any()):
        raise MisuseError("each record needs its sensitive value", hint="give a missing one a value of its own")
    pairs = _pairs(found, column.codes[0].astype(np.int64), column.sizes[0])
    entropy = np.add.reduceat(-pairs.p * np.log(pairs.p), pairs.starts)
    distinct = np.diff(np.append(pairs.starts, len(pairs.of)))
    grown = pairs.p > pairs.q
    gain = (pairs.p - pairs.q) / pairs.q
    beta = float(np.max(gain, where=grown, initial=0.0))
    delta = float(np.abs(np.log(pairs.p / pairs.q)).max())
    return Diversity(
        k=found.k,
        l=int(distinct.min()),
        entropy_l=float(np.exp(entropy.min())),
        recursive_l=recursive_l,
        recursive_c=_recursive(pairs, distinct, recursive_l),
        t=float(np.add.reduceat(np.maximum(pairs.p - pairs.q, 0.0), pairs.starts).max()),
        t_ordered=None if order is None else _ordered(pairs, len(found.sizes), _places(column.values[0], order), len(order)),
        alpha=float(pairs.p.max()),
        beta=beta,
        beta_enhanced=float("inf") if bool((grown & (gain > -np.log(pairs.q))).any()) else beta,
        delta=delta,
        delta_strict=delta if int(distinct.min()) == column.sizes[0] else float("inf"),
    )


def _pairs(found: Classes, values: Ints, many: int) -> _Pairs:
    ids, count = number([found.ids, values], [len(found.sizes), many])
    sizes = np.bincount(ids, minlength=count)
    of, value = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    of[ids], value[ids] = found.ids, values
    share = np.bincount(values, minlength=many) / len(values)
    starts = np.flatnonzero(np.append(True, of[1:] != of[:-1]))
    return _Pairs(of, value, sizes, starts, sizes / found.sizes[of], share[value], share)


def _recursive(pairs: _Pairs, distinct: Ints, least: int) -> float:
    """The largest r1 / (r_l + ... + r_m) of any class, counts in falling order."""
    if int(distinct.min()) < least:
        return float("inf")
    falling = np.lexsort((-pairs.count, pairs.of))
    count = pairs.count[falling].astype(np.float64)
    rank = np.arange(len(count)) - np.repeat(pairs.starts, distinct)
    tail = np.add.reduceat(np.where(rank >= least - 1, count, 0.0), pairs.starts)
    return float((count[pairs.starts] / tail).max())


def _places(values: Sequence[Hashable], order: Sequence[Hashable]) -> Ints:
    at = {v: i for i, v in enumerate(order)}
    if len(at) != len(order) or any(v not in at for v in values):
        raise MisuseError("an order names every sensitive value once")
    return np.array([at[v] for v in values], dtype=np.int64)


def _ordered(pairs: _Pairs, many: int, place: Ints, width: int) -> float:
    """The earth mover's distance where neighbours are one step apart, in some classes at a time for memory's sake."""
    if width < 2:
        return 0.0
    whole = np.zeros(width)
    whole[place] = pairs.share
    worst, step = 0.0, max(1, CHUNK // width)
    for low in range(0, many, step):
        some = slice(*np.searchsorted(pairs.of, [low, low + step]))
        grid = np.zeros((min(step, many - low), width))
        grid[pairs.of[some] - low, place[pairs.value[some]]] = pairs.p[some]
        moved = np.abs(np.cumsum(grid - whole, axis=1)).sum(axis=1)
        worst = max(worst, float(moved.max()) / (width - 1))
    return worst
