"""The page: one style sheet allowed by hash, nothing fetched, the same bytes each time, readable in both themes."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re

import pytest

from rushlight.drawing import COLOURS, Markup, page, stylesheet
from rushlight.drawing.markup import shorten


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXT = ("ink", "ink-2", "action", "flame", "accepted", "rejected", "unsure", "sealed")
GROUNDS = ("paper", "sheet")
TINTS = tuple(name for name in COLOURS if name.startswith("tint-"))


@pytest.mark.parametrize("theme", [0, 1])
def test_contrast(theme: int) -> None:
    for name, ground in itertools.product(TEXT, GROUNDS):
        assert contrast(COLOURS[name][theme], COLOURS[ground][theme]) >= 4.5, (name, ground)
    for tint in TINTS:
        assert contrast(COLOURS["ink"][theme], COLOURS[tint][theme]) >= 4.5, tint
    for ground in GROUNDS:
        assert contrast(COLOURS["rule-strong"][theme], COLOURS[ground][theme]) >= 3, ground
    assert contrast(COLOURS["sealed"][theme], COLOURS["tint-time"][theme]) >= 3


def test_the_contrast_of_these_tests_is_the_standard_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_the_policy_allows_the_one_style_sheet_and_nothing_else() -> None:
    shown = page("Rushlight", Markup("<p>x</p>"))
    (css,) = re.findall("<style>(.*?)</style>", shown, re.DOTALL)
    hashed = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'" in shown
    assert shown.index("Content-Security-Policy") < shown.index("<style>")


def test_nothing_is_fetched_or_run() -> None:
    shown = page("Rushlight", Markup("<p>x</p>"))
    assert not re.search(r"<script|<link|@import|url\(|https?://|//[a-z]|style=", shown)


def test_the_same_bytes_for_the_same_content() -> None:
    assert page("Rushlight", Markup("<p>x</p>"), "ko") == page("Rushlight", Markup("<p>x</p>"), "ko")
    assert page("<Rushlight>", Markup(""), 'k"o').count("&lt;Rushlight&gt;") == 2


def test_the_style_sheet_keeps_its_promises() -> None:
    css = stylesheet()
    assert ":lang(ko) { word-break: keep-all; }" in css
    assert "@media print" in css
    assert "light-dark(#faf8f4,#15171a)" in css
    assert not re.search(r"(margin|padding|border)-(left|right)|text-align: (left|right)", css)
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", css))
    assert used <= set(COLOURS)
    assert len(css.encode()) < 9000


def test_words_are_cut_by_width() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefg", 6) == "abcde…"
    assert shorten("가나다라", 6) == "가나…"
