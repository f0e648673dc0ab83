"""Stated conversions against the table of rates, and every resolved time against the EDTF grammar, levels 0 and 1."""

from __future__ import annotations

import re

import pytest
from cases_time_en import CASES as TIMES_EN
from cases_time_ko import CASES as TIMES_KO
from cases_time_notes import CASES as NOTES
from value_helpers import amounts, times

from rushlight.reading.money import doubtful_conversions

YEAR = r"(?:\d{4}|\d{3}X|\d{2}XX)"
DATE = (
    rf"(?:{YEAR}|\d{{4}}-(?:0[1-9]|1[0-2]|2[1-4]|XX)|\d{{4}}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]|XX)|\d{{4}}-XX-XX)[?~%]?"
)
EDTF = re.compile(rf"{DATE}|(?:{DATE}|\.\.|)/(?:{DATE}|\.\.|)")
"""EDTF levels 0 and 1 (Library of Congress, 2019; ISO 8601-2 annex), without times of day."""

TEXTS = [("en", c[0]) for c in TIMES_EN] + [("ko", c[0]) for c in TIMES_KO] + [(c[0], c[1]) for c in NOTES]


@pytest.mark.parametrize(("language", "text"), TEXTS, ids=[f"{n}" for n in range(len(TEXTS))])
def test_every_resolved_time_is_edtf(language: str, text: str) -> None:
    for t in times(text, language):
        assert t.resolved == (t.edtf is not None)
        assert t.edtf is None or EDTF.fullmatch(t.edtf), t.edtf


@pytest.mark.parametrize(
    ("text", "year", "doubts"),
    [
        ("They paid 10,000 yuan (about $1,400).", 2023, 0),
        ("They paid 10,000 yuan (about $14,000).", 2023, 1),
        ("They paid 10,000 yuan.", 2023, 0),
        ("They paid 10,000 yuan (about $1,400).", None, 0),
    ],
)
def test_a_conversion_that_does_not_fit_is_a_note(text: str, year: int | None, doubts: int) -> None:
    found = doubtful_conversions(amounts(text, "en"), year)
    assert len(found) == doubts
    assert all(text[d.start :].startswith("10,000") for d in found)
