"""Years and months that the words leave out (docs/model.md: the last one before publication, or the year named before)."""

from __future__ import annotations

import datetime as dt

from rushlight.reading.times import calendar as cal
from rushlight.reading.times.resolve import State
from rushlight.record import Interval, TimeAnchor


def carried(month: int, state: State) -> int | None:
    """The year that a full date in the same paragraph lends to a later date without one; stories move forward."""
    named = state.explicit
    if named is None or named.earliest is None:
        return None
    year = named.earliest.year + (month < named.earliest.month - 3)
    return year if state.now is None or dt.date(year, month, 1) <= state.now else None


def year_of(month: int, day: int | None, state: State) -> tuple[int, TimeAnchor] | None:
    """The year of a month or day without one, and what it was counted from; None when nothing is known."""
    year = carried(month, state)
    if year is not None:
        return year, TimeAnchor.EVENT
    if state.now is not None:
        past = (month, day or 1) <= (state.now.month, state.now.day)
        return state.now.year - (not past), state.by
    if state.year is not None:
        return state.year, TimeAnchor.EVENT
    return None


def day_of_month(number: int, state: State) -> tuple[dt.date, TimeAnchor] | None:
    """The day of "the 8th": in the month named just before with its year, or the last one before publication."""
    if state.explicit and state.explicit.earliest:
        date = cal.day(state.explicit.earliest.year, state.explicit.earliest.month, number)
        if date and (state.now is None or date <= state.now):
            return date, TimeAnchor.EVENT
    if state.now is not None:
        for back in range(3):
            first = cal.add_months(state.now.replace(day=1), -back)
            date = cal.day(first.year, first.month, number)
            if date and date <= state.now:
                return date, state.by
        return None
    if state.month is not None:
        date = cal.day(*state.month, number)
        return (date, TimeAnchor.EVENT) if date else None
    return None


def last_season(name: str, state: State) -> Interval | None:
    """A season without its year: the last one that has begun before now."""
    for year in (state.now.year, state.now.year - 1) if state.now else ():
        span = cal.season_of(year, name)
        if state.now and span.earliest and span.earliest <= state.now:
            return span
    return None


def is_day(interval: Interval | None) -> bool:
    return interval is not None and interval.earliest is not None and interval.earliest == interval.latest


def moved(interval: Interval, count: int, unit: str) -> Interval:
    """The interval some units on; open ends stay open."""
    return Interval(
        cal.shift(interval.earliest, count, unit) if interval.earliest else None,
        cal.shift(interval.latest, count, unit) if interval.latest else None,
    )


def open_until(start: dt.date, now: dt.date | None) -> Interval | None:
    """From a day to now, with an open end where now is unknown; None for what is still to come."""
    return None if now is not None and start > now else Interval(start, now)
