"""The signatures of a verification: in a process of their own where there are many, else at once.

Half of what verifying takes is Ed25519, which needs no secret. When the other process cannot be started, or ends early,
everything is checked here: an answer that did not come is never taken for a yes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from rushlight.casefile.events import SIGNED, Stored, signature_holds
from rushlight.casefile.keys import checking

FEWEST = 4_000
"""Events below which starting another process is not worth it."""

WRONG = "an event's signature does not hold"
Fault = Callable[[str, object], None]
Find = Callable[[str], Stored | None]


class Signatures:
    """Ask with ``check``; ``finish`` tells what does not hold. ``find`` gives an event again by its id."""

    def __init__(self, events: int, fault: Fault, find: Find) -> None:
        self._fault, self._find = fault, find
        self._asked: list[tuple[str, bytes]] = []
        self._answers = bytearray()
        self._process: subprocess.Popen[bytes] | None = None
        if events >= FEWEST and (os.cpu_count() or 1) > 1 and not getattr(sys, "frozen", False):
            self._start()

    def check(self, stored: Stored, public_key: bytes, event_id: str) -> None:
        """Check one event's signature, now or by the time ``finish`` returns."""
        right = len(public_key) == checking.PUBLIC and len(stored.signature) == checking.SIGNATURE
        if right and self._process is not None and self._process.stdin is not None:
            try:
                self._process.stdin.write(checking.frame(public_key, stored.signature, SIGNED + stored.header))
                self._asked.append((event_id, public_key))
                return
            except (OSError, ValueError):
                self._stop()
        if not signature_holds(stored, public_key):
            self._fault(WRONG, event_id)

    def finish(self) -> None:
        """Wait for the answers, and tell of each signature that does not hold."""
        self._stop()
        for at, (event_id, public_key) in enumerate(self._asked):
            if at < len(self._answers) and self._answers[at] == 1:
                continue
            stored = self._find(event_id)
            if stored is None or not signature_holds(stored, public_key):
                self._fault(WRONG, event_id)
        self._asked, self._answers = [], bytearray()

    def _start(self) -> None:
        command = [sys.executable, "-I", str(Path(checking.__file__))]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own file, no shell
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            return
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        if process.stdout is not None:
            while got := process.stdout.read1(1 << 16):  # type: ignore[attr-defined]
                self._answers += got
            process.stdout.close()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        try:
            if process.stdin is not None:
                process.stdin.close()
        except OSError:
            pass
        self._reader.join()
        process.wait()
