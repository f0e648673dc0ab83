"""What a worker gives up before it sees a document. Every layer that this machine has; what held is told, not assumed."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

MEMORY, MEMORY_RECOGNISING = 1 << 30, 3 << 30
"""Bytes of address space. Recognising holds pictures of pages, and tesseract its models."""
SECONDS, SECONDS_RECOGNISING = 30, 1800
"""Seconds of computing, and of waiting for the worker."""
OPEN_FILES = 64


@dataclass(frozen=True, slots=True)
class Layers:
    """What this process gave up. ``landlock`` is the kernel's version of it, 0 for none."""

    limits: bool = False
    landlock: int = 0
    calls: bool = False
    job: bool = False

    @property
    def whole(self) -> bool:
        """Whether files, network, processes and signals are all out of reach."""
        return self.limits and self.landlock > 0 and self.calls


def confine(readable: Sequence[str], *, scratch: str | None = None, parent: int = 0, seconds: int | None = None) -> Layers:
    """Give up, for good, all that parsing does not need; gives what held.

    ``readable`` are the folders that Python reads its library from. ``scratch`` is a folder to work in, for a process
    that recognises scans and has to start a program; without one nothing can be written and nothing started.
    ``parent`` is the process that must still be there: a worker does not outlive it. ``seconds`` of computing, where
    they depend on the size of what is to be opened.
    """
    if sys.platform == "win32":
        from rushlight.intake.worker import job

        return Layers(job=job.restrict(MEMORY_RECOGNISING if scratch else MEMORY, alone=not scratch))
    limited = _limit(scratch is not None, seconds)
    if not sys.platform.startswith("linux"):
        return Layers(limits=limited)
    from rushlight.intake.worker import landlock, seccomp

    _tie_to(parent)
    reading = [(path, landlock.READING) for path in readable]
    programs = [(path, landlock.READING | landlock.EXECUTE) for path in _PROGRAMS] if scratch else []
    work = [(scratch, landlock.WORKING & ~landlock.EXECUTE), ("/dev/null", landlock.WORKING)] if scratch else []
    held = landlock.restrict([*reading, *programs, *work])
    return Layers(limited, held, seccomp.restrict(seccomp.machine(), recognising=scratch is not None))


_PROGRAMS = ("/usr", "/bin", "/lib", "/lib64", "/opt", "/nix/store", "/etc/ld.so.cache", "/etc/alternatives")
"""Where a system keeps its programs and what they read: no home, no removable disk, no folder of the team's."""


def _limit(recognising: bool, at_most: int | None) -> bool:
    """Resource limits, hard ones too, so that they cannot be raised again."""
    import resource

    memory, seconds = (MEMORY_RECOGNISING, SECONDS_RECOGNISING) if recognising else (MEMORY, at_most or SECONDS)
    wanted = {"RLIMIT_AS": memory, "RLIMIT_CPU": seconds, "RLIMIT_CORE": 0, "RLIMIT_NOFILE": OPEN_FILES}
    if not recognising:
        wanted["RLIMIT_FSIZE"] = 0
        if not sys.platform.startswith("linux"):  # there the filter forbids processes, and this would forbid threads too
            wanted["RLIMIT_NPROC"] = 0
    held = True
    for name, most in wanted.items():
        try:
            _, hard = resource.getrlimit(getattr(resource, name))
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            last = most + 1 if name == "RLIMIT_CPU" and hard in (resource.RLIM_INFINITY, most + 1) else most
            resource.setrlimit(getattr(resource, name), (most, last))  # time out first, then the end: that tells them apart
        except (AttributeError, ValueError, OSError):  # macOS takes no limit of the address space
            held = False
    return held


def _tie_to(parent: int) -> None:
    """No memory dump, no tracing by others, and an end when the parent ends."""
    import ctypes
    import signal

    death, dumpable = 1, 4
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(dumpable, 0, 0, 0, 0)
    libc.prctl(death, int(signal.SIGKILL), 0, 0, 0)
    if parent and os.getppid() != parent:
        os._exit(1)
    with contextlib.suppress(OSError):
        os.chdir("/")
