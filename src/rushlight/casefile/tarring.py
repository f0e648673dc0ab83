"""A casefile's files as one stream: a deterministic tar of the database and the large originals, made and read in pieces.

Everything in it is sealed already. The reader takes nothing but what the writer makes, to the byte: two kinds of names, plain
files, each once. A name cannot lead out of the folder because no other name is accepted.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from rushlight.casefile.database import FILE
from rushlight.casefile.files import PIECE, RESERVE, flush
from rushlight.casefile.keys import stream
from rushlight.errors import CasefileError, Tampered

BLOCK = 512
_NAME = re.compile(re.escape(FILE) + r"|blobs/([0-9a-z]{2})/bl_[0-9a-z]{24}(\1)")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Progress = Callable[[int, int], None]
"""Told (bytes done, bytes in all), now and then."""


def _nobody(done: int, total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the stream: its name there, where it lies now."""

    name: str
    path: Path


def seal(members: Sequence[Member], identity: str, out: BinaryIO, progress: Progress | None = None) -> None:
    """Write the members, the database first, as an age stream. Raises CasefileError, Tampered for a missing file."""
    source = _Source(members, progress or _nobody)
    try:
        stream.encrypt(identity, cast(BinaryIO, source), out)
    except Exception:
        if source.failed is not None:
            raise source.failed from None
        raise
    if source.failed is not None:
        raise source.failed


def unseal(sealed: BinaryIO, identity: str, folder: Path, progress: Progress | None = None) -> None:
    """Write the stream's files into ``folder``. Raises Tampered, CasefileError: use nothing of the folder then."""
    here = sealed.tell()
    total = sealed.seek(0, os.SEEK_END) - here
    sealed.seek(here)
    sink = _Sink(folder, progress or _nobody, total)
    try:
        stream.decrypt(identity, sealed, cast(BinaryIO, sink))
    except Exception:
        if sink.failed is not None:
            raise sink.failed from None
        raise
    finally:
        sink.close()
    sink.check_end()


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


class _Source:
    """What the sealing reads from. What goes wrong in here would come out as a fault of the sealing: it is kept."""

    def __init__(self, members: Sequence[Member], progress: Progress) -> None:
        self.failed: BaseException | None = None
        self._pieces = self._all(members, progress)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        try:
            if not self._rest:
                self._rest = next((piece for piece in self._pieces if piece), b"")
            size = len(self._rest) if size < 0 else size
            given, self._rest = self._rest[:size], self._rest[size:]
            return given
        except BaseException as error:
            self.failed = error
            raise

    def _all(self, members: Sequence[Member], progress: Progress) -> Iterator[bytes]:
        try:
            sizes = [member.path.stat().st_size for member in members]
        except OSError:
            raise Tampered("an original is missing", hint="rushlight verify") from None
        done, total = 0, sum(sizes)
        for member, size in zip(members, sizes, strict=True):
            yield _header(member.name, size)
            for piece in self._contents(member, size):
                done += len(piece)
                progress(done, total)
                yield piece
            yield bytes(-size % BLOCK)
        yield bytes(2 * BLOCK)

    def _contents(self, member: Member, size: int) -> Iterator[bytes]:
        left = size
        try:
            with member.path.open("rb") as file:
                while left and (piece := file.read(min(PIECE, left))):
                    left -= len(piece)
                    yield piece
        except OSError:
            raise CasefileError("a file of the casefile cannot be read", hint="check the disk") from None
        if left:
            raise Tampered("a file of the casefile changed while it was read", hint="rushlight verify")


class _Sink:
    """Takes a tar as it comes, piece by piece."""

    def __init__(self, folder: Path, progress: Progress, total: int) -> None:
        self.failed: BaseException | None = None
        self._folder, self._progress, self._total = folder, progress, total
        self._header, self._left, self._padding, self._zeros, self._seen = bytearray(), 0, 0, 0, 0
        self._file: BinaryIO | None = None
        self._names: set[str] = set()

    def write(self, data: bytes) -> int:
        try:
            self._take(bytes(data))
        except BaseException as error:
            self.failed = error
            raise
        return len(data)

    def flush(self) -> None:
        """Files are flushed one by one, at their ends."""

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def check_end(self) -> None:
        if self._zeros != 2 or FILE not in self._names:
            raise Tampered("the sealed file holds no whole casefile")

    def _take(self, data: bytes) -> None:
        self._seen += len(data)
        self._progress(min(self._seen, self._total), self._total)
        while data:
            if self._left:
                data = self._content(data)
            elif self._padding:
                skipped, data = data[: self._padding], data[self._padding :]
                self._padding -= len(skipped)
                _require(not skipped.strip(b"\0"))
            else:
                missing = BLOCK - len(self._header)
                self._header += data[:missing]
                data = data[missing:]
                if len(self._header) == BLOCK:
                    self._begin(bytes(self._header))
                    self._header.clear()

    def _begin(self, header: bytes) -> None:
        if not header.strip(b"\0"):
            self._zeros += 1
            return
        _require(self._zeros == 0)
        try:
            info = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
            name, size = info.name, info.size
            exact = size >= 0 and header == _header(name, size)
        except (tarfile.TarError, ValueError, UnicodeError, OverflowError):
            exact = False
        _require(exact and _NAME.fullmatch(name) is not None and name not in self._names)
        _require((name == FILE) is (not self._names))
        self._names.add(name)
        self._left, self._padding = size, -size % BLOCK
        self._open(self._folder / name, size)

    def _open(self, path: Path, size: int) -> None:
        if shutil.disk_usage(self._folder).free < RESERVE + size:
            raise CasefileError("the disk is nearly full, nothing was kept", hint="free some space, then try again")
        with _told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.fdopen(os.open(path, _NEW, 0o600), "wb")
        if not size:
            self._end()

    def _content(self, data: bytes) -> bytes:
        piece, rest = data[: self._left], data[self._left :]
        if self._file is None:
            raise Tampered("the sealed file holds no whole casefile")
        with _told():
            self._file.write(piece)
        self._left -= len(piece)
        if not self._left:
            self._end()
        return rest

    def _end(self) -> None:
        if self._file is not None:
            with _told():
                self._file.flush()
                flush(self._file.fileno())
                self._file.close()
            self._file = None


def _require(holds: bool) -> None:
    if not holds:
        raise Tampered("the sealed file holds something else than a casefile")


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise CasefileError("a file of the casefile could not be written", hint="is the disk full or read-only?") from None
