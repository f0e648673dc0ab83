"""A job object (Windows): limits of memory, computing time and processes, and an end when the worker ends.

It takes no file and no network away; ``confinement`` says so.
"""

from __future__ import annotations

import ctypes
import sys

_LIMITS = 9  # JobObjectExtendedLimitInformation
_PROCESS_TIME, _ACTIVE, _MEMORY, _DIE_QUIETLY, _KILL = 0x2, 0x8, 0x100, 0x400, 0x2000
_SECONDS = 30
_TICKS = 10_000_000
"""Of a second: times are counted in 100 nanoseconds."""


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least", ctypes.c_size_t),
        ("most", ctypes.c_size_t),
        ("active", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _Basic),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t),
        ("peak_job", ctypes.c_size_t),
    )


def restrict(memory: int, *, alone: bool) -> bool:
    """Put this process into a job of its own; ``alone``: it may start no other. Says whether it is there."""
    if sys.platform != "win32":
        return False
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    made = kernel.CreateJobObjectW(None, None)
    said = _Extended(process_memory=memory)
    said.basic.flags = _MEMORY | _DIE_QUIETLY | _KILL | ((_ACTIVE | _PROCESS_TIME) if alone else 0)
    said.basic.active, said.basic.process_time = 1, _SECONDS * _TICKS
    job = ctypes.c_void_p(made)
    return bool(
        made
        and kernel.SetInformationJobObject(job, _LIMITS, ctypes.byref(said), ctypes.sizeof(said))
        and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
    )
