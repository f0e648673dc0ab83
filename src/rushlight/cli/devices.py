"""``rushlight devices``: list the devices of a casefile."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.teams import ListedDevice


@click.command()
@CASE
@PASSPHRASE_FILE
def command(case: Path, passphrase_file: Path | None) -> int:
    """List the devices whose events count, with fingerprints and roles. "Last seen" is their own clock, as far as it came here.

    Exit code 1 when a device's keys are in use twice.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        listed = desk.devices()
    rows = [
        (
            d.device.id + (" (this one)" if d.own else ""),
            d.device.fingerprint,
            ", ".join(sorted(d.device.roles)),
            _last(d),
            _state(d),
        )
        for d in listed
    ]
    screen.table(("device", "fingerprint", "roles", "last seen (UTC)", "state"), rows)
    return 1 if any(d.twice for d in listed) else 0


def _last(listed: ListedDevice) -> str:
    return listed.last.strftime("%Y-%m-%d %H:%M") if listed.last else "never"


def _state(listed: ListedDevice) -> str:
    if listed.twice:
        return "alarm: its keys are in use twice"
    return "active" if listed.device.active else f"sent away after {listed.device.size} events"
