"""What a browser hands over: bytes in memory, opened as many things like a file of the disk, and never written to one.

An archive, a mailbox or a table is opened by a confined process, which takes an open file. Linux has files that live in
memory only (memfd_create(2)); where a system has none, such an upload is refused rather than laid down in the open.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from rushlight.errors import IntakeError
from rushlight.intake import formats, limits, many
from rushlight.intake.many import Columns, Found, Lost, Thing


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its own name, which may name a person and serves for its ending, and its bytes."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The ending with its dot, of letters and digits only; empty where the name has none."""
        suffix = formats.suffix_of(self.name)[:10]
        return f".{suffix}" if suffix.isascii() and suffix.isalnum() else ""


def holds_many(upload: Upload) -> bool:
    """Whether it is taken in as many: an archive, a mailbox or a table."""
    suffix, head = formats.suffix_of(upload.name), upload.data[:4096]
    if suffix in (*formats.TABLES, "xlsx", "mbox", "zip"):
        return True
    return bool(formats.BOX.match(head)) or (head.startswith(b"PK\x03\x04") and not _is_document(upload))


def walk(upload: Upload, place: str, columns: Columns | None = None) -> Generator[Thing, None, None]:
    """Everything in an upload, as ``many.walk`` gives it of a file; ``place`` is what it is called in what is told.

    Raises IntakeError for one that is empty or too large, and for an archive where the system has no files in memory.
    """
    if formats.suffix_of(upload.name) in formats.OLD_TABLES:
        yield Lost(place, upload.name, "a spreadsheet of this form cannot be read", "save it as .xlsx or .csv")
    elif not (holds_many(upload) or formats.is_mail(upload.data, upload.name)):
        limits.check_size(len(upload.data), place)
        yield Found(place, upload.name, upload.data)
    else:
        with _in_memory(upload.data, place) as path:
            yield from many.of_file(path, place, columns, upload.name)


@contextlib.contextmanager
def _in_memory(data: bytes, place: str) -> Iterator[Path]:
    """A path to a file that is in memory only, for as long as it is held."""
    create = getattr(os, "memfd_create", None)
    if create is None:
        hint = "give the files inside it one by one, or use 'rushlight take-in'"
        raise IntakeError("this system cannot open an archive without writing it to the disk", where=place, hint=hint)
    with os.fdopen(create("upload"), "wb") as file:
        file.write(data)
        file.flush()
        yield Path(f"/proc/self/fd/{file.fileno()}")


def _is_document(upload: Upload) -> bool:
    try:
        return bool(formats.media_type(upload.data, upload.name))
    except IntakeError:
        return False
