"""``rushlight devices``: list the devices of a casefile."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk, teams
from rushlight.desk.teams import ListedDevice


@click.command()
@CASE
@PASSPHRASE_FILE
def command(case: Path, passphrase_file: Path | None) -> int:
    """List the devices whose events count: id, who set it up, fingerprint and roles.

    "Last seen" is their own clock, as far as it came here. Of an id six letters are enough for other verbs.

    Exit code 1 when the keys of a device that still counts are in use twice.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        listed = desk.devices()
        waits = None if listed else teams.own_device(desk.case)
    if waits is not None:
        screen.say("no device counts here yet: this copy waits to be admitted, and for a bundle that says so")
        screen.say(f"this device's fingerprint: {waits.fingerprint}")
    for device in listed:
        _show(device)
    return 1 if any(d.twice and d.device.active for d in listed) else 0


def _show(listed: ListedDevice) -> None:
    """A block each: an id that is cut into two lines cannot be copied."""
    own = "; this device" if listed.own else ""
    screen.say(f"{listed.device.id}  {listed.person}  {_state(listed)}{own}")
    screen.say(f"    fingerprint {listed.device.fingerprint}, last seen {_last(listed)}")
    screen.say(f"    roles: {', '.join(sorted(listed.device.roles)) or 'none'}")


def _last(listed: ListedDevice) -> str:
    return listed.last.strftime("%Y-%m-%d %H:%M (UTC)") if listed.last else "never"


def _state(listed: ListedDevice) -> str:
    if listed.twice and listed.device.active:
        return "alarm: its keys are in use twice"
    if listed.device.active:
        return f"went on as {listed.went_on}" if listed.went_on and not listed.own else "active"
    was = ", its keys having been in use twice" if listed.twice else ""
    return f"sent away after {screen.count(listed.device.size or 0, 'event')}{was}"
