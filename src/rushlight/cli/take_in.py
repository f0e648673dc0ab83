"""``rushlight take-in``: read reports and keep them in a casefile."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, LANGUAGE, OCR, OUTLET, PASSPHRASE_FILE, PUBLISHED, passphrase
from rushlight.cli.readers import further, further_readers
from rushlight.desk import Desk, open_desk
from rushlight.errors import MisuseError
from rushlight.intake.many import is_bulk
from rushlight.record import DocumentKind


@click.command()
@CASE
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@PUBLISHED
@OUTLET
@LANGUAGE
@click.option(
    "--kind", type=click.Choice([k.value for k in DocumentKind]), help="what these documents are, when the guess is wrong"
)
@OCR
@further_readers
@click.option("--source", metavar="ALIAS", help="who gave us these reports (see add-source)")
@click.option(
    "--column", "columns", multiple=True, metavar="USE=NAME", help="of a table: text=Story, date=Published … (or text=#2)"
)
@click.option("--date-format", "dates", multiple=True, metavar="FORM", help="of a table's dates, beside YYYY-MM-DD: DD/MM/YYYY")
@click.option("--delimiter", metavar="CHARACTER", help="of a CSV file, when the guess is wrong ('tab' for a tab)")
@click.option("--no-header", is_flag=True, help="the table's first row is a report already")
@click.option("--map", "map_name", metavar="NAME", help="use the columns that were saved under NAME")
@click.option("--save-map", metavar="NAME", help="save the columns under NAME in the casefile")
@click.option("--dry-run", is_flag=True, help="only say what would be taken in and what is wrong; nothing is written")
@click.option("--later", is_flag=True, help="only keep now; read later with --waiting")
@click.option("--waiting", is_flag=True, help="read what was kept and still waits")
@click.option("--show-names", is_flag=True, help="show file names beside what could not be taken in (they may name people)")
@PASSPHRASE_FILE
def command(
    case: Path,
    files: tuple[Path, ...],
    published: dt.date | None,
    outlet: str | None,
    language: str | None,
    kind: str | None,
    ocr: tuple[str, ...],
    source: str | None,
    passphrase_file: Path | None,
    columns: tuple[str, ...],
    dates: tuple[str, ...],
    delimiter: str | None,
    no_header: bool,
    map_name: str | None,
    save_map: str | None,
    dry_run: bool,
    later: bool,
    waiting: bool,
    show_names: bool,
    **readers: Any,
) -> None:
    """Read FILES and keep them in CASE: the bytes as they are, the text, and what it says as proposals.

    FILES may also be folders, .zip archives with mails and archives in them, .mbox mailboxes, and tables (.csv, .xlsx) with
    --column or --map. Of many, all are kept first and then read one by one; what is here already is passed over, so after an
    error or Ctrl-C run the same again: it goes on. Each report is whole or absent.
    """
    read_on = further(**readers)
    if readers["resume"] is not None and len(files) > 1:
        raise MisuseError("a state serves one report", where=str(readers["resume"]), hint="take reports in one by one")
    if not files and not waiting:
        raise click.UsageError("Missing argument 'FILES...'.")
    of_kind = DocumentKind(kind) if kind else None
    of_table = columns or dates or delimiter or no_header or map_name or save_map
    many = bool(of_table) or dry_run or later or waiting or any(map(is_bulk, files))
    with open_desk(case, passphrase(passphrase_file)) as desk:
        if many:
            from rushlight.cli.bulk_words import Asked, take_in  # loaded when needed: one report should not wait for it

            asked = Asked(columns, dates, delimiter, no_header, map_name, save_map, dry_run, later, waiting, show_names)
            shared = {"published": published, "outlet": outlet, "language": language, "kind": of_kind, "source": source}
            take_in(desk, files, asked, read_on, ocr=ocr, **shared)
        else:
            _each(desk, files, published, outlet, language, of_kind, source, ocr, read_on)
    if not dry_run:
        screen.note(f"next: rushlight take-in {case} --waiting" if later else f"next: rushlight review {case}")


def _each(
    desk: Desk,
    files: tuple[Path, ...],
    published: dt.date | None,
    outlet: str | None,
    language: str | None,
    kind: DocumentKind | None,
    source: str | None,
    ocr: tuple[str, ...],
    read_on: Any,
) -> None:
    """A few documents: each is read as it is kept."""
    for n, file in enumerate(files, 1):
        if len(files) > 1:
            screen.note(f"report {n} of {len(files)} ...")
        kept = desk.take_in(
            file,
            published=published,
            outlet=outlet,
            language=language,
            kind=kind,
            source=source,
            ocr=ocr,
            read_on=read_on,
        )
        screen.say(f"kept as {kept.alias}: {screen.count(len(kept.reading.statements), 'proposal')} to review")
        for warning in kept.warnings:
            screen.note(f"note: {warning}")
