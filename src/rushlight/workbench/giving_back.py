"""Memory given back to the system: what a large page or long work took, the allocator would keep for ever."""

from __future__ import annotations

import ctypes
import gc
import sys
from abc import ABC, abstractmethod


class Rests(ABC):
    """Something of ``Held.memory`` that holds what can be found again."""

    @abstractmethod
    def rest(self) -> None:
        """Let go of it. Pages say the same afterwards."""


def keep_what_stays() -> None:
    """What is there when the server begins (modules, classes, tables) stays: it is looked through no more (gc.freeze)."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Let go of what only circles hold, and return free memory to the system, where the C library is asked for that
    (glibc's malloc_trim(3))."""
    gc.collect()
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):  # another C library, such as musl: it gives back by itself
        return
