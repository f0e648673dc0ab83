"""How many of the file's population are likely to be the only one of their kind, from the sizes of the file's classes.

Zayatz 1991 (US Census Bureau), Pitman's sampling formula (Hoshino 2001, J. Off. Stat. 17), Chen & Keller-McNulty's
slide negative binomial (SNB, 1998, J. Off. Stat. 14), and the rule by which Dankar, El Emam, Neisa & Roffey 2012 (BMC
Med. Inform. Decis. Mak. 12:66) choose among them, with Zayatz' in place of Pitman's where that finds no answer, as ARX.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, isfinite, lgamma, log, nan

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.encode import Floats, Ints

Slopes = Callable[[tuple[float, float]], tuple[Floats, Floats] | None]
STEPS = 200
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Uniqueness:
    """Expected unique members as a share of the population, by model; NaN where a model finds no answer.

    ``dankar`` is the answer of the model that the rule chose, and ``chosen`` its name.
    """

    dankar: float
    chosen: str
    pitman: float
    zayatz: float
    snb: float


@dataclass(frozen=True, slots=True, eq=False)
class _File:
    """The different class sizes of the file and how often each occurs; the numbers that every model uses."""

    size: Floats
    often: Floats
    n: float
    classes: float
    fraction: float

    def of_size(self, size: int) -> float:
        return float(self.often[self.size == size].sum())

    @property
    def population(self) -> float:
        return self.n / self.fraction


def population_uniqueness(sizes: Ints, fraction: float) -> Uniqueness:
    """Shares for a file with classes of these ``sizes`` (classes,) that holds ``fraction`` of its population.

    Raises MisuseError for a fraction not in (0, 1] or a size below 1.
    """
    if not 0 < fraction <= 1 or len(sizes) == 0 or int(sizes.min()) < 1:
        raise MisuseError("a file holds some share of its population, above 0 and at most 1")
    size, often = np.unique(sizes, return_counts=True)
    file = _File(size.astype(float), often.astype(float), float(sizes.sum()), float(len(sizes)), fraction)
    if file.of_size(1) == 0:
        return Uniqueness(0.0, "none is unique in the file", 0.0, 0.0, 0.0)
    if fraction == 1:
        alone = file.of_size(1) / file.n
        return Uniqueness(alone, "the file is the population", alone, alone, alone)
    pitman, zayatz, snb = (_share(f(file), file) for f in (_pitman, _zayatz, _snb))
    if fraction <= 0.1:
        chosen = "pitman" if isfinite(pitman) else "zayatz"
    else:
        chosen = "snb" if isfinite(snb) and snb <= zayatz else "zayatz"
    return Uniqueness({"pitman": pitman, "zayatz": zayatz, "snb": snb}[chosen], chosen, pitman, zayatz, snb)


def _share(uniques: float, file: _File) -> float:
    return uniques / file.population if isfinite(uniques) and 0 < uniques <= file.population else nan


def _zayatz(file: _File) -> float:
    """Which of the file's uniques are unique in the population too, by Bayes over the file's own class sizes."""
    population, n = round(file.population), round(file.n)
    one = np.array([_drawn_one(population, int(size), n) for size in file.size])
    unique = file.of_size(1)
    return unique * (unique * _drawn_one(population, 1, n) / float((file.often * one).sum())) / file.fraction


def _drawn_one(population: int, size: int, n: int) -> float:
    """The chance that exactly one of ``size`` members is among ``n`` drawn (hypergeometric)."""
    if n - 1 > population - size:
        return 0.0
    return exp(log(size) + _choose(population - size, n - 1) - _choose(population, n))


def _choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _pitman(file: _File) -> float:
    """Maximum likelihood of theta and alpha by Newton's method; then Gamma(theta + 1) / Gamma(theta + alpha) N^alpha."""
    found = _newton(_moments(file), lambda at: _pitman_slopes(file, at))
    if found is None or not (0 < found[1] < 1 and found[0] > -found[1]):
        return nan
    theta, alpha = found
    return exp(lgamma(theta + 1) - lgamma(theta + alpha) + alpha * log(file.population))


def _moments(file: _File) -> tuple[float, float]:
    """Where the search starts (Hoshino 2001, sec. 4)."""
    n, u, one, two = file.n, file.classes, file.of_size(1), max(file.of_size(2), 1.0)
    c = one * (one - 1) / two
    below = 2 * one * u + one * c - n * c
    theta = (n * u * c - one * (n - 1) * (2 * u + c)) / below if below else 1.0
    alpha = (theta * (one - n) + (n - 1) * one) / (n * u)
    return (theta, alpha) if 0 < alpha < 1 and theta > -alpha else (1.0, 0.5)


