"""Tables that share cells and filters that nest: what is withheld cannot be worked out, by trying all numbers."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from file_oracles import patient, solutions
from hypothesis import assume, given
from hypothesis import strategies as st

from rushlight.counting.suppress import suppress
from rushlight.errors import MisuseError
from rushlight.release.file import Bounds, Difference, LinkedTables, Total, bounds, differences, exposed, filters, withhold

COUNTS = st.sampled_from([0, 1, 2, 3, 5, 9, 20])


def two_way(table: list[list[int]]) -> LinkedTables:
    """A table with its margins: cell i,j, the last row and column the sums."""
    whole = [[*row, sum(row)] for row in table]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    height, width = len(table), len(table[0])
    values = {f"{i},{j}": whole[i][j] for i in range(height + 1) for j in range(width + 1)}
    rows = [Total(f"{i},{width}", tuple(f"{i},{j}" for j in range(width))) for i in range(height + 1)]
    down = [Total(f"{height},{j}", tuple(f"{i},{j}" for i in range(height))) for j in range(width + 1)]
    return LinkedTables(values, (*rows, *down))


def grids(most: int = 5) -> st.SearchStrategy[list[list[int]]]:
    return st.integers(2, most).flatmap(lambda w: st.lists(st.lists(COUNTS, min_size=w, max_size=w), min_size=2, max_size=most))


@patient
@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=3), st.data())
def test_bounds_of_a_two_way_table_are_those_of_trying_all_numbers(table: list[list[int]], data: st.DataObject) -> None:
    tables = two_way(table)
    inner = [f"{i},{j}" for i in range(len(table)) for j in range(3)]
    hidden = data.draw(st.lists(st.sampled_from(inner), min_size=1, max_size=4, unique=True))
    names = list(tables.values)
    totals = [(names.index(t.total), [names.index(p) for p in t.parts]) for t in tables.totals]
    seen = list(solutions(list(tables.values.values()), totals, [names.index(h) for h in hidden], 12))
    for cell, found in bounds(tables, hidden).items():
        values = [s[names.index(cell)] for s in seen]
        assert found == Bounds(min(values), max(values))


@patient
@given(grids(), st.sampled_from([3, 5]))
def test_what_the_exact_method_withholds_passes_this_audit(table: list[list[int]], threshold: int) -> None:
    shown = suppress(table, threshold)
    whole = [*([*row, total] for row, total in zip(shown.cells, shown.rows, strict=True)), [*shown.columns, shown.total]]
    hidden = [f"{i},{j}" for i, row in enumerate(whole) for j, v in enumerate(row) if v is None]
    assert exposed(two_way(table), hidden, threshold) == ()


@patient
@given(grids(), st.sampled_from([3, 5, 10]), st.booleans())
def test_after_withholding_nothing_is_exposed(table: list[list[int]], threshold: int, zeros: bool) -> None:
    tables = two_way(table)
    hidden = withhold(tables, threshold, zeros=zeros)
    assert exposed(tables, hidden, threshold, zeros=zeros) == ()
    small = {c for c, v in tables.values.items() if (0 if zeros else 1) <= v < threshold}
    assert small <= hidden
    assert small or not hidden


PLACES = {"all": 60, "north": 38, "south": 22, "n1": 30, "n2": 8, "s1": 20, "s2": 2}
PEOPLE = {"men": 31, "women": 29, "n-men": 20, "n-women": 18, "s-men": 11, "s-women": 11}
NESTED = LinkedTables(
    PLACES | PEOPLE,
    (
        Total("all", ("north", "south")), Total("north", ("n1", "n2")), Total("south", ("s1", "s2")),
        Total("all", ("men", "women")), Total("men", ("n-men", "s-men")), Total("women", ("n-women", "s-women")),
        Total("north", ("n-men", "n-women")), Total("south", ("s-men", "s-women")),
    ),
)  # fmt: skip


def test_nested_and_linked_totals_are_watched_together() -> None:
    assert exposed(NESTED, {"s2"}, 3) == ("s2",)
    assert bounds(NESTED, {"s2"})["s2"] == Bounds(2, 2)
    assert bounds(NESTED, {"s1", "s2"})["s2"] == Bounds(0, 22)
    hidden = withhold(NESTED, 3)
    assert exposed(NESTED, hidden, 3) == ()
    assert hidden == {"s1", "s2"}


def test_hiding_a_total_does_not_help_where_another_table_shows_it() -> None:
    """``south`` follows from its men and women, and s2 from it."""
    assert exposed(NESTED, {"s2", "south", "all"}, 3) == ("s2",)


def test_what_nothing_bounds_is_endless() -> None:
    tables = LinkedTables({"total": 5, "a": 2, "b": 3}, (Total("total", ("a", "b")),))
    assert bounds(tables, {"total", "a"}) == {"a": Bounds(0, None), "total": Bounds(3, None)}
    assert bounds(LinkedTables({"lone": 1}, ()), {"lone"}) == {"lone": Bounds(0, None)}


@patient
@given(st.lists(st.integers(0, 3), min_size=8, max_size=8), st.data())
def test_three_ways_are_never_bounded_more_narrowly_than_whole_numbers_are(inner: list[int], data: st.DataObject) -> None:
    """Two by two by two with all two-way margins shown: there the whole numbers lie in what the program finds."""
    cells = {f"{i}{j}{k}": inner[4 * i + 2 * j + k] for i in (0, 1) for j in (0, 1) for k in (0, 1)}
    totals = []
    for axis in range(3):
        for a, b in ((0, 0), (0, 1), (1, 0), (1, 1)):
            parts = tuple("".join(map(str, [*(a, b)[:axis], v, *(a, b)[axis:]])) for v in (0, 1))
            totals.append(Total(f"sum {axis}{a}{b}", parts))
    tables = LinkedTables(cells | {t.total: sum(cells[p] for p in t.parts) for t in totals}, tuple(totals))
    hidden = data.draw(st.lists(st.sampled_from(sorted(cells)), min_size=1, max_size=5, unique=True))
    names = list(tables.values)
    sums = [(names.index(t.total), [names.index(p) for p in t.parts]) for t in totals]
    free = [names.index(h) for h in hidden]
    seen = list(solutions(list(tables.values.values()), sums, free, 6 if len(hidden) <= 3 else 3))
    for cell, found in bounds(tables, hidden).items():
        assert found.high is not None
        assert all(found.low <= s[names.index(cell)] <= found.high for s in seen)


def test_tables_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(MisuseError):
        LinkedTables({"total": 6, "a": 2, "b": 3}, (Total("total", ("a", "b")),))
    with pytest.raises(MisuseError):
        LinkedTables({"total": 5, "a": 5}, (Total("total", ("a", "b")),))
    with pytest.raises(MisuseError):
        bounds(NESTED, {"west"})
    with pytest.raises(MisuseError):
        exposed(NESTED, set(), 4)


@patient
@given(
    st.integers(1, 4),
    st.integers(1, 12).flatmap(lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), min_size=1, max_size=8)),
)
def test_nested_filters_that_differ_by_few_are_found(k: int, rows: list[list[bool]]) -> None:
    sets = [{i for i, here in enumerate(row) if here} for row in rows]
    expected = [
        Difference(a, b, len(sets[b] - sets[a]))
        for a in range(len(sets))
        for b in range(len(sets))
        if sets[a] < sets[b] and len(sets[b] - sets[a]) < k
    ]
    assert list(differences(np.array(rows, dtype=bool), k)) == expected
    assert np.array_equal(filters([sorted(s) for s in sets], len(rows[0])), np.array(rows, dtype=bool))


def test_one_month_less_the_month_before_is_one_family() -> None:
    to_october, to_november = list(range(40)), list(range(41))
    assert differences(filters([to_october, to_november], 50), 3) == (Difference(0, 1, 1),)


def test_a_filter_of_records_that_are_not_there_is_refused() -> None:
    with pytest.raises(MisuseError):
        filters([[3]], 3)
    with pytest.raises(MisuseError):
        differences(np.zeros((2, 2), dtype=bool), 0)


def test_many_filters_are_compared_in_blocks() -> None:
    members = [list(range(i + 1)) for i in range(1100)]
    found = differences(filters(members, 1200), 2)
    assert len(found) == 1099
    assert found[600] == Difference(600, 601, 1)


@patient
@given(st.lists(st.lists(st.sampled_from([0, 1, 2, 3, 5]), min_size=2, max_size=2), min_size=2, max_size=2), st.booleans())
def test_after_withholding_trying_all_numbers_leaves_enough_of_them(table: list[list[int]], zeros: bool) -> None:
    tables = two_way(table)
    hidden = sorted(withhold(tables, 3, zeros=zeros))
    names = list(tables.values)
    totals = [(names.index(t.total), [names.index(p) for p in t.parts]) for t in tables.totals]
    inner = [h for h in hidden if not h.startswith("2") and not h.endswith("2")]
    assume(inner == hidden)  # with margins withheld too there are more numbers than can be tried
    seen = list(solutions(list(tables.values.values()), totals, [names.index(h) for h in inner], 12))
    for cell in inner:
        if (0 if zeros else 1) <= tables.values[cell] < 3:
            assert len({s[names.index(cell)] for s in seen}) >= 3


@patient
@given(grids(3), st.sampled_from([3, 5]))
def test_nothing_is_withheld_that_could_be_shown(table: list[list[int]], threshold: int) -> None:
    tables = two_way(table)
    hidden = withhold(tables, threshold)
    for cell in hidden:
        if tables.values[cell] >= threshold:
            assert exposed(tables, hidden - {cell}, threshold) != ()


@pytest.mark.slow
def test_what_is_withheld_costs_little_more_than_the_best_of_all_sets() -> None:
    """Fifty tables, each against every set of cells; no single one is promised to be the best."""
    chance = np.random.default_rng(3)
    spent = best = 0
    for _ in range(50):
        table = chance.choice([0, 1, 2, 5, 7, 9, 20], (2, int(chance.integers(2, 4)))).tolist()
        tables = two_way(table)
        small = {c for c, v in tables.values.items() if v < 3}
        others = [c for c in tables.values if c not in small]

        def price(cells: frozenset[str] | set[str], tables: LinkedTables = tables) -> int:
            return sum(tables.values[c] + 1 for c in cells)

        sets = sorted((small | set(more) for n in range(5) for more in combinations(others, n)), key=price)
        spent += price(withhold(tables, 3))
        best += price(next(s for s in sets if not exposed(tables, s, 3)))
    assert best <= spent <= 1.1 * best
