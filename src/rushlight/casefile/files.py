"""Files of the casefile's folder: written whole or not at all, and only on a disk that is ours."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from rushlight.errors import CasefileError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)

RESERVE = 8 << 20
"""Bytes that stay free: SQLite's log and its checkpoint need room to finish what was begun."""

SYNCED = ("dropbox", "onedrive", "icloud", "mobile documents", "cloudstorage", "google drive", "googledrive", "nextcloud")
NETWORK = ("nfs", "cifs", "smb", "afs", "fuse.sshfs", "fuse.rclone", "davfs")


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` under a passing name, flush it to the disk, then give it its name."""
    write_pieces(path, (data,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """As ``write_whole``, of what comes piece by piece."""
    passing = path.with_name(path.name + ".new")
    try:
        with os.fdopen(os.open(passing, _NEW, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            _flush(file.fileno())
        passing.replace(path)
        flush_folder(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            passing.unlink(missing_ok=True)
        raise CasefileError("a file of the casefile could not be written", hint="is the disk full or read-only?") from None


def _flush(handle: int) -> None:
    """Make a file durable. macOS's ``fsync`` stops at the drive's memory; its ``F_FULLFSYNC`` does not."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is None:
        os.fsync(handle)
    else:
        fcntl.fcntl(handle, full)


def flush_folder(folder: Path) -> None:
    """Make a new name durable; systems without this notion (Windows) refuse and need nothing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_room(folder: Path, needed: int) -> None:
    """Refuse a write when the disk could not hold it three times over plus the reserve."""
    if shutil.disk_usage(folder).free < RESERVE + 3 * needed:
        raise CasefileError("the disk is nearly full, nothing was written", hint="free some space, then try again")


def check_place(folder: Path) -> None:
    """Refuse folders that another program copies while we write, and disks across a network."""
    if any(mark in part.lower() for part in folder.absolute().parts for mark in SYNCED):
        raise CasefileError("this folder is copied to a cloud service", hint="keep the casefile on the computer's own disk")
    if file_system(folder).startswith(NETWORK):
        raise CasefileError("this folder is on another computer", hint="keep the casefile on the computer's own disk")


def file_system(folder: Path) -> str:
    """The file system type by Linux's mount table; empty where there is none."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    mounts = {fields[1]: fields[2] for fields in map(str.split, lines) if len(fields) > 2}
    here = folder.resolve()
    return next((mounts[str(p)] for p in (here, *here.parents) if str(p) in mounts), "")
