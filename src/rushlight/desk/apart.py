"""What touches no casefile and takes long, in a thread of its own: whoever owns the casefile uses it meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")
LOOKS = 0.02
"""Seconds between two looks at whether it is done."""


def in_a_thread(what: Callable[[], T]) -> Generator[None, None, T]:
    """Do it in a thread; None is given, some times a second, until it is done. Raises what it raises."""
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(what())
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            done.set_exception(error)

    threading.Thread(target=run, name="apart", daemon=True).start()
    while True:
        try:
            return done.result(timeout=LOOKS)
        except TimeoutError:
            if done.done():
                raise
            yield None
