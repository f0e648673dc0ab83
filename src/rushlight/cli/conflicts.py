"""``rushlight conflicts``: show what colleagues said differently, and settle it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from rushlight.casefile.conflicts import CONSENT, STANDING, Conflict, Said
from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import Desk, open_desk
from rushlight.errors import MisuseError

SHORT = 9
"""Letters of a device's id that are shown: as many as tell it from others, and as other verbs take."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@click.command()
@CASE
@click.option("--settle", "name", metavar="NAME", help="settle the conflict with this name")
@click.option("--keep", metavar="LETTER", help="which of its values holds")
@ACTOR
@PASSPHRASE_FILE
def command(case: Path, name: str | None, keep: str | None, actor: str, passphrase_file: Path | None) -> None:
    """Show what people said differently who did not know of each other. Both are kept; the last is worked with meanwhile.

    Of two consents that differ, a withdrawal holds until it is settled. An alias given twice is shown with a letter.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        found = desk.conflicts()
        if name is not None:
            conflict = _named(found, name)
            desk.settle(conflict, _said(conflict, keep))
            screen.say(f"settled {name}")
            return
        names = _names(desk) if found else {}
        for conflict in found:
            _show(names, conflict)
        for line in desk.weightless():
            screen.note(f"note: {line}")
    if not found:
        screen.say("nothing was said differently")
    else:
        screen.note("until somebody settles it the last of each holds; of consents, a withdrawal")
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
        letters = ", ".join(LETTERS[: len(conflict.said)])
        raise MisuseError("the conflict has no such value", where=keep[:5], hint=f"it has {letters}")
    return conflict.said[at]


def _names(desk: Desk) -> dict[str, str]:
    """What people call the things that ids stand for; a proposal by its number in ``show``."""
    names = {s.id: s.alias for s in desk.case.sources()} | {d.document.id: d.alias for d in desk.case.documents(by=desk.actor)}
    for report in desk.reports():
        numbered = enumerate(report.reading.statements, 1)
        names |= {s.id: f"{report.alias}, proposal {number} of 'show {report.alias}'" for number, s in numbered}
    return names


def _show(names: dict[str, str], conflict: Conflict) -> None:
    about = [names.get(part, part) for part in conflict.about if part]
    screen.say(f"\n{_name(conflict)}  {conflict.kind}" + ("" if conflict.kind == "same file" else f": {', '.join(about)}"))
    for letter, said in zip(LETTERS, conflict.said, strict=False):
        when = said.at.strftime("%Y-%m-%d %H:%M")
        value = _consent(said.value) if conflict.kind == CONSENT else names.get(said.value, said.value)
        screen.item(letter, f"{value}  ({said.by}, {when}, {said.device[:SHORT]})", width=3)


def _consent(value: str) -> str:
    """A consent as people say it."""
    said = json.loads(value)
    if said["withdrawn"]:
        return "withdrawn"
    words = [f"until {said['until']}"] if said["until"] else []
    words += [f"at most {said['identity']}"] if said.get("identity") else []
    words += [f"for {', '.join(said['recipients'])}"] if said.get("recipients") else []
    words += [f"of {screen.count(len(said['reports']), 'report')} only"] if said.get("reports") else []
    return " ".join(["agreed", ", ".join(words)]).strip()
