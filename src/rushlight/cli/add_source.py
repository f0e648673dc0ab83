"""``rushlight add-source``: record who told us, under an alias."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, hidden, passphrase
from rushlight.desk import open_desk
from rushlight.desk.identifying import Standing


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
        standing = desk.trustees()
    screen.say(f"recorded source {alias}" + ("; name and contact are in the vault" if name or contact else ""))
    if name or contact:
        _say_who_can_open(standing, case)


def _say_who_can_open(standing: Standing, case: Path) -> None:
    people = [f"{k.person} ({k.device[:9]})" for k in standing.keepers if k.chosen]
    if people:
        screen.say(f"any {standing.needed} of these together could open them, and nobody alone: {', '.join(people)}")
    else:
        screen.note(f"every member of the team can open them; to seal them for several people: rushlight trustees {case}")
