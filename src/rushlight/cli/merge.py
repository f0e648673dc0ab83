"""``rushlight merge``: take in bundles from colleagues."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.merging import ASK_THE_SENDER, Merged
from rushlight.casefile.teams import told
from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.cli.unlocking import telling
from rushlight.desk import open_desk
from rushlight.desk.teams import MergedFile
from rushlight.errors import NotForThisDevice

TWICE = (
    "hint: ask whose device it is. Was its folder copied, or an older one put back? Then each copy that stays in use",
    "      goes on with 'rushlight new-device'. If nobody knows of a copy, its keys were taken: 'rushlight revoke'",
)
"""What to do about keys in use twice."""


@click.command()
@CASE
@click.argument("path", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@PASSPHRASE_FILE
def command(case: Path, path: Path, passphrase_file: Path | None) -> int:
    """Take in a bundle, or every bundle of a folder. Nothing that is here is overwritten; merging one again changes nothing.

    A bundle is taken whole or not at all; events of devices that nobody has admitted wait outside. Of a folder, bundles
    that this device wrote or that are closed for others are passed over. Exit code 1 when a bundle or an event was refused,
    nothing was for this device, or a device's keys turn out to be in use twice.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        before = desk.case.device
        done = desk.merge(path, tell=telling("merging"))
        alarmed = [show(file) for file in done]
        if not any(file.merged for file in done) and any(_missed(file) for file in done):
            screen.note(f"hint: nothing here was for this device; {ASK_THE_SENDER}")
            alarmed.append(True)
        if desk.case.device != before:
            screen.note("note: this copy's device name was in use elsewhere, so it goes on as a new device")
        open_conflicts = len(desk.conflicts())
    if open_conflicts:
        verb = "was" if open_conflicts == 1 else "were"
        screen.note(f"{screen.count(open_conflicts, 'thing')} {verb} said differently: rushlight conflicts {case}")
    return 1 if any(alarmed) else 0


def show(file: MergedFile) -> bool:
    """Print what became of one bundle; gives whether anybody should look."""
    if isinstance(file.error, NotForThisDevice):
        screen.say(f"passed over: {file.path.name}: {file.error.what}")
        return False
    if file.merged is None:
        screen.say(f"refused: {file.path.name}: {file.error.what if file.error else ''}")
        if file.error and file.error.hint:
            screen.note(f"hint: {file.error.hint}")
        return True
    _merged(file.path.name, file.merged)
    return bool(file.merged.refused or file.merged.weightless or file.merged.forks or file.merged.sent_away)


def _missed(file: MergedFile) -> bool:
    """Whether it was closed for others by somebody else."""
    return isinstance(file.error, NotForThisDevice) and file.error.hint == ASK_THE_SENDER


def _merged(name: str, merged: Merged) -> None:
    taken = sum(merged.taken.values())
    screen.say(f"merged {name}: {screen.count(taken, 'new event') if taken else 'nothing new'}")
    for device, count in merged.waiting.items():
        screen.say(f"waiting outside: {screen.count(count, 'event')} of {device}, which nobody has admitted here yet,")
        screen.say("or whose earlier events are missing: a colleague's next bundle may bring what is missing")
    for refused in merged.refused:
        screen.say(f"refused: {refused.event} of {refused.device}: {refused.why}")
    for line in told(merged.weightless):
        screen.say(line)
    if merged.weightless:
        screen.note("note: they stay in the log as evidence; 'rushlight admit' gives a device other roles")
    for device in merged.forks:
        screen.say(f"alarm: the keys of {device} are in use twice. Both histories are kept")
        for line in TWICE:
            screen.note(line)
    if merged.erasures:
        came = screen.count(len(merged.erasures), "erasure")
        screen.say(f"carried out, as colleagues' devices have: {came}; this copy has a new case key")
    if merged.sent_away:
        screen.say("alarm: this device was sent away: what is written here counts for nobody else")
