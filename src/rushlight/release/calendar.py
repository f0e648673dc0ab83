"""Units of the calendar round a stretch of days: day, week, month, quarter, half-year, year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rushlight.record import Interval
from rushlight.release.draft import Words

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
QUARTERS = ("first", "second", "third", "fourth")

Unit = tuple[str, Interval, Words]


def units(first: dt.date, last: dt.date) -> Iterator[Unit]:
    """The time as stated, then every larger calendar unit that holds all of it, ending with the year (or years).

    A week that runs over the end of a month is left out: each step must hold the one before.
    """
    stated = _stated(first, last)
    yield stated
    held = (first, last)
    for name, unit, label in _calendar(first):
        if unit[0] <= held[0] and held[1] <= unit[1] and unit != held and name != stated[0]:
            if name == "week" and unit[0].month != unit[1].month:
                continue
            held = unit
            yield name, Interval(*unit), label
    if first.year != last.year:
        yield "year", Interval(dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)), _years(first.year, last.year)


def _calendar(day: dt.date) -> Iterator[tuple[str, tuple[dt.date, dt.date], Words]]:
    y, m, quarter = day.year, day.month, (day.month - 1) // 3
    monday = day - dt.timedelta(days=day.weekday())
    yield "week", (monday, monday + dt.timedelta(days=6)), _week(monday)
    yield "month", (dt.date(y, m, 1), _end(y, m)), Words(f"{MONTHS[m - 1]} {y}", f"{y}년 {m}월")
    ends = (dt.date(y, quarter * 3 + 1, 1), _end(y, quarter * 3 + 3))
    yield "quarter", ends, Words(f"the {QUARTERS[quarter]} quarter of {y}", f"{y}년 {quarter + 1}분기")
    half = (dt.date(y, 1, 1), dt.date(y, 6, 30)) if m <= 6 else (dt.date(y, 7, 1), dt.date(y, 12, 31))
    yield (
        "half_year",
        half,
        Words(f"the {'first' if m <= 6 else 'second'} half of {y}", f"{y}년 {'상' if m <= 6 else '하'}반기"),
    )
    yield "year", (dt.date(y, 1, 1), dt.date(y, 12, 31)), _years(y, y)


def _stated(first: dt.date, last: dt.date) -> Unit:
    """A stretch that is itself a unit is named as one; other stretches are given by their ends."""
    if first == last:
        return "day", Interval(first, last), Words(_day_en(first), _day_ko(first))
    for name, unit, label in _calendar(first):
        if unit == (first, last):
            return name, Interval(first, last), label
    label = Words(f"the time from {_day_en(first)} to {_day_en(last)}", f"{_day_ko(first)}부터 {_day_ko(last)} 사이")
    return "stated", Interval(first, last), label


def _week(monday: dt.date) -> Words:
    return Words(f"the week of {_day_en(monday)}", f"{_day_ko(monday)} 주간")


def _years(first: int, last: int) -> Words:
    return Words(str(first), f"{first}년") if first == last else Words(f"{first} to {last}", f"{first}년부터 {last}년 사이")


def _end(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _day_en(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _day_ko(day: dt.date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"
