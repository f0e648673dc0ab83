"""The brief: what it tells, what it cannot hold, and that hostile strings stay inert."""

from __future__ import annotations

import re

import pytest
from export_samples import checked, payment, view
from lxml import html

from rushlight.errors import ReleaseError
from rushlight.exports import audit_sheet, brief_html
from rushlight.release import ALL

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style><svg onload=alert(1)>",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "\u202etxt.exe\u2066",
    "<!-- -->]]>&lt;b&gt;",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_stands_alone(language: str) -> None:
    page = brief_html(view(language=language, title="-")).decode()
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=|https?://|url\(|@import", page)
    assert "default-src 'none'; style-src 'sha256-" in page
    assert f'<html lang="{language}"' in page
    assert "color-scheme:light dark" in page
    assert "@media print" in page


def test_says_how_each_sentence_is_founded_and_what_was_widened() -> None:
    text = " ".join(html.document_fromstring(brief_html(view())).text_content().split())
    assert "2–3" in text
    assert "a threat" in text
    assert "Sentence 1, shown in general terms only: the place, the time" in text
    assert f"checked under {len(ALL)} rules" in text
    assert "withheld" in text
    assert "Reports: 1. Independent sources: 1–2." in text
    assert "What this cannot say" in text


def test_never_says_what_it_was_before() -> None:
    text = brief_html(view()).decode()
    for before in ("Hoeryong", "October", "three confession", "letters", "s1", "R1", "I1"):
        assert not re.search(rf"\b{before}\b", text), before


def test_the_same_bytes_twice() -> None:
    assert brief_html(view()) == brief_html(view())
    draft, outcome = checked()
    assert audit_sheet(outcome) == audit_sheet(checked()[1])
    assert draft.id == "D1"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_strings_are_inert(hostile: str) -> None:
    item = payment(wording=f"According to one source, {hostile}", wording_reviewed=True)
    page = brief_html(view(item, title=hostile)).decode()
    root = html.document_fromstring(page)
    tags = {e.tag for e in root.iter() if isinstance(e.tag, str)}
    assert not tags & {"script", "img", "iframe", "a", "form", "object"}
    assert {e.get("class") for e in root.iter("svg")} == {"rl"}  # our own figures, and no other
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on")]
    assert "49" not in root.text_content()
    assert "\u202e" not in page


@pytest.mark.parametrize("other", [None, "text", {"items": ()}, checked()[0], checked()[1]])
def test_accepts_only_a_released_view(other: object) -> None:
    with pytest.raises(ReleaseError):
        brief_html(other)  # type: ignore[arg-type]


def test_audit_sheet_names_rules_findings_figures_and_assumptions() -> None:
    text = html.document_fromstring(audit_sheet(checked(payment(levels={}))[1])).text_content()
    assert "refused" in text
    assert "RL101" in text
    assert "mostly how often a family is pressed in a year" in text
    assert "RL112 The sentence says more than its fields" in text
    korean = html.document_fromstring(audit_sheet(checked()[1], "ko")).text_content()
    assert "들어맞는 가족" in korean
