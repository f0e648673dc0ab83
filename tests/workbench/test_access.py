"""Every page for everybody: axe, words in their language, narrow windows, the keyboard, the colours by arithmetic."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from looking import EVERY, SMALL, STRANGE, WIDE, Look, focus_walk, looking, paths_of, violations

from rushlight.drawing.tokens import COLOURS

TEXT = ("ink", "ink-2", "action", "flame", "accepted", "rejected", "unsure", "sealed")
GROUND = ("paper", "sheet")
TINTS = tuple(name for name in COLOURS if name.startswith("tint-"))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: int) -> float:
    """Between two tokens in a theme (0 light, 1 dark): 1 to 21."""
    low, high = sorted(luminance(COLOURS[name][theme]) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_the_arithmetic_is_that_of_the_standard() -> None:
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#000000") == 0
    assert (luminance("#ffffff") + 0.05) / (luminance("#777777") + 0.05) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1])
def test_text_can_be_read_on_every_ground(theme: int) -> None:
    low = {(t, g): contrast(t, g, theme) for t, g in itertools.product(TEXT, GROUND) if contrast(t, g, theme) < 4.5}
    low |= {("ink", t): contrast("ink", t, theme) for t in TINTS if contrast("ink", t, theme) < 7}
    assert low == {}
    assert contrast("sheet", "action", theme) >= 4.5  # the words of the one button that is filled


@pytest.mark.parametrize("theme", [0, 1])
def test_lines_that_mean_something_stand_out(theme: int) -> None:
    """Borders of fields, the ring of the focus also on tints, and the marks of a verdict (WCAG 1.4.11)."""
    pairs = [("rule-strong", g) for g in GROUND] + [("flame", g) for g in (*GROUND, *TINTS)]
    pairs += [(verdict, g) for verdict in ("accepted", "rejected", "unsure", "sealed") for g in GROUND]
    assert {p: contrast(*p, theme) for p in pairs if contrast(*p, theme) < 3} == {}


def wrong_on(page: Any, language: str) -> list[str]:
    return [*violations(page), *page.evaluate(SMALL), *page.evaluate(STRANGE, language)]


@pytest.fixture
def seen(browser: Any, demo: Path, request: pytest.FixtureRequest) -> Any:
    language, theme, *rest = request.param
    with looking(browser, demo, language, theme, width=rest[0] if rest else 1280) as look:
        yield look


@pytest.mark.browser
@pytest.mark.parametrize("seen", [("ko", "dark")], indirect=True)
def test_pages_are_fit_for_everybody(seen: Look) -> None:
    """No violation, nothing too small to hit, and no word under the wrong language."""
    found = {path: wrong for path, page in seen.each() if (wrong := wrong_on(page, seen.language))}
    assert found == {}
    assert seen.tab.broken == []
    assert seen.tab.strays == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("seen", EVERY, indirect=True)
def test_pages_are_fit_for_everybody_in_every_language_and_theme(seen: Look) -> None:
    found = {path: wrong for path, page in seen.each() if (wrong := violations(page) + page.evaluate(SMALL))}
    assert found == {}


@pytest.mark.browser
@pytest.mark.parametrize("seen", [("en", "light", 320)], indirect=True)
def test_pages_fit_a_narrow_window(seen: Look) -> None:
    found = {path: w for path, page in seen.each() if (w := page.evaluate(WIDE) + page.evaluate(STRANGE, seen.language))}
    assert found == {}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("seen", [("ko", "light", 320)], indirect=True)
def test_korean_pages_fit_a_narrow_window(seen: Look) -> None:
    assert {path: wide for path, page in seen.each() if (wide := page.evaluate(WIDE))} == {}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("seen", [("ko", "light"), ("en", "light")], indirect=True)
def test_words_stand_under_their_language(seen: Look) -> None:
    """A page in Korean has no sentence left in English, and a report in another language says which it is in."""
    found = {path: strange for path, page in seen.each() if (strange := page.evaluate(STRANGE, seen.language))}
    assert found == {}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("seen", [("en", "dark")], indirect=True)
def test_the_keyboard_reaches_everything_and_nothing_hides_it(seen: Look) -> None:
    wrong = {}
    for path, page in seen.each():
        hidden, order = focus_walk(page)
        if hidden or len(order) < 3:
            wrong[path] = hidden or order
    assert wrong == {}


FAULTY = """<!doctype html><html lang="en"><title>t</title><body><main><h1>a</h1><img src="x.png"><p>오늘의 보고</p>
<button style="height: 10px; min-height: 0; outline: none">b</button><div style="width: 3000px">wide</div>
<p lang="ko">these words are English</p><div style="position: fixed; inset: 0; background: white"></div></main></body></html>"""


@pytest.mark.browser
def test_the_looks_see_what_is_wrong(browser: Any) -> None:
    page = browser.new_page()
    page.set_content(FAULTY)
    assert any(wrong.startswith("image-alt") for wrong in violations(page))
    assert len(page.evaluate(SMALL)) == 1
    assert page.evaluate(WIDE)
    assert page.evaluate(STRANGE, "en") == ["en: 오늘의 보고", "ko: these words are English"]
    hidden, order = focus_walk(page)
    assert order == ["BUTTON b"]
    assert len(hidden) == 1
    page.close()


def test_there_are_pages_to_look_at(demo: Path) -> None:
    paths = paths_of(demo)
    assert "/" in paths
    assert len(paths) >= 5
