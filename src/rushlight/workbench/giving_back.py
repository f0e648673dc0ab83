"""Memory given back to the system: what a large page or long work took, the allocator would keep for ever."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Return free memory to the system, where the C library is asked for that (glibc's malloc_trim(3)); else nothing."""
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):  # another C library, such as musl: it gives back by itself
        return
