"""``rushlight finish``: say that you have decided about a report."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk


@click.command()
@CASE
@click.argument("report")
@ACTOR
@PASSPHRASE_FILE
def command(case: Path, report: str, actor: str, passphrase_file: Path | None) -> None:
    """Say that you have decided about REPORT, which was given to you. It cannot be taken back."""
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        now = desk.finish(report)
    screen.say(f"kept: {report} is finished by {desk.actor}")
    if now.compared:
        screen.say(f"both readers have finished: rushlight agreement {case} --differences")
    elif now.second:
        screen.note("what the two of you said is shown once both have finished")
