"""``rushlight rekey``: a new case key."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.cli.ways_in import show
from rushlight.desk import doors


@click.command()
@CASE
@PASSPHRASE_FILE
def command(case: Path, passphrase_file: Path | None) -> None:
    """Write CASE anew under a new key: after a way in was removed, a laptop lost, a colleague gone, a text erased.

    Passphrases and recovery shares stay what they are. Nothing signed changes. Old copies open with their old key.
    """
    lost = doors.rekey(case, passphrase(passphrase_file))
    screen.say(f"{case} has a new key; the old one opens old copies and backups only")
    for slot in lost:
        screen.say(f"lost: the way in {slot} could not be carried over and opens nothing any more")
    show(doors.ways_in(case))
