"""What each English time rule reads from its match: the days, and what they were counted from."""

from __future__ import annotations

import datetime as dt

import regex

from rushlight.reading.numerals import english_number
from rushlight.reading.patterns import rx
from rushlight.reading.times import calendar as cal
from rushlight.reading.times.english_words import (
    APPROX,
    HOLIDAYS,
    MONTHS,
    NTH_DAYS,
    WEEKDAYS,
    D,
    M,
    Y,
)
from rushlight.reading.times.infer import day_of_month, is_day, year_of
from rushlight.reading.times.resolve import Found, State
from rushlight.record import Interval, TimeAnchor


def month_number(word: str) -> int:
    return MONTHS[word[:3].lower()]


def part_of(word: str | None) -> str | None:
    if not word:
        return None
    low = word.lower()
    return (
        "early"
        if rx(r"early|beginning|start|first days").search(low)
        else "mid"
        if "mid" in low
        else "half1"
        if "first half" in low
        else "half2"
        if "second half" in low
        else "late"
    )


def day_number(word: str) -> int:
    return int(rx(r"\D").sub("", word))


def is_rough(m: regex.Match[str]) -> bool:
    return bool(APPROX.search(m[0]))


def read_full(m: regex.Match[str], s: State) -> Found | None:
    date = cal.day(int(m["y"]), month_number(m["m"]), day_number(m["d"]))
    return Found("en.date", cal.one(date), TimeAnchor.ABSOLUTE, is_rough(m), explicit=True) if date else None


def read_numeric(m: regex.Match[str], s: State) -> Found | None:
    g = m.groupdict()
    if g.get("y2"):
        day_, month_ = int(m["a"]), int(m["b"])
        if month_ > 12:
            day_, month_ = month_, day_
        date = cal.day(int(m["y2"]), month_, day_) if month_ <= 12 else None
        if date and s.published and date > s.published and day_ <= 12:  # not yet come: the month stands first
            date = cal.day(int(m["y2"]), day_, month_)
    else:
        date = cal.day(int(m["y"]), int(m["mo"]), int(m["d"]))
    return Found("en.numeric", cal.one(date), TimeAnchor.ABSOLUTE, explicit=True) if date else None


def read_day_month(m: regex.Match[str], s: State) -> Found | None:
    month, number = month_number(m["m"]), day_number(m["d"])
    rel = m.groupdict().get("rel")
    year = _listed_year(m, s) or year_of(month, number, s)
    if year and year[1] is s.by and _ordered(m, s):
        return Found("en.day_month", moves=False)
    if rel:
        year = (s.now.year - (rel == "last"), s.by) if s.now else None
    if year is None:
        return Found("en.day_month")
    date = cal.day(year[0], month, number)
    return Found("en.day_month", cal.one(date), year[1], is_rough(m)) if date else None


def read_range_days(m: regex.Match[str], s: State) -> Found | None:
    g = m.groupdict()
    second = month_number(g["m2"])
    first = month_number(g["m1"]) if g.get("m1") else second
    year = (int(g["y"]), TimeAnchor.ABSOLUTE) if g.get("y") else year_of(second, day_number(g["d2"]), s)
    if year is None:
        return Found("en.range")
    a = cal.day(int(g["y1"]) if g.get("y1") else year[0] - (first > second), first, day_number(g["d1"]))
    b = cal.day(year[0], second, day_number(g["d2"]))
    return Found("en.range", Interval(a, b), year[1], explicit=bool(g.get("y"))) if a and b and a <= b else None


def read_range_months(m: regex.Match[str], s: State) -> Found | None:
    first, second = month_number(m["m1"]), month_number(m["m2"])
    year = (int(m["y"]), TimeAnchor.ABSOLUTE) if m["y"] else year_of(second, None, s)
    if year is None:
        return Found("en.range_months")
    start = int(m["y1"]) if m["y1"] else year[0] - (first > second)
    a, b = cal.month(start, first), cal.month(year[0], second)
    return Found("en.range_months", Interval(a.earliest, b.latest), year[1], explicit=bool(m["y"]))


def read_range_years(m: regex.Match[str], s: State) -> Found | None:
    a = int(m["y1"])
    b = int(m["y2"]) if len(m["y2"]) == 4 else a // 100 * 100 + int(m["y2"])
    return Found("en.range_years", Interval(dt.date(a, 1, 1), dt.date(b, 12, 31)), TimeAnchor.ABSOLUTE) if a < b else None


def read_range_ordinals(m: regex.Match[str], s: State) -> Found | None:
    b = day_of_month(day_number(m["d2"]), s)
    a = cal.day(b[0].year, b[0].month, day_number(m["d1"])) if b else None
    if b is None or a is None:
        return Found("en.range_ordinals")
    return Found("en.range_ordinals", Interval(a, b[0]), b[1]) if a <= b[0] else None


