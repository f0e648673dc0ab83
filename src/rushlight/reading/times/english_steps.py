"""What English rules read that count from another time, say how long, or fix nothing."""

from __future__ import annotations

import datetime as dt

import regex

from rushlight.reading.numerals import english_number
from rushlight.reading.patterns import rx
from rushlight.reading.times import calendar as cal
from rushlight.reading.times.english_read import day_number, month_number, season_name
from rushlight.reading.times.english_words import FULL_MONTH, NUM, UNIT, D, M, Y
from rushlight.reading.times.infer import day_of_month, is_day, last_season, moved, open_until, year_of
from rushlight.reading.times.resolve import Found, Reader, State
from rushlight.record import Interval, TimeAnchor


def read_later(m: regex.Match[str], s: State) -> Found | None:
    """Two days later, four weeks earlier, after six days; after his arrest on the 15th when the day follows."""
    count = english_number(m["n"])
    unit = m["unit"].lower().rstrip("s")
    if count is None or count > 200:
        return Found("en.later")
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    sign = -1 if regex.search(r"earlier|before|prior|previously", m["dir"] or "", regex.I) else 1
    base, by = s.anchor, TimeAnchor.EVENT
    own = _date_behind(m, s) if (m["dir"] or "").lower() in ("after", "before") else None
    if own is not None:
        base = own
    shadow = own or s.shadow
    if base is not None and is_day(base):
        return Found("en.later", moved(base, sign * int(count), unit), by)
    alternatives = (moved(shadow, sign * int(count), unit),) if shadow else ()
    return Found("en.later", None, by if shadow else TimeAnchor.NONE, alternatives=alternatives)


_BEHIND = rx(
    rf"(?:\s+[\w’'-]+){{0,8}}?\s+(?:on|in|of)\s+(?:the\s+)?(?:(?P<d>{D})\s+(?:of\s+)?(?P<m>{M})\s*,?\s*(?P<y>{Y})?|"
    rf"(?P<m2>{M})\s+(?P<d2>{D})(?!\d),?\s*(?P<y2>{Y})?|(?P<o>\d{{1,2}}(?:st|nd|rd|th))\b|"
    rf"(?P<m3>{FULL_MONTH})\s*(?P<y3>{Y})?)",
    regex.IGNORECASE,
)


def _date_behind(m: regex.Match[str], s: State) -> Interval | None:
    found = _BEHIND.match(s.text, m.end())
    if not found or rx(r"[.;!?]").search(found[0][: found[0].rfind(" ")].replace("Jan.", "")):
        return None
    if found["o"]:
        date = day_of_month(day_number(found["o"]), s)
        return cal.one(date[0]) if date else None
    month = month_number(found["m"] or found["m2"] or found["m3"])
    written = found["y"] or found["y2"] or found["y3"]
    number = found["d"] or found["d2"]
    year = int(written) if written else (year_of(month, day_number(number) if number else None, s) or (None,))[0]
    if year is None:
        return None
    if number is None:
        return cal.month(year, month)
    exact = cal.day(year, month, day_number(number))
    return cal.one(exact) if exact else None


DAYTIMES = frozenset(("day", "morning", "afternoon", "evening", "night", "morn", "aft", "evg", "evng", "eve", "nite"))
"""Parts of one day, short forms too."""


def read_next_unit(m: regex.Match[str], s: State) -> Found | None:
    """the next day, the following year, the same week, that month, counted from the time named before."""
    rel, unit = m["rel"].lower(), m["unit"].lower()
    step = 1 if rx(r"next|following|after").search(rel) else -1 if rx(r"previous|before|preceding").search(rel) else 0
    base = s.anchor
    if unit in DAYTIMES:
        if base is not None and is_day(base):
            return Found("en.next_unit", moved(base, step, "day"), TimeAnchor.EVENT)
        shadow = base or s.shadow
        return Found(
            "en.next_unit", None, TimeAnchor.EVENT if shadow else TimeAnchor.NONE, alternatives=(shadow,) if shadow else ()
        )
    if base is None and unit == "month" and s.month:
        base = cal.month(*s.month)
    elif base is None and unit == "year" and s.year:
        base = cal.year(s.year)
    if base is None:
        return Found("en.next_unit")
    return Found("en.next_unit", _unit_of(base, unit, step), TimeAnchor.EVENT)


