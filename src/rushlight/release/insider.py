"""The insider's question: how many families would fit this sentence, for someone who knows what he did?

For an adversary only the fields he knows filter. The families that fit are c (surely, from our own casefile;
the true one at least) and X more, X ~ Poisson(lam) or negative binomial, lam a product of factors that are each
known only as an interval. They are spread log-uniformly over a fixed point set, so the answer is the same every time.
What he noticed besides his fields (``clues``) raises the chance.
Method: design/RELEASE, 4a.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rushlight.release.chance import p_found, quantile
from rushlight.release.clues import chance_at_worst, chance_in_the_mean, clue
from rushlight.release.factors import factors
from rushlight.release.files import in_his_files
from rushlight.release.projection import Projection
from rushlight.release.settings import Adversary
from rushlight.release.spreading import ASSUMED, Factor, Plain, at_share, plain, values
from rushlight.release.world import World, certain_families


@dataclass(frozen=True, slots=True)
class Families:
    """How many families fit, ours included: 5 %, 50 % and 95 % of the plausible; the chance that one guess is right
    on average and at worst (95 % bound); the factors used. ``countable`` is False where nobody can state a rate
    and only our own casefile was counted. ``heaviest`` is the assumption that carries most weight.

    ``own_low`` and ``own_typical``: how many of them his own files hold, should he take the sentence for one of his, and
    ``own_mean_p`` and ``own_worst_p`` how likely his guess is then right.
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
    own_mean_p: float = 1.0
    own_worst_p: float = 1.0
    shape: float | None = None

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
    own = in_his_files(view, who, known, world, found)
    (low, typical, high, mean, worst), left = _fitting(certain, plain(found), None if own is None else plain(own), world.shape)
    noticed = clue(view, who, known, world, found)
    if noticed is not None:
        mean = chance_in_the_mean(noticed, certain, mean, world.shape)
        worst = chance_at_worst(noticed, certain, worst, world.shape)
    return Families(who.id, certain, low, typical, high, mean, worst, found, True, *left, world.shape)


Four = tuple[float, float, float, float]
Five = tuple[float, float, float, float, float]


@lru_cache(maxsize=4096)
def _fitting(certain: int, found: Plain, own: Plain | None, shape: float | None) -> tuple[Five, Four]:
    """How many fit (5 %, 50 %, 95 %) and the chances; and of his own files how many do (5 %, 50 %) and the chances.

    Kept: to propose, to show and to publish a release ask the same again.
    """
    lams = values(found)
    left = [0.0] * len(lams) if own is None else [min(pair) for pair in zip(values(own), lams, strict=True)]
    low, typical, high = (certain + quantile(lams, q) for q in (0.05, 0.5, 0.95))
    lows, middles = (certain + quantile(left, q) for q in (0.05, 0.5))
    return (low, typical, high, *_chance(certain, lams, shape)), (lows, middles, *_chance(certain, left, shape))


def _chance(certain: int, lams: list[float], shape: float | None) -> tuple[float, float]:
    """The chance of a right guess in the mean over the plausible values of lam, and at worst (95 %)."""
    sample = lams[::8]
    mean = sum(p_found(certain, lam, shape) for lam in sample) / len(sample)
    return mean, p_found(certain, quantile(lams, 0.05), shape)


def forget() -> None:
    """Drop what is kept, to measure from the beginning."""
    _fitting.cache_clear()


def bounds(view: Projection, who: Adversary, world: World, margin: float = 1.0) -> tuple[float, float]:
    """Worst probability and smallest pool only: what the search for bundles needs. With a ``margin`` the figure that nobody
    stands for is taken so many times less (``strain``)."""
    known = who.fields(view.act)
    certain = certain_families(view, known, world)
    found = factors(view, known, world, who.universe)
    if found is None:
        return p_found(certain, 0.0, world.shape), float(certain)
    low = at_share(found, 0.05)
    p, noticed = p_found(certain, low, world.shape), clue(view, who, known, world, found)
    if noticed is not None:
        p = chance_at_worst(noticed, certain, p, world.shape)
    if margin == 1 or unanswered(found) is None:
        return p, certain + low
    return max(p, p_found(certain, low / margin, world.shape)), certain + low / margin


def strain(found: Families, margin: float) -> tuple[float, float]:
    """Worst probability and smallest pool were the figure that carries most, and that nobody of the team stands for, so
    many times less than assumed. Where the product is capped this is less than would be left: on the safe side."""
    if margin == 1 or unanswered(found.factors) is None:
        return found.worst_p, found.low
    others = (found.low - found.certain) / margin
    return max(found.worst_p, p_found(found.certain, others, found.shape)), found.certain + others


UNSURE = math.log(7)
"""A figure whose ends lie further apart is one that somebody should stand for."""


def unanswered(found: Iterable[Factor]) -> Factor | None:
    """The most uncertain figure that nobody measured and nobody of the team states or stands for, if it is so uncertain
    that an answer should not hang on it alone."""
    open_ones = [f for f in found if f.standing == ASSUMED and f.key and f.weight > UNSURE]
    return max(open_ones, key=lambda f: f.weight, default=None)


def all_pools(view: Projection, against: Iterable[Adversary], world: World) -> tuple[Families, ...]:
    """The answer for each adversary, in their order."""
    return tuple(families(view, who, world) for who in against)


def worst(pools: Iterable[Families]) -> Families:
    """The one who comes closest; of equals the last, who knows most."""
    return max(reversed(list(pools)), key=lambda f: (f.worst_p, -f.low))
