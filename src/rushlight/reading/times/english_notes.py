"""The English rules for the short forms of field notes and chats: 30/8, last wk, sat night, same day, till dawn."""

from __future__ import annotations

import datetime as dt

import regex

from rushlight.reading.numerals import english_number
from rushlight.reading.patterns import rx
from rushlight.reading.times import calendar as cal
from rushlight.reading.times import english_steps as steps
from rushlight.reading.times.english_undated import rule
from rushlight.reading.times.english_words import DAYTIME, NUM, WEEKDAYS
from rushlight.reading.times.infer import year_of
from rushlight.reading.times.resolve import Found, Rule, State

SLASH = rx(r"\d[/.]\d")
SHORT_UNIT = rx(r"\b(?:wks?|mths?|mnths?|yrs?)\b")
SHORT_WEEKDAY = rx(r"\b(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b")
BARE = rx(r"\b(?:same|next|prev|day) ")
DARK = rx(r"dawn|noon|midnight|nightfall|daybreak|dusk|sunrise|sunset|morning|evening")
OUT = rx(r"\bover\b|\bout\b|\bended\b|rains|harvest|monsoon|thaw|frosts")
UNITS = {"w": "week", "m": "month", "y": "year"}
DAY_FIRST = rx(r"(?<![\d/.])(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/])")
MONTH_FIRST = rx(r"(?<![\d/.])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])(?![\d/])")


def read_slash(m: regex.Match[str], s: State) -> Found | None:
    """10/9: day and month in the order that the text's other dates show, otherwise the reading that lies nearer."""
    a, b = int(m["a"]), int(m["b"])
    orders = [(a, b), (b, a)]
    if DAY_FIRST.search(s.text) or "." in m[0]:
        orders = orders[:1]
    elif MONTH_FIRST.search(s.text):
        orders = orders[1:]
    dates = [d for number, month in orders if (d := _past(month, number, s))]
    if not dates:
        return None
    best = max(dates)
    return Found("en.slash", cal.one(best), s.by, alternatives=tuple(cal.one(d) for d in dates if d != best))


def _past(month: int, number: int, s: State) -> dt.date | None:
    year = year_of(month, number, s) if 1 <= month <= 12 else None
    return cal.day(year[0], month, number) if year else None


def read_short_unit(m: regex.Match[str], s: State) -> Found | None:
    """last wk, this yr."""
    back = {"last": 1, "this": 0}[m["rel"]]
    if s.now is None:
        return Found("en.unit_rel")
    unit = UNITS[m["unit"][0]]
    if unit == "week":
        return Found("en.unit_rel", cal.week_of(s.now, -back), s.by)
    if unit == "year":
        return Found("en.unit_rel", cal.year(s.now.year - back), s.by)
    first = cal.add_months(s.now.replace(day=1), -back)
    return Found("en.unit_rel", cal.month(first.year, first.month), s.by)


def read_short_step(m: regex.Match[str], s: State) -> Found | None:
    """2 wks ago counts from now; 2 wks later from an exact day only."""
    count = english_number(m["n"])
    if count is None or not 0 < count < 200:
        return None
    unit, ago = UNITS[m["unit"][0]], m["dir"] == "ago"
    base = cal.one(s.now) if ago and s.now else s.anchor
    if base is None or base.earliest is None or base.earliest != base.latest:
        return Found("en.later")
    date = cal.shift(base.earliest, -int(count) if ago else int(count), unit)
    if not ago:
        return Found("en.later", cal.one(date), s.by)
    spans = {"week": cal.week_of(date), "month": cal.month(date.year, date.month), "year": cal.year(date.year)}
    return Found("en.ago", spans[unit], s.by)


def read_short_weekday(m: regex.Match[str], s: State) -> Found | None:
    """sat night, on Tue: the last one before now."""
    if s.now is None or (m["rel"] or "").strip() == "next":
        return Found("en.weekday", moves=False)
    date = cal.last_weekday(s.now, WEEKDAYS[m["w"][:3]], strictly=bool(m["rel"]))
    return Found("en.weekday", cal.one(date), s.by)


