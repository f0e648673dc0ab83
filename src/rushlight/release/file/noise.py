"""Counts with noise for maps and series of many events: the two-sided geometric mechanism, off unless asked for.

Whether one family is in the casefile changes what is published by a factor of at most exp(epsilon), whatever else a reader
knows (Dwork et al. 2006, TCC; Ghosh, Roughgarden & Sundararajan 2009, STOC). Noise is drawn exactly, in whole numbers from
whole numbers: drawn in floating point its low bits would tell the count (Mironov 2012, CCS; Canonne, Kamath & Steinke
2020, NeurIPS, algorithms 1 and 2). Where chance comes from is for the caller: ``secrets.randbelow``, never a seed.
Several releases add up, so a casefile has one budget for its life.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, exp, log

from rushlight.errors import MisuseError, ReleaseError

Below = Callable[[int], int]
"""A whole number from 0 and below another, all equally likely."""
FEWEST = 200
"""Events from which noise leaves a map or series readable; below, exact counts with suppression are for."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much all noisy releases of a casefile may tell together, and what each has told: ``spent``, in order."""

    most: Fraction
    spent: tuple[Fraction, ...] = ()

    def __post_init__(self) -> None:
        if self.most <= 0 or any(e <= 0 for e in self.spent) or sum(self.spent) > self.most:
            raise MisuseError("a budget is above zero and no more of it is spent")

    @property
    def left(self) -> Fraction:
        return self.most - sum(self.spent)

    def after(self, epsilon: Fraction) -> Budget:
        """The budget once a release has told ``epsilon``. Raises ReleaseError where so much is not left, MisuseError for none.

        Keep it before the release is shown: what was seen cannot be taken back.
        """
        if epsilon <= 0:
            raise MisuseError("epsilon is a number above zero")
        if epsilon > self.left:
            raise ReleaseError("the casefile's budget for noisy counts is spent", hint="publish exact counts with suppression")
        return Budget(self.most, (*self.spent, epsilon))


def noisy(counts: Sequence[int], epsilon: Fraction, below: Below, *, cells: int = 1) -> tuple[int, ...]:
    """Counts with noise, none below 0. ``cells``: in how many of them one family can count, at most once in each.

    Raises MisuseError for a negative count, an epsilon that is not above zero or no cells; ReleaseError for fewer than 200
    events. That there are so many is told by there being an answer.
    """
    if epsilon <= 0 or cells < 1 or any(c < 0 for c in counts):
        raise MisuseError("noise takes counts from 0, an epsilon above zero and a number of cells from 1")
    if sum(counts) < FEWEST:
        raise ReleaseError("too few events for noise", hint=f"it needs at least {FEWEST}; publish counts with suppression")
    return tuple(max(0, count + two_sided(Fraction(epsilon) / cells, below)) for count in counts)


def within(epsilon: Fraction, chance: float = 0.95, *, cells: int = 1) -> int:
    """How far a noisy count is from the true one at most, with at least this chance: to be said beside every figure.

    Raises MisuseError for an epsilon that is not above zero, no cells, or a chance outside 0 to 1.
    """
    if epsilon <= 0 or cells < 1 or not 0 <= chance < 1:
        raise MisuseError("noise takes an epsilon above zero, a number of cells from 1 and a chance below 1")
    step = float(epsilon) / cells
    return max(0, ceil(-log((1 - chance) * (1 + exp(-step)) / 2) / step - 1))


def two_sided(epsilon: Fraction, below: Below) -> int:
    """A whole number x, its chance in proportion to exp(-epsilon |x|), exactly."""
    s, t = epsilon.numerator, epsilon.denominator
    while True:
        part = below(t)
        if not _decays(part, t, below):
            continue
        whole = 0
        while _decays(1, 1, below):
            whole += 1
        size, negative = (part + t * whole) // s, below(2) == 1
        if not (negative and size == 0):
            return -size if negative else size


def _decays(numerator: int, denominator: int, below: Below) -> bool:
    """True with the chance exp(-numerator / denominator), for a fraction up to 1 (von Neumann's series)."""
    turn = 1
    while below(denominator * turn) < numerator:
        turn += 1
    return turn % 2 == 1
