"""``rushlight conflicts``: show what colleagues said differently, and settle it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from rushlight.casefile.conflicts import STANDING, Conflict, Said
from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import Desk, open_desk
from rushlight.errors import MisuseError

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@click.command()
@CASE
@click.option("--settle", "name", metavar="NAME", help="settle the conflict with this name")
@click.option("--keep", metavar="LETTER", help="which of its values holds")
@PASSPHRASE_FILE
def command(case: Path, name: str | None, keep: str | None, passphrase_file: Path | None) -> None:
    """Show what people said differently who did not know of each other. Both are kept; the last is worked with meanwhile.

    Of two consents that differ, a withdrawal holds until it is settled. An alias given twice is shown with a letter.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        found = desk.conflicts()
        if name is not None:
            conflict = _named(found, name)
            desk.settle(conflict, _said(conflict, keep))
            screen.say(f"settled {name}")
            return
        for conflict in found:
            _show(desk, conflict)
    if not found:
        screen.say("nothing was said differently")
    else:
        screen.note(f"settle one: rushlight conflicts {case} --settle NAME --keep LETTER")


def _name(conflict: Conflict) -> str:
    """A name that stays the same while the conflict does."""
    return conflict.said[-1].event[-5:]


def _named(found: Sequence[Conflict], name: str) -> Conflict:
    for conflict in found:
        if _name(conflict) == name:
            return conflict
    raise MisuseError("there is no conflict with this name", where=name, hint="'rushlight conflicts' lists them")


def _said(conflict: Conflict, keep: str | None) -> Said | None:
    if keep is None or conflict.kind in STANDING:
        return None
    at = LETTERS.find(keep) if len(keep) == 1 else -1
    if not 0 <= at < len(conflict.said):
        raise MisuseError("the conflict has no such value", where=keep[:5])
    return conflict.said[at]


def _show(desk: Desk, conflict: Conflict) -> None:
    aliases = {d.document.id: d.alias for d in desk.case.documents()} | {s.id: s.alias for s in desk.case.sources()}
    about = [aliases.get(part, part) for part in conflict.about if part]
    screen.say(f"\n{_name(conflict)}  {conflict.kind}" + ("" if conflict.kind == "same file" else f": {', '.join(about)}"))
    for letter, said in zip(LETTERS, conflict.said, strict=False):
        when = said.at.strftime("%Y-%m-%d %H:%M")
        screen.item(letter, f"{aliases.get(said.value, said.value)}  ({said.by}, {when}, {said.device})")
