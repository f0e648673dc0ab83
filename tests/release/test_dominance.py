"""RL156: one family or two make up most of a sum."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from release_samples import draft, facts

from rushlight.errors import ReleaseError
from rushlight.record import Purpose
from rushlight.release import Cell, Consent, DraftTable, Shares, check, release, said_by
from rushlight.release.rules.rl156 import dominated, guessed

AMOUNTS = st.lists(st.integers(0, 10_000).map(Decimal), max_size=12)


def table(*amounts: int, count: int | None = 12) -> DraftTable:
    shares = Shares("Musan", "yuan", tuple(map(Decimal, amounts)))
    return DraftTable("T1", "Sums", (Cell("Musan", "yuan", count),), total=None, subjects=("R1",), shares=(shares,))


def outcome(t: DraftTable, preset: str = "default") -> list[str]:
    found = check(draft(tables=(t,), title="-"), facts(consents=(Consent("R1", Purpose.PUBLIC_ANONYMOUS),)), preset=preset)
    return [f.rule for f in found.findings if f.stops]


@pytest.mark.parametrize(
    ("amounts", "stops"),
    [
        ((50_000, 1_000, 1_000), True),  # one family is 96 % of it
        ((4_500, 4_500, 500, 500), True),  # two families are 90 %
        ((7_000, 2_500, 300, 200), True),  # the second comes within 500 of 7,000
        ((1_000,) * 12, False),
        ((3_000, 2_500, 2_000, 1_500, 1_000), False),
        ((10_000,), True),
        ((0, 0, 0), False),
    ],
)
def test_stops_where_a_sum_is_the_sum_of_one(amounts: tuple[int, ...], stops: bool) -> None:
    assert ("RL156" in outcome(table(*amounts))) is stops


def test_a_blanked_cell_shows_no_sum() -> None:
    assert "RL156" not in outcome(table(50_000, 1_000, 1_000, count=None))


def test_stricter_gates_stop_more() -> None:
    amounts = (5_500, 1_500, 1_500, 1_500)
    assert "RL156" not in outcome(table(*amounts))
    assert "RL156" in outcome(table(*amounts), "strictest")


@given(AMOUNTS, st.integers(1, 3))
def test_dominance_against_its_definition(amounts: list[Decimal], n: int) -> None:
    """x1 + .. + xn > k X, counted over every choice of n contributions."""
    total, k = sum(amounts), Decimal("0.75")
    largest = max((sum(c) for c in combinations(amounts, min(n, len(amounts)))), default=Decimal(0))
    assert dominated(amounts, n, k) is bool(total > 0 and largest > k * total)


@given(AMOUNTS, st.integers(1, 9))
def test_more_small_families_never_make_the_largest_easier_to_tell(amounts: list[Decimal], extra: int) -> None:
    p = Decimal("0.1")
    smaller = [min(amounts, default=Decimal(0))] * extra
    if amounts and not guessed(amounts, p):
        assert not guessed([*amounts, *smaller], p)


@given(st.lists(st.integers(1, 10_000).map(Decimal), min_size=1, max_size=8), st.integers(2, 50))
def test_the_unit_does_not_matter(amounts: list[Decimal], factor: int) -> None:
    scaled = [a * factor for a in amounts]
    assert guessed(amounts, Decimal("0.2")) is guessed(scaled, Decimal("0.2"))
    assert dominated(amounts, 2, Decimal("0.85")) is dominated(scaled, 2, Decimal("0.85"))


def test_a_contribution_below_zero_is_refused() -> None:
    with pytest.raises(ReleaseError, match="below zero"):
        outcome(table(5, -1))


def test_contributions_neither_leave_nor_stay_in_the_ledger() -> None:
    d, f = draft(tables=(table(*((1_000,) * 12)),), title="-"), facts(consents=(Consent("R1", Purpose.PUBLIC_ANONYMOUS),))
    found = check(d, f)
    assert found.passed
    view = release(d, found, ids=iter(["re_1"]))
    assert not hasattr(view.tables[0], "shares")
    assert said_by(view, d, found, f).tables[0].shares == ()
