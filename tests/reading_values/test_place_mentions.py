"""The place grammars against sentences of their own, family by family."""

from __future__ import annotations

import pytest
from cases_place_en import CASES as ENGLISH
from cases_place_family import CASES as FAMILIES
from cases_place_form import CASES as FORMS
from cases_place_ko import CASES as KOREAN
from value_helpers import places


def check(text: str, expected: list[str], language: str) -> None:
    found = sorted((m for p in places(text, language) for m in p.mentions), key=lambda m: m.start)
    assert len(found) == len(expected), [m.exact for m in found]
    for mention, words in zip(found, expected, strict=True):
        assert mention.exact in words or words in mention.exact, [m.exact for m in found]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[c[0][:40] for c in ENGLISH])
def test_english(text: str, expected: list[str]) -> None:
    check(text, expected, "en")


@pytest.mark.parametrize(("text", "expected"), KOREAN, ids=[c[0][:20] for c in KOREAN])
def test_korean(text: str, expected: list[str]) -> None:
    check(text, expected, "ko")


@pytest.mark.parametrize(("language", "text", "expected"), FORMS, ids=[c[1][:24] for c in FORMS])
def test_places_told_by_form(language: str, text: str, expected: list[str]) -> None:
    check(text, expected, language)


@pytest.mark.parametrize(("language", "text", "expected"), FAMILIES, ids=[c[1][:24] for c in FAMILIES])
def test_families_met_in_fresh_reports(language: str, text: str, expected: list[str]) -> None:
    check(text, expected, language)


LOANS = ["버스", "텔레그램", "아파트", "모스크", "서비스"]


@pytest.mark.parametrize("loan", LOANS)
@pytest.mark.parametrize("form", ["{}의 병원에 갔다.", "{}로 실려 갔다.", "{}에서 붙잡혔다."])
def test_a_loan_word_is_no_place(loan: str, form: str) -> None:
    assert places(form.format(loan), "ko") == []
