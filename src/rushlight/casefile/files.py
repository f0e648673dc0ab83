"""Files of the casefile's folder: written whole or not at all, and only on a disk that is ours."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from rushlight.errors import CasefileError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)

PIECE = 1 << 20
"""Bytes written or read at a time."""

HINT_READ_ONLY = "copy the casefile's folder to the computer's own disk to write in it"
RESERVE = 8 << 20
"""Bytes that stay free: SQLite's log and its checkpoint need room to finish what was begun."""

SYNCED = (
    *("dropbox", "onedrive", "icloud", "mobile documents", "cloudstorage", "google drive", "googledrive", "nextcloud"),
    *("owncloud", "pclouddrive", "yandex.disk", "seafile", "resilio sync"),
)
"""Words in the name of a folder that another program copies away."""

SYNC_MARKS = (".stfolder", ".dropbox.cache", ".owncloudsync.log", ".seafile-data")
"""What such programs put into the top folder of what they copy, whatever its name."""

NETWORK = (
    *("nfs", "cifs", "smb", "afs", "davfs", "ncpfs", "ceph", "glusterfs", "lustre"),
    *("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.s3fs", "fuse.gvfsd", "fuse.glusterfs", "fuse.ceph"),
)


OLD = ".old"
"""Ends the name of what was replaced and waits to be overwritten."""


def write_whole(path: Path, data: bytes, *, destroy: bool = False) -> None:
    """Write ``data`` under a passing name, flush it to the disk, then give it its name.

    ``destroy``: what had the name before is overwritten, as far as the file system and the disk let us.
    """
    write_pieces(path, (data,), destroy=destroy)


def write_pieces(path: Path, pieces: Iterable[bytes], *, destroy: bool = False) -> None:
    """As ``write_whole``, of what comes piece by piece."""
    passing = path.with_name(path.name + ".new")
    try:
        with os.fdopen(os.open(passing, _NEW, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            _flush(file.fileno())
        with replacing(path) if destroy else contextlib.nullcontext():
            passing.replace(path)
            flush_folder(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            passing.unlink(missing_ok=True)
        raise CasefileError(
            "a file could not be written there", where=str(path.parent), hint="is the disk full or read-only?"
        ) from None


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[None]:
    """While another file takes the name of ``path``, hold on to the old one by a second name; then overwrite it.

    Killed in between, ``NAME.old`` is left and ``shred_leftovers`` finds it. A file system without second names
    (FAT) gives the old bytes free unwritten.
    """
    old = path.with_name(path.name + OLD)
    with contextlib.suppress(OSError):
        old.unlink(missing_ok=True)
        old.hardlink_to(path)
    yield
    if old.exists():
        shred(old)


def shred_leftovers(folder: Path) -> None:
    """Overwrite and remove what an interrupted change left under a passing name."""
    for old in folder.glob("*" + OLD):
        shred(old)


def shred(path: Path) -> None:
    """Overwrite a file with zeros, flush, then remove it. Raises CasefileError when it cannot be removed.

    A copying file system, a solid-state disk or a backup of the disk may keep the old bytes: the keys that open them
    must go too. A file that has another name still is in use under that name: only this name goes.
    """
    try:
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_nlink == 1:
                _overwrite(path)
            path.unlink()
            flush_folder(path.parent)
    except OSError:
        raise CasefileError("a file could not be destroyed", where=path.name, hint="check the folder's permissions") from None


def _overwrite(path: Path) -> None:
    with path.open("r+b", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, PIECE)))
        _flush(file.fileno())


def _flush(handle: int) -> None:
    """Make a file durable. macOS's ``fsync`` stops at the drive's memory; its ``F_FULLFSYNC`` does not."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is None:
        os.fsync(handle)
    else:
        fcntl.fcntl(handle, full)


def flush(handle: int) -> None:
    """Make an open file durable."""
    _flush(handle)


def flush_folder(folder: Path) -> None:
    """Make a new name durable; systems without this notion (Windows) refuse and need nothing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and those around it that are missing, each name durable before anything is put inside.

    Raises CasefileError.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        flush_folder(folder.parent)
    except OSError:
        raise CasefileError("a folder could not be made", hint="is the disk full or read-only?") from None


def read_at_most(path: Path, most: int) -> bytes:
    """The bytes of a file, no more of it than ``most``: it may be of any size. Raises OSError."""
    with path.open("rb") as file:
        return file.read(most)


def check_room(folder: Path, needed: int) -> None:
    """Refuse a write to a medium that can only be read, and one that the disk could not hold three times plus the reserve."""
    free, readable_only = _room(folder)
    if readable_only:
        raise CasefileError("this medium can only be read from, nothing was written", hint=HINT_READ_ONLY)
    if free < RESERVE + 3 * needed:
        raise CasefileError("the disk is nearly full, nothing was written", hint="free some space, then try again")


def _room(folder: Path) -> tuple[int, bool]:
    """(free bytes, whether the medium takes no writing), in one question where the system can answer both."""
    if not hasattr(os, "statvfs"):  # Windows
        return shutil.disk_usage(folder).free, only_readable(folder)
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize, bool(found.f_flag & os.ST_RDONLY)


def check_place(folder: Path) -> None:
    """Refuse folders that another program copies while we write, and disks across a network."""
    if is_synced(folder):
        raise CasefileError("this folder is copied to a cloud service", hint="keep the casefile on the computer's own disk")
    if is_elsewhere(folder):
        raise CasefileError("this folder is on another computer", hint="keep the casefile on the computer's own disk")


def is_synced(folder: Path) -> bool:
    """Whether a program that copies folders to a cloud service has this one: by its names, a link's target, or its marks."""
    parts = {part.lower() for path in (folder.absolute(), folder.resolve()) for part in path.parts}
    if any(word in part for part in parts for word in SYNCED):
        return True
    around = (folder.resolve(), *folder.resolve().parents)
    return any(os.path.lexists(place / mark) for place in around for mark in SYNC_MARKS)


def is_elsewhere(folder: Path) -> bool:
    """Whether the folder lies on a disk across a network, as far as the system says."""
    return file_system(folder).startswith(NETWORK) or str(folder.absolute()).startswith(("\\\\", "//"))


def only_readable(folder: Path) -> bool:
    """Whether the medium itself takes no writing: a write-protected stick, a disc. False where the system cannot say."""
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except (AttributeError, OSError):  # Windows has neither
        return False


def file_system(folder: Path) -> str:
    """The file system type by Linux's mount table; empty where there is none."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    mounts = {_unescaped(fields[1]): fields[2] for fields in map(str.split, lines) if len(fields) > 2}
    here = folder.resolve()
    return next((mounts[str(p)] for p in (here, *here.parents) if str(p) in mounts), "")


def _unescaped(written: str) -> str:
    """The mount table writes spaces and the like as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), written)
