"""A table of a draft, laid out for a page."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.release import DraftTable


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table that goes with a draft: its title, its columns, its rows with their cells (None: withheld)."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


def table_sheet(table: DraftTable) -> TableSheet:
    """The cells by row and column, in their order."""
    columns = tuple(dict.fromkeys(cell.column for cell in table.cells))
    rows: dict[str, dict[str, int | None]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.count
    return TableSheet(table.title, columns, tuple((row, tuple(of.get(c) for c in columns)) for row, of in rows.items()))