_DATE_WORD = rx(
    r"(?:\d(?:st|nd|rd|th)?|(?:mon|tues|wednes|thurs|fri|satur|sun|yester)day|(?:january|february|"
    r"march|april|may|june|july|august|september|october|november|december))\s+$",
    regex.I,
)


def read_dark(m: regex.Match[str], s: State) -> Found | None:
    """till dawn; behind a date ("on the 4th before daybreak") it is part of that date."""
    return None if _DATE_WORD.search(s.text[max(0, m.start() - 12) : m.start()]) else steps.read_vague(m, s)


_DARK = r"(?:dawn|noon|midnight|nightfall|daybreak|dusk|sunrise|sunset|morning|evening)"
_SHORT = r"(?P<w>mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?!\.?,?\s+(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))"
NOTES: tuple[Rule, ...] = (
    rule(
        "slash",
        r"\b(?:on|by|from|until|till|of|dated|around|abt|about)\s+(?P<a>\d{1,2})(?:/(?P<b>\d{1,2}))(?![\d/%]|[.,]\d|"
        r"\s*(?:of|the|"
        r"people|families|households|men|women|votes?)\b)",
        read_slash,
        SLASH,
    ),
    rule("slash.since", r"\bsince\s+(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])", steps.since(read_slash), SLASH, rank=3),
    rule("slash.before", r"\bbefore\s+(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])", steps.before(read_slash), SLASH, rank=3),
    rule(
        "unit_rel.short",
        r"\b(?:(?:in|till|until|by|since|late|early)\s+)?(?P<rel>last|this)\s+(?P<unit>wk|mth|mnth|yr)\b",
        read_short_unit,
        SHORT_UNIT,
    ),
    rule(
        "step.short",
        rf"\b(?P<n>{NUM})\s?(?P<unit>wks?|mths?|mnths?|yrs?)\s+(?P<dir>ago|later|after)\b",
        read_short_step,
        SHORT_UNIT,
        rank=4,
    ),
    rule(
        "weekday.short",
        rf"\b(?:on|by|until|till|since)\s+(?P<rel>(?:last|next)\s+)?{_SHORT}\b(?:\s+{DAYTIME})?",
        read_short_weekday,
        SHORT_WEEKDAY,
        rank=6,
    ),
    rule(
        "weekday.short.rel",
        rf"\b(?P<rel>(?:last|this|next)\s+){_SHORT}\b(?:\s+{DAYTIME})?",
        read_short_weekday,
        SHORT_WEEKDAY,
        rank=6,
    ),
    rule(
        "weekday.short.part", rf"\b(?P<rel>){_SHORT}\.?\s+(?:{DAYTIME}|nite|eve)\b", read_short_weekday, SHORT_WEEKDAY, rank=6
    ),
    rule(
        "next_unit.bare",
        r"(?<!the )(?<!that )(?<!very )\b(?P<rel>same|next)\s+(?P<unit>day|morning|afternoon|evening|night|"
        r"morn|aft|evg|evng|eve|nite)\b(?!s|['’]s)",
        steps.read_next_unit,
        BARE,
        rank=6,
    ),
    rule(
        "day_after.bare",
        r"(?:^|(?<=[.;,(]\s))(?P<rel>(?P<unit>day|night)\s+(?:after|before))(?=\s*[,.:;]|\s+that\b)",
        steps.read_next_unit,
        BARE,
    ),
    rule(
        "dark",
        rf"\b(?:until|till|by|before|after)\s+{_DARK}\b(?!\s+(?:of|prayers?|call|shift|raid|roll)\b)",
        read_dark,
        DARK,
        rank=8,
    ),
    rule(
        "unit.out",
        r"\bbefore the (?:day|week|month|year|winter|summer) (?:was|is|were|had) (?:out|over|ended)\b",
        steps.read_vague,
        OUT,
    ),
    rule(
        "seasons.named",
        r"\b(?:since|until|till|after|before|during|in) the (?:rains|harvest|monsoon|thaw|frosts)\b",
        steps.read_vague,
        OUT,
        rank=8,
    ),
)
