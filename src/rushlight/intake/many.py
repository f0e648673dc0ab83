"""Many documents out of one place: folders, archives within archives, mailboxes, mails and what is attached to them.

Folders are walked here; whatever has to be opened is opened by a confined process (``unpacking``, ``believing``), and nothing
is unpacked to the disk. Each thing is named by what the person typed and numbers (``box.zip, item 3``): a file's own name may
name a person, and goes along only for those who ask to see it. What cannot be opened is told; the rest goes on.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterator
from pathlib import Path

from rushlight.errors import IntakeError, MisuseError
from rushlight.intake import formats
from rushlight.intake.believing import Told
from rushlight.intake.formats import BOX, BOXES, OLD_TABLES, SYSTEM, TABLES, is_mail, suffix_of
from rushlight.intake.receive import read_file
from rushlight.intake.tables import Table, check_delimiter
from rushlight.intake.things import Found, FoundTable, LeftOut, Lost, Thing
from rushlight.intake.worker.frames import Path as Steps
from rushlight.intake.worker.stream import Broke, Stream
from rushlight.intake.worker.wire import Columns, Unpack

__all__ = ["OURS", "Columns", "Found", "FoundTable", "LeftOut", "Lost", "Thing", "is_bulk", "of_file", "walk"]

OURS = (".case", ".collector")
"""Folders of Rushlight's own, which hold no reports to take in."""

MOST_BREAKS = 8
"""Times that what opens a file may break and go on with what comes after; being too slow counts as half of them."""

DAMAGED = "the archive is damaged"
_ZIP = b"PK\x03\x04"
_DOCUMENTS = ("docx", "odt", "epub", "hwpx")
"""Endings of documents that are zips, which are opened when they are parsed and not before."""


def walk(path: Path, columns: Columns | None = None) -> Generator[Thing, None, None]:
    """Everything in the folder, archive, mailbox, table or document at ``path``, in an order that is the same each time.

    ``columns``: what was said of tables; without it no rows are read. Raises MisuseError for a path that is not there,
    IntakeError for one that cannot be read.
    """
    if columns is not None:
        check_delimiter(columns.delimiter)
    if path.is_dir():
        yield from _folder(path, columns)
    else:
        yield from of_file(path, str(path), columns)


def is_bulk(path: Path) -> bool:
    """Whether a path is taken in as many: a folder, an archive, a mailbox or a table."""
    suffix = suffix_of(path.name)
    try:
        if path.is_dir() or suffix in (*TABLES, "xlsx", "mbox", "zip"):
            return True
        if not path.is_file():
            return False  # reading it will tell what is wrong
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    return bool(BOX.match(head)) or (head.startswith(_ZIP) and not _is_document(path, path.name) and _holds_many(path))


def _holds_many(path: Path) -> bool:
    """Whether a zip that does not say so by its ending is an archive or a workbook; one that is damaged is neither."""
    with contextlib.closing(_unpacked(path, str(path), path.name, "zip", None)) as things:
        first = next(things, None)
    itself = first is not None and first.place == str(path)
    return not (itself and (isinstance(first, Found) or (isinstance(first, Lost) and first.what == DAMAGED)))


def _folder(folder: Path, columns: Columns | None) -> Iterator[Thing]:
    count = 0
    for here, folders, files in os.walk(folder, onerror=_refused):
        folders[:] = sorted(name for name in folders if not name.endswith(OURS))
        for name in sorted(files):
            count += 1
            path, place = Path(here) / name, f"{folder}, file {count}"
            relative = path.relative_to(folder).as_posix()
            if SYSTEM.search(relative) or path.is_symlink():
                yield LeftOut(place)
                continue
            try:
                yield from of_file(path, place, columns, relative)
            except (IntakeError, MisuseError) as error:
                yield Lost(place, relative, error.what, error.hint)


def _refused(error: OSError) -> None:
    raise IntakeError("a folder may not be read", where=None, hint="check its permissions, then run again") from None


