"""Chances of a right guess, against the sums they stand for."""

from __future__ import annotations

from itertools import pairwise
from math import comb, exp, isnan, lgamma, log
from typing import Any

import numpy as np
import pytest
from file_oracles import Rows, columns, minimal_uniques, patient, tables
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import MisuseError
from rushlight.release.file import (
    classes,
    encode,
    file_risk,
    generalised,
    hierarchy,
    household_risk,
    individual_risk,
    population_uniqueness,
    special_uniques,
)
from rushlight.release.file.population import _File, _pitman_slopes, _shlosser, _snb_misses

UP = {"a": ("a", "ab", "*"), "b": ("b", "ab", "*"), "c": ("c", "c", "*")}


def expected(f: int, p: float) -> float:
    """The sum of 1/F over the negative binomial, term by term."""
    terms = range(f, f + 200_000)
    return sum(exp(lgamma(n) - lgamma(f) - lgamma(n - f + 1) + f * log(p) + (n - f) * log(1 - p) - log(n)) for n in terms)


@pytest.mark.parametrize("f", [1, 2])
@pytest.mark.parametrize("p", [0.01, 0.2, 0.7])
def test_one_and_two_are_the_exact_expectation(f: int, p: float) -> None:
    assert individual_risk(np.array([f]), np.array([f / p]))[0] == pytest.approx(expected(f, p), rel=1e-6)


@pytest.mark.parametrize("f", [3, 5, 20])
def test_more_than_two_is_close_to_it_and_not_below(f: int) -> None:
    exact = expected(f, 0.05)
    assert exact <= individual_risk(np.array([f]), np.array([f / 0.05]))[0] <= 1.02 * exact


def test_a_file_that_is_its_population_has_the_risk_of_a_guess_in_the_class() -> None:
    assert individual_risk(np.array([1, 2, 4]), np.array([1.0, 2.0, 4.0])).tolist() == [1, 0.5, 0.25]


def test_a_population_smaller_than_the_file_is_refused() -> None:
    with pytest.raises(MisuseError):
        individual_risk(np.array([3]), np.array([2.0]))


@patient
@given(tables(), st.data())
def test_more_general_never_raises_a_risk(rows: Rows, data: Any) -> None:
    keys = encode(columns(rows))
    weights = np.array(data.draw(st.lists(st.floats(1, 500), min_size=len(rows), max_size=len(rows))))
    ladders = [hierarchy(keys, n, UP) for n in keys.names]
    levels = [data.draw(st.integers(0, 2)) for _ in ladders]
    steps = [[lvl + data.draw(st.integers(0, 2 - lvl)) for lvl in levels], levels][::-1]
    found = [classes(generalised(keys, ladders, at), weights) for at in steps]
    special, general = (file_risk(c) for c in found)
    assert general.prosecutor_worst <= special.prosecutor_worst
    assert general.marketer <= special.marketer
    assert general.journalist_worst <= special.journalist_worst
    assert general.unique <= special.unique
    risks = [individual_risk(c.f, np.maximum(c.F, c.f)) for c in found]
    assert np.all(risks[1] <= risks[0] + 1e-12)


@patient
@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from("xyz")), min_size=1))
def test_a_household_is_found_when_any_of_it_is(people: list[tuple[float, str]]) -> None:
    risks = household_risk(np.array([r for r, _ in people]), [h for _, h in people])
    for (_, mine), risk in zip(people, risks, strict=True):
        unfound = np.prod([1 - r for r, h in people if h == mine])
        assert risk == pytest.approx(1 - unfound, abs=1e-9)


def test_a_person_without_household_is_refused() -> None:
    with pytest.raises(MisuseError):
        household_risk(np.array([0.1, 0.2]), ["h", None])


@patient
@given(tables(most_records=14))
def test_special_uniques_are_those_of_the_definition(rows: Rows) -> None:
    found = special_uniques(encode(columns(rows)))
    m = len(rows[0])
    sets = minimal_uniques(rows)
    assert found.sets == sum(map(len, sets))
    weight = [1.0]
    for i in range(1, m + 1):
        weight.append(weight[-1] * i)
    assert found.scores.tolist() == [sum(weight[m - len(s)] for s in one) for one in sets]
    for one, score, parts in zip(sets, found.scores, found.parts, strict=True):
        for i, part in enumerate(parts):
            assert part * score == pytest.approx(sum(weight[m - len(s)] for s in one if i in s))


