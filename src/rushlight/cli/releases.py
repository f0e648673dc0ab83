"""``rushlight releases``: what left so far, by whom, and what was withdrawn."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from rushlight.cli import screen
from rushlight.cli.approve import cleared
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.codebook.words import purpose_words
from rushlight.desk import open_desk
from rushlight.desk.released import PastRelease
from rushlight.errors import MisuseError
from rushlight.record import Purpose


@click.command()
@CASE
@click.option("--json", "as_json", is_flag=True, help="print it for programs")
@click.option("--withdraw", metavar="RELEASE", help="withdraw a release, by its number or id; say --why")
@click.option("--why", default="", metavar="WORDS", help="why it is withdrawn; kept in the log, so write no names there")
@click.option("--corrected-by", metavar="RELEASE", help="the release that takes its place")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path,
    as_json: bool,
    withdraw: str | None,
    why: str,
    corrected_by: str | None,
    actor: str,
    passphrase_file: Path | None,
) -> None:
    """List what left CASE: number, day, who checked and approved it, its files, and what was in it in numbers.

    Withdrawing calls no file back, and every later check goes on knowing what the release said.
    """
    if withdraw is None and (why or corrected_by):
        raise MisuseError("no release is named to be withdrawn", hint="name it: --withdraw NUMBER")
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        cleared(desk)
        if withdraw is not None:
            desk.withdraw_release(withdraw, reason=why, corrected_by=corrected_by)
        found = desk.releases()
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1, default=_text))
        return
    for one in found:
        _show(one)
    if not found:
        screen.say("nothing has left this casefile")
    if withdraw is not None:
        screen.note("tell its readers; files that left cannot be called back")


def _text(value: Any) -> str:
    return str(value)


def _show(one: PastRelease) -> None:
    known = one.purpose in {purpose.value for purpose in Purpose}  # a later version may know of others
    screen.say(f"{one.number}  {one.id}  {one.day.isoformat()}  {purpose_words(one.purpose) if known else one.purpose}")
    if one.sentences is not None:
        what = [screen.count(one.sentences, "sentence of a text" if one.text else "sentence", _many(one))]
        what += [screen.count(one.tables, "table")] if one.tables else []
        screen.item("held", f"{', '.join(what)}; gates {one.preset}")
    screen.item("checked", ", ".join(one.checked_by) or "not said")
    if one.one_person:
        screen.item("approved", f"by nobody: one person checked and released this ({one.by})")
    elif one.approved_by:
        screen.item("approved", f"{', '.join(one.approved_by)}; published by {one.by}")
    for file in one.files:
        size = f"{file.size:,} bytes, " if file.size is not None else ""
        screen.item("file", f"{file.name}: {size}SHA-256 {file.sha256[:16]}…")
    if not one.knew_all:
        words = "its check did not know of a colleague's release of about that time: nobody checked what both tell together"
        screen.item("beside", words)
    if one.withdrawn is not None:
        instead = f"; {one.withdrawn.corrected_by} takes its place" if one.withdrawn.corrected_by else ""
        words = f"on {one.withdrawn.day.isoformat()} by {one.withdrawn.by}: {one.withdrawn.reason}{instead}"
        screen.item("withdrawn", words)


def _many(one: PastRelease) -> str:
    return "sentences of a text" if one.text else "sentences"
