"""Rooms in a real browser, on a real server: work that is cut off by a kill goes on, names are veiled until held."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import serving_case as case

from rushlight.casefile import open_casefile

pytestmark = pytest.mark.browser

NAME = "Marigold Quillfeather"
REPORT = (
    "On 12 October 2025 in Hyesan, two officers of the county security office demanded {n},000 yuan from a family. "
    "They threatened to send the family to a prison camp.\n"
)
MANY = 120


def archive() -> dict[str, Any]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for n in range(MANY):
            packed.writestr(f"{n}.txt", REPORT.format(n=n + 10))
    return {"name": "reports.zip", "mimeType": "application/zip", "buffer": out.getvalue()}


def take_in_many(tab: case.Tab) -> None:
    """Choose the archive, and begin."""
    tab.go("/take-in")
    tab.page.set_input_files("#f-files", archive())
    tab.page.click("text=Look at it first")
    tab.page.fill("#f-published", "2025-11-01")
    tab.page.click("text=Seal and store all")
    tab.page.wait_for_selector("[data-job]")


def stored(text: str) -> int:
    found = re.search(r"(\d+) stored", text)
    return int(found[1]) if found else 0


@pytest.mark.slow
def test_a_kill_in_the_middle_loses_nothing_and_the_next_run_goes_on(browser: Any, demo: Path) -> None:
    with case.serving(demo) as first, case.tab_on(browser, first) as tab:
        take_in_many(tab)
        tab.page.reload()
        while (kept := stored(tab.page.inner_text("#jobs"))) < 10:
            tab.page.wait_for_timeout(20)
        first.process.kill()
        first.process.wait()
    with open_casefile(demo, case.PASSPHRASE, randomness=case.os.urandom, now=case.utc_now) as opened:
        assert opened.verify(deep=True).ok
        here = len(opened.documents()) - 8
        assert here >= kept, "what was told as stored is there"
    with case.serving(demo) as second, case.tab_on(browser, second) as tab:
        tab.go("/take-in")
        assert "cut off" in tab.page.inner_text("main")
        take_in_many(tab)
        tab.page.wait_for_selector('[data-over="yes"]', timeout=60_000)
        said = tab.page.inner_text("#jobs")
        assert f"{MANY - here} reports were stored" in said or here == MANY
        tab.go("/take-in")
        assert "cut off" not in tab.page.inner_text("main")
    with open_casefile(demo, case.PASSPHRASE, randomness=case.os.urandom, now=case.utc_now) as opened:
        assert opened.verify(deep=True).ok
        assert len(opened.documents()) == 8 + MANY
        assert len(opened.readings()) == 8 + MANY


def test_the_page_of_long_work_follows_it_by_itself(tab: case.Tab) -> None:
    tab.go("/log")
    tab.page.click("text=Check every table and file too")
    tab.page.wait_for_selector('[data-over="yes"]', timeout=30_000)
    assert "Nothing was altered" in tab.page.inner_text("#jobs")
    assert tab.broken == []


def test_it_follows_without_javascript_too(plain_tab: case.Tab) -> None:
    plain_tab.go("/log")
    plain_tab.page.click("text=Check every table and file too")
    plain_tab.page.wait_for_selector('[data-over="yes"]', timeout=30_000)
    assert "Nothing was altered" in plain_tab.page.inner_text("#jobs")


def see(tab: case.Tab) -> None:
    """Record a source with its name, and open it."""
    page = tab.page
    tab.go("/sources")
    page.fill("#f-add-alias", "S9")
    page.click("text=Seal who it is")
    page.fill("#f-name", NAME)
    page.click("button:text-is('Record')")
    page.click("text=open S9")
    page.check("[name=reason][value=danger]")
    page.fill("#f-passphrase", case.PASSPHRASE)
    page.click("main button.primary")
    page.wait_for_selector("text=It closes by itself")


def test_a_name_is_veiled_until_it_is_held(tab: case.Tab) -> None:
    see(tab)
    veil, button = tab.page.locator(".veil").first, tab.page.locator("[data-hold]")
    assert veil.evaluate("e => getComputedStyle(e).filter").startswith("blur")
    button.focus()
    tab.page.keyboard.down("Space")
    assert veil.evaluate("e => getComputedStyle(e).filter") == "none"
    tab.page.keyboard.up("Space")
    assert veil.evaluate("e => getComputedStyle(e).filter").startswith("blur")
    box = button.bounding_box()
    tab.page.mouse.move(box["x"] + 5, box["y"] + 5)
    tab.page.mouse.down()
    assert veil.evaluate("e => getComputedStyle(e).filter") == "none"
    tab.page.mouse.move(0, 0)
    assert veil.evaluate("e => getComputedStyle(e).filter").startswith("blur"), "who slips off it veils it"
    tab.page.mouse.up()
    assert tab.broken == []


def test_without_javascript_a_name_has_a_page_of_its_own(plain_tab: case.Tab) -> None:
    see(plain_tab)
    assert not plain_tab.page.locator(".veil").first.is_visible()
    plain_tab.page.click("text=Show it plainly")
    assert NAME in plain_tab.page.inner_text("dl.facts")
    plain_tab.page.click("text=Close it")
    assert NAME not in plain_tab.page.content()


def test_the_key_of_find_leads_there_and_words_stand_in_no_address(tab: case.Tab) -> None:
    tab.page.keyboard.press("/")
    tab.page.wait_for_selector("#f-words")
    tab.page.fill("#f-words", "household")
    tab.page.press("#f-words", "Enter")
    tab.page.wait_for_selector("mark")
    assert "household" not in tab.page.url


def test_the_ways_in_are_destroyed_and_the_program_is_gone(browser: Any, demo: Path) -> None:
    with case.serving(demo) as server, case.tab_on(browser, server) as tab:
        tab.go("/settings")
        tab.page.click("text=I need this")
        tab.page.fill("#f-word", "destroy")
        tab.page.click("text=Destroy them now", no_wait_after=True)
        server.process.wait(timeout=10)
        assert not (demo / "keyslots.json").exists()


@pytest.mark.slow
def test_a_button_shows_the_key_that_was_chosen_and_escape_goes_back(tab: case.Tab) -> None:
    page = tab.page
    tab.go("/settings")
    page.locator("details", has=page.locator("[name='key:queue.accept']")).locator("summary").click()
    page.fill("[name='key:queue.accept']", "F")
    page.locator("form[action$='/settings/keys'] button").click()
    page.wait_for_selector("[role=status]")
    tab.go("/queue")
    assert page.locator("main [data-key-verb=accept] kbd").inner_text() == "F"
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.closest('details')?.id") == "edit"
    page.keyboard.press("Escape")
    assert page.evaluate("[document.activeElement.tagName, document.querySelector('#edit').open]") == ["SUMMARY", False]
