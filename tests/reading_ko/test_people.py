"""Who is found as a party: callings, offices, names, labels and looks by their families, and what is nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rushlight.reading.korean.latecomers import known_people
from rushlight.reading.korean.mention import Mention
from rushlight.reading.korean.mentions import find_mentions
from rushlight.reading.korean.told_people import class_by_end, told_people

from .roles_cases import read_text

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "people.yaml").read_text(encoding="utf-8"))


def mentions_of(text: str) -> list[Mention]:
    """The mentions of a text, sentence by sentence as the reader asks for them."""
    known, out, at = known_people(text, frozenset()), [], 0
    for sentence in text.split(". "):
        out += find_mentions(sentence + ".", at, frozenset(), known)
        at += len(sentence) + 2
    return [m for m in out if not m.pronoun]


@pytest.mark.parametrize("case", CASES, ids=[case["t"][:16] for case in CASES])
def test_people_are_found_and_things_are_not(case: dict[str, Any]) -> None:
    text, found = case["t"], mentions_of(case["t"])
    for words in case.get("in", ()):
        assert any(words in m.words or m.words in words for m in found), (words, [m.words for m in found])
    for words in case.get("not", ()):
        assert not any(m.words == words for m in found), words
    for words, party_class in case.get("class", {}).items():
        assert {m.noun.party_class for m in found if words in m.words} == {party_class}, words
    assert all(text[m.start : m.end] == m.words for m in found)


@pytest.mark.parametrize(
    ("word", "party_class"),
    [
        ("재단공", "affected"),
        ("떼몰이꾼", "affected"),
        ("밥쟁이", "affected"),
        ("운동장", None),
        ("전염병", None),
        ("도서관", None),
    ],
)
def test_a_calling_is_told_by_the_end_of_its_word(word: str, party_class: str | None) -> None:
    assert class_by_end(word) == party_class


def test_a_text_without_people_has_none() -> None:
    assert told_people("비가 왔다. 밭이 젖었다. 길은 미끄러웠고 다리는 끊겼다.") == {}


def test_a_diary_that_seldom_says_i_is_its_writers_own_account() -> None:
    days = ["6월 3일. 바람이 세다.", "밀가루가 떨어졌다.", "옆집 문에 봉인이 붙었다.", "물이 끊겼다."] * 4
    own = ["군인들이 나를 불렀다.", "나는 모른다고 했다.", "나한테 종이를 내밀었다."]
    reading = read_text("일기\n\n" + " ".join([*days[:8], *own, *days[8:]]))
    assert any(p.party_class.value == "source" for p in reading.parties)
