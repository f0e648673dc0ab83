"""``rushlight show``: a casefile's reports, or one report's statements."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.codebook.words import document_kind_words
from rushlight.desk import Desk, blind, open_desk
from rushlight.errors import MisuseError, ReviewError
from rushlight.record import Report


@click.command()
@CASE
@click.argument("report", required=False)
@click.option("--accepted", is_flag=True, help="only what a person accepted")
@click.option("--text", "as_text", is_flag=True, help="the report's text")
@ACTOR
@PASSPHRASE_FILE
def command(case: Path, report: str | None, accepted: bool, as_text: bool, actor: str, passphrase_file: Path | None) -> None:
    """Show the reports in CASE, or the statements of one REPORT (an alias such as R1)."""
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        if report is None:
            _list(desk, case)
            return
        found = next((r for r in desk.reports() if r.alias == report), None)
        if found is None and report in desk.unread():
            raise MisuseError("this report is kept and not read yet", where=report, hint=f"rushlight take-in {case} --waiting")
        if found is None:
            raise MisuseError("the casefile has no such report", where=report, hint=f"list them with 'rushlight show {case}'")
        if as_text:
            click.echo(screen.visible(found.text))
        elif blind.waiting(desk.case, [found.document.id], desk.actor):
            raise ReviewError("this report is to be read first, before any proposal is shown", where=report)
        else:
            _statements(found, accepted)


def _list(desk: Desk, case: Path) -> None:
    aliases = {s.id: s.alias for s in desk.case.sources()}
    rows = [
        (
            r.alias,
            document_kind_words(r.document.kind),
            r.document.language,
            r.document.published.isoformat() if r.document.published else "not known",
            r.document.outlet or "",
            aliases.get(r.source or "", "not recorded"),
            str(len(r.accepted)),
            str(r.waiting),
        )
        for r in desk.reports()
    ]
    columns = ("report", "kind", "language", "published", "outlet", "source", "accepted", "waiting")
    screen.table(columns, rows, numbers=("accepted", "waiting"))
    if unread := len(desk.unread()):
        which = screen.count(unread, "report is", "reports are")
        screen.say(f"{which} kept and not read yet: rushlight take-in {case} --waiting")
    for kept in desk.waiting():
        size = f"{max(1, kept.size // 1000)} kB"
        screen.say(f"{kept.alias} waits: {size} kept as they came, not read yet; take the same file in again to go on")


def _statements(report: Report, accepted: bool) -> None:
    rows = report.accepted if accepted else report.reading.statements
    screen.statements(report.reading, rows)
    screen.say(
        f"{report.alias}: {len(report.reading.statements)} proposals, {len(report.accepted)} accepted, {report.waiting} waiting"
    )
