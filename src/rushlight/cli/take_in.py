"""``rushlight take-in``: read reports and keep them in a casefile."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, LANGUAGE, OCR, OUTLET, PASSPHRASE_FILE, PUBLISHED, passphrase
from rushlight.cli.readers import further, further_readers
from rushlight.desk import open_desk
from rushlight.errors import MisuseError


@click.command()
@CASE
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@PUBLISHED
@OUTLET
@LANGUAGE
@OCR
@further_readers
@click.option("--source", metavar="ALIAS", help="who gave us these reports (see add-source)")
@PASSPHRASE_FILE
def command(
    case: Path,
    files: tuple[Path, ...],
    published: dt.date | None,
    outlet: str | None,
    language: str | None,
    ocr: tuple[str, ...],
    source: str | None,
    passphrase_file: Path | None,
    **readers: Any,
) -> None:
    """Read FILES and keep them in CASE: the bytes as they are, the text, and what it says as proposals.

    Each report is whole or absent: after an error or Ctrl-C, those named as kept are kept.
    """
    read_on = further(**readers)
    if readers["resume"] is not None and len(files) > 1:
        raise MisuseError("a state serves one report", where=str(readers["resume"]), hint="take reports in one by one")
    with open_desk(case, passphrase(passphrase_file)) as desk:
        for n, file in enumerate(files, 1):
            if len(files) > 1:
                screen.note(f"report {n} of {len(files)} ...")
            kept = desk.take_in(
                file, published=published, outlet=outlet, language=language, source=source, ocr=ocr, read_on=read_on
            )
            screen.say(f"kept as {kept.alias}: {len(kept.reading.statements)} proposals to review")
            for warning in kept.warnings:
                screen.note(f"note: {warning}")
    screen.note(f"next: rushlight review {case}")
