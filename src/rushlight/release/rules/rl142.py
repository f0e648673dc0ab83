"""RL142: what a total leaves over for the cells that are blanked or not shown is small itself."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.draft import DraftTable
from rushlight.release.rules.base import Case, Finding, Rule, finding


def leftovers(table: DraftTable, least: int) -> Iterator[str]:
    """Lines whose total less the cells shown is some but fewer than ``least``: each hidden cell is that small."""
    if table.total is None:
        return
    for (kind, name), cells in table.lines().items():
        parts = [c for c in cells if (c.column if kind == "row" else c.row) != table.total]
        sums = [c.count for c in cells if c not in parts and c.count is not None]
        left = sums[0] - sum(c.count for c in parts if c.count is not None) if sums and parts else 0
        if 0 < left < least:
            yield name


def find(case: Case) -> Iterator[Finding]:
    for table in case.draft.tables:
        for line in leftovers(table, case.gates.cell):
            yield finding("RL142", table.id, table=table.title, cell=line, least=case.gates.cell)


RULE = Rule("RL142", find)
