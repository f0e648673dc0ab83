"""What each Korean time rule reads from its match."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import regex

from rushlight.reading.numerals import KO_DAYS, korean_number
from rushlight.reading.patterns import rx
from rushlight.reading.times import calendar as cal
from rushlight.reading.times.infer import day_of_month, is_day, last_season, moved, open_until, year_of
from rushlight.reading.times.korean_words import HOLIDAYS, SEASONS, WEEKDAYS, month_number
from rushlight.reading.times.resolve import Found, State
from rushlight.record import Interval, TimeAnchor


def _part(word: str | None) -> str | None:
    if not word:
        return None
    if word == "상반기":
        return "half1"
    if word == "하반기":
        return "half2"
    parts = (("초", "early"), ("상", "early"), ("중", "mid"), ("하", "late"), ("말", "late"), ("후", "late"), ("늦", "late"))
    return next((part for start, part in parts if word.startswith(start)), None)


def _base_year(word: str | None, written: str | None, s: State) -> tuple[int, TimeAnchor] | None:
    """The year stated: 2023년, 지난해, 이듬해; None when it cannot be known."""
    if written:
        return int(written), TimeAnchor.ABSOLUTE
    key = rx(r"\s").sub("", word or "")
    if key in ("그해", "같은해", "당해"):
        return (s.year, TimeAnchor.EVENT) if s.year else None
    if key in ("이듬해", "다음해"):
        return (s.year + 1, TimeAnchor.EVENT) if s.year else None
    if s.now is None:
        return None
    return s.now.year + {"지난해": -1, "작년": -1, "재작년": -2, "내년": 1}.get(key, 0), s.by


def _done(found: Found | None, m: regex.Match[str], s: State) -> Found | None:
    """Apply the particle behind: 부터 and 이후 run to publication, 이전 ends the day before."""
    if found is None:
        return None
    g = m.groupdict()
    end = rx(r"\s").sub("", g.get("end") or "")
    found.approximate = found.approximate or bool(g.get("near")) or end == "께"
    inner = found.interval
    if inner is None or inner.earliest is None:
        return found
    if end.startswith(("부터", "이후", "이래")):
        found.alternatives = (inner, Interval(inner.earliest, None)) if s.published else (inner,)
        found.interval, found.explicit = open_until(inner.earliest, s.now), False
    elif end.startswith("이전"):
        found.alternatives = (Interval(None, inner.latest), Interval(None, inner.earliest), inner)
        found.interval, found.moves, found.explicit = Interval(None, inner.earliest - dt.timedelta(days=1)), False, False
    return found


def read_ymd(m: regex.Match[str], s: State) -> Found | None:
    g = m.groupdict()
    year = _base_year(g.get("rely"), g.get("y"), s)
    if year is None:
        return Found("ko.date")
    date = cal.day(year[0], month_number(m["m"]), int(m["d"]))
    return _done(Found("ko.date", cal.one(date), year[1], explicit=True), m, s) if date else None


def read_ym(m: regex.Match[str], s: State) -> Found | None:
    g = m.groupdict()
    year = _base_year(g.get("rely"), g.get("y"), s)
    if year is None:
        return Found("ko.month")
    return _done(Found("ko.month", cal.month(year[0], month_number(m["m"]), _part(m["part"])), year[1], explicit=True), m, s)


def read_md(m: regex.Match[str], s: State) -> Found | None:
    month, number = month_number(m["m"]), int(m["d"])
    year = _past_year(month, number, m, s)
    date = cal.day(year[0], month, number) if year else None
    if year is None:
        return Found("ko.month_day")
    return _done(Found("ko.month_day", cal.one(date), year[1]), m, s) if date else None


def _past_year(month: int, number: int | None, m: regex.Match[str], s: State) -> tuple[int, TimeAnchor] | None:
    """지난 3월 counts from now even where a year was named before."""
    return year_of(month, number, replace(s, explicit=None) if m["past"] and s.now else s)


def read_month(m: regex.Match[str], s: State) -> Found | None:
    years = rx(r"\d{1,2}년\s?$").search(s.text[max(0, m.start() - 5) : m.start()])
    if years and SENTENCED.search(s.text[max(0, m.start() - 14) : m.start() - len(years[0])]):
        return None  # 징역 15년 3월
    year = _past_year(month_number(m["m"]), None, m, s)
    if year is None:
        return Found("ko.month")
    return _done(Found("ko.month", cal.month(year[0], month_number(m["m"]), _part(m["part"])), year[1]), m, s)


NOT_DAY = rx(
    r"\s?(?:만(?:에|인|이)?(?![가-힣])|만에|간(?!부)|동안|째|정도|치|분(?!위)|씩|내내|가량|여\s|이상|넘게|남짓|안에|이내|"
    r"노동|당(?:\s|\d))"
)


SENTENCED = rx(
    r"(?:구류|구금|행정구류|단련대?|노동단련|강제\s?노동|노동\s?교양|징역|금고|교화소?|노역|정직|구속|수감|형|선고|처벌로|만)\s?$"
)
"""구류 15일, 교화 5년: how long a punishment is."""


def read_day(m: regex.Match[str], s: State) -> Found | None:
    if not m["past"] and SENTENCED.search(s.text[max(0, m.start() - 8) : m.start()]):
        return None
    if not m["past"] and NOT_DAY.match(s.text, m.end("d") + (1 if s.text[m.end("d")] == "일" else 2)):
        return None
    if rx(r"\s?(?:뒤|후|전)(?=[에의부까만인\s,.]|$)").match(s.text[m.end() : m.end() + 4]) and not m["past"]:
        return None
    month = rx(r"\s").sub("", m["mon"] or "")
    if month:
        return _done(_day_of(month, int(m["d"]), s), m, s)
    listed = rx(r"일\s?(?:과|와|,|·|및|이나)\s?$").search(s.text[max(0, m.start() - 5) : m.start()])
    if listed and s.month:
        date = cal.day(*s.month, int(m["d"]))
        return _done(Found("ko.day", cal.one(date), s.by), m, s) if date else None
    state = replace(s, explicit=None) if m["past"] and s.now else s
    found = day_of_month(int(m["d"]), state)
    return _done(Found("ko.day", cal.one(found[0]), found[1]) if found else Found("ko.day"), m, s)


def _day_of(month: str, number: int, s: State) -> Found | None:
    """지난달 20일, 이달 3일, 그달 5일."""
    base = _relative_month(month, s)
    if base is None or base.earliest is None:
        return Found("ko.day")
    date = cal.day(base.earliest.year, base.earliest.month, number)
    return Found("ko.day", cal.one(date), s.by) if date else None


def _relative_month(word: str, s: State) -> Interval | None:
    back = {"지난달": -1, "전달": -1, "이달": 0, "이번달": 0, "금월": 0, "지지난달": -2}.get(word)
    if back is not None and s.now:
        first = cal.add_months(s.now.replace(day=1), back)
        return cal.month(first.year, first.month)
    step = {"그달": 0, "같은달": 0, "그전달": -1, "그다음달": 1, "다음달": 1, "전달": -1, "그이전달": -1}.get(word)
    base = s.anchor or (cal.month(*s.month) if s.month else s.shadow)
    if step is None or base is None or base.earliest is None or base.latest is None:
        return None
    if (base.latest - base.earliest).days > 31 or base.earliest.month != base.latest.month:
        return None
    first = cal.add_months(base.earliest.replace(day=1), step)
    return cal.month(first.year, first.month)


def read_unit_month(m: regex.Match[str], s: State) -> Found | None:
    word = rx(r"\s").sub("", m["w"])
    if word in ("다음달", "내달") and s.now and s.anchor is None:
        return Found("ko.next_month", moves=False)
    interval = _relative_month(word, s)
    if interval and m["part"] and interval.earliest:
        interval = cal.month(interval.earliest.year, interval.earliest.month, _part(m["part"]))
    by = TimeAnchor.EVENT if word.startswith(("그", "같", "다음")) else s.by
    return _done(Found("ko.rel_month", interval, by if interval else TimeAnchor.NONE), m, s)


def read_year_only(m: regex.Match[str], s: State) -> Found | None:
    year = _base_year(m.groupdict().get("rely"), m.groupdict().get("y"), s)
    if year is None:
        return Found("ko.year")
    return _done(Found("ko.year", cal.year(year[0], _part(m["part"])), year[1], moves=False), m, s)


def read_season_year(m: regex.Match[str], s: State) -> Found | None:
    year = _base_year(m.groupdict().get("rely"), m.groupdict().get("y"), s)
    if year is None:
        return Found("ko.season")
    return _done(Found("ko.season", cal.season_of(year[0], SEASONS[m["s"]], _part(m["part"])), year[1], explicit=True), m, s)


def read_season_past(m: regex.Match[str], s: State) -> Found | None:
    """지난겨울, 지난 가을: the last one that is over."""
    for year in (s.now.year, s.now.year - 1, s.now.year - 2) if s.now else ():
        span = cal.season_of(year, SEASONS[m["s"]])
        if s.now and span.latest and span.latest < s.now:
            return _done(Found("ko.season", span, s.by), m, s)
    return Found("ko.season")


def read_weeks(m: regex.Match[str], s: State) -> Found | None:
    if s.now is None:
        return Found("ko.week")
    back = {"지난주": -1, "저번주": -1, "지지난주": -2, "이번주": 0, "금주": 0}.get(rx(r"\s").sub("", m["w"]))
    if back is None:
        return Found("ko.week", moves=False)
    week = cal.week_of(s.now, back)
    if rx(r"주\s?말").search(m[0]) and week.earliest and week.latest:  # 지난 주말: Saturday and Sunday
        return _done(Found("ko.week", Interval(week.latest - dt.timedelta(days=1), week.latest), s.by), m, s)
    if m["wd"] and week.earliest:
        return _done(Found("ko.week", cal.one(week.earliest + dt.timedelta(days=WEEKDAYS[m["wd"]])), s.by), m, s)
    return _done(Found("ko.week", week, s.by), m, s)


def read_weekday(m: regex.Match[str], s: State) -> Found | None:
    if s.now is None:
        return Found("ko.weekday")
    return _done(Found("ko.weekday", cal.one(cal.last_weekday(s.now, WEEKDAYS[m["wd"]], bool(m["past"]))), s.by), m, s)


def read_day_rel(m: regex.Match[str], s: State) -> Found | None:
    back = {
        "오늘": 0,
        "금일": 0,
        "어제": 1,
        "어젯밤": 1,
        "엊저녁": 1,
        "간밤": 1,
        "그제": 2,
        "그저께": 2,
        "엊그제": 2,
        "그끄제": 3,
    }[m["w"]]
    return _done(
        Found("ko.day_rel", cal.one(s.now - dt.timedelta(days=back)) if s.now else None, s.by if s.now else TimeAnchor.NONE),
        m,
        s,
    )


def _count(m: regex.Match[str]) -> tuple[int, str] | None:
    if m["nd"]:
        return KO_DAYS[m["nd"]], "day"
    if m["half"]:
        return 6, "month"
    if m["week"]:
        return 1, "week"
    value = korean_number(m["n"])
    if m["yy"] and value is not None:
        return (int(m["yy"]) * 12 + int(value), "month") if m["unit"] in ("개월", "달") else None
    unit = {"일": "day", "주": "week", "주일": "week", "개월": "month", "달": "month", "년": "year", "해": "year"}.get(
        m["unit"]
    )
    return (int(value), unit) if value is not None and unit and value < 300 else None


def read_ago(m: regex.Match[str], s: State) -> Found | None:
    counted = _count(m)
    if counted is None or s.now is None:
        return Found("ko.ago", moves=False)
    number, unit = counted
    date = cal.shift(s.now, -number, unit)
    interval = {
        "day": cal.one(date),
        "week": cal.week_of(date),
        "month": cal.month(date.year, date.month),
        "year": cal.year(date.year),
    }[unit]
    return _done(Found("ko.ago", interval, s.by), m, s)


def read_later(m: regex.Match[str], s: State) -> Found | None:
    """이틀 뒤, 석 달 후, 나흘 만에: counted from an exact day only."""
    counted = _count(m)
    if counted is None:
        return Found("ko.later")
    if m["dir"].startswith("있") and rx(r"에서?(?:는|만)?\s$").search(s.text[max(0, m.start() - 4) : m.start()]):
        return read_duration_of_stay(m, s)  # 변방대에 2주 있다가
    if m["dir"] == "만" and rx(r"\s?인\s").match(s.text[m.end() :][:3]):
        return Found("ko.duration", other=True, moves=False)
    number, unit = counted
    base = s.anchor
    inclusive = m["dir"] == "만" and number > 1
    if base is not None and is_day(base):
        other = (moved(base, number - 1, unit),) if inclusive else ()
        return Found("ko.later", moved(base, number, unit), TimeAnchor.EVENT, alternatives=other)
    options = [number, number - 1] if inclusive else [number]
    shifted = tuple(moved(s.shadow, n, unit) for n in options) if s.shadow else ()
    return Found("ko.later", None, TimeAnchor.EVENT if shifted else TimeAnchor.NONE, alternatives=shifted)


def read_duration_of_stay(m: regex.Match[str], s: State) -> Found | None:
    """How long someone stayed: nothing after it counts from the day before it."""
    s.anchor = s.shadow = None
    return Found("ko.duration", other=True, moves=False)


def read_season_that(m: regex.Match[str], s: State) -> Found | None:
    """그 겨울: the winter of the month named last, or the next one; of the year named last when no month is known."""
    if s.month is None:
        return Found("ko.season")
    start = cal.month(*s.month).earliest
    for year in (s.month[0] - 1, s.month[0], s.month[0] + 1):
        span = cal.season_of(year, SEASONS[m["s"]])
        if start and span.latest and span.latest >= start:
            return Found("ko.season", span, TimeAnchor.EVENT)
    return Found("ko.season")


PAST = rx(r"[^.!?\n]*?(?:[았었였했됐갔왔냈렸쳤꼈켰혔졌뒀줬봤웠]|ㅆ)(?:다|고|으|는|습|던|어|소|지|네|슴)")
HABIT = rx(r"마다|늘\s|항상|매년|해마다|언제나|으레")


def read_season_alone(m: regex.Match[str], s: State) -> Found | None:
    """봄에는 경찰이 왔다: the last one that has begun; what is done every winter stays unresolved."""
    if m[0].endswith("마다"):
        return None
    line = rx(r"[.!?]\s|\n").split(s.text[m.end() : m.end() + 120])[0]
    dated = m[0].startswith(tuple(SEASONS)) and PAST.match(line) and not HABIT.search(line)
    span = last_season(SEASONS[m["s"]], s) if dated and rx(r"에[는도]?$").search(m[0]) else None
    return Found("ko.season", span, s.by if span else TimeAnchor.NONE)


def read_lunar(m: regex.Match[str], s: State) -> Found | None:
    """작년 추석: the year it was in; alone it stays unresolved."""
    year = _base_year(m["rely"], m["y"], s) if m["rely"] or m["y"] else None
    return Found("ko.lunar", cal.year(year[0]), year[1], moves=False) if year else Found("ko.lunar", moves=False)


def read_same_week(m: regex.Match[str], s: State) -> Found | None:
    """같은 주: the week of the day named last."""
    base = s.anchor
    if base is None or not is_day(base) or base.earliest is None:
        return Found("ko.week", moves=False)
    return Found("ko.week", cal.week_of(base.earliest), TimeAnchor.EVENT, moves=False)


def read_next_day(m: regex.Match[str], s: State) -> Found | None:
    word = rx(r"\s").sub("", m["w"])
    step = (
        1
        if word.startswith(("다음", "이튿", "그다음", "그이튿", "익일"))
        else -1
        if word.startswith(("전날", "그전날", "하루전"))
        else 0
    )
    base = s.anchor
    habit = rx(r"(?:때마다|마다|하면|(?<!따르)(?<!의하)면)\s[^.]{0,20}$").search(s.text[max(0, m.start() - 30) : m.start()])
    if base is not None and is_day(base) and not habit:
        return _done(Found("ko.next_day", moved(base, step, "day"), TimeAnchor.EVENT), m, s)
    return Found("ko.next_day", None, alternatives=(s.shadow,) if s.shadow else ())


def read_holiday(m: regex.Match[str], s: State) -> Found | None:
    if rx(r"\d일\s?\(?$").search(s.text[max(0, m.start() - 5) : m.start()]):
        return None
    month, number = HOLIDAYS[m["h"]]
    year = _base_year(m["rely"], m["y"], s) if m["rely"] or m["y"] else year_of(month, number, s)
    date = cal.day(year[0], month, number) if year else None
    return _done(
        Found("ko.holiday", cal.one(date) if date else None, year[1] if year else TimeAnchor.NONE, explicit=bool(m["y"])), m, s
    )


def read_decade(m: regex.Match[str], s: State) -> Found | None:
    first = int(m["dec"])
    if first < 100:
        first += 1900 if first >= 50 else 2000
    return _done(Found("ko.decade", cal.decade(first, _part(m["part"])), TimeAnchor.ABSOLUTE, moves=False), m, s)


def read_numeric(m: regex.Match[str], s: State) -> Found | None:
    date = cal.day(int(m["y"]), month_number(m["m"]), int(m["d"]))
    return Found("ko.numeric", cal.one(date), TimeAnchor.ABSOLUTE, explicit=True) if date else None


def read_range_days(m: regex.Match[str], s: State) -> Found | None:
    m1, m2 = m["m1"], m["m2"] or m["m1"]
    if m2 is None:
        state = replace(s, explicit=None) if m["past"] and s.now else s
        found = day_of_month(int(m["d2"]), state)
        start = cal.day(found[0].year, found[0].month, int(m["d1"])) if found else None
        return Found("ko.range", Interval(start, found[0]), found[1]) if found and start and start <= found[0] else None
    year = _base_year(m["rely"], m["y"], s) if m["rely"] or m["y"] else year_of(int(m2), int(m["d2"]), s)
    if year is None:
        return Found("ko.range")
    first = cal.day(year[0] - (0 if m["y"] else int(m1) > int(m2)), int(m1), int(m["d1"]))
    last = cal.day(int(m["y2"]) if m["y2"] else year[0] + (int(m1) > int(m2) if m["y"] else 0), int(m2), int(m["d2"]))
    return (
        Found("ko.range", Interval(first, last), year[1], explicit=bool(m["y"])) if first and last and first <= last else None
    )


def read_range_notes(m: regex.Match[str], s: State) -> Found | None:
    """8/1-5, 8. 28.~9. 2.: dates of notes, without a year."""
    m1, m2 = int(m["m1"]), int(m["m2"] or m["m1"])
    year = year_of(m2, int(m["d2"]), s)
    if year is None:
        return Found("ko.range")
    first = cal.day(year[0] - (m1 > m2), m1, int(m["d1"]))
    last = cal.day(year[0], m2, int(m["d2"]))
    return Found("ko.range", Interval(first, last), year[1]) if first and last and first < last else None


def read_range_months(m: regex.Match[str], s: State) -> Found | None:
    m1, m2 = int(m["m1"]), int(m["m2"])
    year = _base_year(m["rely"], m["y"], s) if m["rely"] or m["y"] else year_of(m2, None, s)
    if year is None:
        return Found("ko.range")
    last = int(m["y2"]) if m["y2"] else year[0] + (m1 > m2 if m["y"] else 0)
    first = year[0] - (0 if m["y"] else m1 > m2)
    return Found(
        "ko.range", Interval(cal.month(first, m1).earliest, cal.month(last, m2).latest), year[1], explicit=bool(m["y"])
    )


def read_range_years(m: regex.Match[str], s: State) -> Found | None:
    a, b = int(m["y1"]), int(m["y2"])
    return (
        Found("ko.range", Interval(dt.date(a, 1, 1), dt.date(b, 12, 31)), TimeAnchor.ABSOLUTE, moves=False) if a < b else None
    )


def read_vague(m: regex.Match[str], s: State) -> Found | None:
    return Found("ko.vague", moves=False)


def read_step(m: regex.Match[str], s: State) -> Found | None:
    return Found("ko.vague_step")


def read_duration(m: regex.Match[str], s: State) -> Found | None:
    """How long, not when; lengths of a sentence (교화 5년) and ages are no times."""
    head = s.text[max(0, m.start() - 8) : m.start()]
    if SENTENCED.search(head) and not rx(r"\s?(?:동안|간)").match(s.text[m.end("core") : m.end("core") + 3]):
        return None
    if rx(r"(?:하루(?:에|에도)?|매일|날마다|일주일에|한\s?달에|주당)\s?(?:약\s|최소\s)?$").search(head):
        return None  # 하루 10시간: how often
    if rx(r"[은만]?\s?(?:있|보내|지내|살|갇|복역)").match(s.text[m.end("core") : m.end("core") + 8]):
        return read_duration_of_stay(m, s)
    return Found("ko.duration", other=True, moves=False)


def read_range_parts(m: regex.Match[str], s: State) -> Found | None:
    """1월 말부터 2월 중순까지."""
    m1, m2 = int(m["m1"]), int(m["m2"] or m["m1"])
    year = _base_year(m["rely"], m["y"], s) if m["rely"] or m["y"] else year_of(m2, None, s)
    if year is None:
        return Found("ko.range")
    written = bool(m["rely"] or m["y"])
    first = cal.month(year[0] - (m1 > m2 and not written), m1, _part(m["p1"])).earliest
    last = cal.month(year[0] + (m1 > m2 and written), m2, _part(m["p2"])).latest
    return (
        Found("ko.range", Interval(first, last), year[1], explicit=bool(m["y"])) if first and last and first <= last else None
    )


def read_week_of_month(m: regex.Match[str], s: State) -> Found | None:
    """3월 첫째 주: days 1-7."""
    month = month_number(m["m"])
    year = _base_year(m["rely"], m["y"], s) if m["rely"] or m["y"] else year_of(month, None, s)
    if year is None:
        return Found("ko.week_of_month")
    which = {"첫": 1, "둘": 2, "셋": 3, "넷": 4}.get(m["nth"][0], -1)
    return Found("ko.week_of_month", cal.week_of_month(year[0], month, which), year[1], explicit=bool(m["y"]))


def read_short_year(m: regex.Match[str], s: State) -> Found | None:
    """’24. 3. 5., 24년 3월: years of two digits; 징역 15년 3월 is a sentence."""
    g, year = m.groupdict(), 2000 + int(m["yy"])
    if SENTENCED.search(s.text[max(0, m.start() - 8) : m.start()]) or (s.published and year > s.published.year):
        return None
    if g.get("d"):
        date = cal.day(year, int(m["m"]), int(m["d"]))
        return Found("ko.date", cal.one(date), TimeAnchor.ABSOLUTE, explicit=True) if date else None
    return _done(Found("ko.month", cal.month(year, int(m["m"]), _part(m["part"])), TimeAnchor.ABSOLUTE, explicit=True), m, s)


def read_quarter(m: regex.Match[str], s: State) -> Found | None:
    """2024년 3분기."""
    year = _base_year(m["rely"], m["y"], s)
    if year is None:
        return Found("ko.quarter")
    first, last = cal.month(year[0], 3 * int(m["q"]) - 2), cal.month(year[0], 3 * int(m["q"]))
    return Found("ko.quarter", Interval(first.earliest, last.latest), year[1], explicit=bool(m["y"]))


def read_range_rel(m: regex.Match[str], s: State) -> Found | None:
    """지난달 25일부터 이달 3일까지."""
    if s.now is None:
        return Found("ko.range")
    back = {"이": 0, "지난": 1, "전": 1, "지지난": 2}
    months = [cal.add_months(s.now.replace(day=1), -back[rx(r"번?\s?달").sub("", m[w])]) for w in ("w1", "w2")]
    first = cal.day(months[0].year, months[0].month, int(m["d1"]))
    last = cal.day(months[1].year, months[1].month, int(m["d2"]))
    return Found("ko.range", Interval(first, last), s.by) if first and last and first <= last else None


def read_week_after(m: regex.Match[str], s: State) -> Found | None:
    """그다음 주 월요일: from the day named before; unresolved without one."""
    if s.anchor is None or not is_day(s.anchor) or s.anchor.earliest is None:
        return Found("ko.week", moves=False)
    week = cal.week_of(s.anchor.earliest, 1)
    if m["wd"] and week.earliest:
        week = cal.one(week.earliest + dt.timedelta(days=WEEKDAYS[m["wd"]]))
    return Found("ko.week", week, TimeAnchor.EVENT)
