"""The workbench for tests: a demonstration casefile, pages asked in this process, and a real server with a real browser.

``Pages`` asks the application without a socket: fast, and every layer but the socket is the real one. ``Server`` is a
process of ``rushlight open`` as a person starts it.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import lxml.html
from steady import make_steady

from rushlight import casefile
from rushlight.casefile import Cost, joining
from rushlight.desk import Desk
from rushlight.desk.demo import Demonstration
from rushlight.desk.desk import utc_now
from rushlight.workbench.application import Application
from rushlight.workbench.holding import Held
from rushlight.workbench.passes import Passes

PASSPHRASE = "six plain words for a test"  # noqa: S105 - fictional
PORT = 45321
CHROMIUM = shutil.which("chromium")


def has_libatomic() -> bool:
    """Whether Playwright's own node can start: it needs a library that a bare Debian lacks."""
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def cheap_desk(folder: Path, actor: str = "A1") -> Desk:
    """A new casefile whose passphrase costs nothing to check."""
    return cheap_new(folder, PASSPHRASE, actor=actor)


def cheap_new(
    folder: Path, passphrase: str, *, actor: str = "A1", recovery: tuple[int, int] | None = None, **_: object
) -> Desk:
    """``new_desk``, but the passphrase costs next to nothing."""
    return Desk(casefile.create(folder, passphrase, recovery=recovery, **_cheap(actor)), actor=actor)


def cheap_join(folder: Path, invitation: Any, passphrase: str, *, actor: str, recovery: tuple[int, int] | None = None) -> Desk:
    """``join_desk``, likewise."""
    return Desk(joining.join(folder, invitation, passphrase, recovery=recovery, **_cheap(actor)), actor=actor)


def _cheap(actor: str) -> dict[str, Any]:
    cost = {"cost": Cost(64, 1, 1), "_below_floor_in_tests": True}
    return {"randomness": os.urandom, "now": utc_now, "by": actor, **cost}


def make_demo(folder: Path, *, reviewed: int = 4) -> Path:
    """A casefile with the shipped reports and sources, the first ``reviewed`` of them decided; the rest waits."""
    with cheap_desk(folder) as desk:
        demo = Demonstration(desk)
        demo.record_sources()
        samples = demo.samples()
        for sample in samples:
            demo.take_in(sample)
        for sample in samples[:reviewed]:
            demo.review(sample)
    return folder


@dataclass
class Answered:
    """What came back. ``where`` is the place of a redirect without the secret."""

    status: int
    headers: dict[str, str]
    body: bytes
    place: str

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def html(self) -> Any:
        return lxml.html.fromstring(self.text)

    @property
    def where(self) -> str:
        return self.headers["location"].removeprefix(f"/{self.place}")

    def words(self, css: str = "main") -> str:
        """The plain text of the first element that fits."""
        return " ".join(self.html.cssselect(css)[0].text_content().split()) if self.html.cssselect(css) else ""


class Pages:
    """Asks an application in this process, as a browser that was let in. Nothing is followed by itself."""

    def __init__(self, held: Held, *, language: str = "en") -> None:
        self.held, self.passes, self.language = held, Passes(), language
        self.app = Application(held, self.passes, port=PORT).asgi()

    @property
    def desk(self) -> Desk:
        """The open desk; touch it only while no page is asked for."""
        return self.held.desk

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Answered:
        return self.ask("GET", path, query=urlencode(query or {}))

    def post(
        self,
        path: str,
        fields: Mapping[str, str | Sequence[str]] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Answered:
        """Send a form; with ``files`` (field: (file name, bytes)) as multipart."""
        if files is None:
            body = urlencode(fields or {}, doseq=True).encode()
            return self.ask("POST", path, body=body, kind="application/x-www-form-urlencoded")
        mark = uuid.uuid4().hex
        return self.ask("POST", path, body=_multipart(mark, fields or {}, files), kind=f"multipart/form-data; boundary={mark}")

    def follow(self, answered: Answered) -> Answered:
        """The page that a form led to."""
        assert answered.status == 303, answered.text
        where, _, query = answered.where.partition("#")[0].partition("?")
        return self.ask("GET", where, query=query)

    def ask(self, method: str, path: str, *, query: str = "", body: bytes = b"", kind: str = "") -> Answered:
        headers = {
            "host": f"127.0.0.1:{PORT}",
            "cookie": f"{self.passes.cookie_name}={self.passes.cookie}",
            "accept-language": self.language,
            "sec-fetch-site": "same-origin",
        }
        if method == "POST":
            headers |= {"origin": f"http://127.0.0.1:{PORT}", "content-type": kind, "content-length": str(len(body))}
        return self.raw(method, f"/{self.passes.place}{path}", headers, query=query, body=body)

    def raw(self, method: str, path: str, headers: Mapping[str, str], *, query: str = "", body: bytes = b"") -> Answered:
        """A request exactly as given."""
        asked = _asked(self.app, method, path, headers, query, body, self.passes.place)
        with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop running in the tests' own thread
            return apart.submit(asyncio.run, asked).result()

    def close(self) -> None:
        """Also where a test closed it already."""
        with contextlib.suppress(RuntimeError):  # its thread has ended
            self.held.thread.ask(self.held.close).result()
            self.held.thread.end()
            self.held.thread.join()


async def _asked(app: Any, method: str, path: str, headers: Mapping[str, str], query: str, body: bytes, place: str) -> Answered:
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("latin-1"),
        "root_path": "",
        "query_string": query.encode("ascii"),
        "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", PORT),
    }
    got: dict[str, Any] = {"status": 0, "headers": {}, "body": b""}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            got["status"] = message["status"]
            got["headers"] = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in message["headers"]}
        else:
            got["body"] += message.get("body", b"")

    await app(scope, receive, send)
    return Answered(got["status"], got["headers"], got["body"], place)