def of_file(path: Path, place: str, columns: Columns | None, name: str | None = None) -> Iterator[Thing]:
    """One file of the disk. Tables, archives and mailboxes are read from it piece by piece, whatever their size."""
    name = name or path.name
    suffix = suffix_of(name)
    if suffix in TABLES:
        _check_there(path)
        yield FoundTable(place, name, "csv", lambda: _tables(path, place, name, columns))
    elif _starts(path, _ZIP) and not _is_document(path, name):
        yield from _unpacked(path, place, name, "zip", columns)
    elif _starts(path, b"From ") and suffix in BOXES:
        yield from _unpacked(path, place, name, "box", columns)
    else:
        yield from _whole(path, place, name, columns)


def _whole(path: Path, place: str, name: str, columns: Columns | None) -> Iterator[Thing]:
    """A document, or a mail with what is attached to it."""
    data = _read(path, place)
    if suffix_of(name) in OLD_TABLES:
        yield Lost(place, name, "a spreadsheet of this form cannot be read", "save it as .xlsx or .csv")
    elif is_mail(data, name):
        yield from _unpacked(path, place, name, "mail", columns, data)
    else:
        yield Found(place, name, data)


def _read(path: Path, place: str) -> bytes:
    try:
        return read_file(path)
    except (IntakeError, MisuseError) as error:
        raise type(error)(error.what, where=place, hint=error.hint) from None


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise MisuseError("there is no such file", where=str(path), hint="check the path")


def _starts(path: Path, mark: bytes) -> bool:
    try:
        if not path.is_file():  # opening a pipe waits for whoever writes into it
            return False
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError:
        return False


def _is_document(path: Path, name: str) -> bool:
    """Whether a zip is a document by its ending and by its bytes."""
    if suffix_of(name) not in _DOCUMENTS:
        return False
    try:
        return bool(formats.media_type(read_file(path), name))
    except (IntakeError, MisuseError):
        return False


# --- opened by a confined process --------------------------------------------------------------------


def _asked(name: str, form: str, columns: Columns | None, after: Steps | None = None) -> Unpack:
    """Of the name no more than an ending of those that settle something."""
    suffix = suffix_of(name)
    return Unpack(form, suffix if suffix in (*TABLES, *BOXES, "zip") else "other", columns, after)


def _tables(path: Path, place: str, name: str, columns: Columns | None) -> Iterator[Table]:
    """The table in a CSV file."""
    try:
        with path.open("rb") as file, Stream(file, _asked(name, "csv", columns)) as stream:
            for thing in Told(stream, place, name, lambda: b"").things():
                if isinstance(thing, FoundTable):
                    yield from thing.tables()
                elif isinstance(thing, Lost):
                    raise IntakeError(thing.what, where=place, hint=thing.hint)
    except Broke as broke:
        raise IntakeError(broke.what, where=place, hint=broke.hint) from None
    except OSError:
        raise _unreadable(place) from None


def _unpacked(
    path: Path, place: str, name: str, form: str, columns: Columns | None, data: bytes | None = None
) -> Generator[Thing, None, None]:
    """The things in a file. Where one of them breaks the process that opens it, another goes on with what comes after."""
    after: Steps | None = None
    left = MOST_BREAKS
    while left > 0:
        try:
            with path.open("rb") as file, Stream(file, _asked(name, form, columns, after)) as stream:
                told = Told(stream, place, name, lambda: _read(path, place) if data is None else data, after or ())
                try:
                    yield from told.things()
                    return
                except Broke as broke:
                    yield from _broken(told, broke, data)
                    left -= MOST_BREAKS // 2 if broke.late else 1
                after, moved = told.last, told.last != (after or ())
        except Broke as broke:
            yield Lost(place, name, broke.what, broke.hint)
            return
        except OSError:
            raise _unreadable(place) from None
        if not moved:
            return
    yield Lost(place, name, "too much of it cannot be opened; what comes after was not looked at", "unpack it elsewhere")


def _broken(told: Told, broke: Broke, data: bytes | None) -> Iterator[Thing]:
    """What is left of what broke the process that opened it: a mail is a document all the same."""
    if data is not None and not told.whole and not told.last:
        yield Found(told.place, told.name, data)
    if not told.reported:
        yield Lost(told.where(), told.began or told.name, broke.what, broke.hint)


def _unreadable(place: str) -> IntakeError:
    return IntakeError("the file cannot be read", where=place, hint="check the path and the disk")
