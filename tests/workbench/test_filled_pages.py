"""Pages with work in them, as ``filled_states`` leads to them: for everybody, on paper, magnified, without their colours."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from camera import Camera
from filled_states import State, states
from looking import SMALL, STRANGE, WIDE, focus_walk, violations

from rushlight.workbench.rendering import TITLE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMED = """() => {
  const seen = new Map();
  for (const e of document.querySelectorAll('main :is(button, a.button, summary, input[type=checkbox], input[type=radio])')) {
    if (!e.checkVisibility() || e.closest('details:not([open]) > :not(summary)')) continue;
    const words = e.labels?.length ? e.labels[0].textContent : e.ariaLabel ?? e.textContent;
    const around = e.closest('form, article, details')?.closest('article, section, [aria-labelledby], tr');
    const name = words.replace(/\\s+/g, ' ').trim();
    if (!name) { seen.set('nothing', (seen.get('nothing') ?? 0) + 2); continue; }
    if (e.tagName === 'BUTTON' && !around) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return [...seen].filter(([, n]) => n > 1).map(([name]) => name);
}"""
"""Names that several buttons of a page share though nothing around them says of what, and things without a name."""

HIDDEN_ON_PAPER = """() => [...document.querySelectorAll('.reading .said, .reading [data-label], .leaves, blockquote.words')]
  .filter((e) => !e.checkVisibility()).map((e) => e.className).slice(0, 3)"""
"""Words of a report or of a release that paper would not have."""

CONTROLS = """() => [...document.querySelectorAll('button, input, select, textarea, .bar, footer.keys')]
  .filter((e) => e.checkVisibility()).map((e) => e.tagName + ' ' + (e.name || e.className)).slice(0, 3)"""
"""What paper should not have."""


@pytest.fixture
def looked(tmp_path: Path) -> Path:
    (tmp_path / "cases").mkdir()
    return tmp_path / "cases"


def wrong_with(camera: Camera, state: State) -> list[str]:
    page = camera.open(state)
    found = [*page.evaluate(SMALL), *page.evaluate(STRANGE, camera.language)]
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found += [f"{theme}: {one}" for one in violations(page)]
    if page.title() != TITLE:
        found.append(f"title: {page.title()}")
    page.set_viewport_size({"width": 320, "height": 700})
    found += page.evaluate(WIDE)
    page.set_viewport_size({"width": 1120, "height": 900})
    return found


@pytest.mark.parametrize("language", ["en", "ko"])
def test_pages_with_work_in_them_are_fit_for_everybody(browser: Any, looked: Path, language: str) -> None:
    """No violation in light or dark; nothing too small or too wide; every word under its language; the title constant."""
    found: dict[str, list[str]] = {}
    seen = 0
    with contextlib.ExitStack() as closing:
        camera = Camera(browser, closing, language)
        for state in states(looked):
            seen += 1
            if wrong := wrong_with(camera, state):
                found[state.name] = wrong
    assert found == {}
    assert seen > 100


def test_pages_with_work_in_them_go_to_paper_and_by_keyboard(browser: Any, looked: Path) -> None:
    """On paper the words stay and the buttons go; by Tab everything is reached and seen, and names tell it apart."""
    found: dict[str, list[str]] = {}
    with contextlib.ExitStack() as closing:
        camera = Camera(browser, closing)
        for state in states(looked):
            page = camera.open(state)
            wrong = [*focus_walk(page)[0], *page.evaluate(NAMED)]
            page.emulate_media(media="print")
            wrong += [*page.evaluate(HIDDEN_ON_PAPER), *page.evaluate(CONTROLS)]
            page.emulate_media(media="screen")
            if wrong:
                found[state.name] = wrong
    assert found == {}
