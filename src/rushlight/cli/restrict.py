"""``rushlight restrict``: let only some people find a report."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.errors import MisuseError


@click.command()
@CASE
@click.argument("report")
@click.argument("people", nargs=-1)
@click.option("--lift", is_flag=True, help="let everybody find it again")
@ACTOR
@PASSPHRASE_FILE
def command(case: Path, report: str, people: tuple[str, ...], lift: bool, actor: str, passphrase_file: Path | None) -> None:
    """Let only PEOPLE (by alias, yourself among them) find REPORT with 'rushlight find'.

    It is a rule among colleagues: whoever holds the casefile's key holds its text.
    """
    if lift == bool(people):
        raise MisuseError("name the people who may find it, or say --lift")
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        desk.restrict(report, people)
    screen.say(f"kept: {report} can be found by {', '.join(people) if people else 'everybody'}")
