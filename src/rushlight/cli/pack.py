"""``rushlight pack``: a casefile as one sealed file."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.cli.unlocking import telling
from rushlight.desk import open_desk
from rushlight.desk.keeping import pack


@click.command()
@CASE
@click.argument("file", type=click.Path(path_type=Path))
@PASSPHRASE_FILE
def command(case: Path, file: Path, passphrase_file: Path | None) -> None:
    """Write CASE as the one sealed file FILE, whose name ends in .rush. Any of its passphrases or shares opens it.

    A pack cannot be called back: what is erased later stays in it.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        pack(desk, file, telling("packing"))
    screen.say(f"packed as {file}")
    screen.note(f"next: rushlight unpack {file} NAME.case, on the other machine")
