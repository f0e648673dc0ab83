"""Options of ``check-release`` that choose: levels set by hand, a way taken of an earlier check, tables that join."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from rushlight.desk.letting_stand import Keep
from rushlight.desk.tabling import NAMES
from rushlight.errors import MisuseError

Command = Callable[..., Any]


def choosing(command: Command) -> Command:
    """Add ``--of``, ``--way``, ``--set``, ``--keep``, ``--because`` and ``--table``."""
    for option in reversed(
        (
            click.option("--of", "earlier", metavar="RELEASE", help="go on from this check of before, under a new id"),
            click.option("--way", type=click.IntRange(1, 3), help="with --of: take this way that was proposed"),
            click.option(
                "--set",
                "levels",
                multiple=True,
                metavar="I1.PART=LEVEL",
                help="show it so: I1.place=province; I2=out",
            ),
            click.option("--keep", "keeps", multiple=True, metavar="RULE[:I1]", help="let this finding stand, with --because"),
            click.option("--because", metavar="WORDS", help="why it may stand; kept in the log and approved with the release"),
            click.option("--table", "tables", multiple=True, metavar="NAME", help=f"join a counting table: {NAMES[1]} …"),
        )
    ):
        command = option(command)
    return command


def require_sense(
    earlier: str | None, way: int | None, levels: tuple[str, ...], tables: tuple[str, ...], *, text: bool, others: bool
) -> None:
    """Raise MisuseError for options that do not go together."""
    if text and (earlier or way or levels or tables):
        raise MisuseError("a text is checked as it stands", hint="leave out --of, --way, --set and --table")
    if earlier is None and way is not None:
        raise MisuseError("a way belongs to a check of before", hint="name it: --of RELEASE --way 1")
    if earlier is not None and (tables or others):
        raise MisuseError("an earlier check has its statements and tables already", hint="leave them out, or leave out --of")


def keeping(keeps: tuple[str, ...], because: str | None, earlier: str | None, *, text: bool) -> Keep | None:
    """The findings to keep. Raise MisuseError for a reason without one, or one that nobody has seen."""
    if not keeps and because is None:
        return None
    if not keeps:
        raise MisuseError("there is a reason and no finding to keep", hint="name it: --keep RL131:I1")
    if earlier is None and not text:
        raise MisuseError("a finding is kept of a check that was seen", hint="name the check: --of RELEASE")
    return Keep(keeps, because or "")
