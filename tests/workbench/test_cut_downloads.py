"""A lock in the middle of a download: it ends there, and nothing of what was made is left in memory."""

from __future__ import annotations

import os
import socket
import sys
import time
from pathlib import Path

import filled_case as filled
import pytest
import serving_case as case
from plain_browser import PlainBrowser
from test_killed import MARK, MARKS, TEXT, Served, left_in_plain, served
from test_locking import in_memory
from test_waited import until

from rushlight.casefile import keep_original
from rushlight.desk import open_desk

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")]
LARGE = 30 << 20
"""Bytes of an original: more than the buffers of two sockets hold."""


def slow_reader(browser: PlainBrowser, path: str) -> socket.socket:
    """A connection that asks for a file and reads nothing yet."""
    reading = socket.socket()
    reading.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reading.connect((browser.host, browser.port))
    heads = {"Host": f"{browser.host}:{browser.port}", "Cookie": browser.cookie, "Sec-Fetch-Site": "same-origin"}
    lines = [f"GET /{browser.place}{path} HTTP/1.1", *(f"{name}: {value}" for name, value in heads.items()), "", ""]
    reading.sendall("\r\n".join(lines).encode("ascii"))
    return reading


def all_of(reading: socket.socket) -> bytes:
    """What still comes until the other side ends it."""
    reading.settimeout(30)
    got = bytearray()
    try:
        while piece := reading.recv(1 << 16):
            got += piece
    except ConnectionError:
        pass
    return bytes(got)


def bundle_made(server: Served, device: str) -> None:
    server.browser.led(server.browser.post("/team/bundle", {"device": device, "whole": "yes"}))


def test_a_lock_ends_a_download(demo: Path, tmp_path: Path) -> None:
    pages = case.open_pages(demo)
    filled.copy_of(pages, tmp_path / "second.case", "B1", ("reviewer",))
    device = filled.on_desk(pages, lambda desk: next(d.device.id for d in desk.devices() if not d.own))
    pages.close()
    with open_desk(demo, case.PASSPHRASE, actor="A1") as desk:
        desk.take_in_bytes(TEXT.encode(), "report.txt")
        document = desk.case.documents()[-1].document.id
        keep_original(desk.case, os.urandom(LARGE), alias="R90", collected_by="A1", by="A1", media_type="application/pdf")
    with served(tmp_path, demo, "never") as server:
        bundle_made(server, device)
        assert MARK in server.browser.get(f"/reading/{document}").text
        assert MARKS[0] in in_memory(server.process.pid, MARKS), "the looking itself finds nothing"
        with slow_reader(server.browser, "/team/devices/ready") as reading:
            begun = reading.recv(1000)
            assert b"200 OK" in begun
            whole = int(begun.partition(b"content-length: ")[2].partition(b"\r")[0])
            time.sleep(1)
            assert server.browser.lock().words("h1") == "Locked"
            until(lambda: server.browser.get("/").html.cssselect("#f-passphrase"))
            got = begun + all_of(reading)
        assert whole > LARGE
        assert len(got) < whole / 2, "it went on after the lock"
        assert in_memory(server.process.pid, MARKS) == []
        assert left_in_plain(tmp_path / "home", tmp_path / "tmp", demo) == []
        server.browser.unlock()
        assert server.browser.get("/team/devices/ready").where == "/team/devices"
        again = server.browser.post("/team/bundle", {"device": device, "whole": "yes"})
        if again.status == 303:  # it took long: it is offered
            server.browser.led(again)
            again = server.browser.get("/team/devices/ready")
        assert len(again.body) == pytest.approx(whole, rel=0.01)
    with open_desk(demo, case.PASSPHRASE) as desk:
        assert desk.verify(deep=True).ok
