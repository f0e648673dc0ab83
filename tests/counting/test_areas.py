"""Happenings by area and time: what is placed, what is certain, and that a withheld number cannot be worked out."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.counting.areas import Told, area_counts

DAY = dt.date(2025, 5, 8)


def told(name: str, *areas: str, earliest: dt.date | None = None, latest: dt.date | None = None) -> Told:
    return Told(name, ("R1",), ("detain.arrest",), earliest, latest, None, frozenset(areas))


@pytest.mark.parametrize(
    ("earliest", "latest", "first", "last", "expected"),
    [
        (DAY, DAY, DAY, DAY, True),
        (DAY, DAY, None, None, True),
        (None, None, None, None, True),
        (None, None, DAY, None, None),
        (dt.date(2025, 5, 1), dt.date(2025, 5, 31), DAY, None, None),
        (dt.date(2025, 5, 1), dt.date(2025, 5, 31), dt.date(2025, 6, 1), None, False),
        (None, dt.date(2025, 5, 1), DAY, None, False),
        (DAY, None, None, dt.date(2025, 5, 7), False),
        (DAY, None, DAY, None, True),
    ],
)
def test_a_time_is_within_for_certain_perhaps_or_not(earliest, latest, first, last, expected) -> None:  # type: ignore[no-untyped-def]
    assert told("e", earliest=earliest, latest=latest).within(first, last) is expected


def test_who_is_told_of_in_two_areas_counts_in_neither() -> None:
    rows = [told(f"a{n}", "A") for n in range(5)] + [told(f"s{n}", "A", "B") for n in range(4)] + [told("x", "Z")] * 3
    counts = area_counts(rows, ["A", "B"], 3)
    assert (counts.of_area["A"], counts.of_area["B"], counts.several, counts.nowhere, counts.total) == (5, 0, 4, 3, 12)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(0, 6), st.integers(0, 6))
def test_no_small_number_follows_from_the_rest(sizes: list[int], several: int, nowhere: int) -> None:
    areas = [f"P{n}" for n in range(len(sizes))]
    rows = [told(f"{a}.{n}", a) for a, size in zip(areas, sizes, strict=True) for n in range(size)]
    rows += [told(f"s{n}", "P0", "Q") for n in range(several)] + [told(f"n{n}") for n in range(nowhere)]
    counts = area_counts(rows, areas, 3)
    true = dict(zip(areas, sizes, strict=True)) | {"several": several, "nowhere": nowhere}
    shown = dict(counts.of_area) | {"several": counts.several, "nowhere": counts.nowhere}
    assert all(value is None or value == true[name] for name, value in shown.items())
    assert not any(0 < true[name] < 3 and value is not None for name, value in shown.items())
    hidden = [name for name, value in shown.items() if value is None]
    assert counts.total is None or len(hidden) != 1
