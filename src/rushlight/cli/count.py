"""``rushlight count``: tallies of what was accepted, and the pathway of pressure."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

import click

from rushlight.atlas import atlas
from rushlight.cli import screen
from rushlight.cli.link import replaced
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.codebook import STAGES, codebook
from rushlight.codebook.words import scope_words
from rushlight.counting import Figure, Grain, PathwayTable, PlaceLevel, Table, stage_lines, waiting_sentence
from rushlight.desk import open_desk
from rushlight.desk.counting import Counted


@click.command()
@CASE
@click.option("--place", type=click.Choice(get_args(PlaceLevel)), help="split by place at this level")
@click.option("--period", type=click.Choice(get_args(Grain)), help="split by time")
@ACTOR
@PASSPHRASE_FILE
def command(case: Path, place: str | None, period: str | None, actor: str, passphrase_file: Path | None) -> None:
    """Count the accepted statements of CASE.

    A threat is never added to a deed, a practice never to a single happening, a denial to neither.
    Each figure shows its reports and its independent sources.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        show(desk.count(place_level=cast("PlaceLevel | None", place), period=cast("Grain | None", period)))


def show(counted: Counted, *, whole: bool = True) -> None:
    """Print the tally, the pathway, threats beside deeds, sums, and what is missing; or the middle three only."""
    if whole:
        _tally(counted.table)
    _pathway(counted.pathway)
    _contrast(counted.pathway)
    _sums(counted.pathway)
    if whole:
        _missing(counted)
    replaced(counted.replaced)
    screen.say(waiting_sentence(counted.table.waiting))


def _tally(table: Table) -> None:
    rows = table.rows_as_text("en", place_names=_place_names(table))
    split = [name for name in ("place", "period") if name in table.split_by]
    columns = ("what", "how told", "scope", *split, "statements", "single happenings", "reports", "independent sources", "who")
    told = [
        (
            row.what,
            row.standing,
            row.scope,
            *(str(getattr(row, name) or "") for name in split),
            str(row.statements),
            "" if row.happenings is None else str(row.happenings),
            str(row.reports),
            row.sources,
            row.affected,
        )
        for row in rows
    ]
    numbers = ("statements", "single happenings", "reports", "independent sources")
    screen.table(columns, told, title=f"of {table.received} reports received", numbers=numbers)


def _place_names(table: Table) -> dict[str, str]:
    known = atlas()
    return {r.key.place: known.label(r.key.place, "en") for r in table.rows if r.key.place and r.key.place in known}


def _pathway(table: PathwayTable) -> None:
    lines = stage_lines(table)
    rows: list[tuple[str, ...]] = [
        (stage, codebook().stage_label(stage), line.side, line.words, str(line.statements), str(line.reports), line.sources)
        for stage in STAGES
        for line in lines
        if line.stage == stage
    ]
    untold = [s for s in STAGES if all(line.stage != s for line in lines)]
    rows += [(stage, codebook().stage_label(stage), "", "nobody tells of it", "", "", "") for stage in untold]
    columns = ("stage", "", "told as", "how", "statements", "reports", "independent sources")
    screen.table(columns, sorted(rows), title="pathway", numbers=columns[4:])


def _contrast(table: PathwayTable) -> None:
    rows = [
        (
            codebook().term(c.act).label("en"),
            scope_words(c.scope),
            *(_founded(f) if f.things else "" for f in (c.threatened, c.carried_out, c.not_carried_out, c.otherwise)),
        )
        for c in table.contrast
    ]
    columns = ("sanction", "scope", "threatened", "carried out", "said not to have been", "rumoured, denied, tried")
    screen.table(columns, rows, title="threats beside deeds; never added")


def _founded(f: Figure) -> str:
    reports = "1 report" if len(f.reports) == 1 else f"{len(f.reports)} reports"
    return f"{len(f.things)} ({reports}, {f.sources} independent)"


def _sums(table: PathwayTable) -> None:
    rows = [
        (
            row.use,
            scope_words(row.scope),
            row.currency or "not stated",
            str(len(row.sums)),
            f"{row.low:,f}" if row.low == row.high else f"{row.low:,f} to {row.high:,f}",
            f"{row.median:,f}",
        )
        for row in table.amounts.rows
    ]
    columns = ("sums", "scope", "currency", "how many", "range", "median")
    if rows:
        screen.table(columns, rows, title="sums as told; conversions are not counted", numbers=("how many", "range", "median"))
    for use, ids in table.amounts.without_value.items():
        screen.say(f"{use}: {len(ids)} more told without a sum that can be counted (a range, a part, a word)")


def _missing(counted: Counted) -> None:
    rows = [(m.field, str(len(m.documented)), str(len(m.unresolved)), str(len(m.missing))) for m in counted.missing]
    columns = ("field", "stated", "stated but open", "not stated")
    screen.table(columns, rows, title="what is missing", numbers=columns[1:])
