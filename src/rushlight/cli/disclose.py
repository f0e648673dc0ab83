"""``rushlight disclose``: hand out parts of a casefile that can be believed without it."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.disclosing import Disclosure


@click.command()
@CASE
@click.argument("chosen", metavar="EVENT-OR-REPORT...", nargs=-1, required=True)
@click.option(
    "--to", "file", type=click.Path(path_type=Path), required=True, metavar="NAME.disclosure", help="a new file for the pack"
)
@click.option("--with-names", is_flag=True, help="disclose the names that were sealed with them too; the log will say so")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path, chosen: tuple[str, ...], file: Path, with_names: bool, actor: str, passphrase_file: Path | None
) -> None:
    """Write events (by id) and reports (by alias) of CASE to a pack that anybody can verify without CASE.

    A report is disclosed as it was taken in: its text, its original file, who took it in and when. Readings and decisions are
    events of their own. Nothing else of CASE can be opened with the pack.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        show(desk.disclose(chosen, file, with_names=with_names), file)


def show(done: Disclosure, file: Path) -> None:
    screen.say(
        f"disclosed {screen.count(len(done.events), 'event')} and {screen.count(len(done.documents), 'original')} in {file}"
    )
    if done.names:
        screen.say(f"names disclosed: {screen.count(len(done.names), 'record')}; the log says so")
    if done.withheld:
        screen.note(f"{len(done.withheld)} records of names stay sealed: trustees keep them, or an older version sealed them")
    screen.note("what is in a report's text is disclosed with it, names too: read it before you pass the pack on")
    screen.note(f"anybody can check it: rushlight verify {file}")
