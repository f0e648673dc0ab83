"""Counting tables that join a release, by name: "acts-by-province", "stages-by-year". Small numbers are withheld before
anything sees them, and as many others as it takes to keep them withheld.

A number counts families, the fewest that can be told apart. A total adds up what stands in its row or column, so a family of
which two things are told counts twice in it: only then can what is withheld be kept from following from the totals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import cast

from rushlight.atlas import atlas
from rushlight.counting import Grain, Key, PlaceLevel, families, suppress, tally, tellings
from rushlight.counting.suppress import THRESHOLDS
from rushlight.counting.table import What, what_words
from rushlight.counting.tally import BY
from rushlight.desk.linking import Linked
from rushlight.errors import MisuseError
from rushlight.record import Modality, Polarity, Scope
from rushlight.release import Cell, DraftTable, Words
from rushlight.release.draft import Counted

WHAT: dict[str, tuple[What, Words]] = {
    "acts": ("act", Words("What was done", "무슨 일이 있었나")),
    "stages": ("stage", Words("Stages of pressure", "압박의 단계")),
    "kinds": ("kind", Words("Kinds of acts", "행위의 종류")),
}
PLACES: dict[str, Words] = {"county": Words("county", "시·군"), "province": Words("province", "도")}
TIMES: dict[str, Words] = {"month": Words("month", "월"), "quarter": Words("quarter", "분기"), "year": Words("year", "해")}
NAMES = tuple(f"{what}-by-{by}" for what in WHAT for by in (*PLACES, *TIMES))
TOTAL = Words("total", "합계")
UNPLACED = Words("not placed or dated", "장소나 때를 모름")

Families = dict[tuple[str, str], dict[str, str]]
"""By row and column: the families, each with the alias of a report that tells of it."""


def tables(linked: Linked, names: Iterable[str], cell: int, language: str) -> tuple[DraftTable, ...]:
    """The tables of these names over what is accepted to have happened, once and to whom, with numbers below ``cell`` withheld.

    Raises MisuseError for a name that is no table's, for one of which every number would be withheld, and where ``cell`` is
    larger than any table is made for.
    """
    return tuple(_table(linked, name, cell, language) for name in dict.fromkeys(names))


def _table(linked: Linked, name: str, cell: int, language: str) -> DraftTable:
    if name not in NAMES:
        raise MisuseError("there is no such table", where=name[:40], hint=f"use one of {', '.join(NAMES)}")
    threshold = next((t for t in THRESHOLDS if t >= cell), None)
    if threshold is None:
        hint = f"set the gate 'cell' to {THRESHOLDS[-1]} or less"
        raise MisuseError("no table withholds numbers as large as the gate asks for", where=str(cell), hint=hint)
    rows, columns, found, aliases = _counted(linked, name, language)
    if not rows:
        raise MisuseError("nothing was accepted that this table counts", where=name, hint="rushlight count shows what was")
    shown = suppress([[len(found.get((r, c), ())) for c in columns] for r in rows], threshold)
    total = TOTAL.of(language)
    cells = [Cell(r, c, shown.cells[i][j]) for i, r in enumerate(rows) for j, c in enumerate(columns)]
    cells += [Cell(r, total, n) for r, n in zip(rows, shown.rows, strict=True)]
    cells += [Cell(total, c, n) for c, n in zip(columns, shown.columns, strict=True)]
    cells.append(Cell(total, total, shown.total))
    if all(c.count is None for c in cells):
        raise MisuseError(
            "every number of this table is too small to be shown", where=name, hint="take a table with fewer parts"
        )
    return DraftTable(
        id=f"table:{name}",
        title=table_title(name, language),
        cells=tuple(cells),
        total=total,
        subjects=aliases,
        sources=linked.count_sources()(frozenset(aliases)),
        counted=tuple(Counted(r, c, tuple(sorted(who.values()))) for (r, c), who in sorted(found.items())),
    )


def _counted(linked: Linked, name: str, language: str) -> tuple[list[str], list[str], Families, tuple[str, ...]]:
    """Rows and columns in order, the families of each cell, and the aliases of all reports that were counted."""
    what, by = name.split("-by-")
    happenings, sources = linked.happenings(), linked.count_sources()
    counted = tally(
        linked.reports,
        happenings,
        sources,
        by=(WHAT[what][0], *BY[1:]),
        place_level=cast("PlaceLevel | None", by if by in PLACES else None),
        period=cast("Grain | None", by if by in TIMES else None),
    ).only(scope=Scope.INCIDENT, modality=Modality.OCCURRED, polarity=Polarity.AFFIRMED)
    told = tellings(linked.reports)
    behind, reports = families(told, happenings), {t.id: t.report.alias for t in told}
    found: Families = defaultdict(dict)
    columns: dict[str, Key] = {}
    for row in counted.rows:
        column = _column(row.key, language)
        columns.setdefault(column, row.key)
        for statement in row.figure.statements:
            for family in behind[statement]:
                found[what_words(counted.by, row.key.what, language), column].setdefault(family, reports[statement])
    aliases = tuple(sorted({alias for row in counted.rows for alias in row.figure.reports}))
    return list(dict.fromkeys(r for r, _ in found)), sorted(columns, key=lambda c: _order(columns[c])), dict(found), aliases


def _column(key: Key, language: str) -> str:
    if key.period is not None:
        return key.period.label(language)
    if key.place is None:
        return UNPLACED.of(language)
    return atlas().label(key.place, language) if key.place in atlas() else UNPLACED.of(language)


def _order(key: Key) -> tuple[object, ...]:
    return (key.place is None, key.place or "", key.period.order() if key.period else ())


def table_title(name: str, language: str) -> str:
    """What a table of ``NAMES`` shows, such as "What was done, by province: families told of"."""
    what, _, by = name.partition("-by-")
    whole, part = WHAT[what][1].of(language), _part(by).of(language)
    return f"{whole}: {part}별 가족 수" if language.startswith("ko") else f"{whole}, by {part}: families told of"


def _part(by: str) -> Words:
    known: Mapping[str, Words] = {**PLACES, **TIMES}
    return known[by]
