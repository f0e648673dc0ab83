"""How far two readers agree beyond chance: Cohen's kappa and Krippendorff's alpha, and how far two sets lie apart.

Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960), and for unequal
distances "Weighted kappa", Psychological Bulletin 70 (1968). Krippendorff, "Computing Krippendorff's Alpha-Reliability"
(2011). Passonneau, "Measuring Agreement on Set-valued Items (MASI)", LREC 2006.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from math import sqrt
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
Distance = Callable[[T, T], float]
"""How far two values lie apart: 0 where they are the same."""


def nominal(left: object, right: object) -> float:
    """0 for the same value, 1 for any other."""
    return float(left != right)


def masi(left: frozenset[str], right: frozenset[str]) -> float:
    """Distance of two sets, 0 to 1: one less Jaccard's share times 1, 2/3 or 1/3 as one holds the other or they overlap.

    For fields that name several: two of three people named alike is less of a difference than three other people. Two empty
    sets are the same; an empty one and any other are as far apart as can be.
    """
    if left == right:
        return 0.0
    common = len(left & right)
    if not common:
        return 1.0
    within = 2 / 3 if left <= right or right <= left else 1 / 3
    return 1 - common / len(left | right) * within


def cohen_kappa(pairs: Sequence[tuple[T, T]], distance: Distance[T] = nominal) -> float | None:
    """Kappa of (first reader's, second reader's) values; weighted kappa for another distance.

    None where there are no pairs, or both give the same one value throughout: chance is not defined then.
    """
    firsts, seconds = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(n * m * distance(a, b) for a, n in firsts.items() for b, m in seconds.items())
    if not expected:
        return None
    return 1 - sum(distance(a, b) for a, b in pairs) * len(pairs) / expected


def kappa_error(pairs: Sequence[tuple[T, T]]) -> float | None:
    """The large-sample standard error of unweighted kappa, for pairs that do not hang together.

    Fleiss, Cohen and Everitt, "Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969).
    Statements of one report do hang together, so what is shown rests on drawing reports (``resampling``); the tests compare
    the two where every report has one statement.
    """
    n = len(pairs)
    rows, columns = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(rows[c] * columns[c] for c in rows) / n**2 if n else 1.0
    if chance >= 1:
        return None
    same = sum(a == b for a, b in pairs) / n
    total = 0.0
    for (a, b), count in Counter(pairs).items():
        if a == b:
            total += count / n * (1 - chance - (rows[a] + columns[a]) / n * (1 - same)) ** 2
        else:
            total += count / n * (1 - same) ** 2 * ((columns[a] + rows[b]) / n) ** 2
    total -= (same * chance - 2 * chance + same) ** 2
    return sqrt(max(0.0, total) / n) / (1 - chance) ** 2


def krippendorff_alpha(units: Sequence[Sequence[T | None]], distance: Distance[T] = nominal) -> float | None:
    """Alpha over units, each a list of values (None: this reader did not say).

    None where no unit has two values or where there is no variation at all.
    """
    coded = [values for unit in units if len(values := [x for x in unit if x is not None]) > 1]
    totals = Counter(value for values in coded for value in values)
    n = sum(totals.values())
    expected = sum(c * d * distance(a, b) for a, c in totals.items() for b, d in totals.items())
    if not expected:
        return None
    observed = sum(distance(a, b) / (len(values) - 1) for values in coded for a in values for b in values)
    return 1 - (n - 1) * observed / expected
