"""The money grammars against sentences of their own, family by family."""

from __future__ import annotations

from decimal import Decimal

import pytest
from cases_money_bare import CASES as BARE
from cases_money_en import CASES as ENGLISH
from cases_money_family import CASES as FAMILIES
from cases_money_ko import CASES as KOREAN
from value_helpers import amounts

Expected = list[tuple[str, str, list[tuple[str, str]]]]


def check(text: str, expected: Expected, language: str) -> None:
    found = [
        (a.value, a.currency, [(c.value, c.currency) for c in a.conversions])
        for a in amounts(text, language)
        if a.value is not None
    ]
    assert found == [(Decimal(v), c, [(Decimal(n), k) for n, k in more]) for v, c, more in expected]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[c[0][:40] for c in ENGLISH])
def test_english(text: str, expected: Expected) -> None:
    check(text, expected, "en")


@pytest.mark.parametrize(("text", "expected"), KOREAN, ids=[c[0][:20] for c in KOREAN])
def test_korean(text: str, expected: Expected) -> None:
    check(text, expected, "ko")


@pytest.mark.parametrize(("language", "text", "expected"), BARE, ids=[c[1][:24] for c in BARE])
def test_sums_whose_currency_stands_elsewhere(language: str, text: str, expected: Expected) -> None:
    check(text, expected, language)


@pytest.mark.parametrize(("language", "text", "expected"), FAMILIES, ids=[c[1][:24] for c in FAMILIES])
def test_families_met_in_fresh_reports(language: str, text: str, expected: Expected) -> None:
    check(text, expected, language)
