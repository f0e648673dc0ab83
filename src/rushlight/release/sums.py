"""What share of the sums that are taken (or sent) lies in a band: it hangs on where the band lies.

Sums are taken as lognormal about a middle that is known as an interval. A band about the middle holds most of them, one
that is equally wide about a rare sum few. Where the casefile itself tells of enough sums, they bound the share from above.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from rushlight.release.chance import quantile
from rushlight.release.money import double
from rushlight.release.settings import part

Band = tuple[Decimal, Decimal]
Interval = tuple[float, float]
STEPS = 9
"""Values tried of the middle and of the spread: a share changes little from one to the next."""
SENT = ("exchange", "disclose")


def kind_of(act: str) -> str:
    """Whether an act tells of money that was sent or of money that was taken."""
    return "sent" if act.partition(".")[0] in SENT else "taken"


def share_of(step: str, band: Band | None, act: str, own: Interval | None = None) -> Interval:
    """The share of such sums that fits ``step`` (``double:CNY``, ``exact_round:CNY``): lowest and highest plausible.

    ``own`` is the team's own interval for the middle. Without a middle for the currency: the table's cautious figures.
    """
    table: Any = part("priors")["sums"]
    name, _, currency = step.partition(":")
    if name == "word" or band is None:
        return 1.0, 1.0
    middle = own or table["middle"][kind_of(act)].get(currency)
    kind = name.removeprefix("exact_") if name.startswith("exact") else None
    low, high = table["unstated"]["double" if kind else name]
    if middle is not None:
        around = double(band[0]) if kind else band
        inside = _within(float(around[0]), float(around[1]), tuple(middle), tuple(table["spread"]["range"]))
        low, high = (x * told for x, told in zip(inside, table["told"], strict=True))
    a, b = table["exact"][kind] if kind else (1.0, 1.0)
    least = table["least"]
    return max(least, low * a), max(least, high * b)


def bounded_by(found: Interval, band: Band | None, sums: Iterable[Decimal]) -> Interval:
    """The interval, its upper end not above what the casefile's own ``sums`` allow (95 %), where they are enough."""
    known = list(sums)
    if band is None or len(known) < part("priors")["sums"]["enough"]:
        return found
    most = _at_most(sum(band[0] <= s <= band[1] for s in known), len(known))
    return min(found[0], most), min(found[1], most)


def _at_most(k: int, n: int, z: float = 1.645) -> float:
    """Upper end of Wilson's interval (one-sided 95 %) for k of n. Wilson (1927), JASA 22:209-212."""
    p, zz = k / n, z * z
    return min(1.0, (p + zz / (2 * n) + z * math.sqrt(p * (1 - p) / n + zz / (4 * n * n))) / (1 + zz / n))


@cache
def _within(low: float, high: float, middle: Interval, spread: Interval) -> Interval:
    """5 % and 95 % of the shares that a lognormal has between two sums, over the plausible middles and spreads."""
    shares = sorted(_share(low, high, m, s) for m in _between(middle) for s in _between(spread))
    return quantile(shares, 0.05), quantile(shares, 0.95)


def _between(ends: Interval) -> Sequence[float]:
    a, b = map(math.log, ends)
    return [math.exp(a + (b - a) * i / (STEPS - 1)) for i in range(STEPS)]


def _share(low: float, high: float, middle: float, spread: float) -> float:
    def below(x: float) -> float:
        return 0.5 * math.erfc(-math.log(x / middle) / (spread * math.sqrt(2))) if x > 0 else 0.0

    return below(high) - below(low)
