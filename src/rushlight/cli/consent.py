"""``rushlight consent``: what a source agreed to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, Date, passphrase
from rushlight.codebook.words import purpose_words
from rushlight.desk import open_desk
from rushlight.desk.erasing import releases_of
from rushlight.record import Purpose


@click.command()
@CASE
@click.argument("subject")
@click.argument("purpose", metavar="PURPOSE", type=click.Choice([p.value for p in Purpose]))
@click.option("--until", type=Date(), metavar="DATE", help="last day on which it holds")
@click.option("--withdrawn", is_flag=True, help="take consent to this purpose back")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path, subject: str, purpose: str, until: dt.date | None, withdrawn: bool, actor: str, passphrase_file: Path | None
) -> None:
    """Record that SUBJECT (a source or report by alias, such as S1 or R3) agrees to PURPOSE.

    PURPOSE is internal_analysis, aggregate_statistics, public_anonymous, public_named, journalist, un_confidential,
    un_transmitted_to_government, court, sanctions, academic or model_training.

    Without a row nothing may be done but analysis within the team. Files that left cannot be called back.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        desk.consent(subject, Purpose(purpose), until=until, withdrawn=withdrawn)
        used = releases_of(desk.case, subject) if withdrawn else ()
    screen.say(f"kept: {subject}, {purpose_words(purpose)}: {'withdrawn' if withdrawn else 'agreed'}")
    for release, day in used:
        screen.say(f"published with it on {day.isoformat()}, and not to be called back: {release}")
    if withdrawn:
        screen.note(f"nothing more leaves for this purpose; to take the words away as well: rushlight erase CASE {subject}")