def test_the_worked_examples_of_special_uniques() -> None:
    """Eight people of a handbook on disclosure control, and three records of sdcMicro's own tests, by pattern."""
    people = [
        ("20s", "m", "hi", "school"), ("20s", "m", "hi", "school"), ("20s", "m", "lo", "school"), ("20s", "m", "lo", "school"),
        ("20s", "f", "lo", "univ"), ("20s", "f", "lo", "school"), ("20s", "f", "lo", "middle"), ("60s", "m", "lo", "univ"),
    ]  # fmt: skip
    assert special_uniques(encode(columns(people))).scores.tolist()[4:] == [4, 2, 6, 8]
    three = encode({"a": [2, 1, 1], "b": [0, 3, 0], "c": [0, 6, 0]})
    assert special_uniques(three).contributions.tolist() == [50, 37.5, 37.5]


def test_a_blank_makes_nobody_unique_and_too_many_keys_are_refused() -> None:
    assert special_uniques(encode({"a": ["x", None, "x"]})).risky == 0
    many = {f"k{i}": ["x", "y"] for i in range(15)}
    with pytest.raises(MisuseError):
        special_uniques(encode(many))
    assert special_uniques(encode(many), largest=1).sets == 30


SIZES = np.array([1] * 60 + [2] * 25 + [3] * 11 + [5] * 7 + [9] * 4 + [30] * 2)


def file_of(fraction: float) -> _File:
    size, often = np.unique(SIZES, return_counts=True)
    return _File(size.astype(float), often.astype(float), float(SIZES.sum()), float(len(SIZES)), fraction)


def test_zayatz_is_bayes_over_the_class_sizes() -> None:
    n, population = int(SIZES.sum()), int(SIZES.sum()) * 20
    drawn = {int(s): s * comb(population - int(s), n - 1) / comb(population, n) for s in set(SIZES.tolist())}
    share = {s: float((s == SIZES).mean()) for s in drawn}
    given_one = share[1] * drawn[1] / sum(share[s] * drawn[s] for s in drawn)
    assert population_uniqueness(SIZES, 0.05).zayatz == pytest.approx(60 * given_one / 0.05 / population, rel=1e-9)


def test_pitman_is_where_the_likelihood_is_flat_and_slopes_are_slopes() -> None:
    file = file_of(0.05)
    at = (20.0, 0.3)
    by = 1e-5
    here = _pitman_slopes(file, at)
    assert here is not None
    for i in range(2):
        moved = [tuple(v + sign * by * (j == i) for j, v in enumerate(at)) for sign in (1, -1)]
        up, down = (_pitman_slopes(file, m) for m in moved)  # type: ignore[arg-type]
        assert up is not None
        assert down is not None
        assert here[1][:, i] == pytest.approx((up[0] - down[0]) / (2 * by), rel=1e-4)


def test_the_slide_negative_binomial_gives_the_classes_of_one_and_two() -> None:
    found = population_uniqueness(SIZES, 0.3)
    file = file_of(0.3)
    k = _shlosser(file)
    assert k > len(SIZES)
    assert 0 < found.snb < 1
    assert _snb_misses(file, k, (-1.0, 0.5)) is None


@patient
@given(st.lists(st.one_of(st.integers(1, 4), st.integers(1, 20_000)), min_size=1, max_size=60), st.floats(1e-4, 1))
def test_any_file_has_an_answer_between_none_and_all_or_says_that_it_has_none(sizes: list[int], fraction: float) -> None:
    found = population_uniqueness(np.array(sizes), fraction)
    for share in (found.dankar, found.pitman, found.zayatz, found.snb):
        assert isnan(share) or 0 <= share <= 1
    assert (found.dankar == 0) == (1 not in sizes)


def test_fewer_of_the_population_in_the_file_means_fewer_unique() -> None:
    shares = [population_uniqueness(SIZES, f).zayatz for f in (0.9, 0.5, 0.1, 0.01)]
    assert all(a >= b for a, b in pairwise(shares))
    assert population_uniqueness(SIZES, 1.0).dankar == pytest.approx(60 / SIZES.sum())
    assert population_uniqueness(np.array([2, 3]), 0.1).dankar == 0
    with pytest.raises(MisuseError):
        population_uniqueness(SIZES, 0.0)