def _unit_of(base: Interval, unit: str, step: int) -> Interval | None:
    start, end = base.earliest, base.latest
    if start is None or end is None:
        return None
    if unit == "year":
        return cal.year(start.year + step) if start.year == end.year else None
    if unit == "month":
        if (start.year, start.month) != (end.year, end.month):
            return None
        first = cal.add_months(start.replace(day=1), step)
        return cal.month(first.year, first.month)
    if unit == "week":
        return cal.week_of(start, step) if start == end else None
    if start.year != end.year:
        return None
    span = cal.season_of(start.year, season_name(unit))
    later = step > 0 and span.earliest is not None and span.earliest <= end
    return cal.season_of(start.year + later, season_name(unit))


def since(read: Reader) -> Reader:
    """since X: from the start of X to publication; X itself and an open end are what others may read."""

    def since(m: regex.Match[str], s: State) -> Found | None:
        found = read(m, s)
        if found is None or found.interval is None or found.interval.earliest is None:
            return found
        start = found.interval.earliest
        found.alternatives = (found.interval, Interval(start, None)) if s.published else (found.interval,)
        found.interval, found.rule = open_until(start, s.now), found.rule + ".since"
        found.explicit = False
        return found

    return since


def before(read: Reader) -> Reader:
    """before X: until the day before X begins."""

    def before(m: regex.Match[str], s: State) -> Found | None:
        found = read(m, s)
        if found is None or found.interval is None or found.interval.earliest is None:
            return found
        inner = found.interval
        found.alternatives = (Interval(None, inner.latest), Interval(None, inner.earliest), inner)
        found.interval = Interval(None, inner.earliest - dt.timedelta(days=1)) if inner.earliest else None
        found.rule, found.moves, found.explicit = found.rule + ".before", False, False
        return found

    return before


def read_vague(m: regex.Match[str], s: State) -> Found | None:
    return Found("en.vague", moves=False)


def read_vague_step(m: regex.Match[str], s: State) -> Found | None:
    """A later point that nothing fixes: what follows cannot count from it."""
    return Found("en.vague_step")


SENTENCE = rx(
    r"(?:sentence[sd]?|given|gave|got|get|gets|term|terms|imprison\w*|jail(?:ed)?|prison|camp|labou?r|suspended|serv(?:e|ed|"
    r"ing)|faces?|facing|handed|of|as|to|and|lashes)\s+(?:\w+\s+){0,4}?$",
    regex.I,
)
NOT_DURATION = rx(
    r"\s*(?:-old|old\b|along\b|pregnant|in every\b|out of\b|in (?:a |the )?(?:prison|jail|camp|re-?education|labou?r|"
    r"custody)|imprisonment|of "
    r"(?:re-?education|labou?r|hard|prison|her|his|their|my|wages|pension|imprisonment|jail|age|salary|forced)|every\b|a "
    r"(?:week|month|year|day)\b|per\b|younger|older|later|ago|before|after|earlier|['’]|prior|each|probation|house arrest|"
    r",? for (?:petty )?(?:hooliganism|disobe\w+|extremis\w*|resist\w*|"
    r"insult\w*|contempt)|"
    r"and a half old)",
    regex.I,
)


OF_AGE = rx(r"of (?:years?|yrs?)")
LASTING = rx(
    r"\b(?:period|terms?|total|space|span|course|sentence|minimum|maximum|wait|stretch|gap|absence|separation|silence|marriage)\s+$",
    regex.I,
)
"""a stretch of nine years, but a seamstress of 58 years."""
HABIT = rx(r"some (?:days|nights|weeks)\b", regex.I)
RESPITE = rx(
    r"\s*(?:[’']\s?)?(?:notice\b|to (?:leave|go|pay|clear|vacate|pack|move|quit|decide|bring|find|"
    r"raise|sell|get out)\b|and then\b)",
    regex.I,
)
"""given seven days to leave: how long, and no sentence."""


