"""Calendar arithmetic after the conventions of docs/model.md: thirds of a month, seasons, weeks, shifts."""

from __future__ import annotations

import calendar
import datetime as dt

from rushlight.record import Interval
from rushlight.record.edtf import month_end, season

THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "half1": (1, 15), "half2": (16, 31)}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
FIRST, LAST = 1800, 2199


def day(year: int, month: int, number: int) -> dt.date | None:
    """The day, or None when the calendar has none."""
    try:
        return dt.date(year, month, number) if FIRST <= year <= LAST else None
    except ValueError:
        return None


def one(date: dt.date) -> Interval:
    return Interval(date, date)


def year(number: int, part: str | None = None) -> Interval:
    """A year or its early (Jan-Mar), mid (May-Aug), late (Oct-Dec), first or second half."""
    first, last = {None: (1, 12), "early": (1, 3), "mid": (5, 8), "late": (10, 12), "half1": (1, 6), "half2": (7, 12)}[part]
    return Interval(dt.date(number, first, 1), month_end(number, last))


def month(number: int, of: int, part: str | None = None) -> Interval:
    """Month ``of`` of a year, or its first, second or last third."""
    end = month_end(number, of)
    if part is None:
        return Interval(dt.date(number, of, 1), end)
    first, last = THIRDS[part]
    return Interval(dt.date(number, of, first), dt.date(number, of, min(last, end.day)))


def season_of(number: int, name: str, part: str | None = None) -> Interval:
    """A season; winter begins in the year. Early and late are its first and last month."""
    whole = season(number, SEASONS[name])
    first, last = whole.earliest, whole.latest
    if part == "early" and first:
        return Interval(first, month_end(first.year, first.month))
    if part == "late" and last:
        return Interval(last.replace(day=1), last)
    return whole


def week_of_month(number: int, of: int, which: int) -> Interval:
    """The first, second, third or fourth seven days of a month; -1 its last seven."""
    last = month_end(number, of)
    if which < 0:
        return Interval(last - dt.timedelta(days=6), last)
    return Interval(dt.date(number, of, 7 * which - 6), dt.date(number, of, 7 * which))


def decade(first: int, part: str | None = None) -> Interval:
    """Ten years; early, mid and late are 0-3, 4-6 and 7-9."""
    a, b = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9), "half1": (0, 4), "half2": (5, 9)}[part]
    return Interval(dt.date(first + a, 1, 1), dt.date(first + b, 12, 31))


def week_of(date: dt.date, shift: int = 0) -> Interval:
    """Monday to Sunday of the week of a day, ``shift`` weeks on."""
    monday = date - dt.timedelta(days=date.weekday()) + dt.timedelta(weeks=shift)
    return Interval(monday, monday + dt.timedelta(days=6))


def add_months(date: dt.date, count: int) -> dt.date:
    """The same day of another month, or that month's last day."""
    total = date.year * 12 + date.month - 1 + count
    number, of = divmod(total, 12)
    return dt.date(number, of + 1, min(date.day, calendar.monthrange(number, of + 1)[1]))


def shift(date: dt.date, count: int, unit: str) -> dt.date:
    """The day ``count`` days, weeks, months or years on (negative: before)."""
    if unit == "day":
        return date + dt.timedelta(days=count)
    if unit == "week":
        return date + dt.timedelta(weeks=count)
    return add_months(date, count * (12 if unit == "year" else 1))


def last_weekday(before: dt.date, weekday: int, strictly: bool = False) -> dt.date:
    """The last such weekday (Monday 0) on or before a day; ``strictly``: before it."""
    back = (before.weekday() - weekday) % 7
    return before - dt.timedelta(days=7 if strictly and back == 0 else back)
