"""Numbers of a draft and of all releases before it, one within the other: what one less the other gives away.

A number is a cell of a table, the sum of a whole row, column or table, or how many reports a sentence stands on; each counts
records of the casefile (aliases of reports, one for each family). Two sentences are not compared with each other: what they
tell differs, and no reader knows that one's families are among the other's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rushlight.record import Scope
from rushlight.release.draft import DraftItem, DraftTable, Words
from rushlight.release.ledger import Said

if TYPE_CHECKING:
    from rushlight.release.file.encode import Bools


@dataclass(frozen=True, slots=True)
class Number:
    """A released number: the table's or sentence's id in the draft (None: it is out already), what to call it, whom it
    counts, and whether it stands in a table."""

    item: str | None
    label: Words
    records: frozenset[str]
    tabled: bool = True


@dataclass(frozen=True, slots=True)
class Left:
    """``number`` of the draft and ``other`` differ by ``families``: the larger less the smaller."""

    number: Number
    other: Number
    families: int


Place = tuple[str, str]


def _counted(table: DraftTable) -> dict[Place, frozenset[str]]:
    return {(c.row, c.column): frozenset(c.records) for c in table.counted}


def known(table: DraftTable) -> bool:
    """Whether the table says of each of its published numbers whom it counts, and as many as the number says."""
    whom = _counted(table)
    shown = [c for c in table.cells if c.count is not None]
    return all((c.row, c.column) in whom and len(whom[c.row, c.column]) == c.count for c in shown)


def of_table(table: DraftTable, item: str | None) -> Iterator[Number]:
    """The numbers of a table and the sums that a reader can make of whole lines of it."""
    whom, lines, seen = _counted(table), defaultdict[Place, list[Place]](list), set[frozenset[str]]()
    shown = {(c.row, c.column) for c in table.cells if c.count is not None}
    for at in dict.fromkeys((c.row, c.column) for c in table.cells):
        if at in shown and at in whom:
            seen.add(whom[at])
            yield Number(item, _called(table, " / ".join(at)), whom[at])
        if table.total not in at:
            for line in (("row", at[0]), ("column", at[1]), ("table", "")):
                lines[line].append(at)
    for (_, name), cells in lines.items():
        if len(cells) > 1 and set(cells) <= shown & set(whom):
            together = frozenset().union(*(whom[at] for at in cells))
            twice = len(together) < sum(len(whom[at]) for at in cells)  # then the sum is of no group
            if not twice and together not in seen:
                seen.add(together)
                yield Number(item, _called(table, name or "sum"), together)


def of_sentence(item: DraftItem) -> Number | None:
    """How many reports a sentence stands on; of one happening they tell of the same family, which is no number."""
    if item.scope is Scope.INCIDENT or not item.subjects:
        return None
    label = Words(f"the reports behind sentence {item.id}", f"문장 {item.id}의 보고 수")
    return Number(item.id, label, frozenset(item.subjects), tabled=False)


def of_release(said: Said) -> Iterator[Number]:
    """The numbers that an earlier release told."""
    for table in said.tables:
        yield from of_table(table, None)
    told = [((i.view,), i.reports) for i in said.items] + [(s.views, s.reports) for s in said.sentences]
    label = Words("the reports behind a sentence of an earlier release", "앞선 공개의 한 문장의 보고 수")
    for views, reports in told:
        if reports and any(v.scope is not Scope.INCIDENT for v in views):
            yield Number(None, label, frozenset(reports), tabled=False)


def left_over(drafted: Sequence[Number], before: Iterable[Number], least: int) -> tuple[Left, ...]:
    """For each number of the draft the smallest difference of some, but fewer than ``least`` families, from any other.

    A number that is that small itself is not asked.
    """
    numbers = [n for n in dict.fromkeys((*drafted, *before)) if len(n.records) >= least]
    if len(numbers) < 2 or not any(n.tabled for n in numbers) or all(n.item is None for n in numbers):
        return ()
    from rushlight.release.file.differencing import differences  # numpy is slow to load, and only tables need it

    found: dict[Number, Left] = {}
    for pair in sorted(differences(_matrix(numbers), least), key=lambda d: d.records):
        one, other = numbers[pair.inner], numbers[pair.outer]
        if not (one.tabled or other.tabled):
            continue
        for mine, its in ((one, other), (other, one)):
            if mine.item is not None and mine not in found:
                found[mine] = Left(mine, its, pair.records)
    return tuple(found[n] for n in drafted if n in found)


@dataclass(frozen=True, slots=True)
class Sums:
    """``found``: numbers of the draft that tell of some, but fewer than ``least`` families when others are added and taken
    away, each with how many others. ``complete`` is False where there are too many numbers to try every sum."""

    found: tuple[tuple[Number, int], ...] = ()
    complete: bool = True


def sums(drafted: Sequence[Number], before: Iterable[Number], least: int) -> Sums:
    """What three or more numbers of tables tell together; of two ``left_over`` tells."""
    numbers = [n for n in dict.fromkeys((*drafted, *before)) if n.tabled and n.records]
    if len(numbers) < 3 or all(n.item is None for n in numbers):
        return Sums()
    from rushlight.release.file.chains import chains  # numpy is slow to load, and only tables need it

    looked = chains(_matrix(numbers), least)
    found: dict[Number, int] = {}
    for chain in looked.found:
        mine = next((numbers[at] for at, _ in chain.terms if numbers[at].item is not None), None)
        if mine is not None and len(chain.terms) > 2:
            found.setdefault(mine, len(chain.terms) - 1)
    return Sums(tuple(found.items()), looked.complete)


def _matrix(numbers: Sequence[Number]) -> Bools:
    """(numbers, records): whom each counts."""
    from rushlight.release.file.differencing import filters

    rows = {record: at for at, record in enumerate(sorted(frozenset().union(*(n.records for n in numbers))))}
    return filters([[rows[r] for r in n.records] for n in numbers], len(rows))


def _called(table: DraftTable, cell: str) -> Words:
    return Words(f"{cell} of table {table.title}", f"표 {table.title}의 {cell}")
