"""A system call filter (seccomp, Linux 3.17 and later), written out by hand as the kernel's packet filter programs.

Two of them. ``strict`` lets through what a Python process needs to compute, to read and to start threads, and refuses
everything else: no sockets, no processes, no programs, no signals, no opening for writing. ``loose`` is for recognising
scans, which needs a program of its own: it refuses sockets and what reaches into other processes or the kernel.
A refused call fails with EPERM and does not end the process: a parser that tries goes on and fails in its own way.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Sequence

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_ALLOW, _KILL, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x80000000, 0x00050000 | 1, 0x00050000 | 38  # errno EPERM, ENOSYS
_NUMBER, _ARCHITECTURE = 0, 4
_FILTER, _ALL_THREADS, _NO_NEW_PRIVS = 1, 1, 38
_NEWEST = 451
"""Calls from this number on are said not to exist: libraries try new calls and fall back to those known here."""

Step = tuple[int, int, int, int]
"""Code, steps to skip when true, steps to skip when false, operand."""

Condition = tuple[int, int, int]
"""Which 32-bit half of an argument (argument times two, plus one for the upper half), a mask, and what must be left."""

_THREAD = 0x10000
_IS_THREAD: tuple[Condition, ...] = ((0, _THREAD, _THREAD),)
_WRITES = 0o3 | 0o100 | 0o1000
"""Access mode, O_CREAT, O_TRUNC: the same bits on both architectures."""
_ONLY_ASKS: tuple[Condition, ...] = ((4, 0xFFFFFFFF, 0), (5, 0xFFFFFFFF, 0))
"""prlimit without new limits: root could raise its own again."""

_X86_64 = {
    "arch": 0xC000003E, "number": 317, "clone": 56, "clone3": 435, "openat": 257, "prlimit": 302, "fcntl": 72,
    "plain": (
        0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 20, 21, 23, 24, 25, 28, 32, 35, 39, 60, 63, 78, 79,
        89, 96, 97, 98, 99, 100, 102, 104, 107, 108, 110, 131, 186, 201, 202, 204, 217, 218, 219, 221, 228, 229, 230,
        231, 262, 267, 269, 270, 271, 273, 318, 324, 332, 334, 439,
    ),
    "reaching": (
        41, 42, 43, 49, 50, 53, 101, 103, 155, 161, 163, 165, 166, 167, 168, 169, 170, 171, 172, 173, 175, 246, 248, 249,
        250, 272, 279, 288, 298, 304, 308, 310, 311, 313, 320, 321, 323, 425, 426, 427, 428, 429, 430, 431, 432, 434, 438,
    ),
}  # fmt: skip
_AARCH64 = {
    "arch": 0xC00000B7, "number": 277, "clone": 220, "clone3": 435, "openat": 56, "prlimit": 261, "fcntl": 25,
    "plain": (
        17, 23, 48, 57, 61, 62, 63, 64, 65, 66, 67, 72, 73, 78, 79, 80, 93, 94, 96, 98, 99, 101, 113, 114, 115, 123, 124,
        128, 132, 134, 135, 139, 153, 160, 163, 165, 169, 172, 173, 174, 175, 176, 177, 178, 179, 214, 215, 216, 222, 223,
        226, 233, 278, 283, 291, 293, 439,
    ),
    "reaching": (
        39, 40, 41, 51, 89, 97, 104, 105, 106, 117, 142, 161, 162, 198, 199, 200, 201, 202, 203, 217, 218, 219, 224, 225,
        238, 241, 242, 264, 265, 268, 270, 271, 273, 280, 282, 294, 425, 426, 427, 428, 429, 430, 431, 432, 434, 438,
    ),
}  # fmt: skip
TABLES = {"x86_64": _X86_64, "aarch64": _AARCH64}
"""By ``os.uname().machine``: system call numbers. ``plain`` are those let through as they are; ``reaching`` are refused
even to the loose filter: sockets, tracing, mounting, name spaces, keys, kernel modules, other processes' memory, io_uring."""


def strict(table: dict[str, object]) -> list[Step]:
    """The filter of a process that only computes."""
    steps = _begin(table)
    for number in _plain(table, "plain"):
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    steps += _when(_one(table, "clone"), _IS_THREAD)
    steps += _when(_one(table, "openat"), ((4, _WRITES, 0),))
    if table is _X86_64:
        steps += _when(2, ((2, _WRITES, 0),))  # the old open
    steps += _when(_one(table, "prlimit"), _ONLY_ASKS)
    for command in (1, 2, 3, 1030):  # get and set close-on-exec, get the flags, duplicate
        steps += _when(_one(table, "fcntl"), ((2, 0xFFFFFFFF, command),))
    return [*steps, (_RETURN, 0, 0, _REFUSE)]


def loose(table: dict[str, object]) -> list[Step]:
    """The filter of a process that may start the program that recognises scans."""
    steps = _begin(table)
    for number in _plain(table, "reaching"):
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def restrict(machine: str, *, recognising: bool = False) -> bool:
    """Put the filter in place for every thread, for good; says whether it is there."""
    table = TABLES.get(machine)
    if table is None:
        return False
    steps = (loose if recognising else strict)(table)
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    about = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done: int = libc.syscall(_one(table, "number"), _FILTER, _ALL_THREADS, about)
    return done == 0


def machine() -> str:
    """The name of this machine's architecture; an emulated one has another, and then no filter."""
    return os.uname().machine


def _begin(table: dict[str, object]) -> list[Step]:
    """Another architecture's calls have other numbers: end it. Calls too new for this table do not exist."""
    return [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, _one(table, "arch")),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _NEWEST),  # also the calls of x32, which begin at 1 << 30
        (_RETURN, 0, 0, _UNKNOWN),
        (_EQUAL, 0, 1, _one(table, "clone3")),  # its flags lie in memory, out of a filter's sight; libraries use clone then
        (_RETURN, 0, 0, _UNKNOWN),
    ]


def _when(number: int, conditions: Sequence[Condition]) -> list[Step]:
    """Let ``number`` through when every condition holds; otherwise go on with the number loaded again."""
    checks: list[Step] = []
    for n, (half, mask, left) in enumerate(conditions):
        out = 3 * (len(conditions) - 1 - n) + 1  # past the remaining checks and the step that lets it through
        checks += [(_LOAD, 0, 0, 16 + 4 * half), (_AND, 0, 0, mask), (_EQUAL, 0, out, left)]
    checks += [(_RETURN, 0, 0, _ALLOW), (_LOAD, 0, 0, _NUMBER)]
    return [(_EQUAL, 0, len(checks), number), *checks]


def _plain(table: dict[str, object], name: str) -> tuple[int, ...]:
    numbers = table[name]
    assert isinstance(numbers, tuple)  # noqa: S101 - our own tables
    return numbers


def _one(table: dict[str, object], name: str) -> int:
    number = table[name]
    assert isinstance(number, int)  # noqa: S101 - our own tables
    return number
