"""The time grammars against sentences of their own, family by family."""

from __future__ import annotations

import pytest
from cases_time_en import CASES as ENGLISH
from cases_time_family import CASES as FAMILIES
from cases_time_ko import CASES as KOREAN
from cases_time_notes import CASES as NOTES
from value_helpers import times

Expected = list[tuple[str, str | None, str | None]]


def check(text: str, expected: Expected, language: str) -> None:
    found = times(text, language)
    told = [(t.span.exact, str(t.earliest) if t.earliest else None, str(t.latest) if t.latest else None) for t in found]
    assert len(found) == len(expected), told
    for t, (words, earliest, latest), read in zip(found, expected, told, strict=True):
        at = text.index(words)
        assert t.span.start < at + len(words), read
        assert t.span.end > at, read
        assert read[1:] == (earliest, latest), read
        assert t.resolved == bool(earliest or latest)


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[c[0][:40] for c in ENGLISH])
def test_english(text: str, expected: Expected) -> None:
    check(text, expected, "en")


@pytest.mark.parametrize(("text", "expected"), KOREAN, ids=[c[0][:20] for c in KOREAN])
def test_korean(text: str, expected: Expected) -> None:
    check(text, expected, "ko")


@pytest.mark.parametrize(("language", "text", "expected"), NOTES, ids=[c[1][:24] for c in NOTES])
def test_short_forms_diaries_and_tellings(language: str, text: str, expected: Expected) -> None:
    check(text, expected, language)


@pytest.mark.parametrize(("language", "text", "expected"), FAMILIES, ids=[c[1][:24] for c in FAMILIES])
def test_families_met_in_fresh_reports(language: str, text: str, expected: Expected) -> None:
    check(text, expected, language)
