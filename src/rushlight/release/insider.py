"""The insider's question: how many families would fit this sentence, for someone who knows what he did?

For an adversary only the fields he knows filter. The families that fit are c (surely, from our own casefile;
the true one at least) and X more, X ~ Poisson(lam) or negative binomial, lam a product of factors that are each
known only as an interval. They are spread log-uniformly over a fixed point set, so the answer is the same every time.
Method: design/RELEASE, 4a.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rushlight.release.chance import p_found, quantile
from rushlight.release.factors import factors
from rushlight.release.files import in_his_files
from rushlight.release.projection import Projection
from rushlight.release.settings import Adversary
from rushlight.release.spreading import Factor, at_share, spread
from rushlight.release.world import World, certain_families


@dataclass(frozen=True, slots=True)
class Families:
    """How many families fit, ours included: 5 %, 50 % and 95 % of the plausible; the chance that one guess is right
    on average and at worst (95 % bound); the factors used. ``countable`` is False where nobody can state a rate
    and only our own casefile was counted. ``heaviest`` is the assumption that carries most weight.

    ``own_low`` and ``own_typical``: how many of them his own files hold, should he take the sentence for one of his.
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
    own_low: float = 1.0
    own_typical: float = 1.0

    @property
    def heaviest(self) -> Factor | None:
        return max((f for f in self.factors if f.weight > 0), key=lambda f: f.weight, default=None)


def families(view: Projection, who: Adversary, world: World) -> Families:
    """The answer for one adversary."""
    known = who.fields(view.act)
    certain = certain_families(view, known, world)
    found = factors(view, known, world, who.universe)
    if found is None:
        p = 1.0 / certain
        return Families(who.id, certain, certain, certain, certain, p, p, (), countable=False)
    lams = spread(found)
    low, typical, high = (quantile(lams, q) for q in (0.05, 0.5, 0.95))
    sample = lams[::8]
    mean = sum(p_found(certain, lam, world.shape) for lam in sample) / len(sample)
    worst = p_found(certain, low, world.shape)
    own = in_his_files(view, who, known, world, found)
    lows, middles = (min(certain + x, certain + y) for x, y in ((own[0], low), (own[1], typical)))
    sizes = (certain + low, certain + typical, certain + high)
    return Families(who.id, certain, *sizes, mean, worst, found, countable=True, own_low=lows, own_typical=middles)


def bounds(view: Projection, who: Adversary, world: World) -> tuple[float, float]:
    """Worst probability and smallest pool only: what the search for bundles needs."""
    known = who.fields(view.act)
    certain = certain_families(view, known, world)
    found = factors(view, known, world, who.universe)
    low = at_share(found, 0.05) if found is not None else 0.0
    return p_found(certain, low, world.shape), certain + low


def all_pools(view: Projection, against: Iterable[Adversary], world: World) -> tuple[Families, ...]:
    """The answer for each adversary, in their order."""
    return tuple(families(view, who, world) for who in against)


def worst(pools: Iterable[Families]) -> Families:
    """The one who comes closest; of equals the last, who knows most."""
    return max(reversed(list(pools)), key=lambda f: (f.worst_p, -f.low))
