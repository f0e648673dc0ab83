"""The same sum, the same day, in many styles: one value; and what must hold for every finding."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from value_helpers import PUBLISHED, amounts, places, times

from rushlight.reading.money.currency import names
from rushlight.reading.numerals import english_number, korean_number
from rushlight.record import verify_span

SUMS = st.integers(1, 9999).map(lambda n: n * 100)
DAYS = st.dates(dt.date(1990, 1, 1), PUBLISHED)
MONTHS = list(calendar.month_name)[1:]
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
ONES, TENS = f"{_SMALL} eighteen nineteen".split(), _TENS.split()
SINO = "영일이삼사오육칠팔구"


def in_english(n: int) -> str:
    """A number below a million in words."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    big, name = (1000, "thousand") if n >= 1000 else (100, "hundred")
    rest = n % big
    return f"{in_english(n // big)} {name}" + (f" {'and ' if rest < 100 else ''}{in_english(rest)}" if rest else "")


def in_korean(n: int) -> str:
    """A number below 100 million in Sino-Korean words."""
    out = ""
    for size, name in ((10**4, "만"), (10**3, "천"), (100, "백"), (10, "십")):
        head, n = divmod(n, size)
        if head:
            out += (in_korean(head) if head > 9 else "" if head == 1 else SINO[head]) + name
    return out + (SINO[n] if n else "")


def mixed_korean(n: int) -> str:
    """4만 3000."""
    head, rest = divmod(n, 10**4)
    return (f"{head}만" if head else "") + (f" {rest}" if head and rest else f"{rest}" if rest else "")


@given(st.integers(1, 999_999))
def test_number_words(n: int) -> None:
    assert english_number(in_english(n)) == n
    assert korean_number(in_korean(n)) == n
    assert korean_number(mixed_korean(n)) == n


@given(SUMS)
def test_a_sum_in_english_styles(n: int) -> None:
    styles = [
        f"{n} yuan",
        f"{n:,} yuan",
        f"{n:,} Chinese yuan",
        f"RMB {n:,}",
        f"{n:,} RMB",
        f"CNY {n}",
        f"¥{n:,}",
        f"{n:,} yuan yuan",
    ]
    styles += [f"{in_english(n)} yuan", f"about {n:,} yuan", f"{Decimal(n) / 1000} thousand yuan"]
    for style in styles:
        found = [a for a in amounts(f"She paid {style} to the officer.", "en") if a.value is not None]
        assert [(a.value, a.currency) for a in found] == [(Decimal(n), "CNY")], style


@given(SUMS)
def test_a_sum_in_korean_styles(n: int) -> None:
    for style in (f"{n}위안", f"{n:,} 위안", f"중국돈 {n}원", f"{mixed_korean(n)} 위안", f"{in_korean(n)} 위안", f"약 {n}위안"):
        found = [a for a in amounts(f"그는 {style}을 바쳤다.", "ko") if a.value is not None]
        assert [(a.value, a.currency) for a in found] == [(Decimal(n), "CNY")], style


def own_name(language: str) -> st.SearchStrategy[tuple[str, str]]:
    """A currency whose first name no other currency has, and its code."""
    found = names(language)
    single = [(name, codes[0]) for name, codes in found.names.items() if len(codes) == 1 and len(name) > 1]
    return st.sampled_from([(n, c) for n, c in single if c not in ("USD", "GBP", "SYP", "EGP", "KPW", "KRW")])


@given(
    SUMS, own_name("en"), st.sampled_from(["({})", "– about {} –", "= {}", ", or roughly {},", "(at the street rate some {})"])
)
def test_a_conversion_belongs_to_its_sum_in_every_currency(n: int, money: tuple[str, str], said: str) -> None:
    found = amounts(f"They paid {n:,} {money[0]} {said.format('$90')} to a clerk.", "en")
    assert [(a.value, a.currency, [(c.value, c.currency) for c in a.conversions]) for a in found] == [
        (Decimal(n), money[1], [(Decimal(90), "USD")])
    ]


@given(SUMS, own_name("ko"), st.sampled_from(["(약 {})", "(암시장 환율로 약 {})", ", 우리 시세로 {}", "={}", "({} 상당)"]))
def test_a_korean_conversion_belongs_to_its_sum_in_every_currency(n: int, money: tuple[str, str], said: str) -> None:
    found = amounts(f"그는 {mixed_korean(n)}{money[0]}{said.format('90달러')}를 건넸다.", "ko")
    assert [(a.value, a.currency, [(c.value, c.currency) for c in a.conversions]) for a in found] == [
        (Decimal(n), money[1], [(Decimal(90), "USD")])
    ]


