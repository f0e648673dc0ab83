"""Options that several verbs share: dates, passphrases, the casefile's folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from rushlight.errors import MisuseError


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
PASSPHRASE_FILE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="read the passphrase from a file's first line",
)


def passphrase(file: Path | None, *, prompt: str = "passphrase") -> str:
    """The passphrase from ``file``'s first line, or asked for without showing it."""
    if file is not None:
        return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    answer: str = click.prompt(prompt, hide_input=True, err=True)
    return answer
