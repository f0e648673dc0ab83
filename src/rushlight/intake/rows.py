"""The rows of a table file, told in groups from inside the confined process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from rushlight.errors import IntakeError
from rushlight.intake import limits
from rushlight.intake.tables import Fault, Table, read_csv
from rushlight.intake.worker.frames import Broken, Frame, Header, Rows
from rushlight.intake.worker.wire import Columns

GROUP, WEIGHT = 500, 250_000
"""Rows, and characters of them, after which a group is told."""


def told(file: BinaryIO, name: str, form: str, columns: Columns) -> Iterator[Frame]:
    """The sheets of a table file (csv or xlsx) and their rows; ends with ``Broken`` where it cannot go on."""
    size = file.seek(0, 2)
    budget, faults = limits.budget(size), 0
    try:
        for table in _tables(file, name, form, columns):
            yield Header(table.header, table.notes, table.sha256, table.size)
            for group in _groups(table, file):
                budget -= _weight(group)
                if budget < 0:  # one long text that a workbook holds once can stand in a million cells
                    raise IntakeError("the table unpacks to far more than it weighs", hint="it may be made to harm")
                yield group
                faults += len(group.faults)
                if faults > limits.MAX_MISSED:
                    raise IntakeError("too many rows of the table cannot be read", hint="check its quotes and its delimiter")
    except IntakeError as error:
        yield Broken(error.what, error.hint)


def _tables(file: BinaryIO, name: str, form: str, columns: Columns) -> list[Table]:
    file.seek(0)
    if form == "csv":
        delimiter = columns.delimiter or ("\t" if name.lower().endswith(".tsv") else None)
        return [read_csv(file, "", header=columns.header, wanted=columns.wanted, delimiter=delimiter)]
    from rushlight.intake.workbook import read_workbook

    data = file.read(limits.MAX_BYTES + 1)
    limits.check_size(len(data), "")
    return read_workbook(data, "", header=columns.header)


def _groups(table: Table, file: BinaryIO) -> Iterator[Rows]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    faults: list[tuple[int, str, str]] = []
    weight = 0
    for row in table.rows:
        if isinstance(row, Fault):
            faults.append((row.number, row.what, row.hint))
        elif (length := sum(map(len, row.cells))) > limits.MAX_ROW:
            faults.append((row.number, "the row is too long", f"the limit is {limits.MAX_ROW} letters; give it as a file"))
        else:
            rows.append((row.number, row.cells))
            weight += length
        if weight >= WEIGHT or len(rows) + len(faults) >= GROUP:
            yield Rows(tuple(rows), tuple(faults), file.tell() if table.size else 0)
            rows, faults, weight = [], [], 0
    if rows or faults:
        yield Rows(tuple(rows), tuple(faults), table.size)


def _weight(group: Rows) -> int:
    return sum(sum(map(len, cells)) for _, cells in group.rows)
