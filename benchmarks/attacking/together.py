"""What several releases tell together: two stories of one happening, and tables printed month after month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from attacking.country import Country, Story
from attacking.guess import lag
from attacking.telling import (
    Published,
    as_published,
    facts_on,
    happening_fits,
    item_of,
    province,
    through_the_tool,
)
from attacking.truth import PLACES, Array
from rushlight.record import Purpose
from rushlight.release import Cell, Counted, Draft, DraftTable, Earlier, adversaries, check, families
from rushlight.release.projection import meet

LATER = 90
"""Days from the first story to the second of the same happening."""


@dataclass(frozen=True)
class Joined:
    """One happening told twice: chance of a right guess from the first alone and from both, and what the check states."""

    alone: float
    both: float
    stated: float


def retold(country: Country, stories: Sequence[Story], *, ledger: bool) -> Iterator[Joined | None]:
    """The first story keeps the place, the second the time; None where the second was refused."""
    for story in stories:
        item = item_of(country, story)
        first = through_the_tool(item, story.printed, "keeps_place", ())
        if first is None:
            continue
        later = replace(story, printed=story.printed + LATER)
        second = through_the_tool(item, later.printed, "keeps_time", (first[1],) if ledger else ())
        yield _joined(country, as_published(story, first[0]), as_published(later, second[0])) if second else None


def _joined(country: Country, one: Published, two: Published) -> Joined:
    fits = happening_fits(country, one)
    both = fits & happening_fits(country, two)
    view = meet(one.view, two.view, PLACES)
    stated = families(view, adversaries()["A7"], facts_on(two.story.printed, ()).world).worst_p
    return Joined(1 / _families(country, fits), 1 / _families(country, both), stated)


def _families(country: Country, fits: Array) -> int:
    return len(np.unique(country.happenings.family[fits]))


@dataclass(frozen=True)
class Difference:
    """A cell that grew by one family between two printed tables, and the chance of guessing which."""

    hit: float


@dataclass
class Tables:
    """Month after month the families told of so far, by town. ``differences`` are those of one family that can be had."""

    printed: int
    refused: int
    differences: list[Difference]


def monthly(country: Country, months: Sequence[int], *, checked: bool) -> Tables:
    """The tables of a country as they are, or through the check with its ledger: small cells blank, a table that is refused
    waits for the next month.
    """
    out, ledger = Tables(0, 0, []), tuple[Earlier, ...]()
    last: tuple[int, DraftTable] | None = None
    for day in months:
        table = _table(country, day, "T1")
        if checked:
            table = replace(table, cells=tuple(replace(c, count=None) if (c.count or 0) < 3 else c for c in table.cells))
        if checked and not _passes(table, day, ledger):
            out.refused += 1
            continue
        ledger = (*ledger, Earlier(f"re{day}", tables=(table,)))
        out.printed += 1
        if last is not None:
            out.differences += _differences(country, last, (day, table))
        last = (day, table)
    return out


def nested(country: Country, day: int) -> tuple[int, int]:
    """Two tables of one day under two ids, a province and the province without one of its towns: towns of one or two families
    that the difference gives, and how many of them the check lets pass."""
    whom = _whom(country, day)
    towns = {t: len(who) for t, who in whom.items()}
    small = [t for t, n in towns.items() if n < 3 and t != province(t)]
    found = passed = 0
    for town in small:
        whole = sum(n for t, n in towns.items() if province(t) == province(town))
        if whole - towns[town] < 3:
            continue
        within = {t: who for t, who in whom.items() if province(t) == province(town)}
        one = _counting("T1", "The province", province(town), [r for who in within.values() for r in who])
        other = _counting("T2", "Outside the town", "elsewhere in it", [r for t, w in within.items() if t != town for r in w])
        found += 1
        passed += _passes(one, day, ()) and _passes(other, day, (Earlier("re1", tables=(one,)),))
    return found, passed


def _passes(table: DraftTable, day: int, ledger: tuple[Earlier, ...]) -> bool:
    draft = Draft("D1", Purpose.PUBLIC_ANONYMOUS, "en", "Families by town", tables=(table,))
    return check(draft, facts_on(day, (), ledger)).passed


def _table(country: Country, day: int, id: str) -> DraftTable:
    """With whom each number counts, so that the check can subtract."""
    whom = sorted(_whom(country, day).items())
    cells = tuple(Cell(town, "families", len(who)) for town, who in whom)
    counted = tuple(Counted(town, "families", tuple(who)) for town, who in whom)
    return DraftTable(id, "Families by town", cells, None, ("R1",), counted=counted)


def _counting(id: str, title: str, row: str, who: Sequence[str]) -> DraftTable:
    """A table of one number."""
    cells, counted = (Cell(row, "families", len(who)),), (Counted(row, "families", tuple(who)),)
    return DraftTable(id, title, cells, None, ("R1",), counted=counted)


def _whom(country: Country, day: int) -> dict[str, list[str]]:
    """The stories told by a day, by town: one family each."""
    out: dict[str, list[str]] = {}
    for n, s in enumerate(country.stories):
        if s.printed <= day:
            out.setdefault(_leaf(country, s), []).append(f"R{n}")
    return out


def _leaf(country: Country, story: Story) -> str:
    return country.truth.leaves[int(country.families.leaf[country.happenings.family[story.happening]])]


def _differences(country: Country, old: tuple[int, DraftTable], new: tuple[int, DraftTable]) -> Iterator[Difference]:
    """For one who knows every happening of the town and how long stories wait."""
    before = {c.row: c.count for c in old[1].cells}
    for cell in new[1].cells:
        was = before.get(cell.row, 0)
        if cell.count is None or was is None or cell.count - was != 1:
            continue
        added = next(s for s in country.stories if old[0] < s.printed <= new[0] and _leaf(country, s) == cell.row)
        here = country.families.leaf[country.happenings.family] == country.truth.leaves.index(cell.row)
        waits = sum(lag(country, np.asarray(d - country.happenings.day)) for d in range(old[0] + 1, new[0] + 1))
        weights = np.zeros(len(country.families))
        np.add.at(weights, country.happenings.family, here * waits)
        top = weights >= weights.max() * (1 - 1e-9)
        true = int(country.happenings.family[added.happening])
        yield Difference(float(top[true]) / float(top.sum()))