@given(DAYS)
def test_a_day_in_english_styles(day: dt.date) -> None:
    month = MONTHS[day.month - 1]
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    styles = [f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", f"the {day.day}{suffix} of {month} {day.year}"]
    styles += [
        f"{month} {day.day}{suffix}, {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{month[:3]}{'.' * (month != 'May')} {day.day}, {day.year}",
    ]
    for style in [*styles, day.isoformat(), f"{day:%Y.%m.%d}"]:
        found = times(f"They came on {style} at dawn.", "en")
        assert [(t.earliest, t.latest) for t in found] == [(day, day)], style


@given(DAYS)
def test_a_day_in_korean_styles(day: dt.date) -> None:
    styles = [
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day.year}년 {day.month:02}월 {day.day:02}일",
        f"{day.year}.{day.month}.{day.day}",
    ]
    for style in [*styles, f"{day.year}년 {day.month}월 {day.day}일 새벽"]:
        found = times(f"{style}에 그를 데려갔다.", "ko")
        assert [(t.earliest, t.latest) for t in found] == [(day, day)], style


@given(st.dates(PUBLISHED - dt.timedelta(days=364), PUBLISHED))
def test_a_day_without_a_year_is_the_last_one_before_publication(day: dt.date) -> None:
    english, korean = f"{day.day} {MONTHS[day.month - 1]}", f"{day.month}월 {day.day}일"
    assert [t.earliest for t in times(f"They came on {english}.", "en")] == [day]
    assert [t.earliest for t in times(f"{korean} 그를 데려갔다.", "ko")] == [day]


@given(st.dates(PUBLISHED - dt.timedelta(days=300), PUBLISHED - dt.timedelta(days=40)), st.integers(1, 38))
def test_a_range_over_two_months_is_one_time_in_every_style(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    a, b = MONTHS[first.month - 1], MONTHS[last.month - 1]
    styles = [
        f"{first.day} {a} - {last.day} {b}",
        f"{a[:3]} {first.day} to {b[:3]} {last.day}",
        f"{first.day} {a[:3]}–{last.day} {b[:3]}",
    ]
    for style in styles:
        assert [(t.earliest, t.latest) for t in times(f"Held {style}, then gone.", "en")] == [(first, last)], style
    korean = f"{first.month}월 {first.day}일부터 {last.month}월 {last.day}일까지"
    assert [(t.earliest, t.latest) for t in times(f"{korean} 갇혀 있었다.", "ko")] == [(first, last)]


_PIECES = (
    "on in the since before 2019 March 3 May last this month year Friday two days later next after 10,000 yuan $ 50",
    "about Hoeryong first second half quarter of early late beginning end 1990s spring winter until from onwards ago",
    "a fortnight fifth 30 February China the 8th RMB between and to or same previous that week Christmas New Year's",
    "Eve million ( ) - percent rest money dong 지난 지난달 이달 같은 달 다음 해 그해 이듬해 올해 작년 2024년 90년대",
    "2월 30일 31일 초 말 상반기 봄 지난겨울 부터 까지 이후 이전 께 3~5일 사흘 이틀 뒤 후 만에 전 동안 한 두 며칠 2년",
    "8개월 어제 날 그날 첫째 주 태양절 2/12 5만 천 원 위안 중국돈 (약 한화 달러) 수천 회령시 함경북도 남문동 산골 읍",
    "그 에서 . , “ ” 100 %",
)
WORDS = st.sampled_from(" ".join(_PIECES).split())


@given(
    st.lists(WORDS, min_size=1, max_size=25).map(" ".join), st.sampled_from(["en", "ko"]), st.sampled_from([None, PUBLISHED])
)
def test_whatever_the_words_spans_hold_and_no_bound_passes_publication(
    text: str, language: str, published: dt.date | None
) -> None:
    for t in times(text, language, published):
        verify_span(t.span, text)
        assert t.resolved == bool(t.earliest or t.latest)
        assert t.resolved == (t.edtf is not None)
        if published:
            assert all(bound <= published for bound in (t.earliest, t.latest) if bound)
    for a in amounts(text, language):
        verify_span(a.span, text)
        for c in a.conversions:
            verify_span(c.span, text)
    for p in places(text, language):
        for m in p.mentions:
            verify_span(m, text)
