"""``rushlight verify``: check that nothing in a casefile, or in published files, was altered."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile import VerifyReport
from rushlight.casefile.paper import is_paper
from rushlight.casefile.paper import read as read_paper
from rushlight.cli import screen
from rushlight.cli.anchor import counted, told
from rushlight.cli.options import PASSPHRASE_FILE, passphrase, text_file
from rushlight.desk import open_desk
from rushlight.desk.disclosing import SUFFIX, Disclosed, verify_disclosure, write_standalone
from rushlight.desk.keeping import reminder
from rushlight.desk.proving import ProofReport, verify_proof
from rushlight.errors import MisuseError

LONGEST_ANCHOR = 1 << 20
"""Characters read of the copy of an anchor."""

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
    "--against",
    metavar="FILE|TEXT",
    help="a checkpoint from paper (typed, or in a file), a signed one, or the copy of an anchor, to find a rollback",
)
@click.option(
    "--standalone",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="write the stand-alone verifier to a new FILE (such as verify_case.py), for whoever does not trust rushlight",
)
@click.option(
    "--proof",
    type=click.Path(path_type=Path),
    metavar="PROOF",
    help="hold a release, and its files, against the log of CASE",
)
@PASSPHRASE_FILE
def command(
    case: Path | None,
    deep: bool,
    checkpoint: Path | None,
    against: str | None,
    standalone: Path | None,
    proof: Path | None,
    passphrase_file: Path | None,
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
    if proof is not None:
        return _release(case, proof, passphrase_file)
    outside = _outside(checkpoint, against)
    with open_desk(case, passphrase(passphrase_file)) as desk:
        code = show_case(desk.verify(deep=deep, checkpoint=outside))
        if reminded := reminder(desk):
            screen.note(f"note: {reminded}")
        return code


def _release(case: Path, proof: Path, passphrase_file: Path | None) -> int:
    """The files of a release and what the log says of it."""
    files = show_proof(verify_proof(proof))
    with open_desk(case, passphrase(passphrase_file)) as desk:
        found = desk.audit_release(proof)
    for fault in found.faults:
        screen.say(f"fault: {fault}")
    for note in found.notes:
        screen.note(f"note: {note}")
    if found.ok:
        screen.say("verified: the casefile's log has this release, its checks and approvals, and what it said")
    return 0 if found.ok and files == 0 else 1


def _outside(checkpoint: Path | None, against: str | None) -> str | None:
    """What was kept elsewhere: a file's content, or the text itself. A slip of the pen is told before anything is opened."""
    if checkpoint is not None and against is not None:
        raise MisuseError("one checkpoint at a time", hint="give --checkpoint or --against")
    if checkpoint is not None:
        return text_file(checkpoint)
    if against is None:
        return None
    typed = is_paper(against)
    if not typed and not _is_file(against):
        raise MisuseError(
            "this is neither a file nor a checkpoint", hint="give a file, or the text from 'rushlight checkpoint 1' on, quoted"
        )
    text = against if typed else text_file(Path(against), LONGEST_ANCHOR)
    if is_paper(text):
        read_paper(text)
    return text


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # a mistyped checkpoint is longer than any name
        return False


def show_disclosure(found: Disclosed) -> int:
    rows = [(str(e.day), e.kind, e.id) for e in found.shown]
    screen.table(("day", "what", "event"), rows)
    for device, cosigners in found.cosigned.items():
        said = ", ".join(f"{who} on {day.isoformat()}" for who, day in cosigners.items()) or "nobody"
        screen.say(f"log of {device}: cosigned by {said}")
    _show_anchors(found)
    screen.say(f"the casefile was founded with the key {found.founder}")
    screen.note("compare the key with the one the team gave you: it is what makes the pack theirs")
    if found.names:
        screen.note(f"names of {len(found.names)} people or documents are disclosed; they are not shown here")
    screen.say(f"verified: {len(rows)} events and {len(found.originals)} originals, by the casefile's own clocks")
    return 0


def _show_anchors(found: Disclosed) -> None:
    for one in found.anchors:
        screen.say(f"{one.events} of the {len(found.shown)} events: {told(one)}")
        if one.root:
            screen.note(f"under the root certificate with SHA-256 {one.root}: compare it with the one the authority publishes")


def show_proof(done: ProofReport) -> int:
    for name in done.altered:
        screen.say(f"fault: not the file that was released ({name})")
    for name in done.missing:
        screen.say(f"fault: the file is missing ({name})")
    for name in done.added:
        screen.say(f"fault: the release had no such file ({name})")
    screen.say(f"signed by the key {done.public_key}")
    screen.note("compare the key with the one the team gave you: it is what makes the proof theirs")
    if not done.ok:
        return 1
    day = done.day.isoformat()
    screen.say(f"verified: {len(done.files)} files are those released on {day} by the casefile's own clock")
    return 0


def show_case(report: VerifyReport) -> int:
    for fault in report.faults[:SHOWN]:
        screen.say(f"fault: {fault.what} ({fault.where})")
    for line in report.notes:
        screen.note(f"note: {line}")
    for one in report.anchors:
        if one.time is not None:
            screen.say(f"{counted(one.events, one.devices)}: {told(one)} (root {one.root[:16]}…)")
        else:
            screen.note(f"note: anchor {one.anchor}: {told(one)}")
    how = "every table rebuilt from its events" if report.deep else "tables not rebuilt (--deep does)"
    if report.ok:
        screen.say(f"verified: {report.events} events, no fault; {how}")
        return 0
    if len(report.faults) > SHOWN:
        screen.say(f"and {len(report.faults) - SHOWN} more")
    faults = "1 fault" if len(report.faults) == 1 else f"{len(report.faults)} faults"
    screen.say(f"not verified: {faults} in {report.events} events; {how}")
    return 1
