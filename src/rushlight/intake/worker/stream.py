"""Starting the process that unpacks a file, and taking from it one frame after another.

It is ended when it says nothing for too long while we wait; a slow reader costs it nothing. A file is handed to it open,
so its size does not matter here: no more than one frame is held, and the pipe makes it wait for us.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from rushlight.intake import limits
from rushlight.intake.worker import confining, frames, parent, wire

MOST_SILENT = 20
"""Seconds without a word of it, while we wait."""
_PER_SECOND = 200_000
"""Bytes for which it gets a further second of computing: the slowest of the parsers reads ten times as many."""
_CHECKS = 5
_SHORT = 10_000
_PARTS = "open it where it was written and save it in parts"
_HARM = "it may be made to harm; do not open it on this computer"


class Broke(Exception):
    """It ended before it was done. ``what`` and ``hint`` are sentences of ours; ``late``: it was ended for its time."""

    def __init__(self, what: str, hint: str, *, late: bool = False) -> None:
        super().__init__(what)
        self.what, self.hint, self.late = what, hint, late


class Stream:
    """The frames that tell of ``file``, as ``asked``. To be closed; a context manager does it."""

    def __init__(self, file: BinaryIO, asked: wire.Unpack) -> None:
        """Raises Broke when no process can be started."""
        size = os.fstat(file.fileno()).st_size
        seconds = confining.SECONDS + size // _PER_SECOND
        self._left = _Measure(size)
        self._waiting = self._late = self._done = False
        self._turn = 0
        self._closed = threading.Event()
        self._broke: Broke | None = None
        job = wire.Job(
            "", size, (), parent.readable(), None, os.getpid(), unpack=msgspec.structs.replace(asked, seconds=seconds)
        )
        try:
            self._process = parent.start(None, file)
        except OSError:
            raise Broke("the process that opens files cannot be started", "close other programs, then try again") from None
        self._watch = threading.Thread(target=self._end_when_silent, daemon=True)
        try:
            self._watch.start()
            self._feed("\0".join(job.readable).encode() + b"\n" + msgspec.json.encode(job) + b"\n")
            self.layers = self._first()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._closed.set()
        parent.stop(self._process)
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
        if self._watch.ident is not None:  # Ctrl-C may come before it was started
            self._watch.join()

    def next(self) -> frames.Frame | None:
        """The next frame, None at the end of all. Raises Broke, again and again, where it ends before that."""
        if self._broke is not None:
            raise self._broke
        while not self._done:
            frame = self._read()
            self._done = isinstance(frame, frames.Done)
            if isinstance(frame, frames.Failed):
                raise self._ended(frame.word)
            if not isinstance(frame, frames.Working | frames.Done):
                return frame
        return None

    def distrust(self) -> Broke:
        """The error for a frame that cannot be believed; nothing more is taken from it."""
        return self._ended("odd")

    def _feed(self, head: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self._process.stdin:
                self._process.stdin.write(head)
                self._process.stdin.close()

    def _first(self) -> confining.Layers:
        out = self._process.stdout
        with self._awaited():
            line = out.readline(_SHORT) if out else b""
        try:
            layers: confining.Layers = wire.decoded(line, confining.Layers)
        except wire.Unbelievable:
            raise self._ended("odd") from None
        return layers

    def _read(self) -> frames.Frame:
        out = self._process.stdout
        try:
            with self._awaited():
                frame = frames.read(out) if out else None
            if frame is None:
                raise ValueError
            self._left.spend(frame)
        except ValueError:
            raise self._ended("odd") from None
        return frame

    def _ended(self, word: str) -> Broke:
        """What to say of an end: by its own word, by ours when it was too slow, by the system's when it computed too long."""
        self.close()
        out_of_time = sys.platform != "win32" and self._process.returncode == -signal.SIGXCPU
        hint = "it may be made to harm; do not open it on this computer"
        if self._late or out_of_time:
            self._broke = Broke(
                "it takes too long to be opened", "open it where it was written and save it in parts", late=True
            )
        elif word == "memory":
            self._broke = Broke("it needs too much memory to be opened", "open it where it was written and save it in parts")
        else:
            self._broke = Broke("it breaks the program that opens it", hint)
        return self._broke

    # --- time ----------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _awaited(self) -> Iterator[None]:
        self._turn += 1
        self._waiting = True
        try:
            yield
        finally:
            self._waiting = False

    def _end_when_silent(self) -> None:
        seen, checks = 0, 0
        while not self._closed.wait(MOST_SILENT / _CHECKS):
            same = self._waiting and self._turn == seen
            seen, checks = self._turn, checks + 1 if same else 0
            if checks >= _CHECKS:
                self._late = True
                parent.stop(self._process)
                return


class _Measure:
    """What a file of this size may at most be said to hold. Raises ValueError beyond it."""

    def __init__(self, size: int) -> None:
        self._bytes = limits.budget(size) + limits.LEAST
        self._frames = 8 * limits.MAX_ITEMS + size // 2  # the shortest row is a letter and a line end
        self._faulty = 4 * limits.MAX_MISSED
        self._read, self._most = 0, 16 * (size + limits.LEAST)

    def spend(self, frame: frames.Frame) -> None:
        self._frames -= 1
        if isinstance(frame, frames.Piece):
            self._bytes -= len(frame.data)
        elif isinstance(frame, frames.Rows):
            self._bytes -= sum(sum(map(len, cells)) for _, cells in frame.rows)
            self._frames -= len(frame.rows)
            self._faulty -= len(frame.faults)
        elif isinstance(frame, frames.Missed):
            self._faulty -= 1
        elif isinstance(frame, frames.Working):
            if not self._read < frame.read <= self._most:
                raise ValueError
            self._read = frame.read
        if self._bytes < 0 or self._frames < 0 or self._faulty < 0:
            raise ValueError
