"""``rushlight open`` as a person types it: what it prints, what it refuses, how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import serving_case as case
from hostile_sending import send

RUN = [sys.executable, "-c", "from rushlight.cli.main import run; run()", "open"]


def said(*arguments: str, timeout: float = 30) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], capture_output=True, text=True, timeout=timeout, check=False)


def test_a_casefile_that_is_not_there_is_refused_with_a_hint(tmp_path: Path) -> None:
    ended = said(str(tmp_path / "none.case"), "--no-browser")
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert ended.stderr.startswith("error: ")
    assert "hint: " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_that_is_taken_is_refused_with_a_hint(demo: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = said(str(demo), "--no-browser", "--port", str(taken.getsockname()[1]))
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert "error: " in ended.stderr
    assert "hint: " in ended.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_refused(demo: Path, port: str) -> None:
    ended = said(str(demo), "--no-browser", "--port", port)
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr


def test_the_port_that_was_asked_for_is_the_one(demo: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([*RUN, str(demo), "--no-browser", "--port", str(port)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        assert process.stdout.readline().startswith(f"http://127.0.0.1:{port}/in/")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_it_is_told_so(demo: Path, sign: signal.Signals) -> None:
    server = case.Server(demo)
    server.process.send_signal(sign)
    printed, complained = server.process.communicate(timeout=20)
    assert "Traceback" not in printed + complained
    assert server.process.returncode in (0, 130, 143, -signal.SIGTERM)
    if sign is signal.SIGINT:
        assert "stopped" in printed + complained


def test_what_is_printed_is_the_address_alone(demo: Path) -> None:
    with case.serving(demo) as server:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/in/[0-9a-f]{48}", server.address)
        for _ in range(3):
            send(int(server.origin.rsplit(":", 1)[1]), b"GET /Quillfeather HTTP/1.1\r\nHost: Quillfeather\r\n\r\n")
        printed, complained = server.stop()
    assert "Quillfeather" not in printed + complained


def test_a_browser_is_started_with_the_address(demo: Path, tmp_path: Path) -> None:
    """The first browser that the system knows of gets it, and the address is all it gets."""
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path / "asked"}"\n', encoding="utf-8")
    script.chmod(0o700)
    environment = {**os.environ, "BROWSER": f"{script} %s"}
    process = subprocess.Popen([*RUN, str(demo)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        for _ in range(100):
            if (tmp_path / "asked").exists() and (tmp_path / "asked").read_text("utf-8").strip():
                break
            signal.sigtimedwait([], 0.1)
        assert (tmp_path / "asked").read_text("utf-8").split() == [address]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


@pytest.mark.browser
def test_two_can_open_the_same_casefile_without_harm(browser: object, demo: Path) -> None:
    """The second is let in and told calmly if the casefile is in use; what the first does is kept either way."""
    with case.serving(demo) as first, case.serving(demo) as second, case.tab_on(browser, first) as tab:
        with case.tab_on(browser, second, unlock=False) as other:
            other.page.fill("#f-passphrase", case.PASSPHRASE)
            other.page.press("#f-passphrase", "Enter")
            other.page.wait_for_selector("form#lock, [role=alert]")
            assert "Rushlight" in other.page.title()
        tab.go("/")
        assert tab.page.locator("form#lock").count() == 1
        for started in (first, second):
            assert started.process.poll() is None


def test_nothing_that_a_server_leaves_behind_can_be_read_by_others(
    demo: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    with case.serving(demo):
        pass
    for path in runtime.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_no_core_file_is_left_even_before_a_casefile_is_open(demo: Path) -> None:
    with case.serving(demo) as server:
        limits = Path(f"/proc/{server.process.pid}/limits").read_text("ascii")
    assert re.search(r"Max core file size +0 +0 ", limits)


def test_a_stranger_is_told_in_both_languages_and_learns_no_address(shut: case.Pages) -> None:
    for path in ("/in/" + "0" * 48, "/" + "0" * 48 + "/"):
        answered = shut.raw("GET", path, {"host": f"127.0.0.1:{case.PORT}"})
        assert answered.status == 403
        assert "start rushlight open again" in answered.text
        assert "다시 시작하세요" in answered.text
        assert shut.passes.place not in answered.text
        assert answered.headers["content-type"] == "text/plain; charset=utf-8"
