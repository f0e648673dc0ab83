"""What a browser keeps when the server is killed under it: nothing of a report, and a session that is restored shows none."""

from __future__ import annotations

import base64
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serving_case as case
from test_killed import MARK, MARKS, TEXT
from test_waited import until

from rushlight.desk import open_desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc"),
]
LONG = 60_000
TYPED = "Wrenfield of Oldmarsh"
"""Typed into forms and never sent."""
WORDS = [*MARKS]
for _encoding in ("utf-8", "utf-16-le", "utf-16-be"):
    _raw = TYPED.encode(_encoding)
    WORDS += [_raw, *(base64.b64encode(bytes(shift) + _raw)[4:-4] for shift in range(3))]


@pytest.fixture
def marked(demo: Path) -> tuple[Path, str]:
    """The demonstration with a report that holds the mark; the report's id."""
    with open_desk(demo, case.PASSPHRASE, actor="A1", randomness=os.urandom) as desk:
        desk.take_in_bytes(TEXT.encode(), "report.txt")
        return demo, str(desk.case.documents()[-1].document.id)


@pytest.fixture
def own() -> Iterator[Path]:
    """A folder for the browser, with a short path: a socket lies in it."""
    with tempfile.TemporaryDirectory(prefix="rl") as made:
        yield Path(made)


@contextlib.contextmanager
def profile(browser: Any, folder: Path, *more: str) -> Iterator[Any]:
    """Chromium as a person has it: its profile on the disk, pages kept for the back button, crashes written down."""
    for name in ("profile", "home", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    left_out = ("--disable-back-forward-cache", "--disable-breakpad", "--disable-extensions", "--password-store=basic")
    context = browser.browser_type.launch_persistent_context(
        folder / "profile",
        executable_path=case.CHROMIUM,
        args=[*case.CHROMIUM_FLAGS, *more],
        ignore_default_args=list(left_out),
        env={**os.environ, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp")},
    )
    try:
        yield context
    finally:
        with contextlib.suppress(Exception):  # it may have been killed
            context.close()


def processes_of(folder: Path) -> list[int]:
    """The processes that were started with this profile."""
    found, named = [], os.fsencode(str(folder / "profile"))
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            if named in (entry / "cmdline").read_bytes() and int(entry.name) != os.getpid():
                found.append(int(entry.name))
    return found


def killed(folder: Path) -> None:
    """Kill this browser without warning, as a power cut would."""
    for pid in processes_of(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until(lambda: not processes_of(folder))


def kept_by(folder: Path) -> dict[str, list[bytes]]:
    """The words that stand in files of the browser, by file."""
    out = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            if found := [word for word in WORDS if word in data]:
                out[str(path.relative_to(folder))] = found
    return out


def worked(page: Any, server: case.Server, document: str) -> None:
    """A short while of work: reading, deciding, searching, and words that are typed and not sent."""
    page.goto(server.address, timeout=LONG)
    page.fill("#f-passphrase", case.PASSPHRASE)
    page.press("#f-passphrase", "Enter")
    page.wait_for_selector("form#lock", timeout=LONG)
    base = "/".join(page.url.split("/")[:4])
    for path in ("/queue", f"/reading/{document}", "/take-in", "/find", "/sources"):
        page.goto(base + path, timeout=LONG)
        for box in page.locator("main input[type=text]:visible, main input[type=search]:visible, main textarea:visible").all():
            box.fill(TYPED)
    page.goto(f"{base}/find", timeout=LONG)
    page.locator("main input:visible").first.fill(MARK)
    page.locator("main input:visible").first.press("Enter")
    page.wait_for_load_state("load")
    page.goto(f"{base}/reading/{document}", timeout=LONG)
    page.wait_for_load_state("load")
    assert MARK in page.inner_text("main")
    time.sleep(12)  # as often as Chromium writes its session down
    page.goto(f"{base}/take-in", timeout=LONG)
    for box in page.locator("main textarea:visible, main input[type=text]:visible").all():
        box.fill(TYPED)
    page.goto(f"{base}/reading/{document}", timeout=LONG)
    time.sleep(5)


def again_at(folder: Path, port: str) -> subprocess.Popen[str]:
    """Another server at the port of the one before."""
    command = [sys.executable, "-c", "from rushlight.cli.main import run; run()", "open", "--no-browser", "--port", port]
    started = subprocess.Popen([*command, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert started.stdout
    assert started.stdout.readline().startswith("http://127.0.0.1")
    return started


def test_after_a_kill_the_browser_keeps_nothing_and_a_restored_session_shows_nothing(
    browser: Any, marked: tuple[Path, str], own: Path
) -> None:
    folder, document = marked
    with case.serving(folder) as server, profile(browser, own) as context:
        worked(context.pages[0], server, document)
        address = context.pages[0].url
        server.process.kill()
        server.process.wait()
        time.sleep(3)
        killed(own)
    assert kept_by(own) == {}
    known = b"".join(path.read_bytes() for path in own.rglob("*") if path.is_file() and not path.is_symlink())
    assert address.split("/")[2].encode() in known, "this is no profile: not even the address was written down"
    other = again_at(folder, address.split(":")[2].partition("/")[0])
    try:
        with profile(browser, own, "--restore-last-session", "--hide-crash-restore-bubble") as context:
            until(lambda: any(page.url.startswith("http://127.0.0.1") for page in context.pages))
            time.sleep(2)
            restored = [page for page in context.pages if page.url.startswith("http://127.0.0.1")]
            for page in restored:
                page.wait_for_load_state("load", timeout=LONG)
                shown = page.content()
                assert MARK not in shown
                assert TYPED not in shown
                assert not page.locator("form#lock, #f-passphrase").count(), "it asks for the launch again"
                page.reload(timeout=LONG)
                assert MARK not in page.content()
                page.go_back(timeout=LONG)
                assert MARK not in page.content()
            assert restored
            killed(own)
    finally:
        other.kill()
        other.communicate()
    assert kept_by(own) == {}
