"""``rushlight new-device``: go on as a new device, after a folder was copied or put back."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk


@click.command()
@CASE
@PASSPHRASE_FILE
def command(case: Path, passphrase_file: Path | None) -> None:
    """Go on in CASE as a new device, which the one before it vouches for.

    Two copies that go on under one device's name look like a stolen key to everybody else. Nothing is lost by this;
    'rushlight bundle' and 'rushlight merge' do it by themselves when they see that the folder was copied.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        device = desk.case.new_incarnation(by=desk.actor)
    screen.say(f"this copy goes on as {device}")
