"""RL141: two numbers of which one lies in the other, here or in any earlier release: their difference is a family.

Where tables say whom they count this is exact (``subtracting``). Of others it is guessed: by place and by place for women, by
month and to the end of that month. RL105 compares a table with its own earlier releases.
"""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.draft import DraftTable
from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.subtracting import Number, known, left_over, of_release, of_sentence, of_table, sums


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
    yield from _guessed(case)
    yield from _exact(case)
    yield from _unknown(case)


def _guessed(case: Case) -> Iterator[Finding]:
    earlier = [t for e in case.facts.said for t in e.tables]
    for table in case.draft.tables:
        for other in (*earlier, *case.draft.tables):
            if other.id == table.id:
                continue
            cell = nested(table, other, case.gates.cell) or nested(other, table, case.gates.cell)
            if cell is not None:
                yield finding("RL141", table.id, table=table.title, cell=cell, least=case.gates.cell)
                break


def _exact(case: Case) -> Iterator[Finding]:
    tables = [n for t in case.draft.tables for n in of_table(t, t.id)]
    sentences = [n for i in case.draft.items if (n := of_sentence(i)) is not None]
    before = [n for said in case.facts.said for n in of_release(said)]
    least, told = case.gates.cell, set[Number]()
    for left in left_over([*tables, *sentences], before, least):
        told.add(left.number)
        number, other = left.number.label, left.other.label
        yield finding("RL141", left.number.item, say="say_exact", remedies=(1,), number=number, other=other, least=least)
    together = sums(tables, before, least)
    for mine, others in together.found:
        if mine not in told:
            yield finding("RL141", mine.item, say="say_sum", remedies=(1,), number=mine.label, n=others, least=least)
    if not together.complete and not together.found:
        yield finding("RL141", None, say="say_many", remedies=(1,), stops=False)


def _unknown(case: Case) -> Iterator[Finding]:
    """Tables of which nobody can tell what a difference gives away, where there is another table."""
    all_tables = [*case.draft.tables, *(t for e in case.facts.said for t in e.tables)]
    if len(all_tables) > 1:
        for table in case.draft.tables:
            if not known(table):
                yield finding("RL141", table.id, say="say_unknown", remedies=(2,), stops=False, table=table.title)


RULE = Rule("RL141", find)
