"""RL105: small cells, blanked cells that a total gives away, differences from earlier releases."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.draft import Cell, DraftTable
from rushlight.release.rules.base import Case, Finding, Rule, finding


def small(table: DraftTable, least: int) -> Iterator[Cell]:
    """Cells that stand for some, but fewer than ``least`` families."""
    yield from (c for c in table.cells if c.count is not None and 0 < c.count < least)


def recoverable(table: DraftTable) -> Iterator[str]:
    """Rows and columns with a published total and one blanked cell: the difference gives it away."""
    if table.total is None:
        return
    for (kind, name), cells in table.lines().items():
        sums = [c for c in cells if (c.column if kind == "row" else c.row) == table.total and c.count is not None]
        blank = [c for c in cells if c.count is None]
        if sums and len(blank) == 1:
            yield name


def differences(new: DraftTable, old: DraftTable, least: int) -> Iterator[Cell]:
    """Cells that changed by some, but fewer than ``least`` families since an earlier release of the table."""
    before = {(c.row, c.column): c.count for c in old.cells}
    for cell in new.cells:
        was = before.get((cell.row, cell.column))
        if cell.count is not None and was is not None and 0 < abs(cell.count - was) < least:
            yield cell


def _name(cell: Cell) -> str:
    return f"{cell.row} / {cell.column}"


def find(case: Case) -> Iterator[Finding]:
    least = case.gates.cell
    for table in case.draft.tables:
        for cell in small(table, least):
            yield finding("RL105", table.id, table=table.title, cell=_name(cell), least=least)
        for line in recoverable(table):
            yield finding("RL105", table.id, say="say_total", table=table.title, cell=line)
        earlier = [t for e in case.facts.said for t in e.tables if t.id == table.id]
        changed = dict.fromkeys(_name(c) for old in earlier for c in differences(table, old, least))
        for name in changed:
            yield finding("RL105", table.id, say="say_difference", remedies=(1,), table=table.title, cell=name, least=least)


RULE = Rule("RL105", find)
