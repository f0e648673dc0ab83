"""Sums by what each paid: the rules of the handbook, what they mean for the second largest payer, and linked tables."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from file_oracles import Rows, columns, patient, tables
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import MisuseError
from rushlight.release.file import (
    LinkedTables,
    Total,
    classes,
    dominant,
    encode,
    intrusion_scores,
    protection,
    same_rule,
    special_uniques,
    too_close,
    unprotected,
)

PAID = st.lists(st.integers(0, 1000), min_size=1, max_size=8)


def test_the_handbooks_examples() -> None:
    """Of 100,000 two paid 50,000 and 47,000: one does not dominate at 90 %, but the second knows the first to 6 %."""
    paid = [50_000, 47_000, 1_000, 1_000, 1_000]
    assert not dominant(paid, 1, 90)
    assert dominant(paid, 2, 90)
    assert too_close(paid, 10)
    assert not too_close(paid, 5)
    assert protection(paid, 10) == pytest.approx(2_000)
    assert same_rule(80) == 25
    assert same_rule(95) == pytest.approx(5.26, abs=0.005)


def test_one_and_two_payers_are_never_safe_and_nobody_is() -> None:
    assert too_close([10], 1)
    assert too_close([10, 10], 1)
    assert dominant([10], 1, 99)
    assert not too_close([0, 0], 50)
    assert not dominant([], 1, 50)


@patient
@given(PAID, st.integers(1, 100))
def test_the_rule_is_what_the_second_payer_can_work_out(paid: list[int], p: int) -> None:
    falling = [*sorted(paid, reverse=True), 0]
    guess = sum(paid) - falling[1]
    assert too_close(paid, p) == (falling[0] > 0 and (guess - falling[0]) * 100 < p * falling[0])


@patient
@given(PAID, st.integers(50, 99))
def test_the_rule_that_takes_the_place_of_dominance_finds_nothing_else(paid: list[int], k: int) -> None:
    if too_close(paid, min(100.0, same_rule(k) * (1 - 1e-9))):
        assert dominant(paid, 2, k)


@patient
@given(PAID, st.integers(1, 50), st.integers(50, 100))
def test_who_knew_more_before_needs_more_protection(paid: list[int], p: int, q: int) -> None:
    assert protection(paid, p, q=q) >= protection(paid, p) - 1e-9


def test_numbers_that_are_none_are_refused() -> None:
    for bad in ([-1.0], [float("nan")]):
        with pytest.raises(MisuseError):
            dominant(bad, 1, 50)
    for n, k in ((0, 50), (1, 0), (1, 101)):
        with pytest.raises(MisuseError):
            dominant([1], n, k)
    for p, q in ((0, 100), (60, 50), (10, 101)):
        with pytest.raises(MisuseError):
            too_close([1], p, q=q)
    with pytest.raises(MisuseError):
        same_rule(0)


SUMS = LinkedTables({"all": 160, "north": 100, "south": 60, "n1": 60, "n2": 40, "s1": 35, "s2": 25}, (
    Total("all", ("north", "south")), Total("north", ("n1", "n2")), Total("south", ("s1", "s2")),
))  # fmt: skip


def test_a_sum_is_protected_while_enough_else_is_possible() -> None:
    needs = {"n1": 20.0, "s2": 0.0}
    assert unprotected(SUMS, [], needs) == ("n1",)
    assert unprotected(SUMS, ["n1"], needs) == ("n1",)
    assert unprotected(SUMS, ["n1", "n2"], needs) == ()
    assert unprotected(SUMS, ["n1", "n2"], {"n1": 45.0}) == ("n1",)
    with pytest.raises(MisuseError):
        unprotected(SUMS, [], {"west": 1.0})


@patient
@given(tables(), st.floats(0.01, 0.5))
def test_intrusion_is_shared_out_by_the_scores(rows: Rows, fraction: float) -> None:
    keys = encode(columns(rows))
    found = special_uniques(keys)
    chances = intrusion_scores(found, classes(keys).sizes, fraction)
    often = Counter(Counter(rows).values())
    assert [c > 0 for c in chances] == [s > 0 for s in found.scores]
    assert np.all((chances >= 0) & (chances <= 1))
    if often[1]:
        right = often[1] * fraction / (often[1] * fraction + 2 * often[2] * (1 - fraction))
        scores = found.scores[found.scores > 0]
        order = np.argsort(scores, kind="stable")
        assert np.all(np.diff(chances[found.scores > 0][order]) >= -1e-12)
        if len(set(scores.tolist())) == 1:
            assert chances[found.scores > 0] == pytest.approx(right)


def test_a_fraction_that_is_none_is_refused() -> None:
    keys = encode({"a": ["x", "y"]})
    for fraction in (0.0, 1.0):
        with pytest.raises(MisuseError):
            intrusion_scores(special_uniques(keys), classes(keys).sizes, fraction)
