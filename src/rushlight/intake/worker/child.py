"""The process that parses one document: it gives up everything else first, and then reads it from its standard input.

Its parent starts it with ``START``. What it writes is two lines of JSON: which layers of confinement hold, then an
``Answer`` (``wire``). Its standard error is closed: a parser's complaints may quote the document.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import IO

import msgspec

from rushlight.errors import IntakeError
from rushlight.intake import parsing
from rushlight.intake.worker import confining, wire

START = "import sys; sys.path += sys.stdin.buffer.readline()[:-1].decode().split('\\0'); "
START += "from rushlight.intake.worker.child import main; main()"
"""The program given to ``python -c``. The first line of the input says where our own library is."""


def main() -> None:
    """Do the job that stands in the next line of the standard input, and end."""
    gc.disable()
    source, out = sys.stdin.buffer, sys.stdout.buffer
    job = msgspec.json.decode(source.readline(), type=wire.Job)
    if not job.probing:
        parsing.load(job.media_type)
    layers = confining.confine(job.readable, scratch=job.scratch, parent=job.parent)
    _say(out, msgspec.json.encode(layers))
    if job.probing:
        from rushlight.intake.worker import probing

        _say(out, msgspec.json.encode(probing.probe()))
    else:
        _say(out, _answer(source, job))
    os._exit(0)  # nothing is left to tidy up, and no library gets to run its own leaving


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
