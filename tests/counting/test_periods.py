"""Periods: one date, one period; what spans several is shown so, never split or guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_counts import time

from rushlight.counting import Grain, period_of
from rushlight.counting.periods import start_of
from rushlight.record import Interval, TimeExtent, TimeUse

GRAINS: tuple[Grain, ...] = ("day", "month", "quarter", "half_year", "year")


@given(st.dates(), st.dates(), st.sampled_from(GRAINS))
def test_a_date_is_in_a_period_exactly_when_both_ends_are(a: dt.date, b: dt.date, grain: Grain) -> None:
    first, last = sorted((a, b))
    placed = period_of(time("T", first.isoformat(), last.isoformat()), grain)
    assert (placed.kind == "in") == (start_of(first, grain) == start_of(last, grain))
    assert placed.first == start_of(first, grain) <= first


@pytest.mark.parametrize(
    ("grain", "en", "ko"),
    [
        ("day", "2025-05-08", "2025년 5월 8일"),
        ("month", "2025-05", "2025년 5월"),
        ("quarter", "2025, quarter 2", "2025년 2분기"),
        ("half_year", "first half of 2025", "2025년 상반기"),
        ("year", "2025", "2025년"),
    ],
)
def test_labels(grain: Grain, en: str, ko: str) -> None:
    placed = period_of(time("T", "2025-05-08", "2025-05-08"), grain)
    assert (placed.label("en"), placed.label("ko")) == (en, ko)


def test_what_cannot_be_placed_says_so() -> None:
    spans = time("T", "2025-03-20", "2025-05-02")
    assert period_of(spans, "month").label() == "between 2025-03 and 2025-05, not datable to one month"
    every_day = time("T", "2025-03-20", "2025-05-02", extent=TimeExtent.PRECISE)
    assert period_of(every_day, "month").label() == "throughout 2025-03 to 2025-05"
    assert period_of(time("T", "2025-03-20"), "month").label() == "from 2025-03 on, end not known"
    assert period_of(time("T", None, "2025-03-20"), "month").label() == "by 2025-03, beginning not known"
    around = time("T", "2025-05-20", "2025-05-20", approximate=True)
    assert period_of(around, "day").label() == "about 2025-05-20, not datable to one day"
    assert period_of(around, "month").kind == "in"


def test_undated() -> None:
    photo = time("T", "2013-01-01", "2013-12-31", applies_to=TimeUse.OTHER)
    for nothing in (None, time("T"), photo):
        assert period_of(nothing, "year").label("ko") == "때 미상"


def test_another_careful_reading_widens_the_period() -> None:
    either = Interval(dt.date(2024, 12, 1), dt.date(2024, 12, 31))
    both = time("T", "2025-01-01", "2025-01-31", alternatives=(either,))
    assert period_of(both, "month").label() == "between 2024-12 and 2025-01, not datable to one month"
