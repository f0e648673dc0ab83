"""Where practices lie: a folder for each in the system's place for what passes, with a mark that its living process locks.

A process that is killed leaves its folder. Whoever starts next finds the mark without a lock (flock(2) ends with the process)
and throws the folder away; a folder that another process still uses, or that is not certainly ours, stays.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from rushlight.desk.practice import FOLDER, throw_away
from rushlight.errors import CasefileError

if sys.platform != "win32":
    import fcntl

PREFIX = "rushlight-practice-"
MARK, SAYS = "in-use", b"rushlight practice/1\n"


class PassingPlace:
    """A folder around a practice casefile, ours while this process lives. Where a system has no flock it has no mark."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._mark = _marked(self.folder)

    def throw_away(self) -> None:
        """Destroy what lies in it. What cannot be removed is fictional, and sealed under a passphrase that nobody has."""
        _throw_away(self.folder)
        if self._mark is not None:
            os.close(self._mark)
            self._mark = None


def clear_up() -> int:
    """Throw away what processes that are gone have left; gives how many folders that were."""
    if sys.platform == "win32":
        return 0
    return sum(_cleared(path) for path in sorted(Path(tempfile.gettempdir()).glob(f"{PREFIX}*")))


def _marked(folder: Path) -> int | None:
    """The mark of a folder, locked before it has its name: nobody ever sees one of a living process without a lock."""
    if sys.platform == "win32":
        return None
    new = folder / f"{MARK}.new"
    handle = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.write(handle, SAYS)
        new.rename(folder / MARK)
    except OSError:  # a file system without locks: it is thrown away when the practice ends, or by hand
        os.close(handle)
        new.unlink(missing_ok=True)
        return None
    return handle


def _cleared(folder: Path) -> bool:
    if sys.platform == "win32" or not _is_ours(folder):
        return False
    try:
        handle = os.open(folder / MARK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        if not _own_file(handle) or os.read(handle, len(SAYS) + 1) != SAYS:
            return False
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _throw_away(folder)
    except OSError:  # somebody lives who uses it
        return False
    finally:
        os.close(handle)
    return not folder.exists()


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder that only we can get into, and holds nothing but what a practice makes."""
    try:
        about = folder.lstat()
        names = {path.name for path in folder.iterdir()}
        inner = (folder / FOLDER).lstat().st_mode if FOLDER in names else None
    except OSError:
        return False
    private = stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & 0o077
    return private and MARK in names <= {MARK, FOLDER} and (inner is None or stat.S_ISDIR(inner))


def _own_file(handle: int) -> bool:
    about = os.fstat(handle)
    return stat.S_ISREG(about.st_mode) and about.st_uid == os.getuid() and about.st_nlink == 1


def _throw_away(folder: Path) -> None:
    with contextlib.suppress(CasefileError, OSError):
        throw_away(folder / FOLDER)
        (folder / MARK).unlink(missing_ok=True)
        folder.rmdir()
