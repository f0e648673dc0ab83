"""``rushlight exchange``: hand what was read and decided to a colleague's own tools."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk


@click.command()
@CASE
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@click.option("--key", required=True, metavar="AGE-KEY", help="the colleague's age key (age1...) to seal it to")
@click.option("--into", "file", type=click.Path(path_type=Path), required=True, metavar="NAME.age", help="a new file")
@click.option("--for", "recipient", metavar="WHOM", help="who gets it, where consent was given for one alone")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path, reports: tuple[str, ...], key: str, file: Path, recipient: str | None, actor: str, passphrase_file: Path | None
) -> None:
    """Seal the statements of REPORTs (by alias) with their words, the decisions about them and the readers.

    As Web Annotations and PROV-O (JSON-LD), for colleagues inside. It holds words of reports: it is no release, is not
    checked or counted as one, and must not be published. Nothing is sent.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        done = desk.exchange(reports, file, key=key, recipient=recipient)
    what = f"{screen.count(done.statements, 'statement')}, {screen.count(done.decisions, 'decision')}"
    screen.say(f"sealed: {done.id} in {file}: {what}")
    screen.note("it holds words of the reports, names too. Only the key you named opens it; it is no release")
