"""A person's name in Hangul and in Latin letters: whoever types one spelling finds the others. All names are invented."""

from __future__ import annotations

from pathlib import Path

import making_casefile as make
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_search_finding import add

from rushlight.casefile.search.asking import question
from rushlight.casefile.search.finding import find
from rushlight.casefile.search.names import MOST, name_spellings
from rushlight.casefile.search.words import phrase, tokens

CHOL_SU = ("김철수", "Kim Chol-su", "Gim Cheolsu", "Cheolsu Kim", "Kim, Chol Su", "KIM Ch'ŏl-su")
YOUNG_HEE = ("이영희", "Lee Young-hee", "Yi Yŏnghŭi", "Rhee Younghee", "Yeonghui Lee")
HYUN_WOO = ("박현우", "Park Hyun-woo", "Pak Hyŏnu", "Bak Hyeonu")


@pytest.mark.parametrize("spellings", [CHOL_SU, YOUNG_HEE, HYUN_WOO])
def test_a_name_in_hangul_finds_its_latin_spellings_and_is_found_by_them(spellings: tuple[str, ...]) -> None:
    hangul, *latin = spellings
    for written in latin:
        assert stands(hangul, f"... {written} ..."), written
        assert stands(written, f"{hangul}가"), written


@pytest.mark.parametrize(("typed", "written"), [(CHOL_SU[1], CHOL_SU[2]), (CHOL_SU[2], CHOL_SU[3]), ("가온달", "Ka-on-dal")])
def test_latin_spellings_find_each_other(typed: str, written: str) -> None:
    assert stands(typed, written)


@pytest.mark.parametrize(
    ("typed", "written"),
    [("김철수", "Kim Yong-su"), ("김철수", "Park Chol-su"), ("Kim Chol-su", "김영수"), ("Kim family", "김"), ("money", "모니")],
)
def test_other_names_are_not_found(typed: str, written: str) -> None:
    assert not stands(typed, written)


@pytest.mark.parametrize("typed", ["Kim family", "family money", "officer Kim", "the border", "보위부 무산"])
def test_words_that_are_no_name_stay_words(typed: str) -> None:
    assert len(question(typed, name_spellings).wanted) == 2


def stands(typed: str, text: str) -> bool:
    there = " ".join(tokens(text))
    asked = question(typed, name_spellings).phrases()
    return any(f" {' '.join(p.tokens)} " in f" {there} " for p in asked)


@settings(max_examples=60)
@given(st.text(alphabet="kimchongsuyeprat -'김철수영희무산", max_size=24))
def test_whatever_is_typed_has_a_bounded_number_of_spellings(typed: str) -> None:
    found = name_spellings(typed)
    assert len(found) <= MOST + 100
    assert all(phrase(spelled)[0] for spelled in found)


def test_names_are_found_without_opening_the_vault(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        case.add_source("S1", name="김철수", by="p_a")
        add(case, "R1", "김철수는 무산에서 왔다.")
        add(case, "R2", "Kim Chol Su was seen in Musan.")
        add(case, "R3", "Somebody else was seen.")
        events = case.events()
        for typed in CHOL_SU[:3]:
            answer = find(case, question(typed, name_spellings), by="p_a")
            assert sorted(found.alias for found in answer.page) == ["R1", "R2"]
            assert all(found.snippet.marks for found in answer.page)
        assert find(case, question("김철수"), by="p_a").count == 1
        assert case.events() == events
