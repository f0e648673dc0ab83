"""The English time rules."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from rushlight.reading.numerals import english_number
from rushlight.reading.times import calendar as cal
from rushlight.reading.times.infer import day_of_month, is_day, moved, year_of
from rushlight.reading.times.resolve import Found, Rule, State
from rushlight.record import Interval, TimeAnchor

MONTHS = {m[:3]: n for n, m in enumerate("january february march april may june july august september october november december".split(), 1)}
WEEKDAYS = {d[:3]: n for n, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
HOLIDAYS = {
    "day of the sun": (4, 15), "day of the shining star": (2, 16), "christmas day": (12, 25), "christmas": (12, 25), "christmas eve": (12, 24),
    "new year's day": (1, 1), "new year's eve": (12, 31), "party foundation day": (10, 10), "may day": (5, 1),
}  # fmt: skip
FULL_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
M = rf"(?:{FULL_MONTH}|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
Y = r"(?:19|20)\d\d"
D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
W = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
S = r"(?:spring|summer|autumn|fall|winter)"
PART = r"(?:early|mid|late|the (?:beginning|start|middle|end|first half|second half|first days|last days) of|(?:beginning|end) of)"
NUM = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|twenty-\w+|thirty-\w+)"
UNIT = r"(?:day|week|month|year)s?"
DAYTIME = r"(?:morning|afternoon|evening|night|noon|midnight|dawn|midday|eve)"
FEW = r"(?:a few|several|some|a couple of|many|a number of|countless|a handful of)"
PREP = r"(?:on|in|by|at|during|over|of|from|as of|as early as|as late as|until|till|up to|around|about|on or about|on or around|circa|sometime in|throughout|dated|towards?)"
LEAD = rf"(?:{PREP}\s+)?(?:the\s+)?"
TIMED = rf"(?:(?:the )?(?:early |late )?(?:{DAYTIME}|early hours|small hours) of\s+)?"
APPROX = re.compile(r"^(?:on or (?:about|around)|around|about|circa)\b|\b(?:around|about) the\b", re.I)
I = re.IGNORECASE


def _month(word: str) -> int:
    return MONTHS[word[:3].lower()]


def _part(word: str | None) -> str | None:
    if not word:
        return None
    low = word.lower()
    return "early" if re.search(r"early|beginning|start|first days", low) else "mid" if "mid" in low else "half1" if "first half" in low else "half2" if "second half" in low else "late"


def _day(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _sure(m: re.Match[str]) -> bool:
    return bool(APPROX.search(m[0]))


def _full(m: re.Match[str], s: State) -> Found | None:
    date = cal.day(int(m["y"]), _month(m["m"]), _day(m["d"]))
    return Found("en.date", cal.one(date), TimeAnchor.ABSOLUTE, _sure(m), explicit=True) if date else None


def _numeric(m: re.Match[str], s: State) -> Found | None:
    g = m.groupdict()
    if g.get("y2"):
        day_, month_ = int(m["a"]), int(m["b"])
        if month_ > 12:
            day_, month_ = month_, day_
        date = cal.day(int(m["y2"]), month_, day_) if month_ <= 12 else None
    else:
        date = cal.day(int(m["y"]), int(m["mo"]), int(m["d"]))
    return Found("en.numeric", cal.one(date), TimeAnchor.ABSOLUTE, explicit=True) if date else None


def _day_month(m: re.Match[str], s: State) -> Found | None:
    month, number = _month(m["m"]), _day(m["d"])
    year = year_of(month, number, s)
    date = cal.day(year[0], month, number) if year else None
    if year is None:
        return Found("en.day_month")
    return Found("en.day_month", cal.one(date), year[1], _sure(m)) if date else None


def _range_days(m: re.Match[str], s: State) -> Found | None:
    g = m.groupdict()
    second = _month(g["m2"])
    first = _month(g["m1"]) if g.get("m1") else second
    year = (int(g["y"]), TimeAnchor.ABSOLUTE) if g.get("y") else year_of(second, _day(g["d2"]), s)
    if year is None:
        return Found("en.range")
    a = cal.day(int(g["y1"]) if g.get("y1") else year[0] - (first > second), first, _day(g["d1"]))
    b = cal.day(year[0], second, _day(g["d2"]))
    return Found("en.range", Interval(a, b), year[1], explicit=bool(g.get("y"))) if a and b and a <= b else None


def _range_months(m: re.Match[str], s: State) -> Found | None:
    first, second = _month(m["m1"]), _month(m["m2"])
    year = (int(m["y"]), TimeAnchor.ABSOLUTE) if m["y"] else year_of(second, None, s)
    if year is None:
        return Found("en.range_months")
    start = int(m["y1"]) if m["y1"] else year[0] - (first > second)
    a, b = cal.month(start, first), cal.month(year[0], second)
    return Found("en.range_months", Interval(a.earliest, b.latest), year[1], explicit=bool(m["y"]))


def _range_years(m: re.Match[str], s: State) -> Found | None:
    a = int(m["y1"])
    b = int(m["y2"]) if len(m["y2"]) == 4 else a // 100 * 100 + int(m["y2"])
    return Found("en.range_years", Interval(dt.date(a, 1, 1), dt.date(b, 12, 31)), TimeAnchor.ABSOLUTE) if a < b else None


def _range_ordinals(m: re.Match[str], s: State) -> Found | None:
    b = day_of_month(_day(m["d2"]), s)
    a = cal.day(b[0].year, b[0].month, _day(m["d1"])) if b else None
    if b is None or a is None:
        return Found("en.range_ordinals")
    return Found("en.range_ordinals", Interval(a, b[0]), b[1]) if a <= b[0] else None


def _month_year(m: re.Match[str], s: State) -> Found | None:
    return Found("en.month_year", cal.month(int(m["y"]), _month(m["m"]), _part(m["part"])), TimeAnchor.ABSOLUTE, _sure(m), explicit=True)


def _month_rel(m: re.Match[str], s: State) -> Found | None:
    """in April this year, in March last year, March of this year."""
    if s.now is None:
        return Found("en.month_rel")
    shift = {"this": 0, "last": -1, "next": 1, "the same": 0, "that same": 0, "that": 0, "the following": 1, "the next": 1, "the previous": -1}[m["rel"].lower()]
    base = s.now.year
    if m["rel"].lower().split()[0] in ("the", "that"):
        if s.year is None:
            return Found("en.month_rel")
        base = s.year
    return Found("en.month_rel", cal.month(base + shift, _month(m["m"]), _part(m["part"])), s.by, explicit=True)


def _month_alone(m: re.Match[str], s: State) -> Found | None:
    month = _month(m["m"])
    if m["m"].lower() in ("may", "march") and m["m"][0].islower() and not m["prep"]:
        return None
    part = _part(m["part"])
    lead = (m["prep"] or "").lower()
    if lead.endswith("last") and s.now:
        year: tuple[int, TimeAnchor] | None = (s.now.year - (month >= s.now.month), s.by)
    elif lead.endswith("next"):
        return Found("en.month_next", other=True, moves=False)
    else:
        year = year_of(month, None, s)
    if year is None:
        return Found("en.month")
    return Found("en.month", cal.month(year[0], month, part), year[1], _sure(m))


NUMBERED = re.compile(
    r"\b(?:Resolution|Room|No\.?|Article|Decree|Law|Order|Flat|Apartment|Route|Case|Document|Form|Cell|Unit|Camp|Branch|Document|File|Interview|Witness)\s+$", I
)


def _year(m: re.Match[str], s: State) -> Found | None:
    if not m["prep"] and NUMBERED.search(s.text[max(0, m.start() - 14) : m.start("y")]):
        return None
    return Found("en.year", cal.year(int(m["y"]), _part(m["part"])), TimeAnchor.ABSOLUTE, _sure(m), moves=bool(m["prep"]))


def _season_year(m: re.Match[str], s: State) -> Found | None:
    return Found("en.season_year", cal.season_of(int(m["y"]), _season(m["s"]), _part(m["part"])), TimeAnchor.ABSOLUTE, explicit=True)


def _season(word: str) -> str:
    return "autumn" if word.lower() == "fall" else word.lower()


def _season_rel(m: re.Match[str], s: State) -> Found | None:
    """last autumn: the last one that has begun before now, and is not the present one."""
    if s.now is None:
        return Found("en.season_rel")
    name, rel = _season(m["s"]), m["rel"].lower()
    for year in (s.now.year, s.now.year - 1, s.now.year - 2):
        span = cal.season_of(year, name, _part(m["part"]))
        if rel == "this" and span.earliest and span.earliest <= s.now:
            return Found("en.season_rel", span, s.by)
        if rel in ("last", "past", "the past", "the previous") and span.latest and span.latest < s.now:
            return Found("en.season_rel", span, s.by)
    return Found("en.season_rel", moves=False)


def _decade(m: re.Match[str], s: State) -> Found | None:
    return Found("en.decade", cal.decade(int(m["y"]), _part(m["part"])), TimeAnchor.ABSOLUTE)


def _weekday(m: re.Match[str], s: State) -> Found | None:
    if s.now is None:
        return Found("en.weekday")
    if m["before"] and is_day(s.anchor) and s.anchor and s.anchor.earliest:
        return Found("en.weekday", cal.one(cal.last_weekday(s.anchor.earliest, WEEKDAYS[m["w"][:3].lower()], True)), TimeAnchor.EVENT)
    if (m["rel"] or "").lower() == "next":
        return Found("en.weekday_next", moves=False)
    date = cal.last_weekday(s.now, WEEKDAYS[m["w"][:3].lower()], strictly=bool(m["rel"]) or bool(m["before"]))
    return Found("en.weekday", cal.one(date), s.by)


def _ordinal_day(m: re.Match[str], s: State) -> Found | None:
    number = _day(m["d"])
    found = day_of_month(number, s)
    return Found("en.ordinal_day", cal.one(found[0]) if found else None, found[1] if found else TimeAnchor.NONE, _sure(m))


def _holiday(m: re.Match[str], s: State) -> Found | None:
    month, number = HOLIDAYS[re.sub(r"’", "'", m["h"].lower())]
    year = (int(m["y"]), TimeAnchor.ABSOLUTE) if m["y"] else year_of(month, number, s)
    date = cal.day(year[0], month, number) if year else None
    return Found("en.holiday", cal.one(date) if date else None, year[1] if year else TimeAnchor.NONE, explicit=bool(m["y"]))


def _days_rel(m: re.Match[str], s: State) -> Found | None:
    if s.now is None:
        return Found("en.day_rel")
    word = re.sub(r"\s+", " ", m["w"].lower())
    back = 2 if "before yesterday" in word else 1 if word in ("yesterday", "last night", "last evening") or word.startswith("yesterday") else 0
    return Found("en.day_rel", cal.one(s.now - dt.timedelta(days=back)), s.by)


def _unit_rel(m: re.Match[str], s: State) -> Found | None:
    """last month, late last year, earlier this week."""
    rel, unit, part = m["rel"].lower(), m["unit"].lower(), _part(m["part"])
    if s.now is None or rel in ("next", "the coming"):
        return Found("en.unit_rel", moves=s.now is None and rel != "next")
    back = {"last": 1, "the past": 1, "this": 0, "the current": 0, "the previous": 1}[rel]
    if m["part"] and m["part"].lower().startswith("earlier"):
        part = None
    if unit == "week":
        interval = cal.week_of(s.now, -back)
    elif unit == "month":
        first = cal.add_months(s.now.replace(day=1), -back)
        interval = cal.month(first.year, first.month, part)
    else:
        interval = cal.year(s.now.year - back, part)
    return Found("en.unit_rel", interval, s.by)


def _ago(m: re.Match[str], s: State) -> Found | None:
    count = english_number(m["n"])
    if s.now is None or count is None or not 0 < count < 200:
        return Found("en.ago", moves=False)
    number, unit = int(count), m["unit"].lower().rstrip("s")
    date = cal.shift(s.now, -number, unit)
    interval = {"day": cal.one(date), "week": cal.week_of(date), "month": cal.month(date.year, date.month), "year": cal.year(date.year)}[unit]
    return Found("en.ago", interval, s.by)


def _later(m: re.Match[str], s: State) -> Found | None:
    """Two days later, four weeks earlier, after six days; after his arrest on the 15th when the day follows."""
    count = english_number(m["n"])
    unit = m["unit"].lower().rstrip("s")
    if count is None or count > 200:
        return Found("en.later")
    sign = -1 if re.search(r"earlier|before|prior|previously", m["dir"] or "", re.I) else 1
    base, by = s.anchor, TimeAnchor.EVENT
    own = _date_behind(m, s) if (m["dir"] or "").lower() in ("after", "before") else None
    if own is not None:
        base = own
    shadow = own or s.shadow
    if base is not None and is_day(base):
        return Found("en.later", moved(base, sign * int(count), unit), by)
    alternatives = (moved(shadow, sign * int(count), unit),) if shadow else ()
    return Found("en.later", None, by if shadow else TimeAnchor.NONE, alternatives=alternatives)


_BEHIND = re.compile(
    rf"(?:\s+[\w’'-]+){{0,8}}?\s+(?:on|in|of)\s+(?:the\s+)?(?:(?P<d>{D})\s+(?:of\s+)?(?P<m>{M})\s*,?\s*(?P<y>{Y})?|(?P<m2>{M})\s+(?P<d2>{D})(?!\d),?\s*(?P<y2>{Y})?|(?P<o>\d{{1,2}}(?:st|nd|rd|th))\b|"
    rf"(?P<m3>{FULL_MONTH})\s*(?P<y3>{Y})?)",
    I,
)


def _date_behind(m: re.Match[str], s: State) -> Interval | None:
    found = _BEHIND.match(s.text, m.end())
    if not found or re.search(r"[.;!?]", found[0][: found[0].rfind(" ")].replace("Jan.", "")):
        return None
    if found["o"]:
        date = day_of_month(_day(found["o"]), s)
        return cal.one(date[0]) if date else None
    month = _month(found["m"] or found["m2"] or found["m3"])
    written = found["y"] or found["y2"] or found["y3"]
    number = found["d"] or found["d2"]
    year = int(written) if written else (year_of(month, _day(number) if number else None, s) or (None,))[0]
    if year is None:
        return None
    if number is None:
        return cal.month(year, month)
    exact = cal.day(year, month, _day(number))
    return cal.one(exact) if exact else None


def _next_unit(m: re.Match[str], s: State) -> Found | None:
    """the next day, the following year, the same week, that month, counted from the time named before."""
    rel, unit = m["rel"].lower(), m["unit"].lower()
    step = 1 if re.search(r"next|following|after", rel) else -1 if re.search(r"previous|before|preceding", rel) else 0
    base = s.anchor
    if unit in ("day", "morning", "afternoon", "evening", "night"):
        if base is not None and is_day(base):
            return Found("en.next_unit", moved(base, step, "day"), TimeAnchor.EVENT)
        shadow = base or s.shadow
        return Found("en.next_unit", None, TimeAnchor.EVENT if shadow else TimeAnchor.NONE, alternatives=(shadow,) if shadow else ())
    if base is None or base.earliest is None or base.latest is None:
        return Found("en.next_unit")
    return Found("en.next_unit", _unit_of(base, unit, step), TimeAnchor.EVENT)


def _unit_of(base: Interval, unit: str, step: int) -> Interval | None:
    start, end = base.earliest, base.latest
    assert start and end
    if unit == "year":
        return cal.year(start.year + step) if start.year == end.year else None
    if unit == "month":
        if (start.year, start.month) != (end.year, end.month):
            return None
        first = cal.add_months(start.replace(day=1), step)
        return cal.month(first.year, first.month)
    if unit == "week":
        return cal.week_of(start, step) if start == end else None
    name = _season(unit)
    if start.year != end.year:
        return None
    return cal.season_of(start.year + max(step, 0), name)


def _since(read: Callable[[re.Match[str], State], Found | None]) -> Callable[[re.Match[str], State], Found | None]:
    """since X: from the start of X to publication; X itself and an open end are what others may read."""

    def since(m: re.Match[str], s: State) -> Found | None:
        found = read(m, s)
        if found is None or found.interval is None or found.interval.earliest is None:
            return found
        start = found.interval.earliest
        found.alternatives = (found.interval, Interval(start, None)) if s.published else (found.interval,)
        found.interval, found.rule = Interval(start, s.now), found.rule + ".since"
        found.explicit = False
        return found

    return since


def _before(read: Callable[[re.Match[str], State], Found | None]) -> Callable[[re.Match[str], State], Found | None]:
    """before X: until the day before X begins."""

    def before(m: re.Match[str], s: State) -> Found | None:
        found = read(m, s)
        if found is None or found.interval is None or found.interval.earliest is None:
            return found
        inner = found.interval
        found.alternatives = (Interval(None, inner.latest), Interval(None, inner.earliest), inner)
        found.interval = Interval(None, inner.earliest - dt.timedelta(days=1)) if inner.earliest else None
        found.rule, found.moves, found.explicit = found.rule + ".before", False, False
        return found

    return before


def _vague(m: re.Match[str], s: State) -> Found | None:
    return Found("en.vague", moves=False)


def _vague_step(m: re.Match[str], s: State) -> Found | None:
    """A later point that nothing fixes: what follows cannot count from it."""
    return Found("en.vague_step")


SENTENCE = re.compile(
    r"(?:sentence[sd]?|given|gave|got|get|gets|term|terms|imprison\w*|jail(?:ed)?|prison|camp|labou?r|suspended|serv(?:e|ed|ing)|faces?|facing|handed|of|as|to|and|lashes)\s+(?:\w+\s+){0,4}?$", re.I
)
NOT_DURATION = re.compile(r"\s*(?:-old|old\b|pregnant|in (?:a |the )?(?:prison|jail|camp|re-?education|labou?r|custody)|imprisonment|of (?:re-?education|labou?r|hard|prison|her|his|their|my|wages|pension|imprisonment|jail|age|salary|forced)|every\b|a (?:week|month|year|day)\b|per\b|younger|older|later|ago|before|after|earlier|['’]|prior|each|probation|house arrest|and a half old)", re.I)


def _duration(m: re.Match[str], s: State) -> Found | None:
    """for 40 days, three hours: how long, not when. Lengths of a sentence, ages and frequencies are no times."""
    prep, unit = (m["prep"] or "").lower().strip(), m["unit"].lower()
    tail = s.text[m.end() : m.end() + 24]
    head = s.text[max(0, m.start() - 60) : m.start()]
    if NOT_DURATION.match(tail) or re.search(r"\b(?:every|each|per|aged?|than)\s+$", head, re.I):
        return None
    long_unit = unit.rstrip("s") in ("year", "month", "week", "day")
    if long_unit and re.search(r"\b(?:sentenced?|sentencing|jailed|imprisoned|condemned|terms?)\b[^.;]*$", head, re.I):
        return None
    if not prep and (unit.startswith("year") or re.match(r"an?\s", m[0], I)):
        return None
    if not prep and long_unit and SENTENCE.search(head):
        return None
    return Found("en.duration", other=True, moves=False)


def _ordinal_unit(m: re.Match[str], s: State) -> Found | None:
    return Found("en.ordinal_unit")


def _season_alone(m: re.Match[str], s: State) -> Found | None:
    if m["s"].lower() == "fall" and not m["prep"]:
        return None
    return Found("en.season", moves=bool(re.search(r"\bthe\b", m[0])))


_FULL = rf"(?:{W},?\s+)?(?:the\s+)?(?P<d>{D})(?:\s+of)?\s+(?P<m>{M}),?\s+(?P<y>{Y})\b"
_FULL_US = rf"(?:{W},?\s+)?(?P<m>{M})\s+(?P<d>{D}),?\s+(?P<y>{Y})\b"
_DM = rf"(?:{W},?\s+)?(?:the\s+)?(?P<d>{D})(?:\s+of)?\s+(?P<m>{M})(?![\w])"
_MD = rf"(?:{W},?\s+)?(?P<m>{M})\s+(?P<d>{D})(?![\w:]|,\d|\s*(?:percent|per cent|%))"
_MY = rf"(?P<part>{PART}[\s-]+)?(?P<m>{M}),?\s+(?:of\s+)?(?P<y>{Y})\b"
_M = rf"(?P<part>{PART}[\s-]+)?(?P<m>{FULL_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)"
_YEAR = rf"(?P<part>{PART}[\s-]+)?(?<![\w/.,$€£-])(?P<y>{Y})(?![\w/-]|[.,]\d|\s*(?:yuan|won|dollars?|people|households|families|persons|kyats?|rials?|pesos?|RMB|USD|euros?|km|metres|meters|%))"
_SY = rf"(?P<part>{PART}[\s-]+)?(?:the\s+)?(?P<s>{S})(?:\s+of)?,?\s+(?P<y>{Y})\b"
_LEADS = rf"\b(?:{PREP}\s+)?{TIMED}"


def _rule(name: str, pattern: str, read: Callable[[re.Match[str], State], Found | None], rank: int = 5) -> Rule:
    return Rule(name, re.compile(pattern, I), read, rank)


def _with_since(name: str, core: str, read: Callable[[re.Match[str], State], Found | None]) -> list[Rule]:
    gap = r"(?:(?:[\w’'-]+\s+){1,6}?(?:on|in)\s+)?"
    return [
        _rule(f"{name}.since", rf"\b(?:ever since|since|from)\s+{gap}(?:the\s+)?{core}(?=\s+on(?:wards?)?\b)?|\bas of\s+(?:the\s+)?{core.replace('?P<', '?P<z')}(?!)", _since(read), 3)
        if False
        else _rule(f"{name}.since", rf"\b(?:ever since|since)\s+{gap}(?:the\s+)?{core}|(?!)", _since(read), 3),
        _rule(f"{name}.before", rf"\b(?:before|prior to)\s+(?:the\s+)?{core}", _before(read), 3),
    ]


RULES: tuple[Rule, ...] = (
    _rule("date", rf"{_LEADS}{_FULL}", _full),
    _rule("date.us", rf"{_LEADS}{_FULL_US}", _full),
    _rule("numeric", rf"(?<![\d./-])(?P<y>{Y})[-./](?P<mo>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?![\d/])", _numeric),
    _rule("numeric.dmy", rf"(?<![\d./-])(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<y2>{Y})(?!\d)", _numeric),
    _rule("range", rf"\b(?:between|from)\s+(?:the\s+)?(?P<d1>{D})(?:\s+of)?(?:\s+(?P<m1>{M}))?(?:\s+(?P<y1>{Y}))?\s+(?:and|to|until|through)\s+(?:the\s+)?(?P<d2>{D})(?:\s+of)?\s+(?P<m2>{M})(?:,?\s+(?P<y>{Y}))?", _range_days, 1),
    _rule("range.us", rf"\b(?:between|from)\s+(?P<m1>{M})\s+(?P<d1>{D})(?:,?\s+(?P<y1>{Y}))?\s+(?:and|to|until|through)\s+(?P<m2>{M})\s+(?P<d2>{D})(?:,?\s+(?P<y>{Y}))?", _range_days, 1),
    _rule("range.dash", rf"\b(?:on\s+|from\s+)?(?P<d1>{D})\s?[-–—]\s?(?P<d2>{D})\s+(?P<m2>{M})(?:,?\s+(?P<y>{Y}))?", _range_days, 1),
    _rule("range.dash.us", rf"\b(?:on\s+|from\s+)?(?P<m2>{M})\s+(?P<d1>{D})\s?[-–—]\s?(?P<d2>{D})(?:,?\s+(?P<y>{Y}))?(?!\w)", _range_days, 1),
    _rule("range.months", rf"\b(?:(?:between|from)\s+)?(?P<m1>{FULL_MONTH})(?:\s+(?P<y1>{Y}))?\s*(?:and|to|until|through|[-–—])\s*(?P<m2>{FULL_MONTH})(?:,?\s+(?P<y>{Y}))?(?!\s?\d)", lambda m, s: _range_months(m, s) if m["y"] or re.match(r"between|from", m[0], I) or re.search(r"[-–—]|to|through|until", m[0]) else None, 2),
    _rule("range.years", rf"(?:\b(?:between|from)\s+)?(?<![\w/.,$-])(?P<y1>{Y})\s?(?:[-–—]|\s(?:to|and|until|through)\s)\s?(?P<y2>{Y}|\d\d)(?![\w/-]|[.,]\d)", lambda m, s: _range_years(m, s) if " and " not in m[0] or re.match("between", m[0], I) else None, 1),
    _rule("range.ordinals", r"\b(?:between|from)\s+the\s+(?P<d1>\d{1,2}(?:st|nd|rd|th))\s+(?:and|to|until|through)\s+the\s+(?P<d2>\d{1,2}(?:st|nd|rd|th))\b(?!\s+of\b)", _range_ordinals, 1),
    *_with_since("date", _FULL, _full), *_with_since("date.us", _FULL_US, _full), *_with_since("day_month", _DM, _day_month), *_with_since("month_day", _MD, _day_month),
    *_with_since("month_year", _MY, _month_year), *_with_since("season_year", _SY, _season_year),
    *_with_since("month", rf"(?P<prep>)(?:last\s+)?{_M}", _month_alone), *_with_since("year", rf"(?P<prep>){_YEAR}", _year),
    *_with_since("season_rel", rf"(?P<part>{PART}[\s-]+)?(?P<rel>last|this)\s+(?P<s>{S})\b", _season_rel),
    *_with_since("unit_rel", rf"(?P<part>{PART}[\s-]+)?(?P<rel>last|this)\s+(?P<unit>week|month|year)\b", _unit_rel),
    *_with_since("weekday", rf"(?P<rel>last\s+)?(?P<w>{W})\b(?P<before>)", _weekday),
    *_with_since("ordinal", r"the\s+(?P<d>\d{1,2}(?:st|nd|rd|th))\b(?!\s+(?:of|floor|century|division|time|day))", _ordinal_day),
    *_with_since("yesterday", r"(?P<w>yesterday)\b", _days_rel),
    _rule("day_month", rf"{_LEADS}{_DM}", _day_month),
    _rule("month_day", rf"{_LEADS}{_MD}", _day_month),
    _rule("month_year", rf"\b(?:{PREP}\s+)?{_MY}", _month_year),
    _rule("month_rel", rf"\b(?:{PREP}\s+)?{_M}\s+(?:of\s+)?(?P<rel>this|last|next|the same|that same|that|the following|the next|the previous)\s+year\b", _month_rel),
    _rule("month", rf"\b(?P<prep>(?:in|since|by|until|till|from|during|last|this|next|of|around|about|before|after|throughout|through|for)\s+(?:this\s+|last\s+)?){_M}", _month_alone, 6),
    _rule("month.part", rf"\b(?P<prep>)(?P<part>(?:early|mid|late)[\s-]+)(?P<m>{FULL_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)", _month_alone, 6),
    _rule("year", rf"\b(?P<prep>{PREP}\s+)?{_YEAR}", _year, 7),
    _rule("season_year", rf"\b(?:{PREP}\s+)?(?:the\s+)?{_SY}", _season_year),
    _rule("season_rel", rf"\b(?:{PREP}\s+)?(?P<part>{PART}[\s-]+)?(?P<rel>last|this|the past|past|next|the coming|the previous)\s+(?P<s>{S})\b", _season_rel),
    _rule("season", rf"\b(?P<prep>(?:in|during|by|until|till|over|through|throughout)\s+)(?:the\s+)?(?:early |late )?(?P<s>{S})\b(?!\s+of\s+\w+ee)", _season_alone, 8),
    _rule("seasons", rf"\b(?:for\s+)?(?:{NUM}|{FEW})\s+(?:springs|summers|autumns|winters|harvests)\b", _vague, 6),
    _rule("decade", rf"\b(?:{PREP}\s+)?(?:the\s+)?(?P<part>{PART}[\s-]+)?(?P<y>(?:19|20)\d0)s\b", _decade, 4),
    _rule("weekday", rf"\b(?:(?:on|by|until|from|since)\s+)?(?:(?:late|early)\s+(?:on\s+)?)?(?:the\s+)?(?:(?:{DAYTIME})\s+of\s+)?(?P<rel>(?:last|this past|next)\s+)?(?P<w>{W})(?:\s+(?:{DAYTIME}))?\b(?P<before>\s+before(?:\s+that)?)?", _weekday, 6),
    _rule("ordinal_day", rf"\b(?:{PREP}\s+)?(?:the\s+)?(?:(?:{DAYTIME}|early hours)\s+of\s+)?the\s+(?P<d>(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th))\b(?=\s*(?:$|[.,;:)!?—–“”\"'’-]|(?:and|or|but|to|they|he|she|the|a|an|of (?:this|last|that|the same) month|bc|because|when|as|at|by|in|with|for|after|that|who|which|state|officers?|agents?|security|police|it|we|I|said|citing|was|were|had|is|local|two|three|several|some)\b))(?!\s+(?:and\s+\d+(?:st|nd|rd|th)\s+(?:floor|century)))(?!\s+(?:floor|century|division|time|day|anniversary|brigade|district))", _ordinal_day, 6),
    _rule("holiday", rf"\b(?:{PREP}\s+)?(?:the\s+)?(?P<h>{'|'.join(sorted((h.replace(chr(39), '[’' + chr(39) + ']') for h in HOLIDAYS), key=len, reverse=True))})(?:\s+\(\s*\d{{1,2}}\s+{M}\s*\)|\s+\({M}\s+\d{{1,2}}\))?(?:(?:\s+(?:in|of))?,?\s+(?P<y>{Y}))?", _holiday, 4),
    _rule("day_rel", rf"\b(?P<w>the day before yesterday|yesterday(?:\s+(?:{DAYTIME}))?|last night|last evening|today|tonight|this (?:morning|afternoon|evening))\b", _days_rel, 5),
    _rule("unit_rel", rf"\b(?:{PREP}\s+)?(?P<part>(?:early|mid|late|earlier|later|{PART})[\s-]+(?:in\s+)?)?(?P<rel>last|this|next|the past|the current|the previous|the coming)\s+(?P<unit>week|month|year)\b(?!\s+of\s+(?:a|his|her|their|high|school|college|univ)|s)", lambda m, s: _vague(m, s) if m["rel"].lower().startswith("the") else _unit_rel(m, s), 5),
    _rule("ago", rf"\b(?:about|around|some|nearly|almost|over|more than)?\s*\b(?P<n>{NUM})\s+(?P<unit>{UNIT})\s+ago\b", _ago, 4),
    _rule("ago.vague", rf"\b(?:(?:{FEW}|many|long|not (?:so |very |that )?long|(?:two|three) or \w+|\w+ to \w+)\s+)?(?:(?:hours?|days?|weeks?|months?|years?|decades?|moments?)\s+)?ago\b|\blong ago\b|\bthe other day\b|\bonce upon a time\b", _vague, 6),
    _rule("later", rf"\b(?:about|around|some|nearly|almost|only|just)?\s*\b(?P<n>{NUM})\s+(?P<unit>{UNIT})\s+(?P<dir>later|after|earlier|before|prior|afterwards?|previously)\b(?:\s+(?:that|this|the|his|her|their|being)\b(?:\s+(?!on\b|in\b|of\b)[\w’']+)?)?", lambda m, s: _later(_short(m, s), s), 4),
    _rule("later.after", rf"\b(?P<dir>after|within)\s+(?:about\s+|some\s+)?(?P<n>{NUM})\s+(?P<unit>days|weeks|day|week|months?)\b(?!\s+(?:of|in)\b)", lambda m, s: _later(m, s) if m["dir"].lower() == "after" else _vague(m, s), 4),
    _rule("later.vague", rf"\b(?:(?:{FEW}|(?:two|three) or \w+)\s+)?(?:minutes|hours|days|weeks|months|years)\s+(?:later|after(?:wards?)?|earlier|before)\b|\b(?:shortly|soon|right|immediately|long)\s+(?:after(?:wards?)?|before)\b(?=\s*[.,;]|\s+that\b|\s+this\b)|\b(?:at (?:a|some) later (?:date|time|point)|a (?:little|short) while later|some time later|later on)\b", _vague_step, 5),
    _rule("next_unit", rf"\b(?:on|in|during|by|until|over|later|early|late)?\s*\b(?P<rel>the very next|the next|the following|the very same|the same|that same|that very|the previous|the preceding|that)\s+(?P<unit>day|morning|afternoon|evening|night|week|month|year|{S})\b(?!s)", lambda m, s: _next_unit(m, s), 5),
    _rule("day_after", r"\b(?P<rel>the (?P<unit>day|night|morning|week|month|year) (?:after|before))\b(?!\s+yesterday)", _next_unit, 5),
    _rule("part_of_day", rf"\bthat (?P<unit>{S})\b(?P<rel>)", _next_unit, 6),
    _rule("ordinal_unit", rf"\b(?:on|in|during|by|for|from|after|until)\s+(?:the|her|his|their|my|our|its)\s+(?:very\s+)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|twentieth|\d+(?:st|nd|rd|th))\s+(?:day|night|morning|evening|week|month|year|{S}|session|summer)\b(?:\s+of\s+(?:the\s+|her\s+|his\s+|their\s+)?(?!(?:a|school|university|college)\b)\w+)?", lambda m, s: Found("en.ordinal_unit", other=m[0].lower().startswith("for"), moves=not m[0].lower().startswith("for")), 4),
    _rule("ordinal_bare", r"\bon the (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|twentieth)\b(?!\s+(?:floor|row|line|page|attempt|time|visit|try|charge|count))", _ordinal_unit, 6),
    _rule("duration", rf"\b(?P<prep>(?:for|over|during|in|within|after|throughout|lasted|lasting|of|another)\s+)?(?:(?:the|a) (?:first|whole|entire|full|next|past|last)\s+)?(?:(?:more than|at least|about|abt\.?|around|nearly|almost|over|up to|another|some|only|a further|barely)\s+)?(?:between\s+{NUM}\s+and\s+)?(?:{NUM}(?:\s?(?:-|–|to|or)\s?{NUM})?|{FEW}|half an?|long|whole|entire)\s+(?:(?:whole|long|full|more|straight|consecutive|further|and a half)\s+)?(?P<unit>minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|{S}s)\b(?:\s+(?:straight|on end|in a row|running|in total))?", _duration, 7),
    _rule("duration.after_that", rf"\bfor\s+{NUM}\s+{UNIT}\s+(?:after|before)\s+(?:that|this|which)\b", _vague_step, 3),
    _rule("duration.first", r"\bfor the (?:first|whole|entire|next|last|past) (?:few )?(?:days?|weeks?|months?|years?|night|winter|summer)\b|\bfor (?:days|weeks|months|years|hours|decades)\b(?! on end)|\bfor (?:days|weeks|months|years|hours) on end\b|\b(?:all|through the|throughout the|the whole|the entire) (?:night|day|week|month|year|winter|summer|time)\b|\bovernight\b|\b(?:day and night|night and day|round the clock)\b|\bfor a (?:long )?(?:time|while)\b|\bfor (?:long|ages|good)\b|\bfor the time being\b|\bfor now\b", lambda m, s: Found("en.duration", other=True, moves=False), 6),
    _rule("recent", r"\b(?:in|over|during|for|of)\s+(?:the\s+)?(?:recent|past|last|coming|previous)\s+(?:few\s+|several\s+|couple of\s+|two\s+|three\s+|four\s+|five\s+|six\s+|ten\s+|\d+\s+)?(?:days|weeks|months|years|decades|times)\b", _vague, 4),
    _rule("vague", r"\b(?:more |most |until |till |just |as )?(?:recently|lately|nowadays|presently|currently)\b|\b(?:these|those) (?:days|years|months|weeks)\b|\bof late\b|\b(?:until|till|up to|as of|right|by|from|even|just|for)?\s*now\b(?! that)|\bat (?:present|the moment|the time(?: of (?:writing|publication|the interview))?|that (?:time|point|moment))\b|\b(?:previously|formerly|earlier)\b(?!\s+(?:than|this|that|in|on))|\bin the meantime\b|\bmeanwhile\b|\bso far\b|\bto date\b|\bto this day\b|\b(?:ever )?since (?:then|that(?: (?:day|time|night))?)\b|\bfrom (?:then|that (?:day|time|moment|point)|now) on(?:wards?)?\b|\bback then\b|\bby then\b|\buntil then\b|\b(?:than )?ever before\b|\b(?:unlike|as|than) before\b|\bbefore(?=\s*[.;!?](?:\s|$))|\bever since\b(?=\s*[.,;])|\b(?:in|for) the (?:future|past)\b|\bin future\b|\b(?:the|their|his|her|my|our|its) past(?=\s+[a-z]+(?:s|ions?)\b)|(?<=\btheir )past\b|(?<=\bhis )past\b|(?<=\bher )past\b|\bfuture(?=\s+[a-z])|\brecent(?=\s+[a-z])|(?<=\bhave )long\b|(?<=\bhas )long\b|(?<=\bhad )long\b", _vague, 8),
)  # fmt: skip


def _short(m: re.Match[str], s: State) -> re.Match[str]:
    """Cut back to "N days after", so that a date behind it is seen and read on its own."""
    again = re.compile(rf"(?P<n>{NUM})\s+(?P<unit>{UNIT})\s+(?P<dir>later|after|earlier|before|prior|afterwards?|previously)\b", I).search(s.text, m.start(), m.end())
    return again or m