def _multipart(mark: str, fields: Mapping[str, str | Sequence[str]], files: Mapping[str, tuple[str, bytes]]) -> bytes:
    parts = []
    for name, value in fields.items():
        for one in [value] if isinstance(value, str) else value:
            parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{one}\r\n'.encode())
    for name, (file_name, data) in files.items():
        file_name = file_name.translate({34: "%22", 13: "%0D", 10: "%0A"})  # as browsers do (HTML, multipart/form-data)
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + data + b"\r\n")
    return b"".join([*parts, f"--{mark}--\r\n".encode()])


def open_pages(folder: Path, *, language: str = "en", actor: str = "", unlocked: bool = True) -> Pages:
    """Pages on a casefile; where it locks, the test fails."""

    def lock() -> None:
        raise AssertionError("the casefile locked in a test")

    held = Held(folder, actor=actor, lock=lock)
    if unlocked:
        held.thread.ask(lambda: held.unlock(PASSPHRASE)).result()
    return Pages(held, language=language)


@dataclass
class Server:
    """A process of ``rushlight open``."""

    folder: Path | None
    process: subprocess.Popen[str] = field(init=False)
    address: str = field(init=False)

    def __post_init__(self) -> None:
        named = [str(self.folder)] if self.folder is not None else []
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from rushlight.cli.main import run; run()", "open", "--no-browser", *named],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/in/[0-9a-f]+", self.address), self.process.stderr

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def stop(self) -> tuple[str, str]:
        """End it as Ctrl-C does; gives what it printed after the address."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.communicate()


@contextlib.contextmanager
def serving(folder: Path | None) -> Iterator[Server]:
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()


CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


@dataclass
class Tab:
    """A browser tab on a server, unlocked. ``page`` is Playwright's; ``strays`` are requests to anywhere else."""

    server: Server
    page: Any
    strays: list[str]
    broken: list[str]
    """What the page's console complained of, such as a policy that stopped something."""

    @property
    def base(self) -> str:
        """The address up to the secret place."""
        return "/".join(self.page.url.split("/")[:4])

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)


@contextlib.contextmanager
def tab_on(
    browser: Any,
    server: Server,
    *,
    javascript: bool = True,
    language: str = "en",
    dark: bool = False,
    unlock: bool = True,
    width: int = 1280,
) -> Iterator[Tab]:
    """A fresh browser context on the server's first page; the address is used up by it."""
    context = browser.new_context(
        java_script_enabled=javascript,
        locale="ko-KR" if language == "ko" else "en-GB",
        color_scheme="dark" if dark else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    make_steady(page)
    strays: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(server.origin + "/") else strays.append(request.url))
    page.on("console", lambda message: broken.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    try:
        page.goto(server.address)
        if unlock:
            page.fill("#f-passphrase", PASSPHRASE)
            page.press("#f-passphrase", "Enter")
            page.wait_for_selector("form#lock")
        page.wait_for_load_state("load")  # scripts listen to keys from then on
        yield Tab(server, page, strays, broken)
    finally:
        context.close()
