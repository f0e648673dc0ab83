"""The day of each entry of a diary or a dated log: a date of its own line, or one that opens the paragraph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import regex

from rushlight.reading.patterns import rx
from rushlight.reading.times.calendar import day
from rushlight.reading.times.english_words import FULL_MONTH, MONTHS, SHORT_MONTH
from rushlight.record import Paragraph, ParagraphRole

_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_MONTH = rf"(?P<mon>{FULL_MONTH}|{SHORT_MONTH})"
_TAIL = r"(?P<tail>\s*(?:$|[.:—–]\s|-\s|,\s(?:early |late )?(?:morning|afternoon|evening|night)\b\W{0,2}(?:$|\s)))"
HEADS = (
    rx(rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+(?P<y>20\d\d))?{_TAIL}", regex.I),
    rx(rf"{_WEEKDAY}{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>20\d\d))?{_TAIL}", regex.I),
    rx(
        r"(?:(?P<y>20\d\d)년\s?)?(?P<m>\d{1,2})월\s?(?P<d>\d{1,2})일(?:\s?\(?[월화수목금토일](?:요일)?\)?)?"
        r"(?:,?\s?(?:맑음|흐림|비|눈|새벽|아침|오전|오후|저녁|밤))?(?P<tail>\s*(?:$|[.:—–]\s|-\s))"
    ),
    rx(r"(?P<y>20\d\d)[-./]\s?(?P<m>\d{1,2})[-./]\s?(?P<d>\d{1,2})\.?(?P<tail>\s*$)"),
)
ENOUGH = 2
"""Heads that make a diary of a text."""


def diary_days(text: str, paragraphs: Sequence[Paragraph], published: dt.date | None) -> dict[int, dt.date]:
    """For each paragraph start from the first dated entry on, the day of its entry; empty when the text is no diary.

    A year left out is that of the entry before, otherwise the last one before publication. Entries must go forward.
    """
    out: dict[int, dt.date] = {}
    heads, current = 0, None
    for p in paragraphs:
        found = _head(text, p, current, published) if p.role is not ParagraphRole.CAPTION else None
        if found and (current is None or found >= current):
            heads, current = heads + 1, found
        elif found:
            return {}
        if current:
            out[p.start] = current
    return out if heads >= ENOUGH else {}


def _head(text: str, p: Paragraph, last: dt.date | None, published: dt.date | None) -> dt.date | None:
    line = text[p.start : p.end]
    m = next((m for head in HEADS if (m := head.match(line))), None)
    if m is None:
        return None
    g = m.groupdict()
    month = MONTHS[g["mon"][:3].lower()] if g.get("mon") else int(g["m"])
    if g.get("y"):
        return day(int(g["y"]), month, int(g["d"]))
    years = [last.year, last.year + 1] if last else [published.year, published.year - 1] if published else []
    dates = [d for year in years if (d := day(year, month, int(g["d"])))]
    return next((d for d in dates if (d >= last if last else published is not None and d <= published)), None)
