"""Every family of frames on marked sentences: what must change changes, what was done stays."""

from __future__ import annotations

from types import ModuleType

import pytest

from . import cases_en_figures, cases_en_meant, cases_en_negation, cases_en_talk
from .en_marked import DEED, outcome

MODULES: tuple[ModuleType, ...] = (cases_en_negation, cases_en_talk, cases_en_meant, cases_en_figures)
FAMILIES = {name: rows.strip().splitlines() for m in MODULES for name, rows in vars(m).items() if name.isupper()}
CASES = [(family, row) for family, rows in FAMILIES.items() for row in rows]


@pytest.mark.parametrize(("family", "case"), CASES, ids=lambda v: v if v.isupper() else v.split("|")[1].strip())
def test_an_act_stands_as_its_words_say(family: str, case: str) -> None:
    became, wanted = outcome(case)
    assert became == wanted, family


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_variants_and_counter_examples(family: str) -> None:
    results = [row.split("|")[2].strip() for row in FAMILIES[family]]
    assert len(results) >= 12
    assert DEED in results
