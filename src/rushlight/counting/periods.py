"""Calendar periods: a date that spans several is shown as such, never split between them or guessed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from rushlight.codebook.words import figure_words, word
from rushlight.record import TimeExpr, TimeExtent, TimeUse

Grain = Literal["day", "month", "quarter", "half_year", "year"]
Kind = Literal["in", "about", "between", "throughout", "from", "until", "undated"]
MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Where a statement falls on the calendar at one grain.

    ``in`` one period (``first``); ``about`` a day; ``between`` two periods; ``throughout`` them, where the
    text says every day; ``from`` or ``until`` one with the other end open; ``undated``. ``first`` and
    ``last`` are the first days of the periods.
    """

    kind: Kind
    grain: Grain
    first: dt.date | None = None
    last: dt.date | None = None

    def order(self) -> tuple[bool, dt.date, dt.date, str]:
        """Sort key: by first day, undated last."""
        first = self.first or self.last or dt.date.max
        return (self.kind == "undated", first, self.last or dt.date.max, self.kind)

    def label(self, lang: str = "en") -> str:
        """Plain words, such as "between 2025-03 and 2025-05, not datable to one month"."""
        if self.kind == "undated":
            return figure_words("not_dated", lang)
        a, b = (_label(day, self.grain, lang) if day else "" for day in (self.first, self.last))
        if self.kind == "in":
            return a
        return figure_words(self.kind, lang).format(a=a, b=b, grain=word("grain", self.grain, lang))


def start_of(day: dt.date, grain: Grain) -> dt.date:
    """The first day of the period that holds ``day``."""
    if grain == "day":
        return day
    months = MONTHS[grain]
    return dt.date(day.year, (day.month - 1) // months * months + 1, 1)


def period_of(time: TimeExpr | None, grain: Grain) -> Period:
    """The period a time falls in. Dates that speak of something else than the event date nothing."""
    if time is None or not time.resolved or time.applies_to is TimeUse.OTHER:
        return Period("undated", grain)
    spans = [(time.earliest, time.latest), *((i.earliest, i.latest) for i in time.alternatives)]
    starts, ends = ([s for s, _ in spans], [e for _, e in spans])
    first = None if None in starts else start_of(min(d for d in starts if d), grain)
    last = None if None in ends else start_of(max(d for d in ends if d), grain)
    return _placed(first, last, time, grain)


def _placed(first: dt.date | None, last: dt.date | None, time: TimeExpr, grain: Grain) -> Period:
    if first is None or last is None:
        kind: Kind = "from" if first else "until" if last else "undated"
        return Period(kind, grain, first, last)
    if first == last:
        return Period("about" if grain == "day" and time.approximate else "in", grain, first, last)
    every_day = time.extent is TimeExtent.PRECISE and not time.alternatives
    return Period("throughout" if every_day else "between", grain, first, last)


def _label(day: dt.date, grain: Grain, lang: str) -> str:
    term = f"{grain}_{1 if day.month < 7 else 2}" if grain == "half_year" else grain
    parts = {"iso": day.isoformat(), "y": day.year, "m": day.month, "mm": f"{day.month:02}", "d": day.day}
    return word("period_label", term, lang).format(**parts, q=(day.month + 2) // 3)
