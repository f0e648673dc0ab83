"""Whole dates as pages print them. A date without its year is no date here."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from rushlight.tables import load_table

_NUMERIC = r"(?P<y>(?:19|20)\d\d)\s?[-./年년]\s?(?P<m>\d{1,2})\s?[-./月월]\s?(?P<d>\d{1,2})(?!\d)\s?[日일]?"
_DAY_FIRST = r"(?<!\d)(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>(?:19|20)\d\d)(?!\d)"
_AFTER_YEAR = re.compile(r"T?\s*\d{1,2}:\d\d")


@dataclass(frozen=True, slots=True)
class FoundDate:
    start: int
    end: int
    day: dt.date


@cache
def _months() -> dict[str, int]:
    """Month names, in lower case, to their numbers."""
    table = load_table("intake")["months"]
    return {name: i for names in table.values() for i, name in enumerate(names, 1) if name}


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or its abbreviation, None for another word."""
    return _months().get(name.lower()) or _months().get(name.lower().rstrip("."))


@cache
def pattern() -> re.Pattern[str]:
    """Every form of a whole date: 2025.02.18, 2025년 2월 18일, 14 March 2025, March 14th, 2025, 18/02/2025."""
    name = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    ordinal = r"(?:st|nd|rd|th|er|\.)?"
    little = rf"(?<!\d)(?P<d3>\d{{1,2}}){ordinal}\s(?:of\s|de\s)?(?P<m3>{name})\b\.?,?\s(?:de\s)?(?P<y3>(?:19|20)\d\d)(?!\d)"
    big = rf"\b(?P<m4>{name})\b\.?\s(?P<d4>\d{{1,2}}){ordinal},?\s(?P<y4>(?:19|20)\d\d)(?!\d)"
    return re.compile(f"{_NUMERIC}|{_DAY_FIRST}|{little}|{big}", re.IGNORECASE)


def find_dates(text: str) -> list[FoundDate]:
    """The whole dates of a line, in order. Impossible and ambiguous ones (03/04/2025) are left out."""
    return [FoundDate(m.start(), m.end(), day) for m in pattern().finditer(text) if (day := _day(m))]


def parse_date(text: str) -> dt.date | None:
    """The first whole date of a text, such as a meta value, or None."""
    found = find_dates(text)
    return found[0].day if found else None


def _day(match: re.Match[str]) -> dt.date | None:
    g = match.groupdict()
    for mark in ("", "2", "3", "4"):
        if g["y" + mark]:
            return _date(mark, g["y" + mark], g["m" + mark], g["d" + mark])
    return None


def _date(form: str, year: str, month: str, day: str) -> dt.date | None:
    number = _months()[month.lower()] if form in ("3", "4") else int(month)
    if form == "2" and number <= 12 and int(day) <= 12 and number != int(day):
        return None  # day and month could be swapped
    if form == "2" and number > 12:
        number, day = int(day), month
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        return None
