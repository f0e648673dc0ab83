"""``rushlight verify``: check that nothing in a casefile, or in published files, was altered."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile import VerifyReport
from rushlight.cli import screen
from rushlight.cli.options import PASSPHRASE_FILE, passphrase, text_file
from rushlight.desk import open_desk
from rushlight.desk.disclosing import SUFFIX, Disclosed, verify_disclosure, write_standalone
from rushlight.desk.keeping import reminder
from rushlight.desk.proving import ProofReport, verify_proof
from rushlight.errors import MisuseError

SHOWN = 20
"""Faults printed one by one: a damaged file has as many as it has rows."""


@click.command()
@click.argument("case", metavar="CASE|PROOF|PACK", type=click.Path(path_type=Path), required=False)
@click.option("--deep", is_flag=True, help="rebuild every table from the events and compare")
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="a checkpoint kept elsewhere, to find a rollback",
)
@click.option(
    "--standalone",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="write the stand-alone verifier to a new FILE (such as verify_case.py), for whoever does not trust rushlight",
)
@PASSPHRASE_FILE
def command(
    case: Path | None, deep: bool, checkpoint: Path | None, standalone: Path | None, passphrase_file: Path | None
) -> int:
    """Check every signature, hash and chain of CASE, the files that a PROOF (proof.json) speaks of, or a disclosure PACK.

    Exit code 1 when anything does not agree.
    """
    if standalone is not None:
        write_standalone(standalone)
        screen.say(f"written to {standalone}: one file, needs Python 3.11 and 'cryptography' and nothing of rushlight")
    if case is None:
        if standalone is None:
            raise MisuseError("nothing was named to be verified", hint="give a casefile, a proof.json or a disclosure pack")
        return 0
    if case.suffix == SUFFIX:
        return show_disclosure(verify_disclosure(case))
    if case.suffix == ".json":
        return show_proof(verify_proof(case))
    with open_desk(case, passphrase(passphrase_file)) as desk:
        outside = text_file(checkpoint) if checkpoint else None
        code = show_case(desk.verify(deep=deep, checkpoint=outside))
        if reminded := reminder(desk):
            screen.note(f"note: {reminded}")
        return code


def show_disclosure(found: Disclosed) -> int:
    rows = [(str(e.day), e.kind, e.id) for e in found.shown]
    screen.table(("day", "what", "event"), rows)
    for device, cosigners in found.cosigned.items():
        said = ", ".join(f"{who} on {day.isoformat()}" for who, day in cosigners.items()) or "nobody"
        screen.say(f"log of {device}: cosigned by {said}")
    screen.say(f"the casefile was founded with the key {found.founder}")
    screen.note("compare the key with the one the team gave you: it is what makes the pack theirs")
    if found.names:
        screen.note(f"names of {len(found.names)} people or documents are disclosed; they are not shown here")
    screen.say(f"verified: {len(rows)} events and {len(found.originals)} originals, by the casefile's own clocks")
    return 0


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