def read_month_year(m: regex.Match[str], s: State) -> Found | None:
    return Found(
        "en.month_year",
        cal.month(int(m["y"]), month_number(m["m"]), part_of(m["part"])),
        TimeAnchor.ABSOLUTE,
        is_rough(m),
        explicit=True,
    )


def read_spelled_day(m: regex.Match[str], s: State) -> Found | None:
    """on the fifth of March (2024)."""
    month, number = month_number(m["m"]), NTH_DAYS[m["nth"]]
    year = (int(m["y"]), TimeAnchor.ABSOLUTE) if m["y"] else year_of(month, number, s)
    date = cal.day(year[0], month, number) if year else None
    if year is None:
        return Found("en.spelled_day")
    return Found("en.spelled_day", cal.one(date), year[1], explicit=bool(m["y"])) if date else None


def read_week_of_day(m: regex.Match[str], s: State) -> Found | None:
    """the week of 3 March: Monday to Sunday."""
    found = read_day_month(m, s)
    if found is None or found.interval is None or found.interval.earliest is None:
        return found
    return Found("en.week_of_day", cal.week_of(found.interval.earliest), found.anchor)


def read_quarter(m: regex.Match[str], s: State) -> Found | None:
    """the third quarter of 2024."""
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[m["nth"]]
    year = int(m["y"]) if m["y"] else (s.now.year - (m["rel"] == "last") if s.now else None)
    if year is None:
        return Found("en.quarter")
    first, last = cal.month(year, 3 * number - 2), cal.month(year, 3 * number)
    return Found("en.quarter", Interval(first.earliest, last.latest), TimeAnchor.ABSOLUTE if m["y"] else s.by)


def read_quarter_short(m: regex.Match[str], s: State) -> Found | None:
    """Q3 2024, H1 2024."""
    size, number = (3 if m["q"][0].lower() == "q" else 6), int(m["q"][1])
    if size * number > 12:
        return None
    first, last = cal.month(int(m["y"]), size * (number - 1) + 1), cal.month(int(m["y"]), size * number)
    return Found("en.quarter", Interval(first.earliest, last.latest), TimeAnchor.ABSOLUTE, explicit=True)


def read_short_year(m: regex.Match[str], s: State) -> Found | None:
    """8 Mar '24, late Mar '24."""
    g = m.groupdict()
    year = 2000 + int(m["yy"]) - (100 if int(m["yy"]) > 60 else 0)
    if g.get("d"):
        date = cal.day(year, month_number(m["m"]), day_number(m["d"]))
        return Found("en.date", cal.one(date), TimeAnchor.ABSOLUTE, explicit=True) if date else None
    month = cal.month(year, month_number(m["m"]), part_of(m["part"]))
    return Found("en.month_year", month, TimeAnchor.ABSOLUTE, explicit=True)


_LISTED = rx(rf"(?:\s*,?\s*(?:and|or|,|to)?\s*(?:{D}\s+)?{M}(?:\s+{D}(?!\d))?){{1,3}},?\s+({Y})\b", regex.IGNORECASE)


def _listed_year(m: regex.Match[str], s: State) -> tuple[int, TimeAnchor] | None:
    """In April, May and June 2024 the year stands once, at the end."""
    found = _LISTED.match(s.text, m.end())
    return (int(found[1]), TimeAnchor.ABSOLUTE) if found else None


def read_month_rel(m: regex.Match[str], s: State) -> Found | None:
    """in April this year, in March last year, March of this year."""
    shift = {
        "this": 0,
        "last": -1,
        "next": 1,
        "the same": 0,
        "that same": 0,
        "that": 0,
        "the following": 1,
        "the next": 1,
        "the previous": -1,
    }[m["rel"].lower()]
    told = m["rel"].lower().split()[0] in ("the", "that")
    base = s.year if told else s.now.year if s.now else None
    if base is None:
        return Found("en.month_rel")
    month = cal.month(base + shift, month_number(m["m"]), part_of(m["part"]))
    return Found("en.month_rel", month, TimeAnchor.EVENT if told else s.by, explicit=True)


def read_month_alone(m: regex.Match[str], s: State) -> Found | None:
    month = month_number(m["m"])
    if m["m"] in ("may", "march") and not m["prep"] and s.text[m.start("m")].islower():
        return None
    part = part_of(m["part"])
    lead = (m["prep"] or "").lower()
    if lead.strip().endswith("last") and s.now:
        year: tuple[int, TimeAnchor] | None = (s.now.year - (month >= s.now.month), s.by)
    elif lead.strip().endswith("next"):
        return Found("en.month_next", other=True, moves=False)
    else:
        year = _listed_year(m, s) or year_of(month, None, s)
    if year is None:
        return Found("en.month")
    return Found("en.month", cal.month(year[0], month, part), year[1], is_rough(m))


