"""``rushlight read``: print what a report says, statement by statement."""

from __future__ import annotations

import codecs
import datetime as dt
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from rushlight.cli import screen
from rushlight.cli.options import FILE, LANGUAGE, OCR, OUTLET, PUBLISHED
from rushlight.cli.readers import further, further_readers
from rushlight.codebook.words import document_kind_words
from rushlight.desk.reading import ReadFile, read
from rushlight.errors import MisuseError, RushlightError
from rushlight.reading.money import doubtful_conversions

LONG = 200_000
"""Bytes of a file from which a person is told that reading takes a while."""


@click.command()
@FILE
@PUBLISHED
@OUTLET
@LANGUAGE
@OCR
@further_readers
@click.option("--json", "as_json", is_flag=True, help="print the coding sheet (rushlight-coding/1)")
@click.option("--save", type=click.Path(path_type=Path), metavar="FOLDER", help="write the sheet and the text it counts in")
def command(
    file: Path,
    published: dt.date | None,
    outlet: str | None,
    language: str | None,
    ocr: tuple[str, ...],
    as_json: bool,
    save: Path | None,
    **readers: Any,
) -> None:
    """Read FILE (text, Markdown, HTML, e-mail, PDF, DOCX, ODT, EPUB, HWP, RTF) and print its statements with their words.

    Nothing is stored. What is printed are proposals: a person decides.
    """
    if _is_long(file):
        screen.note("reading a long file; this may take a minute (Ctrl-C stops it, nothing is lost) ...")
    read_on = further(**readers)
    today = dt.datetime.now(dt.UTC).date()
    done = read(file, today=today, published=published, outlet=outlet, language=language, ocr=ocr)
    done = done if read_on is None else read_on(done)
    if save is not None:
        _save(done, save)
    if as_json:
        click.echo(json.dumps(done.sheet(), ensure_ascii=not _writes_unicode(), indent=1))
        return
    _print(done)


def _print(done: ReadFile) -> None:
    reading = done.reading
    screen.statements(reading, reading.statements)
    day = reading.published.isoformat() if reading.published else "not known: relative dates stay open"
    screen.say(
        f"{len(reading.statements)} proposals; {document_kind_words(reading.kind)} in {reading.language}; published {day}"
    )
    for warning in done.taken.warnings:
        screen.note(f"note: {warning}")
    for doubt in doubtful_conversions(reading.amounts, reading.published.year if reading.published else None):
        pair = f"{doubt.currency} into {doubt.into}"
        screen.note(f"note: the conversion of {pair} at character {doubt.start} does not fit the rate of that year")
    screen.note("these are proposals: nothing counts before a person accepts it")


def _is_long(file: Path) -> bool:
    try:
        return file.is_file() and file.stat().st_size > LONG
    except OSError:  # reading it will tell what is wrong
        return False


def _writes_unicode() -> bool:
    return codecs.lookup(sys.stdout.encoding or "utf-8").name.startswith("utf")


def _save(done: ReadFile, folder: Path) -> None:
    sheet = done.sheet()
    text = folder / sheet["document"]["file"]
    target = text.with_suffix(".json")
    if text.exists() or target.exists() or text == target:
        raise MisuseError("a file of this name is there already", where=str(folder), hint="name an empty folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _put({text: done.taken.text, target: json.dumps(sheet, ensure_ascii=False, indent=1) + "\n"})
    except OSError:
        raise RushlightError(
            "the sheet could not be written", where=str(folder), hint="name a folder that can be written, on a disk with room"
        ) from None


def _put(files: Mapping[Path, str]) -> None:
    """Write all of the new files or none."""
    try:
        for path, text in files.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    except BaseException:
        for path in files:
            path.unlink(missing_ok=True)
        raise
