"""Starting the process that parses a document, feeding it, and believing of its answer only what can be believed."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeVar

import msgspec

from rushlight.errors import IntakeError
from rushlight.intake import limits
from rushlight.intake.parsing import Parsed
from rushlight.intake.worker import child, confining, sentences, wire
from rushlight.intake.worker.confining import Layers

T = TypeVar("T")
_LIBRARIES = (
    "rushlight", "lxml", "msgspec", "regex", "charset_normalizer", "pypdfium2", "pypdfium2_raw", "olefile", "striprtf",
    "PIL", "pytesseract", "packaging",
)  # fmt: skip
"""What a parser may import, beside Python's own library."""
_SHORT = 10_000
"""Bytes of the line that says which layers hold."""
WEAK = "this computer confines the parser of a document only in part; open what strangers send on another one"


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a worker ended: the lines it wrote, its exit code, and whether it was stopped for its time."""

    lines: list[bytes]
    code: int
    late: bool


def parse_apart(data: bytes, media_type: str, where: str, ocr: tuple[str, ...]) -> Parsed:
    """Parse a document in a confined process of its own; ``where`` is for errors and goes no further.

    Raises IntakeError for what the parser refuses, and when it needs too much time or memory, or breaks.
    """
    limits.check_size(len(data), where)
    with _scratch() if ocr else contextlib.nullcontext() as scratch:
        job = wire.Job(media_type, len(data), ocr, readable(), scratch, os.getpid())
        ended = _run(job, data, confining.SECONDS_RECOGNISING if ocr else confining.SECONDS)
    try:
        layers, said = _believed(ended, wire.Answer)
        if said.failed:
            raise _failed(said.failed, where)
        if said.refused:
            raise _refused(said.refused, where, ocr)
        parsed = wire.parsed(said)
        if not all(map(sentences.known_warning, parsed.warnings)):
            raise wire.Unbelievable
    except wire.Unbelievable:
        raise _odd(ended, where) from None
    if layers.whole or ocr:
        return parsed
    return Parsed(parsed.blocks, parsed.page, parsed.encoding, (*parsed.warnings, WEAK))


def probed() -> tuple[Layers, Any]:
    """What a worker gives up here, and what it then could not do (``probing.Refused``). Raises IntakeError."""
    from rushlight.intake.worker.probing import Refused

    ended = _run(wire.Job("", 0, readable=readable(), parent=os.getpid(), probing=True), b"", confining.SECONDS)
    try:
        return _believed(ended, Refused)
    except wire.Unbelievable:
        raise _odd(ended, "") from None


def _believed(ended: _Ended, kind: type[T]) -> tuple[Layers, T]:
    if ended.late or ended.code != 0 or len(ended.lines) != 2:
        raise wire.Unbelievable
    return wire.decoded(ended.lines[0], Layers), wire.decoded(ended.lines[1], kind)


def _run(job: wire.Job, data: bytes, seconds: int) -> _Ended:
    """Start a worker and give it a job. Whatever happens here, Ctrl-C too, it is gone in the end."""
    head = "\0".join(job.readable).encode() + b"\n" + msgspec.json.encode(job) + b"\n"
    try:
        process = start(job.scratch)
    except OSError:
        raise IntakeError(
            "the process that parses documents cannot be started", hint="close other programs, then try again"
        ) from None
    late = threading.Event()
    clock = threading.Timer(seconds, stop, (process, late))
    feeder = threading.Thread(target=_feed, args=(process.stdin, head, data), daemon=True)
    try:
        clock.start()
        feeder.start()
        said = process.stdout.read(_SHORT + wire.LONGEST + 1) if process.stdout else b""
        if len(said) <= _SHORT + wire.LONGEST:
            _settle(process)
    finally:
        clock.cancel()
        stop(process)
        if feeder.ident is not None:  # Ctrl-C may come before it was started
            feeder.join()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
    lines = said.split(b"\n") if said.endswith(b"\n") and len(said) <= _SHORT + wire.LONGEST else []
    return _Ended(lines[:-1], process.returncode, late.is_set())


def start(scratch: str | None, file: BinaryIO | None = None) -> subprocess.Popen[bytes]:
    """``python -I -S``: nothing of the user's environment or start-up files, and no site-packages but those we name.

    A session of its own, so that Ctrl-C reaches us alone and a whole group can be ended.
    """
    kept = ("SYSTEMROOT", "LD_LIBRARY_PATH", *(("PATH", "TESSDATA_PREFIX") if scratch else ()))
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own Python, our own program
        [sys.executable, "-I", "-S", "-c", child.START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if file is None else file,
        env=environment | ({"TMPDIR": scratch, "OMP_THREAD_LIMIT": "1"} if scratch else {}),
        start_new_session=True,
    )


def _feed(stream: IO[bytes] | None, head: bytes, data: bytes) -> None:
    """A worker that ends early reads no further: what it said tells why."""
    with contextlib.suppress(OSError, ValueError):
        if stream:
            stream.write(head)
            stream.write(data)
            stream.close()


def _settle(process: subprocess.Popen[bytes]) -> None:
    """Wait for the end; where it can be had, without giving its number away, which still names its group."""
    if sys.platform == "linux":
        with contextlib.suppress(ChildProcessError):
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    else:
        process.wait()


def stop(process: subprocess.Popen[bytes], late: threading.Event | None = None) -> None:
    if late is not None:
        late.set()
    with contextlib.suppress(OSError):
        if sys.platform != "win32" and process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)  # what it may have started to recognise scans goes too
        process.kill()
    process.wait()


@contextlib.contextmanager
def _scratch() -> Iterator[str]:
    """A folder for pictures of pages, in memory where the system has such a place: they are not to reach the disk."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder inside is made with a random name, for us alone
    folder = tempfile.mkdtemp(prefix="rl", dir=memory if os.access(memory, os.W_OK) else None)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def readable() -> tuple[str, ...]:
    """The folders of Python's library, ours, and those of the libraries we use."""
    found = [str(Path(made).resolve()) for made in (os.__file__, contextlib.__file__)]
    folders = dict.fromkeys(str(Path(path).parent) for path in found)
    for name in _LIBRARIES:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            place = Path(spec.origin).resolve().parent
            folders[str(place.parent if spec.submodule_search_locations else place)] = None
    folders |= {path: None for path in sys.path if Path(path).name == "lib-dynload"}
    return tuple(path for path in folders if "\n" not in path and "\0" not in path)


def _refused(said: tuple[str, str | None, str | None], where: str, ocr: tuple[str, ...]) -> IntakeError:
    from rushlight.intake.scan import MODELS

    what, place, hint = said
    if not sentences.known(what, hint):
        raise wire.Unbelievable
    models = {*ocr, *MODELS.values()}
    return IntakeError(what, where=place if place and models.issuperset(place.split(", ")) else where, hint=hint)


def _failed(word: str, where: str) -> IntakeError:
    if word == "memory":
        return IntakeError(
            "the document needs too much memory to be parsed", where=where, hint="split it, or give its text as .txt"
        )
    return IntakeError("the document cannot be parsed", where=where, hint="give its text as .txt")


def _odd(ended: _Ended, where: str) -> IntakeError:
    """Stopped, ended by itself in the middle, or answering in no form of ours."""
    out_of_time = sys.platform != "win32" and ended.code == -signal.SIGXCPU
    if ended.late or out_of_time:
        return IntakeError("the document takes too long to be parsed", where=where, hint="split it, or give its text as .txt")
    return IntakeError(
        "the document breaks its parser", where=where, hint="it may be made to harm; do not open it on this computer"
    )
