"""How likely one guess of an insider is right (design/RELEASE, 4a).

``p = E[1 / (c + X)]``: ``c`` families surely fit, ``X`` others fit besides, X ~ Poisson(lam), or negative
binomial where families cluster. Pure Python; tests hold each closed form against Monte Carlo.
"""

from __future__ import annotations

import math
from functools import cache

WIDE = 1e4
"""Above this mean the Poisson is so narrow that two terms of its moments give 1/(c + X) to nine digits."""


def p_poisson(certain: int, lam: float) -> float:
    """``E[1/(certain + X)]``, X ~ Poisson(lam).

    certain=1: (1-e^-l)/l. Otherwise e^-l/c 1F1(c; c+1; l): its series has positive terms only, the
    Poisson weights over (c + x), so nothing cancels; it is summed where the weights lie.
    """
    if certain < 1 or lam < 0:
        raise ValueError("needs certain >= 1 and lam >= 0")
    if lam == 0:
        return 1.0 / certain
    if certain == 1:
        return -math.expm1(-lam) / lam
    return min(1.0 / certain, _series(certain, lam) if lam < WIDE else _moments(certain, lam))


def _series(c: int, lam: float) -> float:
    reach = 12.0 * math.sqrt(lam) + 40.0
    first = max(0, int(lam - reach))
    weight = math.exp(first * math.log(lam) - lam - math.lgamma(first + 1))
    total = 0.0
    for x in range(first, int(lam + reach)):
        total += weight / (c + x)
        weight *= lam / (x + 1)
    return total


def _moments(c: int, lam: float) -> float:
    mean = c + lam
    return (1 + lam / mean**2) / mean


def p_negbin(mean: float, shape: float) -> float:
    """``E[1/(1 + X)]``, X negative binomial with this mean and shape r (r=1: geometric)."""
    if mean <= 0:
        return 1.0
    if abs(shape - 1.0) < 1e-9:
        return math.log1p(mean) / mean
    ratio = shape / (shape + mean)
    return float(shape / ((shape - 1) * mean) * (1 - ratio ** (shape - 1)))


PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)


@cache
def grid(dimension: int, points: int) -> tuple[float, ...]:
    """One coordinate of Richtmyer's point set: fractional parts of k sqrt(prime). The same on every machine."""
    root = math.sqrt(PRIMES[dimension])
    return tuple((k * root) % 1.0 for k in range(1, points + 1))


@cache
def log_draws(dimension: int, low: float, high: float, points: int) -> tuple[float, ...]:
    """Logarithms of a log-uniform factor over [low, high] at the grid's points."""
    base, width = math.log(low), math.log(high / low)
    return tuple(base + width * u for u in grid(dimension, points))


def quantile(ordered: list[float], share: float) -> float:
    """The value at this share of an ordered list."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
