"""Suppression, checked by brute force: a withheld value is possible if some table agrees with all that is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.counting import Published, suppress, suppress_list
from rushlight.counting.suppress import THRESHOLDS
from rushlight.errors import MisuseError

Row = tuple[int, ...]
CEILING = 40
"""The attacker tries values up to here; enough for the small tables below."""


def rows_that_fit(shown: Sequence[int | None], total: int | None, least: int, most: Sequence[int], left: int) -> Iterator[Row]:
    """Every row of counts that agrees with its published cells and total; what is withheld is ``least`` or more.

    No cell is over its ``most``, and all of them together are not over ``left``.
    """
    if not shown:
        if total in (None, 0):
            yield ()
        return
    for value in range(least, most[0] + 1) if shown[0] is None else (shown[0],):
        if value > left or (total is not None and value > total):
            return
        after = None if total is None else total - value
        for rest in rows_that_fit(shown[1:], after, least, most[1:], left - value):
            yield (value, *rest)


def tables_that_fit(shown: Published, least: int) -> Iterator[tuple[Row, Row]]:
    """Every two-row table that agrees with all published numbers, as an attacker would list them."""
    first_row, second_row = shown.cells
    most = [CEILING if c is None else c for c in shown.columns]
    all_in_all = 2 * len(most) * CEILING if shown.total is None else shown.total
    for first in rows_that_fit(first_row, shown.rows[0], least, most, all_in_all):
        left = [None if c is None else c - v for c, v in zip(shown.columns, first, strict=True)]
        known = tuple(_both(c, v) for c, v in zip(second_row, left, strict=True))
        for second in rows_that_fit(known, shown.rows[1], least, most, all_in_all - sum(first)):
            agrees = all(v >= least if c is None else c == v for c, v in zip(second_row, second, strict=True))
            agrees &= all(v is None or v == s for v, s in zip(left, second, strict=True))
            if agrees and shown.total in (None, sum(first) + sum(second)):
                yield first, second


def possible_values(shown: Published, cell: tuple[int, int], least: int = 0) -> Iterator[int]:
    """The values of a withheld cell for which some whole table agrees with what is published.

    ``least``: where every zero is published, whoever reads the table knows that a withheld number is at least one.
    """
    for value in range(least, CEILING):
        cells = [list(row) for row in shown.cells]
        cells[cell[0]][cell[1]] = value
        supposed = replace(shown, cells=tuple(map(tuple, cells)))
        if next(tables_that_fit(supposed, least), None) is not None:
            yield value


def _both(cell: int | None, left: int | None) -> int | None:
    return left if cell is None else cell


small = st.lists(st.integers(0, 7), min_size=2, max_size=2)
tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 7), min_size=width, max_size=width), min_size=2, max_size=2)
)


@settings(max_examples=60, deadline=None)
@given(tables, st.booleans())
def test_no_margin_reveals_a_withheld_number(table: list[list[int]], zeros: bool) -> None:
    threshold = 3
    shown = suppress(table, threshold, zeros=zeros)
    wanted = [(i, j) for i, row in enumerate(table) for j, v in enumerate(row) if (0 if zeros else 1) <= v < threshold]
    assert all(shown.cells[i][j] is None for i, j in wanted)
    for cell in wanted:
        assert len(list(islice(possible_values(shown, cell, 0 if zeros else 1), threshold))) == threshold


def test_two_numbers_of_one_are_not_told_by_their_sum() -> None:
    """13 in all and 11 shown: where zeros are published, both withheld numbers would have to be one."""
    counts, total = suppress_list([1, 5, 1, 6, 0], 3, zeros=False)
    assert counts[4] == 0, "a zero is always shown"
    assert total is None or sum(c is None for c in counts) > 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(THRESHOLDS))
def test_what_is_published_is_true_and_large_enough(table: list[list[int]], threshold: int) -> None:
    shown = suppress(table, threshold)
    for row, given_row in zip(shown.cells, table, strict=True):
        assert all(c is None or (c == v and v >= threshold) for c, v in zip(row, given_row, strict=True))
    assert all(m is None or m == sum(row) for m, row in zip(shown.rows, table, strict=True))


def test_a_table_without_small_numbers_is_published_whole() -> None:
    shown = suppress([[10, 20], [30, 40]], 5)
    assert shown == Published(((10, 20), (30, 40)), (30, 70), (40, 60), 100)


def test_one_small_number_takes_others_with_it() -> None:
    shown = suppress([[1, 20, 30], [15, 22, 9], [30, 40, 50]], 5)
    assert shown.cells[0] == (None, 20, None)
    assert shown.cells[1] == (None, 22, None)
    assert shown.rows == (51, 46, 120)
    assert shown.total == 217


def test_a_complement_too_small_to_hide_behind_is_not_enough() -> None:
    """1 + 5 = 6 would bound the 1 to 0..6; 4 + 1 = 5 with threshold 10 would leave too few values."""
    counts, total = suppress_list([1, 4, 60], 10)
    assert counts == (None, None, None) or total is None


def test_a_list_and_its_total() -> None:
    counts, total = suppress_list([1, 20, 30], 5)
    assert (counts, total) == ((None, None, 30), 51)


@pytest.mark.parametrize("bad", [[], [[]], [[1], [1, 2]], [[-1, 4]]])
def test_misuse(bad: list[list[int]]) -> None:
    with pytest.raises(MisuseError):
        suppress(bad, 5)
    with pytest.raises(MisuseError):
        suppress([[1]], 4)


def test_a_table_of_one_number_hides_its_margins_too() -> None:
    assert suppress([[2]], 3) == Published(((None,),), (None,), (None,), None)


@settings(max_examples=20, deadline=None)
@given(small, small)
def test_the_attacker_of_these_tests_finds_numbers_that_are_not_protected(a: list[int], b: list[int]) -> None:
    """Without complementary suppression the enumeration pins the hidden number: the check above can fail."""
    naive = Published(((None, a[1]), (b[0], b[1])), (sum(a), sum(b)), (a[0] + b[0], a[1] + b[1]), sum(a + b))
    assert list(possible_values(naive, (0, 0))) == [a[0]]
