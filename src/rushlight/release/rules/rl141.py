"""RL141: two tables of which one seems to lie in the other: their difference is a family.

RL105 compares a table with its own earlier releases. These carry other ids: by place and by place for women, by month
and to the end of that month.
"""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.draft import DraftTable
from rushlight.release.rules.base import Case, Finding, Rule, finding


def counts(table: DraftTable) -> dict[tuple[str, str], int]:
    return {(c.row, c.column): c.count for c in table.cells if c.count is not None}


def nested(outer: DraftTable, inner: DraftTable, least: int) -> str | None:
    """A cell whose difference is some but fewer than ``least``, where no cell of ``inner`` is larger; else None."""
    a, b = counts(outer), counts(inner)
    shared = [cell for cell in a if cell in b]
    if len(shared) < 2 or any(b[cell] > a[cell] for cell in shared):
        return None
    return next((f"{row} / {column}" for row, column in shared if 0 < a[row, column] - b[row, column] < least), None)


def find(case: Case) -> Iterator[Finding]:
    earlier = [t for e in case.facts.said for t in e.tables]
    for table in case.draft.tables:
        for other in (*earlier, *case.draft.tables):
            if other.id == table.id:
                continue
            cell = nested(table, other, case.gates.cell) or nested(other, table, case.gates.cell)
            if cell is not None:
                yield finding("RL141", table.id, table=table.title, cell=cell, least=case.gates.cell)
                break


RULE = Rule("RL141", find)
