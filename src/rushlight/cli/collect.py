"""``rushlight collect``: seal a report for a team, without being able to read it again."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

import click

from rushlight.casefile import collecting as collectors
from rushlight.cli import screen
from rushlight.cli.options import FILE, LANGUAGE, OUTLET, PASSPHRASE_FILE, PUBLISHED, hidden, passphrase
from rushlight.desk import collecting, reading
from rushlight.desk.desk import utc_now
from rushlight.errors import MisuseError
from rushlight.record import DocumentKind


@click.command()
@click.argument("collector", type=click.Path(path_type=Path))
@FILE
@PUBLISHED
@OUTLET
@LANGUAGE
@click.option("--kind", type=click.Choice([k.value for k in DocumentKind]), help="what sort of document it is")
@click.option("--source", metavar="ALIAS", help="who gave it: an alias that this collector gave before")
@click.option("--new-source", is_flag=True, help="record a new source; the alias is given")
@click.option("--with-name", is_flag=True, help="ask for the new source's name and contact, for the team's trustees")
@click.option("--as", "actor", default="C1", show_default=True, metavar="ALIAS", help="the collector's alias, never a name")
@PASSPHRASE_FILE
def command(
    collector: Path,
    file: Path,
    published: dt.date | None,
    outlet: str | None,
    language: str | None,
    kind: str | None,
    source: str | None,
    new_source: bool,
    with_name: bool,
    actor: str,
    passphrase_file: Path | None,
) -> None:
    """Seal the report in FILE with COLLECTOR (NAME.collector), as a bundle for the team.

    FILE itself stays where it is: what is sealed cannot be read here any more, the file can. Destroy it yourself.
    """
    if (source and new_source) or (with_name and not new_source):
        raise MisuseError("give --source, or --new-source with or without --with-name", hint="see 'rushlight collect --help'")
    words = passphrase(passphrase_file)
    name = (hidden("name (not shown)", default="") or None) if with_name else None
    contact = (hidden("contact (not shown)", default="") or None) if with_name else None
    with collectors.open_collector(collector, words, randomness=secrets.token_bytes, now=utc_now) as opened:
        wanted = DocumentKind(kind) if kind else None

        def read() -> reading.ReadFile:
            today = utc_now().date()
            return reading.read(file, today=today, published=published, outlet=outlet, language=language, kind=wanted)

        done = collecting.collect(opened, read, actor=actor, source=source, new_source=new_source, name=name, contact=contact)
    _show(done, collector)


def _show(done: collecting.Collected, collector: Path) -> None:
    by = f", by source {done.source}" if done.source else ""
    screen.say(f"sealed as {done.alias}{by}: {collector / collectors.OUTBOX / done.bundle}")
    for warning in done.warnings:
        screen.note(f"note: {warning}")
    screen.note("next: hand the bundle to the team; the file you collected from is still where it was: destroy it")
    screen.note(f"when the team has it: rushlight collector handed-over {collector} {done.bundle}")
