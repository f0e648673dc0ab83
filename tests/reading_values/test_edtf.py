"""EDTF: what each form means, and that writing and reading again keeps the days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import RecordError
from rushlight.record import Interval
from rushlight.record.edtf import month_end, parse_edtf, season, to_edtf

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))

FORMS = [
    ("2025-05-08", "2025-05-08", "2025-05-08"),
    ("2025-05", "2025-05-01", "2025-05-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2025", "2025-01-01", "2025-12-31"),
    ("199X", "1990-01-01", "1999-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("2025-05-XX", "2025-05-01", "2025-05-31"),
    ("2025-XX", "2025-01-01", "2025-12-31"),
    ("2024-21", "2024-03-01", "2024-05-31"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("2024-05-20~", "2024-05-20", "2024-05-20"),
    ("2024?", "2024-01-01", "2024-12-31"),
    ("2025-05-08/2025-05-17", "2025-05-08", "2025-05-17"),
    ("2015/2024-10-22", "2015-01-01", "2024-10-22"),
    ("2023-12/2024-02", "2023-12-01", "2024-02-29"),
    ("2023/..", "2023-01-01", None),
    ("../2019", None, "2019-12-31"),
    ("2023/", "2023-01-01", None),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), FORMS)
def test_forms(text: str, earliest: str | None, latest: str | None) -> None:
    found = parse_edtf(text)
    assert (str(found.earliest) if found.earliest else None, str(found.latest) if found.latest else None) == (earliest, latest)


@pytest.mark.parametrize(
    "text", ["", "..", "../..", "2025-13", "2025-02-30", "May 2025", "2025-5-8", "25", "2025-05-08/2025-05-01", "19XX-05"]
)
def test_what_is_no_edtf_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        parse_edtf(text)


@given(DAYS, DAYS, st.booleans())
def test_round_trip_of_any_interval(a: dt.date, b: dt.date, approximate: bool) -> None:
    interval = Interval(min(a, b), max(a, b))
    assert parse_edtf(to_edtf(interval, approximate)) == interval


@given(DAYS, st.booleans())
def test_round_trip_of_open_ends(day: dt.date, start: bool) -> None:
    interval = Interval(day, None) if start else Interval(None, day)
    assert parse_edtf(to_edtf(interval)) == interval


@given(DAYS, st.integers(1, 12), st.integers(21, 24))
def test_whole_periods_are_written_short(day: dt.date, month: int, number: int) -> None:
    assert to_edtf(Interval(day.replace(month=1, day=1), day.replace(month=12, day=31))) == f"{day.year}"
    assert to_edtf(Interval(dt.date(day.year, month, 1), month_end(day.year, month))) == f"{day.year}-{month:02}"
    assert to_edtf(season(day.year, number)) == f"{day.year}-{number}"


@given(DAYS, DAYS)
def test_bounds_are_ordered(a: dt.date, b: dt.date) -> None:
    found = parse_edtf(to_edtf(Interval(min(a, b), max(a, b))))
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= found.latest


def test_an_interval_without_any_bound_has_no_edtf() -> None:
    with pytest.raises(RecordError):
        to_edtf(Interval(None, None))
