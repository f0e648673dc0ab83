"""A table of records as ``check-table`` takes it in and writes it: only the columns that were named, whole or not at all.

Nothing said here holds a cell. The file is opened in a confined process, as ``take-in`` opens tables.
"""

from __future__ import annotations

import contextlib
import csv
import os
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from pathlib import Path

from rushlight.cli import screen
from rushlight.errors import IntakeError, MisuseError
from rushlight.exports.guard import guarded
from rushlight.intake.many import Columns, FoundTable, walk
from rushlight.intake.tables import Fault, Row, Table
from rushlight.release.file.hierarchies import Paths

BATCH = 10_000
EVERY = 200_000
"""Rows between two lines of progress."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """``columns`` by name, in the order asked, and ``numbers``: each record's row as a spreadsheet counts."""

    columns: dict[str, list[str]]
    numbers: list[int]


def read_columns(path: Path, names: Sequence[str], *, delimiter: str | None = None) -> TableFile:
    """These columns of a CSV or XLSX file (its first sheet). Raises MisuseError for a column that is not there, IntakeError
    for a broken row or a table without records.
    """
    with _opened(path, Columns(wanted=tuple(names), delimiter=delimiter)) as (table, further):
        missing = [name for name in names if name not in table.header]
        if missing:
            raise MisuseError("the table has no such column", where=missing[0], hint="give names as the first row has them")
        at = [table.header.index(name) for name in names]
        columns: list[list[str]] = [[] for _ in names]
        once: list[dict[str, str]] = [{} for _ in names]
        numbers: list[int] = []
        rows = _sound(table, path)
        while batch := list(islice(rows, BATCH)):
            cells = list(zip(*(row.cells for row in batch), strict=True))
            for column, known, i in zip(columns, once, at, strict=True):
                column.extend(map(known.setdefault, cells[i], cells[i]))  # one string for equal cells
            numbers.extend(row.number for row in batch)
            if len(numbers) % EVERY == 0:
                screen.note(f"{len(numbers):,} rows read ...")
        if further():
            screen.note("note: the workbook has several sheets; the first is checked")
    if not numbers:
        raise IntakeError("the table has no records", where=str(path), hint="its first row names the columns, records follow")
    return TableFile(dict(zip(names, columns, strict=True)), numbers)


def read_ladder(path: Path, name: str) -> Paths:
    """A hierarchy as ARX writes it: no names, a value and what it is called at each level, one value a row.

    Raises IntakeError for a broken row or a value that comes twice.
    """
    paths: dict[Hashable, Sequence[Hashable]] = {}
    with _opened(path, Columns(header=False)) as (table, _):
        for row in _sound(table, path):
            if row.cells[0] in paths:
                place = f"{path}, row {row.number}"
                raise IntakeError("a hierarchy has a value twice", where=place, hint=f"give each value of {name} one row")
            paths[row.cells[0]] = row.cells
    return paths


@contextlib.contextmanager
def _opened(path: Path, columns: Columns) -> Iterator[tuple[Table, Callable[[], bool]]]:
    """The first sheet, and whether others follow (to be asked once its rows were gone through)."""
    if not path.is_file():
        raise MisuseError("there is no such file", where=str(path), hint="check the path")
    with contextlib.closing(walk(path, columns)) as things:
        thing = next(things, None)
        if not isinstance(thing, FoundTable):
            raise IntakeError("the file is no table", where=str(path), hint="give a .csv or .xlsx file")
        sheets = thing.tables()
        try:
            table = next(sheets, None)
            if table is None:
                raise IntakeError("the table has no records", where=str(path), hint="check that the right file was given")
            yield table, lambda: next(sheets, None) is not None
        finally:
            if hasattr(sheets, "close"):
                sheets.close()


def _sound(table: Table, path: Path) -> Iterator[Row]:
    """The rows; the first broken one ends it, since a table with a hole is another table."""
    for row in table.rows:
        if isinstance(row, Fault):
            raise IntakeError(row.what, where=f"{path}, row {row.number}", hint=row.hint)
        yield row


def weights(taken: TableFile, name: str) -> list[float]:
    """The column as numbers from 1. Raises MisuseError with the row of one that is none."""
    found = []
    for number, cell in zip(taken.numbers, taken.columns[name], strict=True):
        try:
            value = float(cell)
        except ValueError:
            value = 0.0
        if not (isfinite(value) and value >= 1):
            hint = "a weight says how many people of the population a record stands for"
            raise MisuseError("a weight is no number from 1", where=f"{name}, row {number}", hint=hint)
        found.append(value)
    return found


def write_rows(path: Path, names: Sequence[str], rows: list[tuple[str, ...]]) -> None:
    """Write rows, sorted so that their order tells nothing, whole or not at all. Raises MisuseError where a file is there."""
    if path.exists():
        raise MisuseError("there is a file already", where=str(path), hint="choose another name; nothing is written over")
    half = path.with_name(f".{path.name}.half")
    try:
        with half.open("x", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow([guarded(name) for name in names])
            writer.writerows([guarded(cell) for cell in row] for row in sorted(rows))
            out.flush()
            os.fsync(out.fileno())
        half.rename(path)
    finally:
        half.unlink(missing_ok=True)
