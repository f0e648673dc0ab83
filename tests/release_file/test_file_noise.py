"""Noise: its shape is the one that was promised, it is exact, and a budget ends."""

from __future__ import annotations

import secrets
from collections import Counter
from fractions import Fraction
from itertools import product
from math import exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import MisuseError, ReleaseError
from rushlight.release.file import Budget, noisy, within
from rushlight.release.file.noise import _decays, two_sided

EPSILONS = st.fractions(Fraction(1, 20), Fraction(3), max_denominator=20)


class Spent(Exception):
    pass


def outcomes(numerator: int, denominator: int, deep: int) -> tuple[Fraction, Fraction]:
    """The chance of True and of not having ended, over all draws up to a depth, in fractions."""
    true = unended = Fraction(0)
    sizes = [denominator * turn for turn in range(1, deep + 1)]
    for draws in product(*(range(2) for _ in sizes)):
        chance = Fraction(1)
        for low, size in zip(draws, sizes, strict=True):
            chance *= Fraction(numerator, size) if low else 1 - Fraction(numerator, size)
        left = iter(draws)

        def below(size: int, left: object = left) -> int:
            low = next(left, None)  # type: ignore[call-overload]
            if low is None:
                raise Spent
            return 0 if low else size - 1

        try:
            true += chance * _decays(numerator, denominator, below)
        except Spent:
            unended += chance
    return true, unended


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 1), (1, 2), (2, 3), (3, 7)])
def test_the_coin_is_exact(numerator: int, denominator: int) -> None:
    true, unended = outcomes(numerator, denominator, 8)
    wanted = exp(-numerator / denominator)
    assert float(true) - 1e-12 <= wanted <= float(true + unended) + 1e-12
    assert unended < Fraction(1, 1000)


@pytest.mark.parametrize("epsilon", [Fraction(1, 3), Fraction(1), Fraction(5, 4)])
def test_the_noise_has_its_shape(epsilon: Fraction) -> None:
    """Chi square over the middle, far beyond its 99.99 % point when a sign, a step or a coin is wrong."""
    chance = Random(5)
    many = 20_000
    seen = Counter(two_sided(epsilon, chance.randrange) for _ in range(many))
    decay = exp(-float(epsilon))
    middle = range(-4, 5)
    expected = {x: many * (1 - decay) / (1 + decay) * decay ** abs(x) for x in middle}
    tail = many - sum(expected.values())
    apart = sum((seen[x] - expected[x]) ** 2 / expected[x] for x in middle)
    apart += (many - sum(seen[x] for x in middle) - tail) ** 2 / tail
    assert apart < 35


@given(EPSILONS, st.integers(1, 4), st.floats(0.5, 0.999))
def test_what_is_said_of_the_error_is_the_least_that_holds(epsilon: Fraction, cells: int, chance: float) -> None:
    far = within(epsilon, chance, cells=cells)
    decay = exp(-float(epsilon) / cells)

    def outside(w: int) -> float:
        return 2 * decay ** (w + 1) / (1 + decay)

    assert outside(far) <= 1 - chance + 1e-9
    assert far == 0 or outside(far - 1) > 1 - chance - 1e-9


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30), EPSILONS)
def test_counts_stay_counts_and_few_events_get_none(counts: list[int], epsilon: Fraction) -> None:
    if sum(counts) < 200:
        with pytest.raises(ReleaseError):
            noisy(counts, epsilon, secrets.randbelow)
        return
    found = noisy(counts, epsilon, secrets.randbelow)
    assert len(found) == len(counts)
    assert all(isinstance(c, int) and c >= 0 for c in found)


@given(st.lists(EPSILONS, max_size=12), st.fractions(Fraction(1, 2), Fraction(6)))
def test_a_budget_is_never_overspent(asked: list[Fraction], most: Fraction) -> None:
    budget, told = Budget(most), Fraction(0)
    for epsilon in asked:
        if told + epsilon > most:
            with pytest.raises(ReleaseError):
                budget.after(epsilon)
            continue
        budget = budget.after(epsilon)
        told += epsilon
    assert budget.left == most - told >= 0


def test_what_is_no_noise_is_refused() -> None:
    for counts, epsilon, cells in (([300, -1], 1, 1), ([300], 0, 1), ([300], 1, 0)):
        with pytest.raises(MisuseError):
            noisy(counts, Fraction(epsilon), secrets.randbelow, cells=cells)
    for most, spent in ((0, ()), (1, (2,)), (1, (-1,))):
        with pytest.raises(MisuseError):
            Budget(Fraction(most), tuple(map(Fraction, spent)))
    with pytest.raises(MisuseError):
        Budget(Fraction(1)).after(Fraction(0))
    with pytest.raises(MisuseError):
        within(Fraction(1), 1.0)
