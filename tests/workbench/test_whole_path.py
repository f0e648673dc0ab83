"""The whole job in one sitting, in a real browser with the keyboard alone: a report is taken in, decided, checked, refused,
widened, published, downloaded and held against the log. With JavaScript, and without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serving_case as case
from test_release_browser import open_with_keys, taken, to, verified

pytestmark = pytest.mark.browser

REPORT = (
    "On 12 October 2025 in Hyesan, two officers of the county security office searched the house of a family. "
    "They demanded 10,000 yuan. They threatened to send the family to a prison camp."
)
LONG = 60_000


@pytest.fixture(params=[True, pytest.param(False, marks=pytest.mark.slow)], ids=["with JavaScript", "without"])
def empty(request: pytest.FixtureRequest, browser: Any, tmp_path: Path) -> Iterator[case.Tab]:
    """A tab on a casefile that holds nothing yet."""
    case.cheap_desk(tmp_path / "winter.case").close()
    with case.serving(tmp_path / "winter.case") as server, case.tab_on(browser, server, javascript=request.param) as tab:
        tab.page.set_default_timeout(LONG)
        yield tab


def test_from_a_report_to_a_verified_release(empty: case.Tab, tmp_path: Path) -> None:
    page = empty.page
    _take_in(page)
    decided = _decide(page)
    assert decided >= 3
    _check(page)
    assert page.get_by_text("may not leave as it stands").count()
    assert not page.locator("form[action$='/publish']").count(), "refused: there is nothing to publish with"
    _consent(page)
    open_with_keys(page, "form[action$='/way'] button")
    assert page.get_by_text("Checked: no rule stops it.").count()
    open_with_keys(page, "form[action$='/publish'] button.primary")
    archives = [taken(page, f"a[href$='/files/{kind}']", tmp_path) for kind in ("public", "team")]
    left = archives[0].read_bytes()
    assert "its checks and approvals" in verified(empty.server, archives, tmp_path)
    for word in ("Hyesan", "10,000", "12 October"):
        assert word.encode() not in left
        assert not any(word in f.read_text(errors="replace") for f in (tmp_path / "release").rglob("*") if f.is_file())
    assert empty.strays == []


def _take_in(page: Any) -> None:
    open_with_keys(page, "a[data-room='take-in']")
    to(page, "textarea")
    page.keyboard.insert_text(REPORT)
    open_with_keys(page, "button[data-key-verb='look']")
    to(page, "input[name='published']")
    page.keyboard.type("11012025")
    open_with_keys(page, "button[data-key-verb='store']")
    assert page.get_by_text("Sealed and stored as R1").count()


def _decide(page: Any) -> int:
    """Look at the three fields of each statement and accept it, until nothing waits."""
    open_with_keys(page, "a[data-room='queue']")
    open_with_keys(page, "main form button")  # it may tell of violence: the page asks first
    done = 0
    while page.locator("#decide").count():
        statement = page.locator("#item").get_attribute("data-statement")
        for box in page.locator("#decide input[name=seen]").all():
            to(page, f"#{box.get_attribute('id')}")
            page.keyboard.press("Space")
        to(page, "button[data-key-verb='accept']")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#item:not([data-statement='{statement}']), main:not(:has(#item))")
        done += 1
        assert done < 20
    return done


def _check(page: Any) -> None:
    open_with_keys(page, "a[data-room='release']")
    open_with_keys(page, "a[data-key-verb='new-draft']")
    for n, _ in enumerate(page.locator("input[name=statement]").all(), 1):
        to(page, f"li:nth-child({n}) > label > input[name=statement]")
        page.keyboard.press("Space")
    open_with_keys(page, "button[data-key-verb='check']")


def _consent(page: Any) -> None:
    """The finding that nobody agreed leads to the page where it is written down; then the check is made again."""
    draft = page.url
    open_with_keys(page, "a[href*='/consent']")
    assert page.locator("#f-purpose").input_value() == "public_anonymous"
    open_with_keys(page, "form[action$='/consent'] button.primary")
    page.goto(draft)
    open_with_keys(page, "form[action$='/check'] button")
