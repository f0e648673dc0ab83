"""How a product of factors spreads, each known only as an interval: its plausible values over a fixed point set.

The factors are spread log-uniformly over the points, a dimension each, so the answer is the same every time. Sums of
logarithms that several wordings share are kept: the search for ways to pass tries hundreds that differ in one factor.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from rushlight.release.chance import log_draws

POINTS = 1024
DIMENSIONS = (
    "families",
    "city_share",
    "remitting",
    "rate",
    "window",
    "amount",
    "officer",
    "age",
    "job",
    "kin",
    "count",
    "detail",
    "contact",
    "calls",
    "transfers",
    "estimate",
    "part_of_place",
    "files",
    "caught",
)
CAPPED = ("rate", "calls", "transfers", "window", "caught")
"""How often and how long: their product counts a family at most once."""
OWN, MEASURED, ASSUMED, GIVEN = "own", "measured", "assumed", "given"
"""Who stands behind a figure: the team, a count or survey of others, nobody but this project; or it follows from dates."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of lam: an interval with where it comes from, and who stands behind it (``standing``). ``key`` is the
    name under which a team states a figure of its own for it (``figures``), empty where it cannot."""

    name: str
    low: float
    high: float
    source: str
    standing: str = ASSUMED
    key: str = ""

    @property
    def weight(self) -> float:
        """How uncertain it is: the logarithm of high over low."""
        return math.log(self.high / self.low)


def spread(found: Sequence[Factor]) -> list[float]:
    """Plausible values of lam, ordered."""
    return values(plain(found))


def values(found: Plain) -> list[float]:
    """``spread`` of factors by what it hangs on."""
    fixed, logs = _ordered(found)
    return [math.exp(fixed + t) for t in logs]


def at_share(found: Sequence[Factor], share: float) -> float:
    """The plausible value of lam at this share of them, from the smallest."""
    fixed, logs = _ordered(plain(found))
    return math.exp(fixed + logs[min(len(logs) - 1, int(share * len(logs)))])


Plain = tuple[tuple[int, float, float], ...]
"""Factors by what their spread hangs on: the dimension of the point set, low and high."""


def plain(found: Sequence[Factor]) -> Plain:
    """Factors by what their spread hangs on."""
    return tuple((DIMENSIONS.index(f.name.partition(":")[0]), f.low, f.high) for f in found)


@lru_cache(maxsize=1024)
def _ordered(found: Plain) -> tuple[float, array[float]]:
    """The logarithm of the factors that are points, and the ordered logarithms of the product of the others."""
    fixed, capped, free = 0.0, [], []
    for dimension, low, high in found:
        if DIMENSIONS[dimension] in CAPPED:
            capped.append((dimension, low, high))
        elif low == high:
            fixed += math.log(low)
        else:
            free.append((dimension, low, high))
    total: Sequence[float] = _summed(tuple(free))
    if capped:  # a family is pressed or not: rate times window counts families at most once
        total = list(map(add, total, _at_most_once(tuple(capped))))
    return fixed, array("d", sorted(total))


@lru_cache(maxsize=1024)
def _summed(factors: Plain) -> Sequence[float]:
    if not factors:
        return array("d", bytes(8 * POINTS))
    return array("d", map(add, _summed(factors[:-1]), _draws(*factors[-1])))


@lru_cache(maxsize=1024)
def _at_most_once(factors: Plain) -> Sequence[float]:
    return array("d", (min(0.0, x) for x in _summed(factors)))


def _draws(dimension: int, low: float, high: float) -> Sequence[float]:
    if low == high:
        return (math.log(low),) * POINTS
    return log_draws(dimension, low, high, POINTS)


def forget() -> None:
    """Drop every sum that is kept, to measure from the beginning."""
    for kept in (_ordered, _summed, _at_most_once):
        kept.cache_clear()
