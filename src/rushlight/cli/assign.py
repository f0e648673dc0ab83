"""``rushlight assign``: say who reads which report."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.assigned import FIRST, SECOND, Readers
from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import Desk, open_desk
from rushlight.errors import MisuseError


@click.command()
@CASE
@click.argument("reports", nargs=-1)
@click.option("--to", "person", metavar="ALIAS", help="the person who reads them")
@click.option("--second", is_flag=True, help="as second reader, who sees nothing that was decided")
@click.option("--nobody", is_flag=True, help="take them back")
@click.option("--share", type=int, metavar="PERCENT", help="this share, drawn by chance, of what a second reader could read")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path,
    reports: tuple[str, ...],
    person: str | None,
    second: bool,
    nobody: bool,
    share: int | None,
    actor: str,
    passphrase_file: Path | None,
) -> None:
    """Give REPORTS (aliases such as R1) to a person as first or second reader; without any, show who reads what."""
    _check(reports, person, second, nobody, share)
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        if person is None and not nobody:
            _show(desk)
            return
        wanted = reports if share is None else desk.drawn(share, person or "")
        given = desk.assign(wanted, SECOND if second else FIRST, person or "")
        if person and person not in {d.person for d in desk.devices()}:
            screen.note(f"note: no device of this casefile is of {person}")
    place = "second" if second else "first"
    screen.say(f"kept: {', '.join(given) or 'no report'}, {place} reader: {person or 'nobody'}")


def _check(reports: tuple[str, ...], person: str | None, second: bool, nobody: bool, share: int | None) -> None:
    if nobody and person is not None:
        raise MisuseError("say either --to or --nobody")
    if share is not None and (reports or not second or person is None):
        raise MisuseError("a share is drawn for a second reader", hint="rushlight assign CASE --share 20 --to A2 --second")
    if (person is not None or nobody) != bool(reports or share is not None):
        raise MisuseError("name the reports and who reads them", hint="rushlight assign CASE R1 R2 --to A2")


def _show(desk: Desk) -> None:
    rows = [(r.alias, *_who(r.readers)) for r in desk.read_by()]
    screen.table(("report", "first reader", "second reader"), rows)


def _who(readers: Readers) -> tuple[str, str]:
    said = ((readers.first, readers.first_finished), (readers.second, readers.second_finished))
    first, second = (f"{who}, finished" if done else who or "nobody" for who, done in said)
    return first, second
