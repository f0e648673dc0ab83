"""The server: one socket on this machine's own address, one browser, no log of what was asked."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from rushlight.casefile.process import harden
from rushlight.desk.passing import clear_up
from rushlight.errors import MisuseError
from rushlight.workbench.again import Kept, begin_again
from rushlight.workbench.application import Application
from rushlight.workbench.door import Door
from rushlight.workbench.giving_back import keep_what_stays
from rushlight.workbench.guard import LONGEST_HEADERS
from rushlight.workbench.holding import Held
from rushlight.workbench.passes import Passes
from rushlight.workbench.settings import Settings


def listen(port: int = 0) -> socket.socket:
    """A listening socket on 127.0.0.1, never on another address. Raises MisuseError when the port is taken."""
    # asyncio sets TCP_NODELAY only where the protocol is said; without it the end of a page waits 40 ms for a receipt
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # on Windows SO_REUSEADDR would let another program listen on the same port
    reuse = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    listening.setsockopt(socket.SOL_SOCKET, reuse, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except (OSError, OverflowError):
        listening.close()
        raise MisuseError("this port cannot be had", where=str(port), hint="leave --port out: a free one is found") from None
    listening.listen(64)
    return listening


def serve(folder: Path | None, *, actor: str = "", port: int = 0, browser: bool = True, tell: Callable[[str], object]) -> None:
    """Serve until it is interrupted. ``tell`` gets the address of the first page, good once and for a minute."""
    listening = listen(port)
    passes = Passes()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/in/{passes.new_code()}"
    tell(address)
    if browser:
        webbrowser.open(address)
    _run(listening, folder, actor, passes, None)


def serve_again(listening: socket.socket, kept: Kept) -> None:
    """Go on after a lock, in a process that never held a key."""
    passes = Passes(place=kept.place, cookie=kept.cookie, cookie_name=kept.cookie_name)
    folder = Path(kept.folder) if kept.folder else None
    try:
        _run(listening, folder, kept.actor, passes, Settings(language=kept.language))
    except KeyboardInterrupt:
        sys.stderr.write("stopped\n")  # as the command says that this process was before


def _run(listening: socket.socket, folder: Path | None, actor: str, passes: Passes, front: Settings | None) -> None:
    harden()  # before a passphrase is drawn or typed, not only when a casefile opens
    logging.disable(logging.CRITICAL)  # libraries log what they were asked, and what failed with its values

    def lock() -> None:
        kept_folder = held.folder
        kept = Kept(
            folder=str(kept_folder.absolute()) if kept_folder is not None else "",
            actor=actor,
            place=passes.place,
            cookie=passes.cookie,
            cookie_name=passes.cookie_name,
            language=held.front.language if held.front else "en",
        )
        begin_again(listening, kept)

    held = Held(folder, actor=actor, lock=lock)
    held.front = front
    held.thread.ask(clear_up)  # what a practice left whose process was killed, or locked
    if os.name != "nt":
        held.accept_no_more = lambda: asyncio.get_running_loop().remove_reader(listening.fileno())
    application = Application(held, passes, port=listening.getsockname()[1])
    keep_what_stays()
    try:
        server(application).run(sockets=[listening])
    finally:
        held.thread.ask(held.close).result(timeout=10)
        held.thread.end()


def server(application: Application) -> uvicorn.Server:
    """Quiet, small and without any trust in headers that a proxy would set."""
    return uvicorn.Server(
        uvicorn.Config(
            application.asgi(),
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            http=Door,
            ws="none",
            lifespan="off",
            loop="asyncio",
            timeout_keep_alive=30,
            timeout_graceful_shutdown=3,
            h11_max_incomplete_event_size=LONGEST_HEADERS,
        )
    )
