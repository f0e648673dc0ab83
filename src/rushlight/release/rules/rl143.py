"""RL143: an area where few live: in a sentence or as a row of a table (a map is drawn from those)."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.atlas import atlas
from rushlight.release.draft import DraftTable
from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.levels import few_live_there, stopped


def small_areas(table: DraftTable, case: Case) -> Iterator[str]:
    """Rows and columns that can only name a place where few live; a name that a larger place has as well is that one."""
    for label in dict.fromkeys(x for c in table.cells if c.count for x in (c.row, c.column)):
        known = atlas().lookup(label)
        if known and all(few_live_there(p.id, case.facts.atlas, case.gates.people) for p in known):
            yield label


def find(case: Case) -> Iterator[Finding]:
    yield from stopped("RL143", case)
    for table in case.draft.tables:
        for label in small_areas(table, case):
            yield finding("RL143", table.id, say="say_table", cell=label, n=case.gates.people)


RULE = Rule("RL143", find)
