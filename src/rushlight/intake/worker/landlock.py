"""Landlock (Linux 5.13 and later): this process gives up every file but those named, and, where the kernel can, TCP.

The kernel's own documentation, ``Documentation/userspace-api/landlock.rst``, describes the three calls and the versions
("ABI") of what they can forbid. What a version lacks stays allowed here; the system call filter forbids much of it again.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Sequence

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_GIVE_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVS = 38

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = (1 << bit for bit in range(4))
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights to files a version knows (bits from 0): making and removing come with 1, moving with 2, truncating
with 3, device controls with 5."""
_TCP = 0b11
"""Binding and connecting; version 4."""
_SCOPES = 0b11
"""Abstract Unix sockets and signals outside; version 6."""
READING = READ_FILE | READ_DIR
TRUNCATE = 1 << 14
WORKING = (1 << 15) - 1
"""All but device controls, in a folder of one's own."""


def version() -> int:
    """The kernel's Landlock version, 0 where there is none."""
    found: int = _libc().syscall(_CREATE, None, 0, _GIVE_VERSION)
    return max(found, 0)


def restrict(rights: Sequence[tuple[str, int]]) -> int:
    """Allow only ``rights`` (paths and what is allowed beneath them) from here on; gives the version, 0 for nothing done.

    Paths that cannot be reached are passed over. Holds for this thread and all that it starts, for good.
    """
    abi = version()
    if not abi or _libc().prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return 0
    known = (1 << max(n for least, n in _RIGHTS_BY_VERSION.items() if least <= abi)) - 1
    fields = (known, _TCP if abi >= 4 else 0, _SCOPES if abi >= 6 else 0)[: 3 if abi >= 6 else 2 if abi >= 4 else 1]
    ruleset = _libc().syscall(_CREATE, struct.pack(f"={len(fields)}Q", *fields), ctypes.c_size_t(8 * len(fields)), 0)
    if ruleset < 0:
        return 0
    try:
        for path, allowed in rights:
            _allow(ruleset, path, allowed & known)
        return abi if _libc().syscall(_RESTRICT, ruleset, 0) == 0 else 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, allowed: int) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(beneath).st_mode):
            allowed &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE  # of a file, only what files have
        _libc().syscall(_ADD, ruleset, _PATH_BENEATH, struct.pack("=Qi", allowed, beneath), 0)
    finally:
        os.close(beneath)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
