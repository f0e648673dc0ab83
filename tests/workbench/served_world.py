"""A real server on a real socket, in this process, that tells which of its handlers was reached."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import serving_case as case
from hostile_sending import Answer, Good, encoded, send

from rushlight.workbench.application import Application, all_routes
from rushlight.workbench.holding import Held
from rushlight.workbench.passes import Passes
from rushlight.workbench.serving import listen, server

OWN = (("GET", "/static/base.css"), ("GET", "/static/keys.js"), ("POST", "/lock"), ("POST", "/here"), ("GET", "/still-open"))
"""What is answered beside the screens."""

EXAMPLES = {"alias": "R1", "name": "desk", "verb": "next", "code": "x"}
"""Words for the parts of a path, by their names; whatever else a route calls for gets ``ANY``."""

ANY, ANY_NUMBER = "00000000-0000-4000-8000-000000000000", "1"


def filled(path: str) -> str:
    """A route's path with an example in each of its places."""

    def example(found: re.Match[str]) -> str:
        return ANY_NUMBER if found[2] else EXAMPLES.get(found[1], ANY)

    return re.sub(r"\{(\w+)(:\w+)?\}", example, path)


@cache
def doors() -> tuple[tuple[str, str], ...]:
    """Every method and path that the application answers: a new screen is here by itself."""
    return tuple(dict.fromkeys([*OWN, *((r.method, filled(r.path)) for r in all_routes())]))


class Watched(Application):
    """Notes what was reached. Nothing is done: a good request to every route would change the casefile under the next one."""

    def __init__(self, held: Held, passes: Passes, *, port: int) -> None:
        super().__init__(held, passes, port=port)
        self.reached: list[str] = []

    def _answered(self, route: Any, request: Any, query: Any, form: Any) -> Any:
        self.reached.append(f"{route.method} {route.path}")
        return self._absent_now()

    def _absent_now(self) -> Any:
        from starlette.responses import Response

        return Response(REACHED)

    async def _lock(self, request: Any) -> Any:
        self.reached.append("POST /lock")
        return self._absent_now()

    async def _here(self, request: Any) -> Any:
        self.reached.append("POST /here")
        return self._absent_now()

    async def _still_open(self, _: Any) -> Any:
        self.reached.append("GET /still-open")
        return self._absent_now()


REACHED = b"a handler was reached"


@dataclass
class World:
    """The server, and what a browser that was let in knows."""

    application: Watched
    port: int
    used: str

    def good(self, method: str, bare: str) -> Good:
        passes = self.application.passes
        body = encoded({"x": "1"}) if method == "POST" else ""
        return Good(method, bare, passes.place, passes.cookie_name, passes.cookie, self.port, self.used, body)

    def reached(self) -> list[str]:
        """What was reached since it was asked last."""
        found, self.application.reached = self.application.reached, []
        return found


@contextlib.contextmanager
def running(application_on: Callable[[int], Application]) -> Iterator[tuple[Application, int]]:
    """Serve an application, made for its port, from a thread until the block ends."""
    listening = listen()
    port = listening.getsockname()[1]
    application = application_on(port)
    started = server(application)
    thread = threading.Thread(target=started.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not started.started:
        time.sleep(0.01)
    try:
        yield application, port
    finally:
        started.should_exit = True
        thread.join(10)


@contextlib.contextmanager
def world(folder: Path) -> Iterator[World]:
    """Serve this casefile, open, until the block ends."""
    held = Held(folder, actor="", lock=lambda: None)
    held.thread.ask(lambda: held.unlock(case.PASSPHRASE)).result()
    try:
        with running(lambda port: Watched(held, Passes(), port=port)) as (application, port):
            assert isinstance(application, Watched)
            yield World(application, port, _let_in(application, port))
    finally:
        held.thread.ask(held.close).result()
        held.thread.end()


@dataclass(frozen=True, slots=True)
class Here:
    """What ``tab_on`` needs to know of a server that runs in this process."""

    address: str
    origin: str


@contextlib.contextmanager
def served(pages: case.Pages) -> Iterator[Here]:
    """The same casefile that ``pages`` has open, with all that it remembers, for a browser."""
    with running(lambda port: Application(pages.held, pages.passes, port=port)) as (application, port):
        origin = f"http://127.0.0.1:{port}"
        yield Here(f"{origin}/in/{application.passes.new_code()}", origin)


def _let_in(application: Application, port: int) -> str:
    """Use a launch code up, as the browser does at the start."""
    code = application.passes.new_code()
    answer = enter(port, code)
    assert answer.status == 303, answer
    return code


def enter(port: int, code: str) -> Answer:
    """Ask for the first page with this code."""
    head = f"GET /in/{code} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: none\r\nConnection: close\r\n\r\n"
    return send(port, head.encode("latin-1"))
