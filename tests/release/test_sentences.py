"""Sentences hold every character once; what tells of one happening is joined, what excludes itself is not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from release_samples import HYESAN, PLACES

from rushlight.record import Interval
from rushlight.release import sentences
from rushlight.release.happenings import Fact, happenings

HOERYONG = "KP.north-hamgyong.hoeryong"
OCTOBER = Interval(dt.date(2025, 10, 1), dt.date(2025, 10, 31))
AUTUMN = Interval(dt.date(2025, 9, 1), dt.date(2025, 11, 30))
MAY = Interval(dt.date(2024, 5, 1), dt.date(2024, 5, 31))


@given(st.text(alphabet="aB 1.!?\n\"'”。」다Mr,", max_size=300))
def test_every_character_stands_in_one_sentence(text: str) -> None:
    found = sentences(text)
    covered = [i for s in found for i in range(s.start, s.end)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert all(text[s.start : s.end] == s.text and s.text == s.text.strip() and s.text for s in found)
    assert [s.number for s in found] == list(range(1, len(found) + 1))
    assert [s.paragraph for s in found] == sorted(s.paragraph for s in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They came. They left.", ["They came.", "They left."]),
        ("Mr. Kim paid 3.5 yuan. He left.", ["Mr. Kim paid 3.5 yuan.", "He left."]),
        ('"Pay," he said. "Now!" She paid.', ['"Pay," he said.', '"Now!"', "She paid."]),
        ("그는 왔다. 그녀는 갔다.", ["그는 왔다.", "그녀는 갔다."]),
        ("A title\n\nThe text.", ["A title", "The text."]),
        ("No end", ["No end"]),
        (" \n ", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert [s.text for s in sentences(text)] == expected


def test_a_page_without_an_end_is_cut() -> None:
    assert max(len(s.text) for s in sentences("word " * 3000)) <= 2000


def together(*facts: Fact) -> list[list[str]]:
    return [[f.id for f in told.facts] for told in happenings(facts, PLACES)]


def test_facts_of_a_paragraph_are_one_happening_unless_they_exclude_each_other() -> None:
    assert together(Fact("a", 1, HYESAN), Fact("b", 1, None, OCTOBER), Fact("c", 1, "KP.ryanggang", AUTUMN)) == [
        ["a", "b", "c"]
    ]
    assert together(Fact("a", 1, HYESAN), Fact("b", 1, HOERYONG)) == [["a"], ["b"]]
    assert together(Fact("a", 1, None, OCTOBER), Fact("b", 1, None, MAY)) == [["a"], ["b"]]


def test_across_paragraphs_place_and_time_join() -> None:
    one = Fact("a", 1, HYESAN, OCTOBER)
    assert together(one, Fact("b", 2, "KP.ryanggang", AUTUMN)) == [["a", "b"]]
    assert together(one, Fact("b", 2, HYESAN, MAY)) == [["a"], ["b"]]
    assert together(one, Fact("b", 2)) == [["a", "b"]]
    assert together(one, Fact("b", 2, HOERYONG, OCTOBER), Fact("c", 3, HYESAN, OCTOBER)) == [["a", "c"], ["b"]]
