"""What an answer leans on: how few families would be left were one of its assumptions wrong.

A stated chance is only as good as the figures behind it. Where they are wrong, every wording that the search found just
passing fails at once. So beside the answer stands which figure carries it, who stands behind that, and how far it may fall.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rushlight.release.chance import p_found
from rushlight.release.insider import Families, strain, unanswered
from rushlight.release.settings import Gates
from rushlight.release.spreading import Factor, at_share

TOLD_AT = 5.0
"""So many times less than assumed: what is told where nobody stands for a figure."""
TENTH = 10.0
FAR_WRONG = 30.0
"""What holds with a figure so many times less needs nobody to stand for it (the project's own rule)."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """One assumption of an answer: how many families fit with it at its low end (5 % and 50 % of the plausible, ours
    included), the chance at worst then, and whether the gates still hold (``holds``)."""

    factor: Factor
    low: float
    typical: float
    worst_p: float
    holds: bool


def meets(found: Families, gates: Gates, margin: float = 1.0) -> bool:
    """Whether the families that fit meet both gates, also with the figure that nobody stands for so many times less."""
    p, low = strain(found, margin)
    return p <= gates.worst and low >= gates.pool


def leanings(found: Families, gates: Gates) -> tuple[Leaning, ...]:
    """Each uncertain assumption at its low end, the one that leaves fewest families first."""
    out = []
    for factor in (f for f in found.factors if f.weight > 0):
        at_its_low = tuple(replace(f, high=f.low) if f is factor else f for f in found.factors)
        low, typical = (at_share(at_its_low, q) for q in (0.05, 0.5))
        p = p_found(found.certain, low, found.shape)
        holds = p <= gates.worst and found.certain + low >= gates.pool
        out.append(Leaning(factor, found.certain + low, found.certain + typical, p, holds))
    return tuple(sorted(out, key=lambda leaning: leaning.low))


def least(pools: Iterable[Families], margin: float) -> Families | None:
    """Of those answers that lean on a figure nobody stands for, the one left with the fewest families."""
    weak = [f for f in pools if unanswered(f.factors) is not None]
    return min(weak, key=lambda f: strain(f, margin)[1]) if weak else None


def left(found: Families, times: float) -> float:
    """How many families would fit were one factor so many times less than assumed."""
    return found.certain + (found.typical - found.certain) / times


def breaks_at(found: Families, gates: Gates) -> float:
    """How many times less than assumed one factor may be before a gate fails; 1 where one fails as it is."""
    low, high = 1.0, 1e6
    if not _holds(found, gates, low):
        return 1.0
    while high / low > 1.01:
        middle = math.sqrt(low * high)
        low, high = (middle, high) if _holds(found, gates, middle) else (low, middle)
    return low


def _holds(found: Families, gates: Gates, times: float) -> bool:
    others = (found.low - found.certain) / times
    return p_found(found.certain, others, found.shape) <= gates.worst and found.certain + others >= gates.pool
