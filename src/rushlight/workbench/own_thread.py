"""Parts of long work that need no casefile, in a thread of their own: the desk's thread goes on with pages."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any, TypeVar

from rushlight.parts import STANDS, Ending, Parts, Tell
from rushlight.workbench.work import Progress, Steps

LOOK = 0.005
"""Seconds between two looks at the thread: a page waits for it."""
CLEARS_UP = 3.0
"""Seconds that a thread which nobody waits for any more is given to clear up; it ends by itself after that."""

T = TypeVar("T")


class Stopped(BaseException):
    """Raised in the thread, at the next time it tells how far it is, once nobody waits for it."""


def stepped(parts: Parts[Any]) -> Steps:
    """Go through work that comes in parts. What a part raises is raised where the work waits for it, so that it clears up."""
    answer: Any = None
    failure: Exception | None = None
    told = Progress()
    with contextlib.closing(parts):
        while True:
            try:
                asked = parts.send(answer) if failure is None else parts.throw(failure)
            except StopIteration as ended:
                return ended.value
            answer = failure = None
            if isinstance(asked, tuple):
                told = Progress(*asked)
                yield told
                continue
            if isinstance(asked, Ending):
                yield replace(told, stands=asked is STANDS)
                continue
            try:
                answer = yield from beside(asked, told)
            except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
                failure = error


def beside(work: Callable[[Tell], T], progress: Progress | None = None) -> Generator[Progress, None, T]:
    """Do ``work``, which needs no casefile, in a thread of its own, giving how far it said it is until it is done.

    When it is not waited for any more (the job was stopped), the thread is stopped and clears up.
    """
    told, stop = [progress or Progress()], threading.Event()
    done: list[T] = []
    failed: list[BaseException] = []

    def tell(so_far: int, whole: int) -> None:
        if stop.is_set():
            raise Stopped
        told[0] = Progress(so_far, whole)

    def run() -> None:
        try:
            done.append(work(tell))
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            failed.append(error)

    thread = threading.Thread(target=run, name="beside", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(LOOK)
            yield told[0]
    finally:
        stop.set()
        thread.join(CLEARS_UP)
    if failed:
        raise failed[0]
    return done[0]
