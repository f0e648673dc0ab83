"""Options that several verbs share: dates, passphrases, the casefile's folder."""

from __future__ import annotations

import datetime as dt
import warnings
from getpass import GetPassWarning
from pathlib import Path
from typing import Any

import click

from rushlight.casefile.stored import check_alias
from rushlight.errors import MisuseError

LONGEST = 1 << 16
"""Characters read of a passphrase file or a checkpoint."""


class Date(click.ParamType[dt.date]):
    """A calendar date, YEAR-MONTH-DAY."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            raise MisuseError(
                "this is no date", where=str(value)[:20], hint="write it as YEAR-MONTH-DAY, like 2025-05-21"
            ) from None


FILE = click.argument("file", type=click.Path(path_type=Path))
CASE = click.argument("case", type=click.Path(path_type=Path))
PUBLISHED = click.option("--published", type=Date(), metavar="DATE", help="day of publication, the anchor of 'last month'")
OUTLET = click.option("--outlet", metavar="NAME", help="who published it")
LANGUAGE = click.option("--language", metavar="CODE", help="en or ko, when the guess is wrong")
OCR = click.option(
    "--ocr", metavar="CODE", multiple=True, help="recognise scanned pages in this language (en, ko; may be given twice)"
)
PASSPHRASE_FILE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="read the passphrase from a file's first line",
)

ACTOR = click.option(
    "--as",
    "actor",
    default="",
    metavar="ALIAS",
    callback=lambda context, option, alias: checked_alias(alias) if alias else "",
    help="your own alias; unless given, the one you joined with, or A1",
)


def checked_alias(alias: str) -> str:
    """An alias. Raises MisuseError for what could be a name."""
    check_alias(alias)
    return alias


def passphrase(file: Path | None, *, prompt: str = "passphrase") -> str:
    """The passphrase from ``file``'s first line, or asked for without showing it.

    The process is hardened first: from here on it holds a secret. Raises MisuseError for a file that holds none, and where
    there is no terminal to ask at.
    """
    from rushlight.casefile.process import harden  # here, so that verbs which open no casefile start fast

    harden()
    return first_line(file, "passphrase file") if file is not None else hidden(prompt, hint="give --passphrase-file FILE")


def hidden(prompt: str, *, hint: str | None = None, default: str | None = None) -> str:
    """An answer that is not shown while it is typed.

    Raises MisuseError where there is no terminal: Python would fall back to one that everybody can read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            answer: str = click.prompt(prompt, hide_input=True, err=True, default=default, show_default=False)
        except GetPassWarning:
            raise MisuseError(f"there is no terminal to ask for the {prompt}", hint=hint) from None
    return answer


def first_line(file: Path, what: str) -> str:
    """The first line of a file that holds a secret. Raises MisuseError."""
    try:
        with file.open(encoding="utf-8-sig") as lines:  # Windows' editor puts a mark before the first word
            first = lines.readline(LONGEST).strip()
    except (OSError, ValueError):
        raise MisuseError(f"the {what} is not readable as text", where=str(file), hint="save it as UTF-8") from None
    if not first:
        raise MisuseError(f"the {what}'s first line is empty", where=str(file))
    return first


def text_file(file: Path, longest: int = LONGEST) -> str:
    """A small text file that the user named. Raises MisuseError."""
    try:
        with file.open(encoding="utf-8-sig") as text:
            return text.read(longest)
    except (OSError, ValueError):
        raise MisuseError("the file is not readable as text", where=str(file)) from None
