"""After a lock nothing is left to read: in memory, in any tab, behind the back button, in what was printed or written."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serving_case as case

from rushlight.desk import open_desk

MARK = "Quillfeather of Brindlewick"
"""A name that stands nowhere else, put into the report's text and typed as a reason."""

TEXT = f"In March 2022 a broker, {MARK}, demanded 5,000 yuan from the family in Hyesan.\n"


@pytest.fixture
def marked(demo: Path) -> Path:
    """The demonstration with a report that holds the mark."""
    with open_desk(demo, case.PASSPHRASE, actor="A1", randomness=os.urandom) as desk:
        desk.take_in_bytes(TEXT.encode(), "report.txt")
    return demo


def document_of_mark(folder: Path) -> str:
    with open_desk(folder, case.PASSPHRASE, actor="A1", randomness=os.urandom) as desk:
        return str(desk.case.documents()[-1].document.id)


def in_memory(pid: int, words: list[bytes]) -> list[bytes]:
    """Those of the words that stand in the memory of a process. Reads it as root; a skip where that is not possible."""
    found = set()
    try:
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            for line in Path(f"/proc/{pid}/maps").read_text("ascii").splitlines():
                start, end = (int(part, 16) for part in line.split()[0].split("-"))
                found |= {w for w in words if line.split()[1].startswith("r") and w in _region(memory, start, end)}
    except PermissionError:
        pytest.skip("only root reads another process's memory here")
    return sorted(found)


def _region(memory: Any, start: int, end: int) -> bytes:
    try:
        memory.seek(start)
        return bytes(memory.read(end - start))
    except (OSError, OverflowError, ValueError):  # not every region can be read, [vvar] for one
        return b""


WORDS = [MARK.encode(), MARK.encode("utf-16-le"), case.PASSPHRASE.encode(), MARK.replace(" ", "+").encode()]


def unlocked_reading(tab: case.Tab, document: str) -> None:
    tab.go(f"/reading/{document}")
    if MARK not in tab.page.content():  # the screen that shows reports is another's; the text was asked for in any case
        tab.go("/")


@pytest.mark.browser
@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_after_a_lock_no_word_is_in_memory(browser: Any, marked: Path) -> None:
    document = document_of_mark(marked)
    with case.serving(marked) as server, case.tab_on(browser, server) as tab:
        unlocked_reading(tab, document)
        before = in_memory(server.process.pid, WORDS)
        assert WORDS[0] in before, "the looking itself finds nothing"
        tab.page.click("form#lock button")
        tab.page.wait_for_selector("h1")
        time.sleep(1.5)
        assert in_memory(server.process.pid, WORDS) == []
        told = b"".join(Path(f"/proc/{server.process.pid}/{name}").read_bytes() for name in ("cmdline", "environ"))
        secrets = [tab.base.rsplit("/", 1)[1].encode(), *WORDS, *(c["value"].encode() for c in tab.page.context.cookies())]
        assert not [s for s in secrets if s in told]


