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


def p_negbin(certain: int, mean: float, shape: float) -> float:
    """``E[1/(certain + X)]``, X negative binomial with this mean and shape r (r=1: geometric; r to infinity: Poisson).

    certain=1: r/((r-1)m) [1-(r/(r+m))^(r-1)], r=1: ln(1+m)/m. Otherwise the integral of t^(c-1) (1+m(1-t)/r)^-r over
    0 to 1 (the generating function of X), which is q^r/c 2F1(r, c; c+1; 1-q), q = r/(r+m): its series cancels for
    large r and crawls for large m, so the integral is taken over w = ln(1+m(1-t)/r), where it is smooth.
    """
    if certain < 1 or mean < 0 or shape <= 0:
        raise ValueError("needs certain >= 1, mean >= 0 and shape > 0")
    if mean < TINY:
        return 1.0 / certain
    if certain == 1 and abs(shape - 1.0) < NEAR_ONE:
        return math.log1p(mean) / mean
    if certain == 1:
        return -math.expm1((1.0 - shape) * math.log1p(mean / shape)) * shape / ((shape - 1.0) * mean)
    return min(1.0 / certain, _integral(certain, mean, shape))


TINY, NEAR_ONE = 1e-12, 1e-9
PANELS, FADED = 32, 50.0
"""Panels of the integral, and where it is cut: e^-50 of its height is nothing."""


def _integral(c: int, mean: float, shape: float) -> float:
    """Gauss-Legendre over panels of w from 0 to where either factor of the integrand has faded."""
    end = math.log1p(mean / shape)
    if shape > 1:
        end = min(end, FADED / (shape - 1))
    if c - 1 > FADED:
        end = min(end, math.log1p(mean / shape * FADED / (c - 1)))
    step, total = end / PANELS, 0.0
    for panel in range(PANELS):
        for node, weight in _legendre(16):
            w = (panel + 0.5 * (node + 1)) * step
            left = max(0.0, 1 - shape / mean * math.expm1(w))
            total += weight * left ** (c - 1) * math.exp((1 - shape) * w)
    return total * step / 2 * shape / mean


@cache
def _legendre(n: int) -> tuple[tuple[float, float], ...]:
    """Nodes and weights of Gauss-Legendre quadrature over [-1, 1], by Newton's method on Legendre's polynomial."""
    out = []
    for i in range(n):
        x = math.cos(math.pi * (i + 0.75) / (n + 0.5))
        for _ in range(50):
            before, value = 1.0, x
            for k in range(2, n + 1):
                before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
            slope = n * (x * value - before) / (x * x - 1)
            x -= value / slope
        out.append((x, 2 / ((1 - x * x) * slope * slope)))
    return tuple(out)


def p_found(certain: int, lam: float, shape: float | None = None) -> float:
    """The chance that one guess is right: Poisson, or negative binomial of this shape where a team says that families
    cluster (a crackdown strikes many at once in one place and none in the next)."""
    return p_poisson(certain, lam) if shape is None else p_negbin(certain, lam, shape)


def p_none(lam: float, shape: float | None = None) -> float:
    """The chance that there is nobody else: P(X = 0), Poisson, or negative binomial of this shape."""
    return math.exp(-lam) if shape is None else math.exp(-shape * math.log1p(lam / shape))


PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67)


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
