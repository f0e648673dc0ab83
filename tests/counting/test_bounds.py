"""Lower bounds against the formulas by hand and against published tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.counting import chao_lower_bound, chao_lower_bound_by_list, chapman, chapman_pairs
from rushlight.counting.bounds import Histories
from rushlight.errors import MisuseError


def read(shared: Path, name: str) -> Histories:
    with (shared / "data" / "mse" / f"{name}.csv").open(encoding="utf-8", newline="") as f:
        rows = [list(map(int, row)) for row in list(csv.reader(f))[1:]]
    return {tuple(row[:-1]): row[-1] for row in rows}


def test_chao_by_hand() -> None:
    bound = chao_lower_bound({(1, 0, 0): 20, (0, 1, 0): 10, (1, 1, 0): 6, (0, 1, 1): 4, (1, 1, 1): 2})
    assert bound.documented == 42
    assert bound.at_least == pytest.approx(42 + 2 / 3 * 30**2 / 20)


def test_chapman_by_hand() -> None:
    """Seber's textbook form: (201)(151)/(51) - 1."""
    bound = chapman(200, 150, 50)
    assert bound.at_least == pytest.approx(201 * 151 / 51 - 1)
    assert bound.se == pytest.approx((201 * 151 * 150 * 100 / (51**2 * 52)) ** 0.5)
    assert bound.documented == 300


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_no_bound_is_below_what_is_documented(a: int, b: int, both: int) -> None:
    if both <= min(a, b):
        bound = chapman(a, b, both)
        assert bound.at_least >= bound.documented - 1e-9
    else:
        with pytest.raises(MisuseError):
            chapman(a, b, both)


def test_the_published_bound_for_kosovo(shared: Path) -> None:
    """reference_estimates.csv: Rcapture's Mth Chao LB 8591.2, standard error 213.5; pairs 5.4k to 9.6k."""
    kosovo = read(shared, "kosovo_1999")
    with (shared / "data" / "mse" / "reference_estimates.csv").open(encoding="utf-8", newline="") as f:
        (row,) = [r for r in csv.DictReader(f) if (r["dataset"], r["method"]) == ("kosovo_1999", "Mth Chao LB")]
    bound = chao_lower_bound_by_list(kosovo)
    assert bound.at_least == pytest.approx(float(row["point"]), abs=0.1)
    assert bound.se == pytest.approx(213.5, abs=0.1)
    pairs = [p.at_least for p in chapman_pairs(kosovo).values()]
    assert (round(min(pairs), -2), round(max(pairs), -2)) == (5400, 9600)


@pytest.mark.parametrize("name", ["korea_palembang", "australia", "uk_2013_5lists", "us_western_site", "scotland_pwid_2006"])
def test_bounds_on_published_tables_are_above_the_documented(shared: Path, name: str) -> None:
    table = read(shared, name)
    for bound in (chao_lower_bound(table), chao_lower_bound_by_list(table)):
        assert bound.documented == sum(table.values())
        assert bound.at_least > bound.documented


@pytest.mark.parametrize("bad", [{}, {(1,): 3}, {(0, 0): 3}, {(1, 0): 3, (1, 0, 0): 2}, {(2, 0): 3}, {(1, 0): -1}])
def test_tables_that_are_none(bad: Histories) -> None:
    for bound in (chao_lower_bound, chao_lower_bound_by_list, chapman_pairs):
        with pytest.raises(MisuseError):
            bound(bad)


def test_lists_that_never_overlap_give_no_bound() -> None:
    with pytest.raises(MisuseError):
        chao_lower_bound({(1, 0): 5, (0, 1): 7})
    with pytest.raises(MisuseError):
        chao_lower_bound_by_list({(1, 0, 0): 5, (0, 1, 0): 7, (0, 0, 1): 3})
