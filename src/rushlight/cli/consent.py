"""``rushlight consent``: what a source agreed to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, Date, passphrase
from rushlight.codebook.words import purpose_words
from rushlight.desk import open_desk
from rushlight.desk.erasing import recipients_of, releases_of
from rushlight.desk.submitting import submissions_of
from rushlight.record import IdentityLevel, Purpose


@click.command()
@CASE
@click.argument("subject")
@click.argument("purpose", metavar="PURPOSE", type=click.Choice([p.value for p in Purpose]))
@click.option("--until", type=Date(), metavar="DATE", help="last day on which it holds")
@click.option("--identity", type=click.Choice([i.value for i in IdentityLevel]), help="how much of who they are may show")
@click.option("--for", "recipients", multiple=True, metavar="NAME", help="for this recipient alone; may be given again")
@click.option("--report", "reports", multiple=True, metavar="ALIAS", help="of this report alone; may be given again")
@click.option("--withdrawn", is_flag=True, help="take consent to this purpose back")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path,
    subject: str,
    purpose: str,
    until: dt.date | None,
    identity: str | None,
    recipients: tuple[str, ...],
    reports: tuple[str, ...],
    withdrawn: bool,
    actor: str,
    passphrase_file: Path | None,
) -> None:
    """Record that SUBJECT (a source or report by alias, such as S1 or R3) agrees to PURPOSE.

    PURPOSE is internal_analysis, aggregate_statistics, public_anonymous, public_named, journalist, un_confidential,
    un_transmitted_to_government, court, sanctions, academic or model_training.

    Without a row nothing may be done but analysis within the team. What is said of a purpose later takes the place of what
    was said before, with all its terms. Files that left cannot be called back.
    """
    level = IdentityLevel(identity) if identity else None
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        desk.consent(
            subject,
            Purpose(purpose),
            until=until,
            withdrawn=withdrawn,
            identity=level,
            recipients=recipients,
            reports=reports,
        )
        used = [(*row, recipients_of(desk.case, row[0])) for row in (releases_of(desk.case, subject) if withdrawn else ())]
        sent = submissions_of(desk.case, subject) if withdrawn else ()
    screen.say(
        f"kept: {subject}, {purpose_words(purpose)}: {'withdrawn' if withdrawn else terms(until, level, recipients, reports)}"
    )
    for release, day, whom in used:
        screen.say(
            f"published with it on {day.isoformat()}, and not to be called back: {release}; tell {whom or 'its readers'}"
        )
    for to, day in sent:
        screen.say(
            f"sealed for the United Nations on {day.isoformat()}, and not to be called back: {to}; tell them if it was sent"
        )
    if withdrawn:
        screen.note(f"nothing more leaves for this purpose; to take the words away as well: rushlight erase CASE {subject}")


def terms(until: dt.date | None, identity: IdentityLevel | None, recipients: tuple[str, ...], reports: tuple[str, ...]) -> str:
    """What was agreed to, as people say it."""
    words = [f"until {until.isoformat()}"] if until else []
    words += [f"at most {identity.value}"] if identity else []
    words += [f"for {', '.join(recipients)} alone"] if recipients else []
    words += [f"of {', '.join(reports)} alone"] if reports else []
    return "; ".join(["agreed", *words])
