"""Draft, refused, widened, approved or signed, published, downloaded and verified: in a real browser, by keyboard, and without
JavaScript."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import serving_case as case
from axe_playwright_python.sync_playwright import Axe

from rushlight.record import Purpose

pytestmark = pytest.mark.browser

PLAIN = (
    "According to one source, in the second half of 2025 in North Korea, officials demanded thousands to tens of thousands "
    "of yuan from a family."
)


@pytest.fixture
def demo(demo_once: Path, tmp_path: Path) -> Path:
    """The demonstration in which everybody agreed to publication without names."""
    folder = tmp_path / "demo.case"
    shutil.copytree(demo_once, folder)
    pages = case.open_pages(folder)

    def agree() -> None:
        desk = pages.desk
        for alias in (*(d.alias for d in desk.case.documents()), *(s.alias for s in desk.case.sources())):
            desk.consent(alias, Purpose.PUBLIC_ANONYMOUS)

    pages.held.thread.ask(agree).result()
    pages.close()
    return folder


def to(page: Any, selector: str) -> None:
    """Walk to an element with the Tab key alone."""
    for _ in range(400):
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"nothing to be reached by keyboard: {selector}")


def open_with_keys(page: Any, selector: str) -> None:
    """Walk there and press Enter, and wait for the page that it leads to."""
    to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def taken(page: Any, selector: str, folder: Path) -> Path:
    """Walk to a link and take the file that it gives."""
    to(page, selector)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def verified(server: case.Server, archives: list[Path], folder: Path) -> str:
    """Unpack what was taken beside each other and hold it against the log, as a person does."""
    server.stop()
    for archive in archives:
        with zipfile.ZipFile(archive) as read:
            read.extractall(folder)
    (folder / "passphrase").write_text(case.PASSPHRASE)
    command = ["verify", str(server.folder), "--proof", str(folder / "release.proof" / "proof.json")]
    command += ["--passphrase-file", str(folder / "passphrase")]
    done = subprocess.run(
        [sys.executable, "-c", "from rushlight.cli.main import run; run()", *command],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_by_keyboard_alone_from_a_draft_to_a_verified_release(tab: case.Tab, tmp_path: Path) -> None:
    page = tab.page
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("l")
    with page.expect_navigation():
        page.keyboard.press("n")
    for number in range(3):
        to(page, f"li:nth-child({number + 1}) > label > input[name=statement]")
        page.keyboard.press("Space")
    with page.expect_navigation(timeout=60_000):
        page.keyboard.press("c")
    assert page.get_by_text("may not leave as it stands").count()
    assert not page.locator("form[action$='/publish']").count(), "refused: there is nothing to publish with"
    with page.expect_navigation():
        page.keyboard.press("1")
    assert page.get_by_text("Checked: no rule stops it.").count()
    to(page, "form[action$='/publish'] button.primary")
    with page.expect_navigation(timeout=60_000):
        page.keyboard.press("Enter")
    archives = [taken(page, f"a[href$='/files/{kind}']", tmp_path) for kind in ("public", "team")]
    assert [a.name for a in archives] == ["release.zip", "release.proof.zip"]
    assert "its checks and approvals" in verified(tab.server, archives, tmp_path)
    assert (tab.strays, tab.broken) == ([], [])


def test_without_javascript_a_text_is_signed_published_and_taken(plain_tab: case.Tab, tmp_path: Path) -> None:
    page = plain_tab.page
    page.click("a[data-room=release]")
    page.click("text=Check a text of your own")
    page.fill("textarea[name=text]", PLAIN)
    page.click("button[data-key-verb=check]", timeout=60_000)
    assert page.get_by_text("1 sentence without a signature").count()
    assert not page.locator("form[action$='/publish']").count()
    page.check("input[name=number]")
    page.check("input[name=nothing]")
    page.click("button[data-key-verb=sign]")
    assert page.get_by_text("signed by A1").count()
    page.click("form[action$='/publish'] button.primary")
    archives = []
    for kind in ("public", "team"):
        with page.expect_download() as download:
            page.click(f"a[href$='/files/{kind}']")
        archives.append(tmp_path / download.value.suggested_filename)
        download.value.save_as(archives[-1])
    assert "its checks and approvals" in verified(plain_tab.server, archives, tmp_path)
    assert (tmp_path / "release" / "text.txt").read_text() == PLAIN + "\n"
    assert plain_tab.strays == []


@pytest.mark.parametrize(("dark", "language"), [(False, "en"), pytest.param(True, "ko", marks=pytest.mark.slow)])
def test_every_release_page_is_accessible_and_fits_a_narrow_window(
    browser: Any, server: case.Server, dark: bool, language: str
) -> None:
    with case.tab_on(browser, server, dark=dark, language=language, width=320) as tab:
        page = tab.page
        tab.go("/release/new")
        page.locator("input[name=statement]").first.check()
        with page.expect_navigation(timeout=60_000):
            page.click("button[data-key-verb=check]")
        draft = page.url.removeprefix(tab.base)
        tab.go("/release-text")
        page.fill("textarea[name=text]", PLAIN)
        with page.expect_navigation(timeout=60_000):
            page.click("button[data-key-verb=check]")
        text = page.url.removeprefix(tab.base)
        rooms = (
            "/release",
            "/release/new",
            "/release-text",
            draft,
            text,
            "/gates",
            "/figures",
            "/consent",
            "/ledger",
            "/hand-on",
        )
        for path in rooms:
            tab.go(path)
            for summary in page.locator("main summary").all():
                summary.click()
            found = Axe().run(page)
            assert not found.response["violations"], (path, found.generate_report())
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{path} is {wide} px wider than the window"
        assert (tab.strays, tab.broken) == ([], [])
