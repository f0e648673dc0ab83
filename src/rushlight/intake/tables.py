"""Rows out of a CSV file, one by one: any encoding, any common delimiter, and what cannot be taken told by its row.

The file is read twice and never held: once for its encoding and hash, once for its rows. Nothing is guessed where a row
is broken: it is told, with the lines it takes, and the next one is read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from rushlight.errors import IntakeError, MisuseError
from rushlight.intake import limits
from rushlight.intake.encodings import decode
from rushlight.intake.worker.sentences import DAMAGED_ROWS

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1 << 20
"""Bytes looked at to tell an encoding."""

MAX_COLUMNS = 1_000
MAX_LINES = 5_000
"""Lines of one row. A quote that is never closed would otherwise take in the rest of the file."""

_LONE = re.compile("[\ud800-\udfff]")
"""What bytes that do not fit their encoding become."""
_WIDE = ("utf-16", "utf-32")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` as a spreadsheet counts (the first row of the file is 1), its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A row, or a cell of it, that cannot be taken in. ``column`` is as the person named it; no word of the cell."""

    number: int
    what: str
    hint: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table under way: ``rows`` can be gone over once. ``size``: bytes of the file, 0 where its place in it is not known.

    ``share`` tells how much of it was read, None where that is not known.
    """

    header: tuple[str, ...]
    rows: Iterator[Row | Fault]
    sha256: str
    notes: tuple[str, ...] = ()
    size: int = 0
    share: Callable[[], float | None] = lambda: None


def check_delimiter(delimiter: str | None) -> None:
    """Raise MisuseError for a delimiter of more than one character."""
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n"'):
        raise MisuseError("a delimiter is one character", where=delimiter[:10], hint="such as ';' or, for a tab, 'tab'")


def named(header: Iterable[str]) -> tuple[str, ...]:
    """Names of columns: NFC, without white space around; one without a name is ``#`` and its number, a second ``Name (2)``."""
    out: list[str] = []
    for position, cell in enumerate(header, 1):
        name = " ".join(unicodedata.normalize("NFC", cell).split()) or f"#{position}"
        count = 2
        chosen = name
        while chosen in out:
            chosen, count = f"{name} ({count})", count + 1
        out.append(chosen)
    return tuple(out)


def read_csv(
    file: BinaryIO, where: str, *, header: bool = True, wanted: Collection[str] = (), delimiter: str | None = None
) -> Table:
    """The table in a CSV file, which can be read from its beginning twice and stays open until the last row.

    ``wanted``: names of columns that help to tell the delimiter. Raises IntakeError when it is no text or has no row,
    MisuseError for a delimiter of more than one character.
    """
    check_delimiter(delimiter)
    encoding, sha256, notes = _survey(file, where)
    size = file.seek(0, io.SEEK_END)
    lines = _Lines(file, encoding)
    delimiter = delimiter or _delimiter(file, encoding, wanted)
    lines.restart()
    records = _records(lines, delimiter)
    if not header:
        first = next(records, None)
        if first is None:
            raise _no_rows(where)
        width = len(first.cells) if isinstance(first, Row) else 1
        return Table(named([""] * width), _checked(records, width, first), sha256, notes, size)
    top = next(records, None)
    while isinstance(top, Row) and top.cells[0].startswith("sep=") and len(top.cells) <= 2:
        top = next(records, None)  # a hint that Excel writes for itself
    if not isinstance(top, Row):
        raise _no_rows(where)
    names = named(top.cells)
    return Table(names, _checked(records, len(names)), sha256, notes, size)


def _no_rows(where: str) -> IntakeError:
    return IntakeError("the table has no row that can be read", where=where, hint="open it in a spreadsheet and save it anew")


def _checked(records: Iterator[Row | Fault], width: int, first: Row | Fault | None = None) -> Iterator[Row | Fault]:
    """The rows, each as wide as the header and without damaged characters."""
    if first is not None:
        yield _wide_enough(first, width)
    for record in records:
        yield _wide_enough(record, width)


def _wide_enough(record: Row | Fault, width: int) -> Row | Fault:
    if isinstance(record, Fault):
        return record
    if len(record.cells) != width:
        what = f"the row has {len(record.cells)} cells where the first row has {width}"
        return Fault(record.number, what, "a cell with a delimiter or a line end in it stands in quotes")
    for cell in record.cells:
        if not cell.isascii() and _LONE.search(cell):
            return Fault(record.number, "the row has bytes that are not in the file's encoding", "save the file anew as UTF-8")
        if "\0" in cell:
            return Fault(record.number, "the row has characters that are no text", "save the file anew as UTF-8")
    return record


# --- encoding ----------------------------------------------------------------------------------------


