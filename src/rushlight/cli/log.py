"""``rushlight log``: what was done to a casefile, when and by whom."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile import Event
from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.keeping import reminder


@click.command()
@CASE
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="only the last N entries")
@click.option("--checkpoint", is_flag=True, help="print the signed checkpoint; keep it elsewhere")
@PASSPHRASE_FILE
def command(case: Path, last: int | None, checkpoint: bool, passphrase_file: Path | None) -> None:
    """Show the log of CASE: what kind of act, when, by whom. It holds no word of a report and no name."""
    with open_desk(case, passphrase(passphrase_file)) as desk:
        if checkpoint:
            click.echo(desk.case.checkpoint(), nl=False)
            return
        events = desk.log()
        shown = events[-last:] if last else events
        screen.table(("no.", "when (UTC)", "who", "what", "event"), map(_row, shown), numbers=("no.",))
        if reminded := reminder(desk):
            screen.note(f"note: {reminded}")


def _row(e: Event) -> tuple[str, ...]:
    if e.erased:
        return str(e.seq), e.day.isoformat(), "", f"{e.kind} (erased on request)", e.id
    return str(e.seq), e.at.strftime("%Y-%m-%d %H:%M:%S"), e.by, e.kind, e.id
