"""The process that parses one document, or opens one file of many: it gives up everything else first.

Its parent starts it with ``START``. A document comes on its standard input; a file to be unpacked, which may be larger than
memory, comes open, where errors would go. What it writes is a line of JSON that says which layers of confinement hold, then
an ``Answer`` in another line (``wire``), or ``frames``. Its standard error leads nowhere: a parser's complaints may quote
the document.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

import msgspec

from rushlight.errors import IntakeError
from rushlight.intake import parsing
from rushlight.intake.worker import confining, wire

if TYPE_CHECKING:
    from rushlight.intake.worker.frames import Frame

START = "import sys; sys.path += sys.stdin.buffer.readline()[:-1].decode().split('\\0'); "
START += "from rushlight.intake.worker.child import main; main()"
"""The program given to ``python -c``. The first line of the input says where our own library is."""


def main() -> None:
    """Do the job that stands in the next line of the standard input, and end."""
    gc.disable()
    source, out = sys.stdin.buffer, sys.stdout.buffer
    job = msgspec.json.decode(source.readline(), type=wire.Job)
    if job.unpack is not None:
        _unpack(job, job.unpack, out)
    elif job.probing:
        _confine(job, out)
        from rushlight.intake.worker import probing

        _say(out, msgspec.json.encode(probing.probe()))
    else:
        parsing.load(job.media_type)
        _confine(job, out)
        _say(out, _answer(source, job))
    os._exit(0)  # nothing is left to tidy up, and no library gets to run its own leaving


def _confine(job: wire.Job, out: IO[bytes], seconds: int | None = None) -> None:
    layers = confining.confine(job.readable, scratch=job.scratch, parent=job.parent, seconds=seconds)
    _say(out, msgspec.json.encode(layers))


def _answer(source: IO[bytes], job: wire.Job) -> bytes:
    """Whatever happens with a document, a word of ours about it; ending without one says that the parser broke."""
    try:
        data = source.read(job.size)
        if len(data) != job.size:
            return wire.failure("cut off")
        return wire.answer(parsing.parse(data, job.media_type, "", job.ocr))
    except IntakeError as error:
        return wire.refusal(error)
    except MemoryError:
        return wire.failure("memory")
    except Exception:  # noqa: BLE001 - an exception's text could hold a word of the document
        return wire.failure("broken")


def _say(out: IO[bytes], line: bytes) -> None:
    out.write(line + b"\n")
    out.flush()


# --- one file of many --------------------------------------------------------------------------------


def _unpack(job: wire.Job, asked: wire.Unpack, out: IO[bytes]) -> None:
    """Tell what is in the file, as far as it goes."""
    from rushlight.intake.worker import frames

    parsing.load(asked.form)
    from rushlight.intake.unpacking import unpacked

    gc.enable()  # mails are made of rings, and there may be many of them

    def say(frame: Frame) -> None:
        frames.write(out, frame)

    file = io.BufferedReader(_Opened(say))
    _confine(job, out, asked.seconds)
    try:
        for frame in unpacked(file, job.size, asked):
            say(frame)
        say(frames.Done())
    except MemoryError:
        say(frames.Failed("memory"))
    except Exception:  # noqa: BLE001 - an exception's text could hold a word of the document
        say(frames.Failed("broken"))


class _Opened(io.FileIO):
    """The file that came open; says from time to time how much of it was read."""

    EVERY = 1 << 26

    def __init__(self, say: Callable[[Frame], None]) -> None:
        super().__init__(os.dup(2))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        self._say, self._read, self._said = say, 0, 0

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        from rushlight.intake.worker.frames import Working

        count = super().readinto(buffer) or 0
        self._read += count
        if self._read - self._said >= self.EVERY:
            self._said = self._read
            self._say(Working(self._read))
        return count