@pytest.mark.browser
def test_a_lock_in_one_tab_empties_the_others(browser: Any, marked: Path) -> None:
    with case.serving(marked) as server, case.tab_on(browser, server) as tab:
        other = tab.page.context.new_page()
        other.goto(tab.base + "/")
        assert other.locator("form#lock").count() == 1
        for _ in range(3):
            tab.page.keyboard.press("Shift")
        other.wait_for_selector("form#lock", state="detached", timeout=3000)
        other.wait_for_selector("#f-passphrase")
        tab.page.wait_for_selector("h1")


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_behind_the_back_button_is_nothing(browser: Any, marked: Path, javascript: bool) -> None:
    """With the browser's cache of whole pages on, as people have it; Playwright turns it off unless told."""
    kept = browser.browser_type.launch(
        executable_path=case.CHROMIUM,
        args=case.CHROMIUM_FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    with case.serving(marked) as server:
        with case.tab_on(kept, server, javascript=javascript) as tab:
            tab.go("/")
            tab.page.click("form#lock button")
            tab.page.wait_for_selector("text=Every decision is kept")
            time.sleep(1.0)
            for _ in range(2):
                tab.page.go_back(wait_until="commit")
                tab.page.wait_for_selector("h1")
                assert tab.page.locator("form#lock").count() == 0
        kept.close()


@pytest.fixture
def hasty(marked: Path) -> Path:
    """A casefile that locks after a minute: as soon as may be set."""
    from rushlight.casefile.process import SETTING
    from rushlight.desk.desk import utc_now

    with open_desk(marked, case.PASSPHRASE, actor="A1", randomness=os.urandom) as desk:
        desk.case.put_setting(SETTING, 1, by="A1", at=utc_now())
    return marked


@pytest.mark.browser
@pytest.mark.slow
def test_when_nobody_uses_it_the_page_empties_itself(browser: Any, hasty: Path) -> None:
    with case.serving(hasty) as server, case.tab_on(browser, server) as tab:
        began = time.monotonic()
        for _ in range(4):  # whoever types is there: seventy seconds of it keep the casefile open
            time.sleep(17)
            tab.page.keyboard.press("a")
        assert tab.page.locator("form#lock").count() == 1
        tab.page.wait_for_selector("#f-passphrase", timeout=90_000)
        assert time.monotonic() - began > 100
        assert server.process.poll() is None


def test_a_page_says_when_it_rests_and_refreshes_without_javascript(pages: case.Pages, shut: case.Pages) -> None:
    html = pages.get("/").html
    assert html.cssselect("body")[0].get("data-rest") == "600"
    assert html.cssselect("noscript meta")[0].get("content").startswith("605;url=/")
    assert not shut.get("/").html.cssselect("noscript")


def test_asking_whether_it_is_open_does_not_keep_it_open(pages: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    touched: list[int] = []
    monkeypatch.setattr(pages.held, "touch", lambda: touched.append(1))
    assert pages.get("/still-open").status == 204
    assert not touched
    assert pages.post("/here", {"here": "1"}).status == 204
    assert touched


def test_a_lock_gives_another_cookie(pages: case.Pages) -> None:
    locked: list[int] = []
    pages.held.lock = lambda: locked.append(1)
    before = pages.passes.cookie
    answered = pages.post("/lock")
    assert pages.passes.cookie != before
    assert pages.passes.cookie in answered.headers["set-cookie"]
    assert answered.headers["clear-site-data"] == '"cache", "storage"'
    headers = {"host": f"127.0.0.1:{case.PORT}", "cookie": f"{pages.passes.cookie_name}={before}"}
    assert pages.raw("GET", f"/{pages.passes.place}/", headers).status == 403


def test_a_lock_does_not_wait_for_the_desk(pages: case.Pages) -> None:
    pages.held.lock = lambda: None
    slow = pages.held.thread.ask(lambda: time.sleep(3))
    began = time.monotonic()
    assert pages.post("/lock").status == 200
    assert time.monotonic() - began < 1.5
    slow.result()


# --- what is left elsewhere ---------------------------------------------------------------------------------------------------


def everything_written(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        yield from ((path, path.read_bytes()) for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


@pytest.mark.browser
def test_no_word_is_printed_written_or_put_into_an_address(browser: Any, marked: Path, tmp_path: Path) -> None:
    """A day's work in short, with what goes wrong in it: nothing is printed, nothing but the casefile is written."""
    folder, home = document_of_mark(marked), Path(os.environ["HOME"])
    asked: list[str] = []
    with case.serving(marked) as server:
        with case.tab_on(browser, server, unlock=False) as tab:
            tab.page.on("request", lambda request: asked.append(request.url))
            tab.page.fill("#f-passphrase", MARK)
            tab.page.press("#f-passphrase", "Enter")
            tab.page.wait_for_selector("[role=alert]")
            tab.go("/")
            tab.page.fill("#f-passphrase", case.PASSPHRASE)
            tab.page.press("#f-passphrase", "Enter")
            tab.page.wait_for_selector("form#lock")
            for path in ("/", f"/reading/{folder}", "/queue", "/no-such-page", "/take-in", "/log", "/find"):
                tab.go(path)
        printed = server.stop()
    assert printed[0].splitlines() == ["stopped"] or printed[0] == ""
    assert "stopped" in "".join(printed)
    assert "".join(printed).replace("stopped", "").replace(HINT, "").strip() == ""
    for word in (MARK, MARK.split(maxsplit=1)[0], case.PASSPHRASE):
        assert not [url for url in asked if word in url or word.replace(" ", "%20") in url or word.replace(" ", "+") in url]
        for path, data in everything_written(marked, home, tmp_path):
            assert word.encode() not in data, path
    assert all(re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w/.-]*(\?[\w=&.-]*)?", url) for url in asked), asked


HINT = "open within a minute, in a browser on this machine; Ctrl-C ends it"


def test_the_casefile_is_the_only_thing_that_is_written(marked: Path, tmp_path: Path) -> None:
    """Files that were sent stay in memory: nothing appears in the folder for temporary files."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(temporary)
    import tempfile

    tempfile.tempdir = None
    try:
        pages = case.open_pages(marked)
        big = (TEXT * 20000).encode()
        pages.post("/take-in", {"source": ""}, {"files": ("report.txt", big)})
        pages.close()
        assert list(temporary.rglob("*")) == []
    finally:
        tempfile.tempdir = None
        os.environ.pop("TMPDIR")
        if before is not None:
            os.environ["TMPDIR"] = before
        shutil.rmtree(temporary)


@pytest.mark.browser
def test_who_a_source_is_does_not_stay_on_the_screen(browser: Any, demo: Path) -> None:
    with open_desk(demo, case.PASSPHRASE, actor="A1", randomness=os.urandom) as desk:
        desk.add_source("S90", name=MARK)
    with case.serving(demo) as server, case.tab_on(browser, server) as tab:
        tab.page.clock.install()
        tab.go("/sources/look/S90")
        assert MARK not in tab.page.content()
        tab.page.locator("[name=reason]").first.check()
        tab.page.fill("#f-passphrase", case.PASSPHRASE)
        tab.page.press("#f-passphrase", "Enter")
        tab.page.wait_for_selector("[data-closes]")
        assert MARK in tab.page.content()
        tab.page.clock.fast_forward(121_000)
        tab.page.wait_for_url("**/sources")
        assert MARK not in tab.page.content()
        assert tab.strays == []