def read_duration(m: regex.Match[str], s: State) -> Found | None:
    """for 40 days, three hours: how long, not when. Lengths of a sentence, ages and frequencies are no times."""
    prep, unit = (m["prep"] or "").lower().strip(), m["unit"].lower()
    tail = s.text[m.end() : m.end() + 24]
    head = s.text[max(0, m.start() - 60) : m.start()]
    if HABIT.match(m[0]) or (OF_AGE.fullmatch(f"{prep} {unit}") and not LASTING.search(head)):
        return None
    if NOT_DURATION.match(tail) or regex.search(r"\b(?:every|each|per|aged?|than)\s+$", head, regex.I):
        return None
    if rx(r"\d[:.]$").search(s.text[max(0, m.start() - 2) : m.start()]):
        return None
    long_unit = unit.rstrip("s") in ("year", "yr", "month", "mth", "week", "wk", "day")
    if long_unit and regex.search(r"\b(?:sentenced?|sentencing|jailed|imprisoned|condemned|terms?)\b[^.;]*$", head, regex.I):
        return None
    bare = unit.startswith(("year", "yr")) or regex.match(r"an?\s(?!whole|full|entire)", m[0], regex.IGNORECASE)
    if not prep and bare:
        return None
    if not prep and long_unit and SENTENCE.search(head) and not RESPITE.match(tail):
        return None
    return Found("en.duration", other=True, moves=False)


def read_ordinal_unit(m: regex.Match[str], s: State) -> Found | None:
    """On the ninth night: counted from something that the words may not fix."""
    length = m[0].startswith("for")
    return Found("en.ordinal_unit", other=length, moves=not length)


def read_length(m: regex.Match[str], s: State) -> Found | None:
    """A length without a number."""
    return Found("en.duration", other=True, moves=False)


def read_core(m: regex.Match[str], s: State) -> Found | None:
    """Only the word in the middle is the time."""
    return Found("en.vague", moves=False, start=m.start("core"), end=m.end("core"))


def read_past(m: regex.Match[str], s: State) -> Found | None:
    """their past dealings: the possessor is no part of it."""
    found = rx(r"past|future|recent").search(m[0])
    inside = not m[0].startswith(("in ", "for ")) and found
    return Found("en.vague", moves=False, start=m.start() + found.start() if inside and found else None)


_HABIT = rx(
    r"\W*(?:and|or)\s(?:in\s)?(?:spring|summer|autumn|fall|winter)|[^.;]{0,40}\b(?:always|every|usually|never)\b|"
    r",?\s(?:it|they|we|you|one|there|(?:the|a)\s\w+)\s(?:is|are|gets?|becomes?|have|has|go|must|can|will|would)\b"
)
_HABIT_BEFORE = rx(r"\b(?:every|each|always|usually|never|mostly)\b[^.;!?]{0,30}$", regex.I)
"""What follows a season that comes round every year."""


def read_season_alone(m: regex.Match[str], s: State) -> Found | None:
    """in the summer: the last one that has begun; by autumn and what is done every winter stay unresolved."""
    if m["s"].lower() == "fall" and not m["prep"]:
        return None
    lead = (m["prep"] or "").strip().lower()
    dated = lead in ("in", "during", "over") and not _HABIT.match(s.text, m.end())
    dated = dated and not _HABIT_BEFORE.search(s.text[max(0, m.start() - 40) : m.start()])
    span = last_season(season_name(m["s"]), s) if dated else None
    return Found("en.season", span, s.by if span else TimeAnchor.NONE, moves=bool(rx(r"\bthe\b").search(m[0])))


def read_season_since(m: regex.Match[str], s: State) -> Found | None:
    """since the summer: from the last one that has begun."""
    span = last_season(season_name(m["s"]), s)
    return Found("en.season", span, s.by if span else TimeAnchor.NONE, moves=False)


def short(m: regex.Match[str], s: State) -> regex.Match[str]:
    """Cut back to "N days after", so that a date behind it is seen and read on its own."""
    again = rx(
        rf"(?P<n>{NUM})\s+(?P<unit>{UNIT})\s+(?P<dir>later|after|earlier|before|prior|afterwards?|"
        rf"previously)\b",
        regex.IGNORECASE,
    ).search(s.text, m.start(), m.end())
    return again or m
