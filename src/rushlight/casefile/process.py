"""The process that holds an open casefile: hardened when it opens one, and ended when it locks.

Python cannot wipe memory. So a lock is not a screen with a question on it: the process ends, and the system takes its memory
back. What was acknowledged is on the disk already; nothing needs saving.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import NoReturn

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

IDLE_MINUTES = 10
"""Minutes without a touch after which a casefile locks."""

SETTING = "lock_after_minutes"
"""The casefile's setting in place of ``IDLE_MINUTES``: a whole number from 1 to 240."""

LOCKED = 75
"""Exit code of a process that locked itself."""

_PR_GET_DUMPABLE, _PR_SET_DUMPABLE = 3, 4
_LONGEST_NAP = 5.0
"""Seconds. Waking now and then, a laptop that slept past the time locks as soon as it is awake."""


def harden() -> bool:
    """Leave no core file, and on Linux let no other process of the same user look into this one's memory.

    Gives whether the second holds. Raises nothing: a system that offers neither has neither.
    """
    if resource is not None:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return sys.platform == "linux" and _undumpable()


def _undumpable() -> bool:
    """prctl(2): also keeps debuggers of the same user out. Root gets in all the same."""
    with contextlib.suppress(OSError, AttributeError):
        prctl = ctypes.CDLL(None).prctl
        prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        return bool(prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0)
    return False


def end_process(code: int = LOCKED) -> NoReturn:
    """End this process at once: no exit handlers, no flushing, no thread that could hold it up."""
    os._exit(code)


def idle_minutes(setting: object) -> int:
    """The minutes that a stored setting asks for; the default where it asks for nonsense."""
    whole = isinstance(setting, int) and not isinstance(setting, bool)
    return setting if whole and 1 <= setting <= 240 else IDLE_MINUTES  # type: ignore[operator,return-value]


class IdleLock:
    """Ends the process when nobody has touched it for a while. ``touch`` at every act of the person.

    Time asleep counts: a closed laptop is not a used one.
    """

    def __init__(self, minutes: float = IDLE_MINUTES, *, lock: Callable[[], object] = end_process) -> None:
        self.seconds, self._lock = minutes * 60, lock
        self._stopped = threading.Event()
        self._touched = uptime()
        threading.Thread(target=self._watch, name="idle lock", daemon=True).start()

    def touch(self) -> None:
        self._touched = uptime()

    def stop(self) -> None:
        """The casefile was closed; nothing is left to lock."""
        self._stopped.set()

    def remaining(self) -> float:
        """Seconds until the lock, never below zero."""
        return max(0.0, self._touched + self.seconds - uptime())

    def _watch(self) -> None:
        while (left := self.remaining()) > 0:
            if self._stopped.wait(min(left, _LONGEST_NAP)):
                return
        self._lock()


def uptime() -> float:
    """Seconds, those in which the machine slept included where the system counts them."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(clock) if clock is not None else time.monotonic()
