"""Chains of released counts: what is found follows from them, and what follows is found, by trying every set of people."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from file_oracles import patient
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import MisuseError
from rushlight.release.file import Bounds, Chain, chains, differences, filters, narrowed

MATRICES = st.integers(1, 8).flatmap(
    lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), min_size=1, max_size=7)
)


def rank(rows: list[list[bool]]) -> int:
    """By elimination in fractions."""
    left, found = [[Fraction(v) for v in row] for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        found += 1
        left.remove(pivot)
        left = [[a - row[column] / pivot[column] * b for a, b in zip(row, pivot, strict=True)] for row in left]
    return found


def follows(rows: list[list[bool]], people: tuple[int, ...]) -> bool:
    return rank([*rows, [i in people for i in range(len(rows[0]))]]) == rank(rows)


@patient
@given(MATRICES, st.integers(1, 5))
def test_chains_are_those_of_trying_all_sets(rows: list[list[bool]], k: int) -> None:
    found = chains(np.array(rows), k)
    assert found.complete
    sets = {c.records for c in found.found}
    every = {s for size in range(1, k) for s in combinations(range(len(rows[0])), size) if follows(rows, s)}
    assert sets <= every
    assert all(any(set(s) & set(f) for f in sets) for s in every)
    for chain in found.found:
        counted = sum(coefficient * sum(rows[i]) for i, coefficient in chain.terms)
        assert counted == chain.divisor * len(chain.records)
        for person in range(len(rows[0])):
            assert sum(c * rows[i][person] for i, c in chain.terms) == chain.divisor * (person in chain.records)


@patient
@given(MATRICES, st.integers(1, 5))
def test_every_difference_of_two_is_a_chain_too(rows: list[list[bool]], k: int) -> None:
    matrix = np.array(rows)
    sets = {c.records for c in chains(matrix, k).found}
    for pair in differences(matrix, k):
        assert tuple(np.flatnonzero(matrix[pair.outer] & ~matrix[pair.inner]).tolist()) in sets


def test_a_province_less_its_towns_is_one_family() -> None:
    province, towns = list(range(31)), [list(range(10)), list(range(10, 22)), list(range(22, 30))]
    found = chains(filters([province, *towns], 40), 5)
    assert found.found == (Chain((30,), ((0, 1), (1, -1), (2, -1), (3, -1))),)
    assert found.complete
    assert differences(filters([province, *towns], 40), 5) == ()


def test_three_counts_that_overlap_give_half_their_sum() -> None:
    """A with B, A with C, B with C: together they count everybody twice."""
    a, b, c = [0], [1], [2]
    found = chains(filters([a + b, a + c, b + c], 3), 2)
    assert Chain((0,), ((0, 1), (1, 1), (2, -1)), 2) in found.found
    assert {x.records for x in found.found} == {(0,), (1,), (2,)}


def test_a_search_cut_short_says_so_and_keeps_what_lies_at_hand() -> None:
    province, towns = list(range(31)), [list(range(10)), list(range(10, 22)), list(range(22, 30))]
    found = chains(filters([province, *towns], 40), 5, budget=1)
    assert [c.records for c in found.found] == [(30,)]
    assert not found.complete
    for bad in ({"k": 0}, {"k": 2, "budget": 0}):
        with pytest.raises(MisuseError):
            chains(np.ones((1, 3), dtype=bool), **bad)


def test_filters_that_are_the_same_or_empty_are_no_matter() -> None:
    assert chains(np.zeros((2, 4), dtype=bool), 3).found == ()
    assert chains(np.ones((3, 4), dtype=bool), 3).found == ()
    assert chains(np.ones((3, 4), dtype=bool), 5).found == (Chain((0, 1, 2, 3), ((0, 1),)),)


@patient
@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), min_size=1, max_size=4)),
    st.lists(st.integers(1, 3), min_size=4, max_size=4),
    st.integers(2, 4),
)
def test_ranges_of_small_groups_hold_every_number_that_fits(rows: list[list[bool]], sizes: list[int], threshold: int) -> None:
    people = [group for group in range(len(rows[0])) for _ in range(sizes[group])]
    released = np.array([[row[g] for g in people] for row in rows])
    found = narrowed(released, threshold)
    assert found.complete
    columns = sorted({tuple(row[g] for row in rows) for g in range(len(rows[0]))} - {(False,) * len(rows)})
    size = {c: sum(tuple(row[g] for row in rows) == c for g in people) for c in columns}
    counts = [sum(size[c] for c in columns if c[i]) for i in range(len(rows))]
    fits = [
        dict(zip(columns, guess, strict=True))
        for guess in product(range(13), repeat=len(columns))
        if all(sum(x for c, x in zip(columns, guess, strict=True) if c[i]) == n for i, n in enumerate(counts))
    ]
    shown = dict(found.found)
    for column in columns:
        members = tuple(i for i, g in enumerate(people) if tuple(row[g] for row in rows) == column)
        values = {f[column] for f in fits}
        if members in shown:
            assert size[column] < threshold
            assert shown[members].low <= min(values)
            assert shown[members].high is not None
            assert max(values) <= (shown[members].high or 0)
        if size[column] < threshold and follows([list(r) for r in released.tolist()], members):
            assert shown[members] == Bounds(size[column], size[column])


def test_what_no_sum_gives_may_still_be_pinned_down() -> None:
    """Of ten, nine are in A and nine in B: at least eight are in both, so one at most is in A alone."""
    both, a_alone, b_alone = list(range(8)), [8], [9]
    released = filters([both + a_alone, both + b_alone, both + a_alone + b_alone], 10)
    assert narrowed(released, 3).found == (((8,), Bounds(1, 1)), ((9,), Bounds(1, 1)))
    loose = filters([both + a_alone, both + b_alone], 10)
    assert narrowed(loose, 3).found == ()
    assert not narrowed(loose, 3, most=2).complete
    with pytest.raises(MisuseError):
        narrowed(loose, 0)
