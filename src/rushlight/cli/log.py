"""``rushlight log``: what was done to a casefile, when and by whom."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile import Event
from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.identifying import log_words
from rushlight.desk.keeping import reminder

SHORT = 9
"""Letters of a device's id that tell it from others."""


@click.command()
@CASE
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="only the last N entries")
@click.option("--checkpoint", is_flag=True, help="print the signed checkpoint; keep it elsewhere")
@PASSPHRASE_FILE
def command(case: Path, last: int | None, checkpoint: bool, passphrase_file: Path | None) -> None:
    """Show the log of CASE: what kind of act, when, by whom. It holds no word of a report and no name.

    Who was asked about, and whom an opening showed, stands there by alias.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        if checkpoint:
            click.echo(desk.case.checkpoint(), nl=False)
            return
        events = desk.log()
        shown = events[-last:] if last else events
        about = log_words(desk.case)
        several = len({e.device for e in events}) > 1
        heads = ("no.", "when (UTC)", "who", "what", "event") + (("device",) if several else ())
        rows = [_row(e, about.get(e.id)) + ((e.device[:SHORT],) if several else ()) for e in shown]
        screen.table(heads, rows, numbers=("no.",), whole=("event", "device"))
        if several:
            screen.note("each device numbers its own entries; they stand in the order in which they knew of each other")
        if reminded := reminder(desk):
            screen.note(f"note: {reminded}")


def _row(e: Event, about: str | None) -> tuple[str, ...]:
    what = f"{e.kind}: {about}" if about else e.kind
    if e.erased:
        return str(e.seq), e.day.isoformat(), "", f"{e.kind} (its content is no longer kept)", e.id
    return str(e.seq), e.at.strftime("%Y-%m-%d %H:%M:%S"), e.by, what, e.id
