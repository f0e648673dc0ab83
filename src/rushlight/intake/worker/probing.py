"""What a confined process can still do, found out by trying: nothing here is taken on trust."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

_OUTSIDE = ("/etc/passwd", "/etc/hosts", "C:\\Windows\\win.ini")
"""Files that every account may read and that no parser needs."""


class Refused(msgspec.Struct, frozen=True):
    """Each is True when the attempt failed."""

    reading: bool = False
    writing: bool = False
    tcp: bool = False
    udp: bool = False
    processes: bool = False
    programs: bool = False
    signals: bool = False


def probe() -> Refused:
    """Try to read a file, write one, connect, send, start a process and a program, and signal another process."""
    return Refused(*map(_refused, (_read, _write, _connect, _send, _fork, _execute, _signal)))


def _refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, subprocess.SubprocessError, MemoryError):
        return True
    return False


def _read() -> None:
    for name in _OUTSIDE:
        with contextlib.suppress(FileNotFoundError), Path(name).open("rb") as file:
            file.read(1)
            return
    raise OSError


def _write() -> None:
    folder = Path(os.environ.get("TMPDIR", tempfile.gettempdir() if sys.platform == "win32" else "/tmp"))  # noqa: S108
    path = folder / f"rushlight-probe-{os.getpid()}"
    with path.open("wb", buffering=0) as file:
        file.write(b"x")
    path.unlink()


def _connect() -> None:
    """To this machine's own discard port: refused by nobody listening is no refusal."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as made:
        made.settimeout(1)
        with contextlib.suppress(ConnectionRefusedError, TimeoutError):
            made.connect(("127.0.0.1", 9))


def _send() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.sendto(b"x", ("127.0.0.1", 9))


def _fork() -> None:
    if sys.platform == "win32":
        subprocess.run([sys.executable, "-c", ""], check=True, timeout=10)
        return
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _execute() -> None:
    """Replacing this very process is out of the question here; what a new one may run shows the same."""
    if sys.platform == "win32":
        _fork()
        return
    os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {})


def _signal() -> None:
    if sys.platform == "win32":
        raise OSError  # there a process may end only what it may open, and it has no handle of another
    os.kill(os.getppid(), 0 if sys.platform == "darwin" else signal.SIGCONT)