NUMBERED = rx(
    r"\b(?:Resolution|Room|No\.?|Article|Decree|Law|Order|Flat|Apartment|Route|Case|Document|Form|Cell|Unit|Camp|Branch|"
    r"Document|File|Interview|Witness)\s+$",
    regex.IGNORECASE,
)


SUM = rx(r"\b(?:want\w*|ask(?:s|ed)? for|paid|pa(?:y|ys|ying)|demand\w*|gave (?:him|her|them)|costs?|lent|owe\w*)\s+$", regex.I)
"""They wanted 2000 from her: money, no year."""


def read_year(m: regex.Match[str], s: State) -> Found | None:
    if not m["prep"] and SUM.search(s.text[max(0, m.start() - 20) : m.start("y")]):
        return None
    if not m["prep"] and NUMBERED.search(s.text[max(0, m.start() - 14) : m.start("y")]):
        return None
    return Found("en.year", cal.year(int(m["y"]), part_of(m["part"])), TimeAnchor.ABSOLUTE, is_rough(m), moves=bool(m["prep"]))


def read_season_year(m: regex.Match[str], s: State) -> Found | None:
    return Found(
        "en.season_year",
        cal.season_of(int(m["y"]), season_name(m["s"]), part_of(m["part"])),
        TimeAnchor.ABSOLUTE,
        explicit=True,
    )


def season_name(word: str) -> str:
    return "autumn" if word.lower() == "fall" else word.lower()


def read_season_rel(m: regex.Match[str], s: State) -> Found | None:
    """last autumn: the last one that has begun before now, and is not the present one."""
    if s.now is None:
        return Found("en.season_rel")
    name, rel = season_name(m["s"]), m["rel"].lower()
    for year in (s.now.year, s.now.year - 1, s.now.year - 2):
        span = cal.season_of(year, name, part_of(m["part"]))
        if rel == "this" and span.earliest and span.earliest <= s.now:
            return Found("en.season_rel", span, s.by)
        if rel in ("last", "past", "the past", "the previous") and span.latest and span.latest < s.now:
            return Found("en.season_rel", span, s.by)
    return Found("en.season_rel", moves=False)


def read_decade(m: regex.Match[str], s: State) -> Found | None:
    return Found("en.decade", cal.decade(int(m["y"]), part_of(m["part"])), TimeAnchor.ABSOLUTE)


