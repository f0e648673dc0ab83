"""``rushlight merge``: take in bundles from colleagues."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.merging import Merged
from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.teams import MergedFile


@click.command()
@CASE
@click.argument("path", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@PASSPHRASE_FILE
def command(case: Path, path: Path, passphrase_file: Path | None) -> int:
    """Take in a bundle, or every bundle of a folder. Nothing that is here is overwritten; merging one again changes nothing.

    A bundle is taken whole or not at all; events of devices that nobody has admitted wait outside. Exit code 1 when a
    bundle or an event was refused, or a device's keys turn out to be in use twice.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        before = desk.case.device
        done = desk.merge(path)
        alarmed = [show(file) for file in done]
        if desk.case.device != before:
            screen.note("note: this copy's device name was in use elsewhere, so it goes on as a new device")
        open_conflicts = len(desk.conflicts())
    if open_conflicts:
        screen.note(f"{open_conflicts} things were said differently: rushlight conflicts {case}")
    return 1 if any(alarmed) else 0


def show(file: MergedFile) -> bool:
    """Print what became of one bundle; gives whether anybody should look."""
    if file.merged is None:
        screen.say(f"refused: {file.path.name}: {file.error.what if file.error else ''}")
        return True
    _merged(file.path.name, file.merged)
    return bool(file.merged.refused or file.merged.forks or file.merged.sent_away)


def _merged(name: str, merged: Merged) -> None:
    taken = sum(merged.taken.values())
    screen.say(f"merged {name}: {taken} new event{'' if taken == 1 else 's'}" if taken else f"merged {name}: nothing new")
    for device, count in merged.waiting.items():
        screen.say(
            f"waiting outside: {count} events of {device}, which nobody has admitted or whose earlier events are missing"
        )
    for refused in merged.refused:
        screen.say(f"refused: {refused.event} of {refused.device}: {refused.why}")
    for device in merged.forks:
        screen.say(f"alarm: the keys of {device} are in use twice. Both histories are kept")
        screen.note("hint: ask whose device it is: a copied folder, or a stolen one? then 'rushlight revoke' or 'new-device'")
    if merged.erasures:
        screen.say(f"{len(merged.erasures)} erasures came along and were carried out; this copy has a new case key")
    if merged.sent_away:
        screen.say("alarm: this device was sent away: what is written here counts for nobody else")
