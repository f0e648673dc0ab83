"""The days an EDTF date may mean: Level 0 and the parts of Level 1 that reports need.

Library of Congress, Extended Date/Time Format (ISO 8601-2:2019): year, month, day, season 21-24,
unspecified digits (``199X``, ``2025-05-XX``), qualifiers ``?``, ``~``, ``%``, and ``A/B`` with an
open end (``..``). The edtf package is not used: it widens ``2019-03~`` by a year and refuses
``2019-03-1X`` (measured in design/CORROBORATION.md 2.2).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_DATE = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d{2}|XX)(?:-(?P<d>\d[\dX]|XX))?)?(?P<q>[?~%])?")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""First month of each season; winter belongs to the year it begins in."""


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day a date may mean, both included; a missing bound is open."""

    earliest: dt.date | None
    latest: dt.date | None
    approximate: bool = False


def edtf_days(text: str) -> Days | None:
    """The days ``text`` may mean, or None where it is no EDTF date that we read."""
    try:
        return _interval(text) if "/" in text else _single(text)
    except ValueError:
        return None


def _interval(text: str) -> Days | None:
    left, _, right = text.partition("/")
    first = Days(None, None) if left in ("", "..") else _single(left)
    last = Days(None, None) if right in ("", "..") else _single(right)
    if first is None or last is None or not (first.earliest or last.latest):
        return None
    if first.earliest and last.latest and first.earliest > last.latest:
        return None
    return Days(first.earliest, last.latest, first.approximate or last.approximate)


def _single(text: str) -> Days | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = found["y"], found["m"], found["d"]
    approximate = found["q"] in ("~", "%")
    if "X" in year:
        if month:
            return None
        return Days(dt.date(int(year.replace("X", "0")), 1, 1), dt.date(int(year.replace("X", "9")), 12, 31), approximate)
    first, last = _month_days(int(year), month)
    if day and "X" not in day:
        first = last = first.replace(day=int(day))
    elif day and day != "XX":
        tens = int(day[0]) * 10
        last = first.replace(day=min(tens + 9, last.day))
        first = first.replace(day=max(tens, 1))
    return Days(first, last, approximate)


def _month_days(year: int, month: str | None) -> tuple[dt.date, dt.date]:
    if month is None or month == "XX":
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    number = int(month)
    if number in _SEASONS:
        start = _SEASONS[number]
        ends_year, ends = (year + 1, 2) if start == 12 else (year, start + 2)
        return dt.date(year, start, 1), dt.date(ends_year, ends, calendar.monthrange(ends_year, ends)[1])
    return dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])