DECADE_WORDS = {"sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}


def read_decade_words(m: regex.Match[str], s: State) -> Found | None:
    """the late nineties, the '80s."""
    first = DECADE_WORDS[m["w"].lower()] if m["w"] else 1900 + int(m["yy"])
    return Found("en.decade", cal.decade(first, part_of(m["part"])), TimeAnchor.ABSOLUTE)


GATHERING = rx(r"\s+(?:gatherings|prayers?|meetings|markets?|sermons?|services|mass|classes|school|visits|lessons)\b")


def read_weekday(m: regex.Match[str], s: State) -> Found | None:
    head = s.text[max(0, m.start("w") - 8) : m.start("w")].lower()
    before = s.text[max(0, m.start("w") - 16) : m.start("w")].lower()
    if (
        rx(r"\b(?:every|each)\s+(?:other\s+|second\s+|third\s+|first\s+|last\s+)?$").search(before)
        or s.text[m.end("w") : m.end("w") + 1] == "s"
    ):
        return None
    if rx(r"\bthe\s+$").search(head) and GATHERING.match(s.text, m.end("w")):
        return None  # the Friday prayers: which, not when
    if s.now is None or rx(r"\ba\s+$").search(head):
        return Found("en.weekday")
    if m["before"] and is_day(s.anchor) and s.anchor and s.anchor.earliest:
        return Found(
            "en.weekday", cal.one(cal.last_weekday(s.anchor.earliest, WEEKDAYS[m["w"][:3].lower()], True)), TimeAnchor.EVENT
        )
    if (m["rel"] or "").lower() == "next" or _to_come(m, s):
        return Found("en.weekday_next", moves=False)
    date = cal.last_weekday(s.now, WEEKDAYS[m["w"][:3].lower()], strictly=bool(m["rel"]) or bool(m["before"]))
    return Found("en.weekday", cal.one(date), s.by)


_COMING = rx(
    r"(?:\b(?:will|won['’]t|shall|going to|['’]ll|due|expected|scheduled|deadline|until then)\b|"
    r"\b(?:has|have|had|got|given|gave (?:him|her|them|us|me))\s+(?:until|till|by)\b|"
    r"(?:^|[.!?:;“\"«‘—-]\s?)(?:(?:and|so|now|then|please|just)\s)?(?:bring|come|pay|report|go|be|meet|have|send|get|"
    r"call|show)\b)[^.!?;]*$",
    regex.I,
)


_ORDERED = rx(r"\b(?:will|shall) (?:\w+ ){1,8}?(?:from|by|until|before|on|as of)?\s*$", regex.I)


def _ordered(m: regex.Match[str], s: State) -> bool:
    """will have to declare it from 1 May: not the first of May that has been."""
    head = rx(r"[.!?;]\s").split(s.text[max(0, m.start() - 60) : m.start()])[-1]
    return _ORDERED.search(head + m[0][: m[0].find(m["d"])]) is not None


def _to_come(m: regex.Match[str], s: State) -> bool:
    """An order or a forecast: "bring it on Wednesday" is no past Wednesday."""
    told = m.start("w")
    return not m["rel"] and _COMING.search(s.text[max(0, told - 60) : told]) is not None


def read_weekday_told(m: regex.Match[str], s: State) -> Found | None:
    """The following Monday, that Saturday: from the day named before; unresolved without one."""
    base, rel = s.anchor, m["rel"].lower()
    if base is None or not is_day(base) or base.earliest is None:
        return Found("en.weekday", alternatives=(base,) if base else ())
    wanted = WEEKDAYS[m["w"][:3].lower()]
    if "previous" in rel or "preceding" in rel:
        return Found("en.weekday", cal.one(cal.last_weekday(base.earliest, wanted, True)), TimeAnchor.EVENT)
    ahead = (wanted - base.earliest.weekday()) % 7 or (0 if "that" in rel else 7)
    return Found("en.weekday", cal.one(base.earliest + dt.timedelta(days=ahead)), TimeAnchor.EVENT)


def read_weekend(m: regex.Match[str], s: State) -> Found | None:
    """last weekend: the last Saturday and Sunday that are over."""
    if s.now is None:
        return Found("en.weekend")
    sunday = cal.last_weekday(s.now, 6, True)
    return Found("en.weekend", Interval(sunday - dt.timedelta(days=1), sunday), s.by)


def read_ordinal_day(m: regex.Match[str], s: State) -> Found | None:
    number = day_number(m["d"])
    found = day_of_month(number, s)
    return Found("en.ordinal_day", cal.one(found[0]) if found else None, found[1] if found else TimeAnchor.NONE, is_rough(m))


def read_holiday(m: regex.Match[str], s: State) -> Found | None:
    month, number = HOLIDAYS[rx(r"’").sub("'", m["h"].lower())]
    year = (int(m["y"]), TimeAnchor.ABSOLUTE) if m["y"] else year_of(month, number, s)
    date = cal.day(year[0], month, number) if year else None
    return Found("en.holiday", cal.one(date) if date else None, year[1] if year else TimeAnchor.NONE, explicit=bool(m["y"]))


def read_days_rel(m: regex.Match[str], s: State) -> Found | None:
    if s.now is None:
        return Found("en.day_rel")
    word = rx(r"\s+").sub(" ", m["w"].lower())
    if word == "tomorrow":
        told = s.by is TimeAnchor.UTTERANCE  # a message's; elsewhere it is no day of what happened
        return Found("en.day_rel", cal.one(s.now + dt.timedelta(days=1)), s.by, moves=False) if told else None
    back = (
        2
        if "before yesterday" in word
        else 1
        if word in ("yesterday", "last night", "last nite", "last evening") or word.startswith("yesterday")
        else 0
    )
    return Found("en.day_rel", cal.one(s.now - dt.timedelta(days=back)), s.by)


def read_unit_rel(m: regex.Match[str], s: State) -> Found | None:
    """last month, late last year, earlier this week."""
    rel, unit, part = m["rel"].lower(), m["unit"].lower(), part_of(m["part"])
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


def read_ago(m: regex.Match[str], s: State) -> Found | None:
    count = english_number(m["n"])
    if s.now is None or count is None or not 0 < count < 200:
        return Found("en.ago", moves=False)
    number, unit = int(count), m["unit"].lower().rstrip("s")
    if unit == "fortnight":
        number, unit = 2 * number, "week"
    date = cal.shift(s.now, -number, unit)
    interval = {
        "day": cal.one(date),
        "week": cal.week_of(date),
        "month": cal.month(date.year, date.month),
        "year": cal.year(date.year),
    }[unit]
    return Found("en.ago", interval, s.by)


def read_week_of_month(m: regex.Match[str], s: State) -> Found | None:
    """The first week of March: days 1-7, 8-14, 15-21; the last seven days."""
    month = month_number(m["m"])
    year = (int(m["y"]), TimeAnchor.ABSOLUTE) if m["y"] else year_of(month, None, s)
    if year is None:
        return Found("en.week_of_month")
    span = cal.week_of_month(year[0], month, {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(m["nth"], -1))
    return Found("en.week_of_month", span, year[1], explicit=bool(m["y"]))
