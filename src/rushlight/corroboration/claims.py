"""Claims against origins: for each part of an event, which origins say so, differ, or are silent.

Sources agree that something happened and differ on the number (the death count agrees in 51 % of
true pairs, design/CORROBORATION.md 3), so independence is counted per claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from operator import eq
from typing import TypeVar

from rushlight.codebook import codebook
from rushlight.corroboration.features import Features, Sum, features
from rushlight.corroboration.groups import EventGroup
from rushlight.corroboration.links import LinkProposal
from rushlight.corroboration.places import Spot, related
from rushlight.corroboration.sources import SourceBook, SourceGraph
from rushlight.corroboration.tellings import Days, Telling, gap
from rushlight.record import LinkJudgement, Report, SourceCount

Value = TypeVar("Value")

HARDEST = ("P07", "P09", "P06", "P05", "P04", "P03", "P02")


class Cell(StrEnum):
    SAYS_SO = "says so"
    DIFFERS = "differs"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Column:
    """One origin: the reports (aliases) that certainly rest on it."""

    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim. ``value`` is what most origins give; ``cells`` stand in the order of the columns.

    ``claim`` is happened, place, date, perpetrator, or amount with what was done with the money. ``place`` is the
    gazetteer's id of a place that it knows; ``value`` then is its name as one report has it.
    """

    claim: str
    value: str
    cells: tuple[Cell, ...]
    count: SourceCount
    place: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimTable:
    columns: tuple[Column, ...]
    rows: tuple[ClaimRow, ...]

    def row(self, claim: str) -> ClaimRow | None:
        return next((r for r in self.rows if r.claim == claim), None)


def claim_table(
    group: EventGroup,
    reports: Sequence[Report],
    proposals: Sequence[LinkProposal] = (),
    judgements: Sequence[LinkJudgement] = (),
) -> ClaimTable:
    """The matrix of an event: that it happened, place, date, perpetrator, and each kind of sum."""
    return claims_in(SourceBook(reports, proposals, judgements), group)


def claims_in(book: SourceBook, group: EventGroup) -> ClaimTable:
    """The same of reports that are prepared already."""
    graph = book.graph(group)
    sides = [features(Telling(book.report(a.alias), a.statements[0].id, a.statements)) for a in graph.accounts]
    origins = graph.origins()
    columns = tuple(Column(tuple(dict.fromkeys(graph.accounts[n].alias for n in o))) for o in origins)
    return ClaimTable(columns, tuple(_row(claimed, sides, origins, graph) for claimed in _claims(sides)))


@dataclass(frozen=True, slots=True)
class _Claimed:
    """What is claimed, and how to tell what a side says of it."""

    claim: str
    value: str
    judge: Callable[[Features], Cell]
    place: str | None = None


def _row(claimed: _Claimed, sides: Sequence[Features], origins: Sequence[Sequence[int]], graph: SourceGraph) -> ClaimRow:
    said = [claimed.judge(side) for side in sides]
    cells = tuple(_joined([said[n] for n in origin]) for origin in origins)
    count = graph.count([n for n, cell in enumerate(said) if cell is Cell.SAYS_SO])
    return ClaimRow(claimed.claim, claimed.value, cells, count, claimed.place)


def _joined(cells: Sequence[Cell]) -> Cell:
    """One origin told by several reports says so if any of them does."""
    return next((c for c in (Cell.SAYS_SO, Cell.DIFFERS) if c in cells), Cell.SILENT)


def _claims(sides: Sequence[Features]) -> Iterator[_Claimed]:
    core = core_act(sides)
    if core is not None:
        yield _Claimed("happened", codebook().term(core).label_en if core in codebook() else core, partial(_happened, core))
    place = _most([side.where.told for side in sides], _one_place)
    if place is not None:
        yield _Claimed("place", place.label, lambda side: _cell(side.where.told, partial(_one_place, place)), place.own)
    days = _most([_days(core, side) for side in sides], _same_days)
    if days is not None:
        yield _Claimed("date", _written(days), lambda side: _cell(_days(core, side), partial(_same_days, days)))
    office = _most([tuple(sorted(side.office)) for side in sides], eq)
    if office is not None:
        yield _Claimed("perpetrator", office.replace("_", " "), lambda side: _cell(tuple(side.office), partial(eq, office)))
    for role in sorted({role for side in sides for role in side.sums}):
        yield from _amount(role, sides)


def _amount(role: str, sides: Sequence[Features]) -> Iterator[_Claimed]:
    total = _most([side.sums.get(role, ()) for side in sides], _one_sum)
    if total is not None:
        judge = partial(_one_sum, total)
        yield _Claimed(f"amount {role}", _sum_written(total), lambda side: _cell(side.sums.get(role, ()), judge))


def core_act(sides: Sequence[Features]) -> str | None:
    """The act that most accounts give as done; of several the gravest."""
    counts = Counter(act for side in sides for act in side.done)
    if not counts:
        counts = Counter(act for side in sides for act in side.denied)
    return min(counts, key=lambda act: (-counts[act], _gravity(act))) if counts else None


def _gravity(act: str) -> tuple[int, int]:
    """Enforcement first, then what was extorted, then threats and demands; within a stage the codebook's order."""
    if act not in codebook():
        return len(HARDEST), 0
    stage = codebook().term(act).stage
    return HARDEST.index(stage) if stage in HARDEST else len(HARDEST), [t.id for t in codebook()].index(act)


def _happened(core: str, side: Features) -> Cell:
    """Any act done says that something happened; denying the core act without giving any differs."""
    if core in side.denied and core not in side.done:
        return Cell.DIFFERS
    return Cell.SAYS_SO if side.done else Cell.SILENT


def _days(core: str | None, side: Features) -> tuple[Days, ...]:
    """The days of the core act, or, where it has none, of any act."""
    return side.dated.get(core or "", ()) or side.days


def _one_place(a: Spot, b: Spot) -> bool:
    return related(a, b) in ("same_place", "place_within", "same_town")


def _same_days(a: Days, b: Days) -> bool:
    return gap(a, b) == 0


def _one_sum(a: frozenset[Sum], b: frozenset[Sum]) -> bool:
    return bool(a & b)


def _cell(given: Sequence[Value], agrees: Callable[[Value], bool]) -> Cell:
    if not given:
        return Cell.SILENT
    return Cell.SAYS_SO if any(agrees(value) for value in given) else Cell.DIFFERS


def _most(given: Sequence[Sequence[Value]], same: Callable[[Value, Value], bool]) -> Value | None:
    """The value most sides agree with; of several the one that stands first."""
    options = [value for side in given for value in side]
    return max(options, key=lambda v: sum(any(same(v, w) for w in side) for side in given), default=None)


def _written(days: Days) -> str:
    return days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()}/{days[1].isoformat()}"


def _sum_written(total: frozenset[Sum]) -> str:
    """The sum as the text gives it; conversions stand in brackets after the first by currency."""
    first, *rest = (f"{value:f} {currency}" for value, currency in sorted(total, key=lambda s: (s[1], s[0])))
    return f"{first} ({', '.join(rest)})" if rest else first
