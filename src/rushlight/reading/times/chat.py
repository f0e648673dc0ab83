"""The day of each message of a chat export: from day heads, dated heads, or midnight passing between clock times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import regex

from rushlight.reading.patterns import rx
from rushlight.reading.times.calendar import day
from rushlight.reading.times.english_words import MONTHS
from rushlight.record import DocumentKind, Paragraph

_CLOCK = rx(
    r"(?:\[[^\]\n\d][^\]\n]{0,23}\]\s?|\[?\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}[.,]?\s|20\d\d년\s?\d{1,2}월\s?\d{1,2}일,?\s)?"
    r"\[?(?:(?P<ko>오전|오후)\s?)?(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2})?\s?(?P<ap>[ap]\.?m\.?)?\]?",
    regex.I,
)
"""A message's clock time, behind its sender in brackets or its date."""
_DATES = (
    rx(r"(?P<y>20\d\d)\s?[-./년]\s?(?P<m>\d{1,2})\s?[-./월]\s?(?P<d>\d{1,2})"),
    rx(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s?(?:[-–&]|and|to)\s?\d{1,2})?\s(?P<mon>[A-Z][a-z]{2})[a-z]*\.?,?\s(?P<y>20\d\d)"),
    rx(r"(?P<mon>[A-Z][a-z]{2})[a-z]*\.?\s(?P<d>\d{1,2})(?:\s?(?:[-–&]|and|to)\s?\d{1,2})?,?\s(?P<y>20\d\d)"),
    rx(r"\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:20)?\d\d)\b"),
)


def message_days(
    text: str, paragraphs: Sequence[Paragraph], published: dt.date | None, kind: DocumentKind
) -> dict[int, dt.date]:
    """For each paragraph start of a chat, the day it was written; empty when the text is no chat."""
    heads = [(p.start, _CLOCK.match(text, p.start, p.end), _date(text, p, published)) for p in paragraphs]
    clocks = sum(1 for _, clock, _ in heads if clock)
    if clocks < 2 or (kind not in (DocumentKind.MESSAGE, DocumentKind.PUBLICATION) and clocks < 3):
        return {}
    first = next((d for _, _, d in heads if d), None)
    return _walk(heads, first or _backwards(heads, published))


def _walk(heads: list[tuple[int, regex.Match[str] | None, dt.date | None]], current: dt.date | None) -> dict[int, dt.date]:
    out: dict[int, dt.date] = {}
    minutes, opened = -1, False
    for start, clock, date in heads:
        opened = opened or clock is not None
        if date and (current is None or date >= current or not opened):
            current, minutes = date, -1
        if clock:
            at = _minutes(clock)
            if at < minutes and current:
                current += dt.timedelta(days=1)
            minutes = at
        if current:
            out[start] = current
    return out


def _backwards(heads: list[tuple[int, regex.Match[str] | None, dt.date | None]], published: dt.date | None) -> dt.date | None:
    """The last message was written on the day of publication at the latest."""
    if published is None:
        return None
    times = [_minutes(c) for _, c, _ in heads if c]
    return published - dt.timedelta(days=sum(b < a for a, b in pairwise(times)))


def _minutes(clock: regex.Match[str]) -> int:
    hour = int(clock["h"]) % 24
    half = (clock["ap"] or "")[:1].lower()
    if (half == "p" or clock["ko"] == "오후") and hour < 12:
        hour += 12
    return hour * 60 + int(clock["m"])


_DAY_LINES = (
    rx(r"\W*(?:[A-Za-z]{3,9},?\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)?\s(?P<mon>[A-Z][a-z]{2})[a-z]*\.?\W*$"),
    rx(r"\W*(?:[A-Za-z]{3,9},?\s+)?(?P<mon>[A-Z][a-z]{2})[a-z]*\.?\s(?P<d>\d{1,2})(?:st|nd|rd|th)?\W*$"),
    rx(r"\W*(?P<m>\d{1,2})월\s?(?P<d>\d{1,2})일(?:\s?\(?[월화수목금토일](?:요일)?\)?)?\W*$"),
)
"""Lines of their own that say a day without its year."""


def _day_line(line: str, published: dt.date | None) -> dt.date | None:
    """The last such day before publication."""
    m = next((m for pattern in _DAY_LINES if (m := pattern.match(line))), None) if len(line) < 40 else None
    if m is None or published is None:
        return None
    g = m.groupdict()
    month = MONTHS.get(g["mon"].lower()) if g.get("mon") else int(g["m"])
    dates = [day(year, month, int(m["d"])) for year in (published.year, published.year - 1)] if month else []
    return next((d for d in dates if d and d <= published), None)


def _date(text: str, paragraph: Paragraph, published: dt.date | None) -> dt.date | None:
    """A full date at the head of a short paragraph, or a line that only says the day."""
    alone = _day_line(text[paragraph.start : paragraph.end], published)
    if alone:
        return alone
    head = text[paragraph.start : min(paragraph.end, paragraph.start + 60)]
    for pattern in _DATES:
        m = pattern.search(head)
        if m:
            g = m.groupdict()
            month = MONTHS.get(g["mon"].lower()) if g.get("mon") else int(g["m"])
            year = int(g["y"]) + (2000 if len(g["y"]) == 2 else 0)
            return day(year, month, int(g["d"])) if month else None
    return None