def _pitman_slopes(file: _File, at: tuple[float, float]) -> tuple[Floats, Floats] | None:
    """First and second derivatives of the log likelihood; None outside of where it is defined."""
    theta, alpha = at
    if not (alpha < 1 and theta > -alpha and theta > -1):
        return None
    i, j = np.arange(1, file.classes), np.arange(1, file.n)
    step = 1 / (theta + i * alpha)
    if np.any(step <= 0):
        return None
    within = np.arange(1, file.size.max())
    grown = np.append(0.0, np.cumsum(1 / (within - alpha)))[file.size.astype(int) - 1]
    curved = np.append(0.0, np.cumsum(1 / (within - alpha) ** 2))[file.size.astype(int) - 1]
    first = np.array([step.sum() - (1 / (theta + j)).sum(), (i * step).sum() - (file.often * grown).sum()])
    mixed = -(i * step**2).sum()
    second = np.array(
        [
            [(1 / (theta + j) ** 2).sum() - (step**2).sum(), mixed],
            [mixed, -((i * step) ** 2).sum() - (file.often * curved).sum()],
        ]
    )
    return first, second


def _snb(file: _File) -> float:
    """K beta^alpha, where alpha and beta give the file's expected classes of one and of two, K from Shlosser's estimate.

    ARX multiplies where the paper divides by the power in the second equation; this follows the paper.
    """
    k = _shlosser(file)
    for start in ((1.0, 0.5), (0.5, 0.5), (0.1, 0.5), (0.5, 0.1), (0.1, 0.05), (2.0, 0.5), (0.02, 0.01)):
        found = _newton(start, lambda at: _snb_misses(file, k, at))
        if found is not None and found[0] > 0 and 0 < found[1] < 1:
            return float(k * found[1] ** found[0])
    return nan


def _snb_misses(file: _File, k: float, at: tuple[float, float]) -> tuple[Floats, Floats] | None:
    """How far the expected numbers of classes of one and two are off, with slopes by differences."""

    def off(alpha: float, beta: float) -> Floats:
        left = (1 - file.fraction) * (1 - beta)
        power = (beta / (1 - left)) ** alpha
        one = k * file.fraction * power * (alpha * left / (1 - left) + 1)
        two = k * alpha * file.fraction**2 * (1 - beta) / 2 * power / (1 - left) ** 2 * (2 - (1 - alpha) * left)
        return np.array([one - file.of_size(1), two - file.of_size(2)])

    alpha, beta = at
    if not (1e-6 < alpha < 1e3 and 1e-9 < beta < 1 - 1e-9):
        return None
    by = (1e-6 * alpha, 1e-6 * min(beta, 1 - beta))
    slopes = [
        (off(alpha + by[0], beta) - off(alpha - by[0], beta)) / (2 * by[0]),
        (off(alpha, beta + by[1]) - off(alpha, beta - by[1])) / (2 * by[1]),
    ]
    return off(alpha, beta), np.array(slopes).T


def _shlosser(file: _File) -> float:
    """How many different classes the population has (Shlosser 1981, as corrected by Haas & Stokes 1998)."""
    f, i, often = file.fraction, file.size, file.often
    seen = (i * f**2 * (1 - f**2) ** (i - 1) * often).sum()
    unseen = (((1 - f**2) ** i - (1 - f) ** i) * often).sum()
    ratio = ((1 - f) ** i * often).sum() / (i * f * (1 - f) ** (i - 1) * often).sum()
    return float(file.classes + file.of_size(1) * (seen / unseen) * ratio**2)


def _newton(start: tuple[float, float], slopes: Slopes) -> tuple[float, float] | None:
    """Where both functions are zero, by damped steps; None where that is not reached."""
    at, found = start, slopes(start)
    for _ in range(STEPS):
        if found is None:
            return None
        first, second = found
        try:
            step = np.linalg.solve(second, first)
        except np.linalg.LinAlgError:
            return None
        if float(np.abs(step).max()) <= CLOSE * max(1.0, abs(at[0]), abs(at[1])):
            return at
        damp = 1.0
        while damp > 1e-6 and slopes((at[0] - damp * step[0], at[1] - damp * step[1])) is None:
            damp /= 2
        at = (float(at[0] - damp * step[0]), float(at[1] - damp * step[1]))
        found = slopes(at)
    return None
