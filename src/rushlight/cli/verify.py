"""``rushlight verify``: check that nothing in a casefile, or in published files, was altered."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile import VerifyReport
from rushlight.cli import screen
from rushlight.cli.options import PASSPHRASE_FILE, passphrase, text_file
from rushlight.desk import open_desk
from rushlight.desk.proving import ProofReport, verify_proof

SHOWN = 20
"""Faults printed one by one: a damaged file has as many as it has rows."""


@click.command()
@click.argument("case", metavar="CASE|PROOF", type=click.Path(path_type=Path))
@click.option("--deep", is_flag=True, help="rebuild every table from the events and compare")
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="a checkpoint kept elsewhere, to find a rollback",
)
@PASSPHRASE_FILE
def command(case: Path, deep: bool, checkpoint: Path | None, passphrase_file: Path | None) -> int:
    """Check every signature, hash and chain of CASE, or the files that a PROOF (proof.json) speaks of.

    Exit code 1 when anything does not agree.
    """
    if case.suffix == ".json":
        return show_proof(verify_proof(case))
    with open_desk(case, passphrase(passphrase_file)) as desk:
        outside = text_file(checkpoint) if checkpoint else None
        return show_case(desk.verify(deep=deep, checkpoint=outside))


def show_proof(done: ProofReport) -> int:
    for name in done.altered:
        screen.say(f"fault: not the file that was released ({name})")
    for name in done.missing:
        screen.say(f"fault: the file is missing ({name})")
    screen.say(f"signed by the key {done.public_key}")
    screen.note("compare the key with the one the team gave you: it is what makes the proof theirs")
    if done.altered or done.missing:
        return 1
    day = done.day.isoformat()
    screen.say(f"verified: {len(done.files)} files are those released on {day} by the casefile's own clock")
    return 0


def show_case(report: VerifyReport) -> int:
    for fault in report.faults[:SHOWN]:
        screen.say(f"fault: {fault.what} ({fault.where})")
    for line in report.notes:
        screen.note(f"note: {line}")
    how = "every table rebuilt from its events" if report.deep else "tables not rebuilt (--deep does)"
    if report.ok:
        screen.say(f"verified: {report.events} events, no fault; {how}")
        return 0
    if len(report.faults) > SHOWN:
        screen.say(f"and {len(report.faults) - SHOWN} more")
    faults = "1 fault" if len(report.faults) == 1 else f"{len(report.faults)} faults"
    screen.say(f"not verified: {faults} in {report.events} events; {how}")
    return 1
