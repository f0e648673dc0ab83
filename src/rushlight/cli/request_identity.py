"""``rushlight request-identity``: ask the trustees to open who a source is."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.identifying import Asked
from rushlight.errors import MisuseError


@click.command()
@CASE
@click.argument("subjects", nargs=-1, metavar="[ALIAS]...")
@click.option("--reason", metavar="CODE", help="why, as a code: follow_up, consent, danger, court (never a text)")
@click.option("--release", metavar="RELEASE", help="for the search of this release's files; nothing is shown then")
@PASSPHRASE_FILE
def command(
    case: Path, subjects: tuple[str, ...], reason: str | None, release: str | None, passphrase_file: Path | None
) -> None:
    """Ask the trustees who the sources or authors behind ALIAS (S1, R3) are.

    The request goes into the log of CASE and travels to the trustees in the next bundle; their answers come back the
    same way. Only this device can use them, and once.
    """
    if bool(subjects) == bool(release) or (release and reason):
        raise MisuseError("name whom to ask about, or a release", hint="such as: request-identity CASE S1 --reason follow_up")
    with open_desk(case, passphrase(passphrase_file)) as desk:
        show(desk.request_identity(subjects, reason=reason or "follow_up", release=release))


def show(asked: Asked) -> None:
    found = asked.request
    screen.say(f"asked about {', '.join(asked.aliases)}, as {found.id}")
    screen.say(f"{len(found.answered)} of {found.needed} answers are here")
    screen.note("next: send the trustees a bundle; each of them runs 'rushlight answer CASE' and sends one back")
