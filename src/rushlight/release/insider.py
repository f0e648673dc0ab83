"""The insider's question: how many families would fit this sentence, for someone who knows what he did?

For an adversary only the fields he knows filter. The families that fit are c (surely, from our own casefile;
the true one at least) and X more, X ~ Poisson(lam), lam a product of factors that are each known only as an
interval. They are spread log-uniformly over a fixed point set, so the answer is the same every time.
Method: design/RELEASE, 4a.
"""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.release.chance import p_poisson, quantile
from rushlight.release.factors import Factor, factors, spread
from rushlight.release.projection import Projection
from rushlight.release.settings import Adversary
from rushlight.release.world import World, certain_families


@dataclass(frozen=True, slots=True)
class Families:
    """How many families fit, ours included: 5 %, 50 % and 95 % of the plausible; the chance that one guess is right
    on average and at worst (95 % bound); the factors used. ``countable`` is False where nobody can state a rate
    and only our own casefile was counted. ``heaviest`` is the assumption that carries most weight.
    """

    adversary: str
    certain: int
    low: float
    typical: float
    high: float
    mean_p: float
    worst_p: float
    factors: tuple[Factor, ...]
    countable: bool

    @property
    def heaviest(self) -> Factor | None:
        return max((f for f in self.factors if f.weight > 0), key=lambda f: f.weight, default=None)


def families(view: Projection, who: Adversary, world: World) -> Families:
    """The answer for one adversary."""
    certain = certain_families(view, who.knows, world)
    found = factors(view, who.knows, world)
    if found is None:
        p = 1.0 / certain
        return Families(who.id, certain, certain, certain, certain, p, p, (), countable=False)
    lams = spread(found)
    low, typical, high = (quantile(lams, q) for q in (0.05, 0.5, 0.95))
    sample = lams[::8]
    mean = sum(p_poisson(certain, lam) for lam in sample) / len(sample)
    worst = p_poisson(certain, low)
    return Families(who.id, certain, certain + low, certain + typical, certain + high, mean, worst, found, countable=True)


def bounds(view: Projection, who: Adversary, world: World) -> tuple[float, float]:
    """Worst probability and smallest pool only: what the search for bundles needs."""
    certain = certain_families(view, who.knows, world)
    found = factors(view, who.knows, world)
    low = quantile(spread(found), 0.05) if found is not None else 0.0
    return p_poisson(certain, low), certain + low
