"""Blanking, generalising and recoding: a slow checker finds no record with fewer than k like it."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import product
from typing import Any

import numpy as np
import pytest
from file_oracles import Rows, columns, frequency, matches, patient, tables
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import MisuseError, ReleaseError
from rushlight.release.file import (
    Lattice,
    blank_cells,
    class_sizes,
    encode,
    generalise,
    generalised,
    hierarchy,
    lattice,
    recode,
    special_uniques,
)

UP = {"a": ("a", "ab", "*"), "b": ("b", "ab", "*"), "c": ("c", "c", "*"), "d": ("d", "d", "*")}
SEEN = {"a": {"a", "ab", "*"}, "b": {"b", "ab", "*"}, "c": {"c", "*"}}


def as_lattice(rows: Rows) -> Lattice:
    keys = encode(columns(rows))
    return lattice(keys, [hierarchy(keys, n, UP) for n in keys.names])


def cost(value: str) -> float:
    """(g - 1) / (G - 1) of a label among four leaves."""
    return {"a": 0, "b": 0, "c": 0, "ab": 1 / 3, "*": 1}[value]


@patient
@given(tables(blanks=True), st.integers(1, 5))
def test_after_strict_blanking_everyone_has_k_like_them(rows: Rows, k: int) -> None:
    found = blank_cells(encode(columns(rows)), k)
    after = list(zip(*found.keys.decoded(), strict=True))
    kept = [row for i, row in enumerate(after) if i not in set(found.left_over.tolist())]
    assert all(n >= k for n in frequency(kept, wildcard=False))
    assert all(set(after[i]) == {None} for i in found.left_over)
    assert len(found.left_over) < k
    were = sum(a is None for row in rows for a in row)
    assert found.cells == sum(a is None for row in after for a in row) - were == found.by_key.sum()
    assert all(a is None or a == b for new, old in zip(after, rows, strict=True) for a, b in zip(new, old, strict=True))


@patient
@given(tables(blanks=True), st.integers(1, 5))
def test_after_blanking_under_wildcards_everyone_matches_k(rows: Rows, k: int) -> None:
    found = blank_cells(encode(columns(rows)), k, blanks="wildcard")
    after = list(zip(*found.keys.decoded(), strict=True))
    assert all(n >= min(k, len(rows)) for n in frequency(after, wildcard=True))
    assert all(a is None or a == b for new, old in zip(after, rows, strict=True) for a, b in zip(new, old, strict=True))


@patient
@given(tables(), st.integers(1, 4), st.randoms(use_true_random=False))
def test_wildcard_cells_are_as_many_in_any_order(rows: Rows, k: int, chance: Any) -> None:
    cells = blank_cells(encode(columns(rows)), k, blanks="wildcard").cells
    mixed = list(rows)
    chance.shuffle(mixed)
    assert blank_cells(encode(columns([row[::-1] for row in mixed])), k, blanks="wildcard").cells == cells


@patient
@given(tables(), st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_no_result(rows: Rows, k: int, chance: Any) -> None:
    order = list(range(len(rows)))
    chance.shuffle(order)
    mixed = [rows[i] for i in order]
    one, two = (blank_cells(encode(columns(r)), k) for r in (rows, mixed))
    assert one.cells == two.cells
    recoded = [recode(as_lattice(r), k) for r in (rows, mixed)]
    assert recoded[0].loss == recoded[1].loss
    assert [recoded[0].released(as_lattice(rows))[i] for i in order] == recoded[1].released(as_lattice(mixed))
    best = [_best(as_lattice(r), k) for r in (rows, mixed)]
    assert best[1] == (best[0] and (*best[0][:2], [best[0][2][i] for i in order]))


def _best(file: Lattice, k: int) -> tuple[Any, ...] | None:
    try:
        found = generalise(file, k, limit=0.3)
    except ReleaseError:
        return None
    return found.levels, found.loss, found.left_out.tolist()


def test_of_nodes_that_lose_the_same_the_one_is_taken_that_its_levels_say_and_not_rounding() -> None:
    """Sums in floating point took another node for these seven records in each of two orders."""
    rows = [tuple(word) for word in ["cbb", "ccb", "bbb", "abc", "cba", "bab", "bba"]]
    order = [3, 5, 6, 0, 1, 2, 4]
    mixed = [rows[i] for i in order]
    one, two = (recode(as_lattice(r), 2).released(as_lattice(r)) for r in (rows, mixed))
    assert [one[i] for i in order] == two


def test_prices_decide_what_is_blanked() -> None:
    keys = encode({"place": ["q", "q", "r", "r"], "trade": ["y", "z", "y", "z"]})
    assert blank_cells(keys, 2).by_key.tolist() == [0, 4]
    assert blank_cells(keys, 2, prices={"trade": 9.0}).by_key.tolist() == [4, 0]
    with pytest.raises(MisuseError):
        blank_cells(keys, 2, prices={"colour": 1.0})
    with pytest.raises(MisuseError):
        blank_cells(keys, 0)


@patient
@given(tables(most_keys=3), st.integers(1, 5), st.sampled_from([0.0, 0.1, 0.4, 1.0]))
def test_the_generalisation_is_the_best_of_all(rows: Rows, k: int, limit: float) -> None:
    file = as_lattice(rows)
    best: float | None = None
    for levels in product(range(3), repeat=len(rows[0])):
        shown = [tuple(UP[v][lvl] for v, lvl in zip(row, levels, strict=True)) for row in rows]
        few = [n < k for n in frequency(shown, wildcard=False)]
        if sum(few) > limit * len(rows) + 1e-9:
            continue
        loss = sum(1.0 if out else sum(map(cost, row)) / len(row) for out, row in zip(few, shown, strict=True)) / len(rows)
        best = loss if best is None else min(best, loss)
    if best is None:
        with pytest.raises(ReleaseError):
            generalise(file, k, limit=limit)
        return
    found = generalise(file, k, limit=limit)
    assert found.loss == pytest.approx(best)
    assert found.gap == 0
    assert found.checked <= found.nodes == 3 ** len(rows[0])
    keys = encode(columns(rows))
    kept = [
        row
        for row, out in zip(
            zip(*generalised(keys, file.hierarchies, found.levels).decoded(), strict=True), found.left_out, strict=True
        )
        if not out
    ]
    assert all(n >= k for n in frequency(kept, wildcard=False))


def test_a_spent_budget_says_how_far_the_best_may_be() -> None:
    rows = [tuple("abcd"[(i * i * 31 + i * 17 * (j + 1) + j) // 7 % 4] for j in range(4)) for i in range(80)]
    file = as_lattice(rows)
    whole = generalise(file, 8, limit=0.5)
    assert whole.checked > 20
    for budget in (1, 2, whole.checked // 2):
        cut = generalise(file, 8, limit=0.5, budget=budget)
        assert cut.checked == budget
        assert cut.gap > 0
        assert cut.loss - cut.gap <= whole.loss <= cut.loss


@patient
@given(tables(), st.integers(1, 5))
def test_recoding_hides_each_record_among_k(rows: Rows, k: int) -> None:
    file = as_lattice(rows)
    found = recode(file, k)
    shown = found.released(file)
    for row, out in zip(rows, shown, strict=True):
        assert out is None or all(o in SEEN[v] for o, v in zip(out, row, strict=True))
        if out is not None:
            fits = [s for s in shown if s is not None and all(o in SEEN[v] for o, v in zip(s, row, strict=True))]
            assert len(fits) >= k
    assert found.suppressed == sum(s is None for s in shown) < k
    assert all(n >= k for n in class_sizes(found))
    assert found.loss == pytest.approx(sum(1.0 if s is None else sum(map(cost, s)) / len(s) for s in shown) / len(rows))
    if (full := _full(file, k)) is not None:
        assert found.loss <= full + 1e-9


def _full(file: Lattice, k: int) -> float | None:
    """The loss of putting all into the top node, which recoding never exceeds where all fit."""
    return 1.0 if file.records >= k else None


@patient
@given(tables(most_keys=2), st.integers(1, 3), st.integers(1, 3), st.sampled_from([1.0, 0.7, 0.5]), st.data())
def test_a_class_is_placed_only_when_its_values_are_diverse(rows: Rows, k: int, diverse: int, share: float, data: Any) -> None:
    values = data.draw(st.lists(st.sampled_from("xyz"), min_size=len(rows), max_size=len(rows)))
    found = recode(as_lattice(rows), k, sensitive=values, diverse=diverse, confident=share)
    for number in range(found.classes):
        held = Counter(v for v, c in zip(values, found.class_of, strict=True) if c == number)
        assert held.total() >= k
        assert len(held) >= diverse
        assert max(held.values()) <= share * held.total() + 1e-9
    asked = {"sensitive": values, "diverse": 1, "confident": 1.0}
    assert recode(as_lattice(rows), k, **asked).loss == pytest.approx(recode(as_lattice(rows), k).loss)


def test_hierarchies_that_are_none_are_refused_without_a_word_of_the_file() -> None:
    keys = encode({"place": ["Han", "Ri"]})
    for paths in (
        {"Han": ("Han", "*")},
        {"Han": ("Han", "*"), "Ri": ("Ri", "x", "*")},
        {"Han": ("Ri", "*"), "Ri": ("Ri", "*")},
        {"Han": ("Han", "x", "y"), "Ri": ("Ri", "x", "z")},
    ):
        with pytest.raises(MisuseError) as caught:
            hierarchy(keys, "place", paths)
        assert "Han" not in str(caught.value)
    with pytest.raises(MisuseError):
        lattice(keys, [])


def test_wildcards_match_as_they_say() -> None:
    assert matches(("a", None), ("a", "b"), wildcard=True)
    assert not matches(("a", None), ("a", "b"), wildcard=False)


def test_a_second_half_of_the_lattice_is_made_again_when_too_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [tuple("abc"[(i + j) % 3] for j in range(4)) for i in range(30)]
    kept = generalise(as_lattice(rows), 3)
    monkeypatch.setattr(sys.modules["rushlight.release.file.lattice"], "REMEMBERED", 0)
    again = generalise(as_lattice(rows), 3)
    assert (kept.levels, kept.loss) == (again.levels, again.loss)
    assert np.array_equal(kept.left_out, again.left_out)


@patient
@given(tables(most_keys=3))
def test_nodes_come_in_the_order_of_their_loss_each_once(rows: Rows) -> None:
    file = as_lattice(rows)
    found = list(file.in_order())
    assert sorted(node for _, node in found) == list(product(range(3), repeat=len(rows[0])))
    assert [loss for loss, _ in found] == sorted(loss for loss, _ in found)
    for loss, node in found:
        shown = [[UP[v][lvl] for v, lvl in zip(row, node, strict=True)] for row in rows]
        assert file.share(loss) == pytest.approx(sum(sum(map(cost, row)) / len(row) for row in shown) / len(rows))
        assert loss == file.lost(node)


@patient
@given(tables(most_keys=3), st.integers(1, 4), st.integers(0, 6))
def test_the_sieve_rules_out_no_node_that_will_do(rows: Rows, k: int, limit: int) -> None:
    file = as_lattice(rows)
    possible = file.sieve(k, limit)
    for _, node in file.in_order():
        out = file.left_out(*file.classes_at(node), k)
        if int(file.counts[out].sum()) <= limit:
            assert possible(node)


def test_a_lattice_of_millions_of_nodes_is_searched_within_a_budget() -> None:
    """Sixteen keys of three levels are 43 million nodes."""
    rows = [tuple("abcd"[(i * i * 31 + i * 17 * (j + 1) + j) // 7 % 4] for j in range(16)) for i in range(60)]
    file = as_lattice(rows)
    found = generalise(file, 5, limit=0.2, budget=50)
    assert found.nodes == 3**16
    assert found.checked <= 50
    assert found.gap > 0
    assert found.suppressed <= 12
    recoded = recode(file, 5, budget=200)
    assert class_sizes(recoded).min() >= 5
    assert recoded.suppressed < 5


@patient
@given(tables(most_keys=3), st.integers(1, 4), st.sampled_from([0.0, 0.3, 1.0]), st.randoms(use_true_random=False))
def test_the_order_of_keys_and_records_changes_no_loss(rows: Rows, k: int, limit: float, chance: Any) -> None:
    keys = list(range(len(rows[0])))
    chance.shuffle(keys)
    mixed = [tuple(row[i] for i in keys) for row in rows]
    chance.shuffle(mixed)
    found = []
    for some in (rows, mixed):
        try:
            found.append(generalise(as_lattice(some), k, limit=limit).loss)
        except ReleaseError:
            found.append(None)
    assert found[1] == (None if found[0] is None else pytest.approx(found[0]))
    one, two = (special_uniques(encode(columns(some))) for some in (rows, mixed))
    assert one.sets == two.sets
    assert sorted(one.scores) == sorted(two.scores)
    assert [one.contributions[i] for i in keys] == pytest.approx(two.contributions.tolist())
