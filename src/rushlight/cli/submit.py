"""``rushlight submit``: seal a submission to the United Nations."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.release import Form, forms


@click.command()
@CASE
@click.argument("subject")
@click.option("--to", type=click.Choice(forms()), required=True, help="which mechanism")
@click.option("--key", required=True, metavar="AGE-KEY", help="the age key (age1...) to seal it to")
@click.option("--into", "file", type=click.Path(path_type=Path), required=True, metavar="NAME.age", help="a new file")
@click.option("--transmit", is_flag=True, help="the name may be passed to the government")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path, subject: str, to: str, key: str, file: Path, transmit: bool, actor: str, passphrase_file: Path | None
) -> None:
    """Seal what a mechanism of the United Nations asks for about one person; SUBJECT is a report or source by alias.

    It asks for each element; an empty answer is not stated. Without one that the mechanism requires it is refused. It needs
    the consent, by name, of whoever stands behind SUBJECT. It is no release and is linked to none. Nothing is sent.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        asked, offered = desk.submission_form(subject, to, file, transmit=transmit)
        done = desk.submit(subject, to, answers(asked, offered), file, key=key, transmit=transmit)
    screen.say(f"sealed: {done.id} in {file}")
    screen.say(f"stated: {', '.join(done.stated)}")
    if done.not_stated:
        screen.say(f"not stated: {', '.join(done.not_stated)}")
    screen.note("only the key you named opens it; send it yourself, over a way that the mechanism and you trust")


def answers(asked: Form, offered: dict[str, str]) -> dict[str, str]:
    """Ask for each element; what is known from accepted statements is offered, and a line is enough to take it."""
    given = {}
    for element in asked.elements:
        label = f"{element.label.en}{' (required)' if element.needed else ''}"
        default = offered.get(element.key, "")
        given[element.key] = str(click.prompt(label, default=default, show_default=bool(default), err=True))
    return given
