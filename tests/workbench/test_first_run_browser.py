"""The first run in a real browser: from nothing to a release that passes, with the keyboard alone, and without JavaScript."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serving_case as case

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = 40_000
"""Milliseconds for a page behind which something is prepared."""


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def fresh(request: pytest.FixtureRequest, browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[case.Tab]:
    """A tab on a server that was started with no casefile, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    tempfile.tempdir = None
    with case.serving(None) as server, case.tab_on(browser, server, javascript=request.param, unlock=False) as tab:
        tab.page.set_default_timeout(LONG)
        yield tab


class Hands:
    """A person who has a keyboard and no mouse: goes by Tab to what they look for, and presses Enter or Space."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def to(self, what: str) -> None:
        """Tab until the thing with these words (or this name) has the focus."""
        self.focus(self._found(what))

    def focus(self, target: Any) -> None:
        for _ in range(120):
            if target.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("the keyboard never comes there")

    def press(self, words: str) -> None:
        self.to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, name: str, text: str) -> None:
        self.to(f"name={name}")
        self.page.keyboard.type(text)

    def _found(self, what: str) -> Any:
        if what.startswith("name="):
            return self.page.locator(f"main [name='{what[5:]}']").first
        return self.page.locator("main").get_by_text(what, exact=True).first


def make(tab: case.Tab, hands: Hands) -> str:
    """A casefile; gives its passphrase."""
    page = tab.page
    hands.press("Make a new casefile")
    hands.write("name", "winter")
    hands.press("Draw a passphrase")
    words = page.inner_text("p.words")
    assert len(words.split()) == 6
    hands.press("They stand on paper")
    hands.write("passphrase", words)
    hands.press("Make the casefile")
    return words


def confirm(tab: case.Tab, hands: Hands) -> None:
    """Write every share down, then type the words that are asked for."""
    page, written = tab.page, []
    while page.inner_text("h1").startswith("Recovery share"):
        written.append(page.locator("ol.share li").all_inner_texts())
        hands.press("It stands on paper: the next one" if len(written) < 3 else "It stands on paper: go on")
    for box in page.locator("main input[type=text]").all():
        name = box.get_attribute("name")
        share, position = map(int, re.findall(r"\d+", name))
        hands.write(name, written[share - 1][position - 1])
    hands.press("These are the words")


def ten(tab: case.Tab, hands: Hands) -> None:
    """Answer ten statements in the queue: not sure of any, which is an answer. A word before a report is read and passed."""
    page = tab.page
    for _ in range(16):
        tab.go("/queue")
        if page.locator("[data-key-verb=unsure]").count():
            at = page.locator("#item").get_attribute("data-statement")
            hands.focus(page.locator("[data-key-verb=unsure]").first)
            page.keyboard.press("Enter")
            page.locator(f"#item[data-statement='{at}']").wait_for(state="detached")
        else:
            hands.focus(page.locator("main form button").first)
            with page.expect_navigation():
                page.keyboard.press("Enter")
        tab.go("/practice")
        if "10 of 10 decided" in page.inner_text("main"):
            return
    raise AssertionError(page.inner_text("main"))


def test_from_nothing_to_a_release_that_passes(fresh: case.Tab, tmp_path: Path) -> None:
    page, hands = fresh.page, Hands(fresh.page)
    words = make(fresh, hands)
    confirm(fresh, hands)
    assert page.inner_text("h1") == "Your casefile is made"
    hands.press("To the practice")
    hands.press("Begin")
    page.wait_for_selector("textarea[name=text]")
    hands.press("Look at it first")
    assert page.inner_text("h1") == "What will be stored"
    hands.press("Seal and store")
    fresh.go("/practice")
    assert "It is stored as R8" in page.inner_text("main")
    ten(fresh, hands)
    hands.press("Check it")
    assert "refused" in page.inner_text("main")
    hands.press("Take way 1")
    assert "it passes" in page.inner_text("main")
    hands.press("End the practice and throw it away")
    hands.write("passphrase", words)
    hands.press("Open")
    page.wait_for_selector("form#lock")
    assert "winter" in page.inner_text(".state")
    assert "No report was taken in yet" in page.inner_text("main")
    assert list((tmp_path / "tmp").iterdir()) == [], "nothing of the practice is left"
    assert fresh.strays == []
    assert fresh.broken == []
