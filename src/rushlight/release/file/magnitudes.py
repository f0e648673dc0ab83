"""Tables of sums, such as money paid: cells where one payer can work out what another paid, and what protects them.

A sum is not safe because many paid into it: whoever paid much takes their own away and knows the largest other well. The
rules are those of Hundepool et al. 2012, "Statistical Disclosure Control", ch. 4.2: (n, k)-dominance, the p % rule and
the prior-posterior rule. What each payer gave is never published; the rules look at it inside the house.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.encode import Floats
from rushlight.release.file.linked import LinkedTables, bounds


def dominant(contributions: Sequence[float], n: int, k: float) -> bool:
    """Whether the ``n`` largest contributions are more than ``k`` per cent of the sum. Raises MisuseError for a negative
    contribution, n below 1 or k outside 0 to 100.
    """
    if n < 1 or not 0 < k <= 100:
        raise MisuseError("dominance is by a number of payers from 1 and a share up to 100 per cent")
    falling = _falling(contributions)
    return bool(falling[:n].sum() * 100 > k * falling.sum())


def too_close(contributions: Sequence[float], p: float, *, q: float = 100.0) -> bool:
    """Whether the second largest payer knows the largest contribution to within ``p`` per cent once the sum is out, when all
    others were known to within ``q`` per cent before (the prior-posterior rule; the p % rule with q at 100).

    Raises MisuseError for a negative contribution, or unless 0 < p < q (q at most 100; p up to 100 there).
    """
    return protection(contributions, p, q=q) > 0


def protection(contributions: Sequence[float], p: float, *, q: float = 100.0) -> float:
    """How far above the sum its highest possible value has to lie so that the cell is safe; 0 where it is safe as shown.

    It is p/q of the largest less all that neither of the two largest paid. Raises MisuseError as ``too_close`` does.
    """
    if not 0 < p <= q <= 100:
        raise MisuseError("p is a share above 0 and at most q, and q at most 100 per cent")
    falling = _falling(contributions)
    if not falling.sum():
        return 0.0
    return float(max(0.0, falling[0] * p / q - falling[2:].sum()))


def same_rule(k: float) -> float:
    """The p that takes the place of (2, k)-dominance: 100 (100 - k) / k. Of what two dominate, it finds the cells where one of
    them is known too closely. Raises MisuseError for k outside 0 to 100.
    """
    if not 0 < k <= 100:
        raise MisuseError("dominance is by a share up to 100 per cent")
    return 100 * (100 - k) / k


def unprotected(tables: LinkedTables, withheld: Sequence[str], needs: Mapping[str, float]) -> tuple[str, ...]:
    """The cells that need protection (``needs``: how far both ends of what is possible must lie from the sum) and lack it.

    A cell that is shown lacks it. Bounds are those of ``linked``; a cell's lower end need not lie below 0. Raises MisuseError
    for a cell that no table has.
    """
    if not set(needs) <= set(tables.values):
        raise MisuseError("a cell that needs protection is in none of the tables")
    known = bounds(tables, withheld)
    lacking = []
    for cell, far in sorted(needs.items()):
        value = tables.values[cell]
        if far <= 0:
            continue
        found = known.get(cell)
        low = max(0.0, value - far)
        if found is None or found.low > low or (found.high is not None and found.high < value + far):
            lacking.append(cell)
    return tuple(lacking)


def _falling(contributions: Sequence[float]) -> Floats:
    given = np.sort(np.asarray(contributions, dtype=np.float64))[::-1]
    if given.ndim != 1 or not np.all(np.isfinite(given)) or np.any(given < 0):
        raise MisuseError("contributions are numbers from 0")
    return np.asarray(given)
