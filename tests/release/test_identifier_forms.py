"""No form is dead: each finds its own example, each bar bars its own; and families are found whole, not by their failures."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.atlas import atlas
from rushlight.release.identifiers import identifiers
from rushlight.release.identifiers.grammar import FILES, form_of
from rushlight.tables import load_table

ROWS = [(name, number, row) for name in FILES for number, row in enumerate(load_table("identifiers")[name]["forms"])]
EACH = pytest.mark.parametrize(("name", "row"), [pytest.param(n, r, id=f"{n}-{i}-{r['kind']}") for n, i, r in ROWS])


def tongues(row: dict[str, Any]) -> tuple[str, ...]:
    return ("en", "ko") if row["lang"] == "any" else (row["lang"],)


@EACH
def test_a_form_finds_its_own_example(name: str, row: dict[str, Any]) -> None:
    for language in tongues(row):
        assert form_of(row, name, language).finds(row["ex"]), (language, row["ex"])


@EACH
def test_a_bar_bars_words_of_its_own_form(name: str, row: dict[str, Any]) -> None:
    if "no" not in row:
        return
    for language in tongues(row):
        form = form_of(row, name, language)
        assert form.expression.search(row["no"]), "the form would not find these words without its bar"
        assert not form.finds(row["no"])


def test_no_bar_is_written_so_that_it_matches_nothing() -> None:
    for name, _, row in ROWS:
        for key in ("not", "before_not", "next_not", "must", "needs"):
            assert not any(dead in row.get(key, "") for dead in ("$(?<!.)", "$(?!)", "(?<!.)^", "^(?<=.)")), (name, row[key])


def told(text: str, kind: str, language: str) -> str:
    """What is told of a kind, one after another."""
    return " ".join(i.words for i in identifiers(text, language, atlas()) if i.kind == kind)


NUMERALS = [
    "두",
    "세",
    "네",
    "다섯",
    "여섯",
    "일곱",
    "여덟",
    "아홉",
    "열",
    "열두",
    "열다섯",
    "스무",
    "스물세",
    "서른",
    "마흔일곱",
    "쉰",
    "두세",
    "서너",
    "너덧",
    "대여섯",
    "여남은",
    "십여",
    "몇십",
    "수십",
    "이십여",
    "3",
    "12",
    "40",
]
COUNTERS = ["명", "사람", "세대", "가구", "차례", "번", "통", "건", "쌍", "가족", "마리", "채", "군데"]
PARTICLES = ["이", "을", "의", "도", "만", "에게", "", "이나", "가량"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NUMERALS), st.sampled_from(COUNTERS), st.sampled_from(PARTICLES), st.booleans())
def test_a_korean_count_is_found_whatever_makes_it(numeral: str, counter: str, particle: str, apart: bool) -> None:
    words = f"{numeral}{' ' if apart else ''}{counter}"
    assert words in told(f"그때 거기에는 {words}{particle} 있었다.", "count", "ko")


ENGLISH = [
    "two",
    "three",
    "seven",
    "eleven",
    "twenty",
    "forty-two",
    "a couple of",
    "half a dozen",
    "dozens of",
    "3",
    "17",
    "250",
    "two or three",
    "a handful of",
]
COUNTED = [
    "men",
    "guards",
    "letters",
    "households",
    "women",
    "cousins",
    "young soldiers",
    "sealed envelopes",
    "phone calls",
    "neighbours",
]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(ENGLISH), st.sampled_from(COUNTED))
def test_an_english_count_is_found_whatever_makes_it(numeral: str, counted: str) -> None:
    assert f"{numeral} {counted}" in told(f"They had seen {numeral} {counted} by the gate.", "count", "en")


LENGTHS = [
    "나흘",
    "보름",
    "두어 달",
    "서너 주",
    "석 달",
    "이십여 일",
    "사나흘",
    "반년",
    "몇 해",
    "일주일",
    "닷새",
    "3개월",
    "열흘",
]
BEHIND = ["전에", "뒤", "만에", "동안", "째"]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(LENGTHS), st.sampled_from(BEHIND))
def test_a_korean_time_is_found_whatever_its_length(length: str, behind: str) -> None:
    assert length in told(f"그들은 {length} {behind} 돌아왔다.", "time", "ko")


@pytest.mark.parametrize(
    "words",
    [
        "주체 108년 4월",
        "음력 섣달 스무이틀",
        "동짓달 초하루",
        "그끄저께",
        "모내기철",
        "농촌동원 기간",
        "화폐개혁 직후",
        "상강 무렵",
        "광명성절",
        "태양절",
        "4.15",
        "초순",
        "하순",
        "해질 무렵",
        "밤 열한 시 반",
        "이천십구년",
        "90년대 말",
        "고난의 행군 때",
        "추석 이튿날",
        "이듬해 봄",
        "지지난주",
        "사흘째",
        "하루걸러",
    ],
)
def test_a_korean_date_is_found_by_any_calendar(words: str) -> None:
    assert words in told(f"그 일은 {words}에 있었다.", "time", "ko")


@pytest.mark.parametrize(
    "words",
    [
        "Juche 108",
        "the second day of the twelfth lunar month",
        "rice-planting season",
        "the currency reform",
        "half past six",
        "first light",
        "nineteen ninety-eight",
        "the late nineties",
        "three weeks back",
        "this time last year",
        "the Sunday before last",
        "every other Friday",
        "the day before yesterday",
        "May the third",
        "Q3 2019",
        "0430 hours",
        "two days after the funeral",
    ],
)
def test_an_english_date_is_found_by_any_calendar(words: str) -> None:
    assert words.removeprefix("the ") in told(f"It came about in {words}, they said.", "time", "en")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("혜산시 위연동 23인민반 7호", "ko"),
        ("남문동 45-12", "ko"),
        ("은덕1동", "ko"),
        ("5호동 3현관 2층 4호", "ko"),
        ("장마당 옆 파란 대문 집", "ko"),
        ("Unit 23 of Wiyon-dong", "en"),
        ("12-3 Sinhung Street", "en"),
        ("the third house past the bridge", "en"),
        ("apartment 7 on the fourth floor", "en"),
    ],
)
def test_a_home_is_an_address_however_it_is_told(words: str, language: str) -> None:
    text = f"그 집은 {words}이다." if language == "ko" else f"They came to {words} at last."
    assert words.removeprefix("the ") in told(text, "address", language)


@pytest.mark.parametrize(
    ("text", "kind", "language"),
    [
        ("김○○ 씨가 갔다.", "name", "ko"),
        ("박 모 씨가 갔다.", "name", "ko"),
        ("K씨가 갔다.", "name", "ko"),
        ("은별이 엄마가 갔다.", "name", "ko"),
        ("회령댁이 갔다.", "name", "ko"),
        ("Mr K. left.", "name", "en"),
        ("The village knew him as Bigfoot.", "name", "en"),
        ("We saw Pak O. there.", "name", "en"),
        ("공일공에 이삼사오 육칠팔구로 걸라고 했다.", "phone", "ko"),
        ("전화 끝자리는 5678이다.", "phone", "ko"),
        ("Call plus eight six one three one two three four five.", "phone", "en"),
        ("북위 41도 24분, 동경 128도 10분이다.", "coordinates", "ko"),
        ("It lies at 41.4012, 128.1833.", "coordinates", "en"),
        ("위챗 아이디가 moonlight다.", "handle", "ko"),
        ("She is on WeChat as snowdrop.", "handle", "en"),
        ("국경경비 25려단에서 왔다.", "military_unit", "ko"),
        ("제○○부대에서 왔다.", "military_unit", "ko"),
        ("It was Brigade 25.", "military_unit", "en"),
    ],
)
def test_a_direct_identifier_is_found_in_the_ways_that_hide_it(text: str, kind: str, language: str) -> None:
    assert told(text, kind, language), text
