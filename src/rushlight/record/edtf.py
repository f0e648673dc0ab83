"""EDTF level 0 and 1 (ISO 8601-2, Library of Congress 2019): text to days and back.

Only what the record keeps: dates, months, years, decades (``199X``), tens of days (``2019-03-1X``),
seasons 21-24, intervals,
open ends and the marks ``~ ? %``, which say how sure a date is and do not move its bounds.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from rushlight.errors import RecordError
from rushlight.record.values import Interval

SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
"""EDTF season number -> first and last month; winter runs into the next year (docs/model.md)."""

_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|\dX|XX))?[~?%]?")


def parse_edtf(text: str) -> Interval:
    """The days an EDTF text may mean, both ends included; ``..`` or nothing is an open end.

    Raises RecordError when the text is no EDTF of level 0 or 1, or no calendar date.
    """
    head, slash, tail = text.strip().partition("/")
    if not slash:
        return _point(head)
    start = None if head in ("", "..") else _point(head).earliest
    end = None if tail in ("", "..") else _point(tail).latest
    if start is None and end is None:
        raise RecordError("an interval needs at least one end", hint="write 2023/.. or ../2019")
    return Interval(start, end)


def to_edtf(interval: Interval, approximate: bool = False) -> str:
    """The shortest EDTF text with exactly these bounds; ``approximate`` adds ``~`` to the dates.

    Raises RecordError for an interval without any bound.
    """
    start, end = interval.earliest, interval.latest
    mark = "~" if approximate else ""
    if start is None and end is None:
        raise RecordError("an interval needs at least one end")
    if start is None or end is None:
        return f"{_start(start) + mark if start else '..'}/{_end(end) + mark if end else '..'}"
    whole = _single(start, end)
    return whole + mark if whole else _pair(start, end, mark)


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def season(year: int, number: int) -> Interval:
    """The days of an EDTF season (21 spring … 24 winter, which begins in ``year``)."""
    first, last = SEASONS[number]
    return Interval(dt.date(year, first, 1), month_end(year + (last < first), last))


def _point(text: str) -> Interval:
    found = _DATE.fullmatch(text)
    if not found:
        raise RecordError("this is no EDTF date of level 0 or 1", hint="write 2025, 2025-05, 2025-05-08 or 2025-23")
    year, month, day = found.groups()
    try:
        return _days(year, month, day)
    except ValueError:
        raise RecordError("this is no date of the calendar") from None


def _days(year: str, month: str | None, day: str | None) -> Interval:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month in (None, "XX"):
        return Interval(dt.date(first, 1, 1), dt.date(last, 12, 31))
    if "X" in year:
        raise ValueError("a month of an unknown year")
    number = int(str(month))
    if number in SEASONS and day is None:
        return season(first, number)
    if day in (None, "XX"):
        return Interval(dt.date(first, number, 1), month_end(first, number))
    end = month_end(first, number)
    lowest, highest = int(str(day).replace("X", "0")), int(str(day).replace("X", "9"))
    if lowest == highest:
        return Interval(dt.date(first, number, lowest), dt.date(first, number, lowest))
    return Interval(dt.date(first, number, max(1, lowest)), dt.date(first, number, min(highest, end.day)))


def is_edtf(text: str) -> bool:
    """Whether ``parse_edtf`` reads it."""
    try:
        parse_edtf(text)
    except RecordError:
        return False
    return True


def is_approximate(text: str) -> bool:
    """Whether an EDTF text says "about": ``~``, or ``%`` (about and uncertain)."""
    return "~" in text or "%" in text


def _single(start: dt.date, end: dt.date) -> str | None:
    """One EDTF date with these bounds, if there is one."""
    if start == end:
        return start.isoformat()
    if start.day != 1 or end != month_end(end.year, end.month):
        return None
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m}"
    if start.year == end.year and (start.month, end.month) == (1, 12):
        return f"{start.year:04}"
    for number, months in SEASONS.items():
        if months == (start.month, end.month) and end.year - start.year == (number == 24):
            return f"{start.year:04}-{number}"
    if (start.month, end.month) == (1, 12) and start.year % 10 == 0 and end.year == start.year + 9:
        return f"{start.year // 10:03}X"
    return None


def _pair(start: dt.date, end: dt.date, mark: str) -> str:
    return f"{_start(start)}{mark}/{_end(end)}{mark}"


def _start(day: dt.date) -> str:
    """The shortest date whose first day this is."""
    if (day.month, day.day) == (1, 1):
        return f"{day.year:04}"
    return f"{day:%Y-%m}" if day.day == 1 else day.isoformat()


def _end(day: dt.date) -> str:
    """The shortest date whose last day this is."""
    if (day.month, day.day) == (12, 31):
        return f"{day.year:04}"
    return f"{day:%Y-%m}" if day == month_end(day.year, day.month) else day.isoformat()
