"""A terminal for the command line: what is typed and shown as a person would."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from pathlib import Path

import pytest
from cli_shell import command, heed_interrupts


class Terminal:
    """A process at a terminal of its own, so that prompts and Ctrl-C are real."""

    def __init__(self, folder: Path, *args: str) -> None:
        try:
            self.pid, self.handle = pty.fork()
        except OSError:
            pytest.skip("this machine has no pseudo-terminals")
        if self.pid == 0:
            heed_interrupts()
            os.chdir(folder)
            os.execv(sys.executable, command(*args))  # noqa: S606 - the child becomes the command
        self.said = ""

    def wait_for(self, words: str, *, timeout: float = 30) -> None:
        end = time.monotonic() + timeout
        while words not in self.said and time.monotonic() < end:
            self._read()
        assert words in self.said, self.said

    def _read(self) -> bool:
        if not select.select([self.handle], [], [], 0.2)[0]:
            return True
        try:
            data = os.read(self.handle, 65536)
        except OSError:  # the other end is closed
            return False
        self.said += data.decode("utf-8", "replace")
        return bool(data)

    def type(self, text: str) -> None:
        self.said = ""
        os.write(self.handle, text.encode())

    def end(self, *, timeout: float = 30, again: str = "") -> int:
        """The exit code. ``again`` is typed once a second, as a person does whose key was not heard."""
        end, next_time = time.monotonic() + timeout, time.monotonic() + 1
        while self._read():
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
            elif again and time.monotonic() > next_time:
                os.write(self.handle, again.encode())
                next_time += 1
        os.close(self.handle)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
