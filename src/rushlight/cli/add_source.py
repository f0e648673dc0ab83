"""``rushlight add-source``: record who told us, under an alias."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, hidden, passphrase
from rushlight.desk import open_desk


@click.command()
@CASE
@click.argument("alias")
@click.option("--with-name", is_flag=True, help="ask for name and contact, to be sealed in the vault")
@PASSPHRASE_FILE
def command(case: Path, alias: str, with_name: bool, passphrase_file: Path | None) -> None:
    """Record a source as ALIAS (letters and a number, like S1), never a name.

    A name is asked for, not given as an option: options stay in the shell's history.
    """
    words = passphrase(passphrase_file)
    name = contact = None
    if with_name:
        name = hidden("name (not shown)", default="") or None
        contact = hidden("contact (not shown)", default="") or None
    with open_desk(case, words) as desk:
        desk.add_source(alias, name=name, contact=contact)
    screen.say(f"recorded source {alias}" + ("; name and contact are in the vault" if name or contact else ""))
