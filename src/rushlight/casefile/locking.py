"""One process at a time in a folder that has no database to lock."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rushlight.errors import CasefileError

try:
    import fcntl as _fcntl
except ImportError:  # Windows
    _fcntl = None  # type: ignore[assignment]

FILE = "lock"


@contextlib.contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold the folder; the system lets go when the process ends, however it ends. Raises CasefileError when it is held."""
    try:
        handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise CasefileError("the folder cannot be written", where=str(folder), hint="is the disk read-only?") from None
    try:
        try:
            _take(handle)
        except OSError:
            raise CasefileError("it is open elsewhere", where=str(folder), hint="close the other window") from None
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    if _fcntl is not None:
        _fcntl.flock(handle, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
        return
    from importlib import import_module

    msvcrt: Any = import_module("msvcrt")
    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
