"""Lower bounds from overlapping lists: what may be said before any model of the unseen is believed.

They hold when the lists are honestly linked; missed links and lists that avoid each other's people push
them up (COUNTING.md, section 5). People whom no list could have reached are in none of these numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import exp, log, sqrt

from rushlight.errors import MisuseError

History = tuple[int, ...]
"""One 0/1 a list: on which lists a person stands."""
Histories = Mapping[History, int]
"""How many people have each history; the all-zero one cannot be seen and is not given."""

ROUNDS = 100
CLOSE = 1e-10


@dataclass(frozen=True, slots=True)
class LowerBound:
    """``at_least`` people, of whom ``documented`` stand on a list. ``se`` is a standard error, where there is one."""

    at_least: float
    documented: int
    se: float | None = None


def chao_lower_bound(histories: Histories) -> LowerBound:
    """Chao's bound n + (J-1)/J * f1^2 / (2 f2) from those on one and on two lists (Chao 1987, Biometrics 43).

    The lists are taken as alike; see ``chao_lower_bound_by_list``. Raises MisuseError with nobody on two lists.
    """
    lists, seen = _checked(histories)
    f1, f2 = seen[1], seen[2]
    if not f2:
        raise MisuseError("no lower bound without anybody on two lists")
    n = sum(seen.values())
    return LowerBound(float(n + Fraction(lists - 1, lists) * Fraction(f1 * f1, 2 * f2)), n)


def chapman(first: int, second: int, both: int) -> LowerBound:
    """Chapman's estimate (n1+1)(n2+1)/(m+1) - 1 from two lists, with Seber's standard error (Seber 1970).

    A lower bound only if standing on one list makes standing on the other more likely.
    Raises MisuseError when more are on both than on either.
    """
    if not 0 <= both <= min(first, second):
        raise MisuseError("nobody can be on both lists without being on each")
    estimate = (first + 1) * (second + 1) / (both + 1) - 1
    spread = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    return LowerBound(estimate, first + second - both, sqrt(spread))


def chapman_pairs(histories: Histories) -> dict[tuple[int, int], LowerBound]:
    """Chapman's estimate for each pair of lists, by their positions."""
    lists, _ = _checked(histories)
    return {pair: _pair(histories, *pair) for pair in combinations(range(lists), 2)}


def _pair(histories: Histories, i: int, j: int) -> LowerBound:
    on = {which: sum(n for h, n in histories.items() if all(h[k] for k in which)) for which in ((i,), (j,), (i, j))}
    return chapman(on[(i,)], on[(j,)], on[(i, j)])


def _checked(histories: Histories) -> tuple[int, Counter[int]]:
    """The number of lists, and how many people stand on exactly k of them."""
    widths = {len(h) for h in histories}
    if len(widths) != 1 or min(widths) < 2 or any(not any(h) or n < 0 or not set(h) <= {0, 1} for h, n in histories.items()):
        raise MisuseError("an overlap table needs 0/1 histories of two or more lists, counts, and no all-zero history")
    seen: Counter[int] = Counter()
    for history, n in histories.items():
        seen[sum(history)] += n
    return widths.pop(), seen


def chao_lower_bound_by_list(histories: Histories) -> LowerBound:
    """Chao's bound with lists that differ in reach: model Mth of Rivest and Baillargeon (2007, Biometrics 63).

    A log-linear model with one term a list and, for k = 3 to J, a slope on how far the number of lists
    exceeds k - 1. Negative slopes are left out and the rest fitted again (Baillargeon and Rivest 2007,
    J. Stat. Software 19(5)). The unseen are exp(intercept). Raises MisuseError where the fit does not settle.
    """
    lists, seen = _checked(histories)
    cells = [h for h in _every_history(lists) if any(h)]
    counts = [histories.get(h, 0) for h in cells]
    extra = [k for k in range(3, lists + 1) if seen[k]]
    while True:
        rows = [[1.0, *map(float, h), *(float(max(sum(h) - k + 1, 0)) for k in extra)] for h in cells]
        terms, variance = _poisson(rows, counts)
        negative = [k for k, term in zip(extra, terms[1 + lists :], strict=True) if term < 0]
        if not negative:
            break
        extra = [k for k in extra if k not in negative]
    unseen, n = exp(terms[0]), sum(counts)
    return LowerBound(n + unseen, n, sqrt(unseen + unseen**2 * variance))


def _every_history(lists: int) -> list[History]:
    return [tuple(number >> bit & 1 for bit in range(lists)) for number in range(2**lists)]


def _poisson(rows: list[list[float]], counts: list[int]) -> tuple[list[float], float]:
    """Maximum likelihood by iteratively reweighted least squares: terms, and the variance of the first.

    The terms of a Poisson regression with log link (McCullagh and Nelder 1989, section 2.5).
    """
    mean = [c + 0.5 for c in counts]
    terms: list[float] = []
    for _ in range(ROUNDS):
        target = [log(m) + (c - m) / m for m, c in zip(mean, counts, strict=True)]
        new = _solve(_information(rows, mean), [_dot(column, mean, target) for column in zip(*rows, strict=True)])
        settled = bool(terms) and max(abs(a - b) for a, b in zip(new, terms, strict=True)) < CLOSE
        terms = new
        mean = [exp(sum(x * t for x, t in zip(row, terms, strict=True))) for row in rows]
        if settled:
            first = [1.0] + [0.0] * (len(terms) - 1)
            return terms, _solve(_information(rows, mean), first)[0]
    raise MisuseError("the lower bound does not settle on this table", hint="too few people stand on several lists")


def _dot(column: tuple[float, ...], weights: list[float], values: list[float]) -> float:
    return sum(x * w * v for x, w, v in zip(column, weights, values, strict=True))


def _information(rows: list[list[float]], weights: list[float]) -> list[list[float]]:
    columns = list(zip(*rows, strict=True))
    return [[_dot(a, weights, list(b)) for b in columns] for a in columns]


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with partial pivoting."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda r: abs(rows[r][at]))
        if abs(rows[pivot][at]) < CLOSE:
            raise MisuseError("the lower bound cannot be found on this table", hint="a list has nobody, or lists never overlap")
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for other in range(size):
            if other != at:
                share = rows[other][at] / rows[at][at]
                rows[other] = [a - share * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]
