"""One thread owns the open casefile: pages take turns on it, and long work goes on in steps between them.

The store is one connection and its rules are simple because nothing runs beside it. A page never waits longer than for the
step that is under way. When nobody has asked for a while, the memory is given back that nothing holds.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")
Step = Callable[[], bool]
"""Does a little of some long work; false when there is nothing left to do."""
REST = 2.0
"""Seconds without a page or long work after which the thread rests."""


class DeskThread:
    """Runs what pages ask for in the order it was asked; a step of long work only while no page waits."""

    def __init__(self, rest: Callable[[], object] = lambda: None) -> None:
        """``rest`` is called once each time when nothing was asked for ``REST`` seconds and nothing goes on."""
        self._rest = rest
        self._asked: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = queue.SimpleQueue()
        self._steps: list[Step] = []
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._thread.start()

    def ask(self, what: Callable[[], T]) -> Future[T]:
        """Run it on the thread; the future gives its value or what it raised. Raises RuntimeError after ``end``."""
        future: Future[T] = Future()
        if not self._thread.is_alive():
            raise RuntimeError("the desk's thread has ended")  # or whoever asks would wait for ever
        self._asked.put((what, future))
        return future

    def between(self, step: Step) -> None:
        """Call ``step`` between pages until it says that nothing is left. Only from the thread itself."""
        self._steps.append(step)

    def end(self) -> None:
        """Stop after what was asked; steps of long work are left where they are."""
        self._asked.put(None)

    def join(self) -> None:
        """Wait until it has ended."""
        self._thread.join()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            what, future = job
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(what())
                except BaseException as error:  # noqa: BLE001 - it is raised again where it was asked
                    future.set_exception(error)

    def _next(self) -> tuple[Callable[[], Any], Future[Any]] | None:
        while self._steps:
            try:
                return self._asked.get_nowait()
            except queue.Empty:
                if not self._goes_on(self._steps[0]):
                    self._steps.pop(0)
        try:
            return self._asked.get(timeout=REST)
        except queue.Empty:
            with contextlib.suppress(Exception):  # the thread outlives whatever resting meets
                self._rest()
        return self._asked.get()

    def _goes_on(self, step: Step) -> bool:
        """Whether anything of it is left. Jobs tell their failures; a step that fails even so ends, not the thread."""
        try:
            return step()
        except Exception:  # noqa: BLE001 - its words may be a report's, and every page would wait for ever
            return False
