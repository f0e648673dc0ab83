"""``rushlight admit``: admit a colleague's device."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.roles import ROLES
from rushlight.cli import screen
from rushlight.cli.asking import agreed
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk, teams
from rushlight.errors import MisuseError

SWAPPED = "when the digits differ somebody may have swapped the request: let your colleague send it another way"


@click.command()
@CASE
@click.argument("request", type=click.Path(path_type=Path))
@click.option(
    "--role", "roles", multiple=True, type=click.Choice(ROLES), help="what the device may do (may be given several times)"
)
@click.option("--fingerprint", metavar="DIGITS", help="the fingerprint your colleague said, instead of being asked")
@PASSPHRASE_FILE
def command(case: Path, request: Path, roles: tuple[str, ...], fingerprint: str | None, passphrase_file: Path | None) -> None:
    """Admit the device that REQUEST is from. Only an admin's device can.

    Compare the fingerprint by voice or face to face: whoever could swap the request on its way could read everything
    from then on. Without --role the device is a reviewer's and an analyst's.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        asked, device = teams.read_request(desk.case, request)
        screen.say(f"fingerprint: {device.fingerprint}")
        if fingerprint is None:
            agreed(
                "does your colleague say the same digits?",
                otherwise="nobody was admitted",
                hint=SWAPPED,
                unasked="give --fingerprint DIGITS, as your colleague said them",
            )
        elif "".join(fingerprint.split()) != device.fingerprint.replace(" ", ""):
            raise MisuseError("this is not the fingerprint of the request, nobody was admitted", hint=SWAPPED)
        done = desk.admit(asked, roles or ("reviewer", "analyst"))
    screen.say(f"admitted {device.id}")
    if done.taken:
        screen.say(f"taken in, having waited for this: {screen.count(sum(done.taken.values()), 'event')}")
    screen.note(f"next: rushlight bundle {case} --to FOLDER")
