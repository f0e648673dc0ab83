"""``rushlight invite``: write an invitation for a colleague's own copy of a casefile."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk, teams


@click.command()
@CASE
@click.option("--to", "file", required=True, type=click.Path(path_type=Path), metavar="FILE", help="write the invitation here")
@PASSPHRASE_FILE
def command(case: Path, file: Path, passphrase_file: Path | None) -> None:
    """Write an invitation to CASE into a file. It holds no secret and no name; whoever has it can ask to be admitted.

    Say the founder's fingerprint to your colleague by voice: it must be the one that 'rushlight join' shows.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        founder = teams.invite(desk.case, file)
    screen.say(f"wrote {file}")
    screen.say(f"founder's fingerprint: {founder.fingerprint}")
    screen.note(f"next, for your colleague: rushlight join {file} NAME.case --as A2")
