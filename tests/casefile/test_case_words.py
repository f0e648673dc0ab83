"""The words passphrases are drawn from, and passphrases typed on the other keyboard layout."""

from __future__ import annotations

import math
import re
import secrets
import unicodedata
from collections import defaultdict
from pathlib import Path

import making_casefile as make
import pytest
from calm import calm
from hypothesis import given
from hypothesis import strategies as st

from rushlight.casefile import generate_passphrase, open_casefile, passphrase_bits
from rushlight.casefile.layouts import readings, to_hangul, to_qwerty
from rushlight.errors import MisuseError, WrongPassphrase
from rushlight.tables import load_table

KOREAN: list[str] = load_table("passphrase_words_ko")["words"]
LOADED = [
    *(
        "수령",
        "장군",
        "원수",
        "동지",
        "혁명",
        "주체",
        "당원",
        "인민",
        "노동당",
        "보위부",
        "보위원",
        "안전부",
        "수용소",
        "교화소",
        "탈북",
        "북한",
    ),
    *(
        "남한",
        "조선",
        "공화국",
        "통일",
        "해방",
        "전쟁",
        "총살",
        "처형",
        "고문",
        "간첩",
        "반동",
        "미국",
        "중국",
        "일본",
        "대통령",
        "선거",
    ),
    *(
        "군인",
        "군대",
        "미사일",
        "교회",
        "목사",
        "예수",
        "부처",
        "천황",
        "광복",
        "평양",
        "서울",
        "부산",
        "무산",
        "혜산",
        "회령",
        "백두산",
    ),
]
"""Words that must not come up: politics, arms, faith, places."""

SURNAMES_AND_NAMES = [
    *(
        "김정은",
        "김일성",
        "박근혜",
        "이명박",
        "문재인",
        "윤석열",
        "영희",
        "철수",
        "지훈",
        "민수",
        "은주",
        "영수",
        "미영",
        "정희",
        "순이",
        "하늘",
    ),
    *("이슬", "슬기", "보람", "아름"),
]


def one_key_apart(words: list[str]) -> list[tuple[str, str]]:
    """Pairs that differ by one key typed wrongly, left out or too many, on the two-set keyboard."""
    near: dict[str, set[str]] = defaultdict(set)
    for word in words:
        keys = to_qwerty(word)
        near["=" + keys].add(word)
        for at in range(len(keys)):
            near[f"?{keys[:at]}*{keys[at + 1 :]}"].add(word)
            near["=" + keys[:at] + keys[at + 1 :]].add(word)
    found = set()
    for together in near.values():
        for left in together:
            found |= {(left, right) for right in together if left < right and _one_key(to_qwerty(left), to_qwerty(right))}
    return sorted(found)


def _one_key(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) <= 1
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def test_the_search_for_near_words_finds_them() -> None:
    assert one_key_apart(["가방", "나방", "호박", "호수", "홍수", "조"]) == [("가방", "나방"), ("호수", "홍수")]


def test_the_korean_list_is_what_its_readme_says() -> None:
    assert len(KOREAN) >= 2048
    assert sorted(set(KOREAN)) == KOREAN
    assert all(re.fullmatch("[가-힣]{2,4}", word) and unicodedata.is_normalized("NFC", word) for word in KOREAN)
    assert one_key_apart(KOREAN) == []
    assert not set(KOREAN) & {*LOADED, *SURNAMES_AND_NAMES}
    readme = Path(__file__).resolve().parent.parent.parent / "resources" / "passphrase" / "README.md"
    assert f"{len(KOREAN)} common Korean nouns" in readme.read_text(encoding="utf-8")


def test_korean_passphrases_are_six_listed_words_with_their_bits() -> None:
    drawn = generate_passphrase(secrets.token_bytes, language="ko").split(" ")
    assert len(drawn) == 6
    assert set(drawn) <= set(KOREAN)
    assert math.isclose(passphrase_bits(language="ko"), 6 * math.log2(len(KOREAN)))
    assert passphrase_bits(language="ko") > 66
    with pytest.raises(MisuseError):
        generate_passphrase(secrets.token_bytes, language="fr")


@calm
@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=12))
def test_every_syllable_comes_back_from_its_keys(text: str) -> None:
    """Where it could be two words (a tail that might be the next lead) the keys mean the syllables that a keyboard makes."""
    keys = to_qwerty(text)
    assert to_qwerty(to_hangul(keys)) == keys
    assert all(to_hangul(to_qwerty(syllable)) == syllable for syllable in text)


@calm
@given(st.text(max_size=40))
def test_no_text_breaks_the_conversion(text: str) -> None:
    for other, hint in readings(text):
        assert other != text
        assert "\n" not in hint


def test_the_examples_that_meters_call_strong_are_names() -> None:
    assert to_hangul("qkrrmsgP") == "박근혜"
    assert to_hangul("rlawjddms") == "김정은"
    assert to_qwerty("ㅣ무ㅅㄷ구") == "lantern"


KOREAN_PASSPHRASE = "등불 과수원 대리석 나루터 고요 값어치"  # noqa: S105 - fictional


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (to_qwerty(KOREAN_PASSPHRASE), "switch the keyboard to Korean"),
        ("ㅣ무ㅅㄷ구 ㅐㄱ초ㅁㄱㅇ", "mind the spelling"),
        (make.PASSPHRASE.upper(), "Caps Lock"),
        ("something quite different here", "mind the spelling"),
    ],
)
def test_the_wrong_layout_is_told_and_does_not_open(tmp_path: Path, typed: str, says: str) -> None:
    make.new_case(tmp_path / "a.case").close()
    make.add_passphrase(tmp_path / "a.case", KOREAN_PASSPHRASE)
    with pytest.raises(WrongPassphrase) as refused:
        open_casefile(tmp_path / "a.case", typed, randomness=secrets.token_bytes, now=make.now)
    assert says in (refused.value.hint or "")
    assert typed not in str(refused.value) + str(refused.value.hint)


def test_english_words_typed_with_korean_letters_are_told(tmp_path: Path) -> None:
    make.new_case(tmp_path / "a.case").close()
    typed = "".join(to_hangul(part) for part in re.split("( )", make.PASSPHRASE))
    assert re.search("[가-힣]", typed)
    with pytest.raises(WrongPassphrase) as refused:
        open_casefile(tmp_path / "a.case", typed, randomness=secrets.token_bytes, now=make.now)
    assert "switch the keyboard to English" in (refused.value.hint or "")