def _survey(file: BinaryIO, where: str) -> tuple[str, str, tuple[str, ...]]:
    """(encoding, SHA-256 of the whole file, notes): one pass over the bytes."""
    digest = hashlib.sha256()
    file.seek(0)
    head = file.read(SAMPLE)
    limits.check_size(min(len(head), 1), where)
    wide = b"\0" in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    file.seek(0)
    fine = damaged = 0
    foreign = bytearray()
    for line in iter(lambda: file.readline(SAMPLE), b""):
        digest.update(line)
        if wide or line.isascii():
            continue
        try:
            line.decode("utf-8")
            fine += 1
        except UnicodeDecodeError:
            damaged += 1
        if len(foreign) < SAMPLE:
            foreign += line
    if not wide and damaged and fine >= 10 * damaged:
        return "utf-8-sig", digest.hexdigest(), (DAMAGED_ROWS,)
    sample = bytes(foreign) if damaged else _whole_lines(head)
    decoded = decode(sample, where=where)
    encoding = "utf-8-sig" if fine and not damaged and not wide else decoded.encoding
    return ("utf-8-sig" if encoding == "utf-8" else encoding), digest.hexdigest(), decoded.warnings


def _whole_lines(head: bytes) -> bytes:
    """The sample up to its last line end, whole units of two or four bytes."""
    if len(head) < SAMPLE:
        return head
    cut = head.rfind(b"\n") + 1 or len(head)
    return head[: cut + (-cut % 4 if b"\0" in head else 0)]


class _Lines:
    """The file's lines, decoded as they are asked for; bytes that do not fit become lone surrogates, told later."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file, self._encoding = file, encoding
        self.restart()

    def restart(self) -> None:
        self._file.seek(0)
        errors = "strict" if self._encoding.startswith(_WIDE) else "surrogateescape"
        self._text = io.TextIOWrapper(io.BufferedReader(_Kept(self._file)), encoding=self._encoding, errors=errors, newline="")
        self.begin()
        self._first = True

    def begin(self) -> None:
        """A row begins: its lines and characters are counted."""
        self._lines = self._characters = 0

    @property
    def taken(self) -> int:
        return self._lines

    @property
    def characters(self) -> int:
        return self._characters

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(limits.MAX_ROW)
        if not line:
            raise StopIteration
        if self._first:
            line, self._first = line.removeprefix("\ufeff"), False
        self._lines += 1
        self._characters += len(line)
        if self._lines > MAX_LINES or self._characters >= limits.MAX_ROW:
            while line and not line.endswith(("\n", "\r")):  # the rest of this line is no row of its own
                line = self._text.readline(limits.MAX_ROW)
            raise _RunawayError
        return line


class _Kept(io.RawIOBase):
    """A view of the file that does not close it: a text wrapper closes what it reads when it goes away."""

    def __init__(self, file: BinaryIO) -> None:
        self._of = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._of.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _RunawayError(Exception):
    """A row goes on beyond all measure."""


# --- rows --------------------------------------------------------------------------------------------


def _records(lines: _Lines, delimiter: str) -> Iterator[Row | Fault]:
    csv.field_size_limit(limits.MAX_ROW)  # the library's own limit is 131,072, which a long testimony exceeds
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RunawayError) as error:
            if isinstance(error, _RunawayError):  # what it has of this row must not stand in the next one
                reader = csv.reader(lines, delimiter=delimiter, strict=True)
            yield _broken(number, lines)
        except UnicodeDecodeError:
            yield Fault(
                number, "from here on the bytes are not in the file's encoding", "save the file anew as UTF-8, then run again"
            )
            return
        else:
            if len(cells) > MAX_COLUMNS:
                yield Fault(number, f"the row has more than {MAX_COLUMNS} cells", "is this the right delimiter?")
            elif any(cells):
                yield Row(number, tuple(cells))


def _broken(number: int, lines: _Lines) -> Fault:
    taken = lines.taken
    if lines.characters >= limits.MAX_ROW:
        return Fault(number, f"a row of {taken} lines is too long", f"the limit is {limits.MAX_ROW} letters; give it as a file")
    if taken <= 1:
        return Fault(number, "a quote inside a quoted cell is not doubled", 'write "" for a quote inside a quoted cell')
    return Fault(
        number,
        f"a quote that is not closed, or not doubled, makes one row of {taken} lines; none of them was taken in",
        "mend the quotes and run again: what is here already is passed over",
    )


def _delimiter(file: BinaryIO, encoding: str, wanted: Collection[str]) -> str:
    """The delimiter under which the wanted columns are there; else the one that gives the most even rows."""
    best, most = ",", (0, 0)
    for candidate in DELIMITERS:
        head: list[Row | Fault] = []
        for record in _records(_Lines(file, encoding), candidate):
            head.append(record)
            if len(head) >= 20:
                break
        rows = [record for record in head if isinstance(record, Row)]
        if rows and rows[0].cells[0].startswith("sep=") and len(rows[0].cells[0]) == 5:
            return rows[0].cells[0][4]
        if rows and wanted and set(wanted) <= set(named(rows[0].cells)):
            return candidate
        width = len(rows[0].cells) if rows else 0
        even = (sum(len(row.cells) == width for row in rows), width)
        if width > 1 and even > most:
            best, most = candidate, even
    return best
