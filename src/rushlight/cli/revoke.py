"""``rushlight revoke``: send a device away."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk


@click.command()
@CASE
@click.argument("device")
@click.option("--keep-successors", is_flag=True, help="keep devices that went on from this one, each for itself")
@click.option("--new-key", is_flag=True, help="also give this copy a new case key")
@PASSPHRASE_FILE
def command(case: Path, device: str, keep_successors: bool, new_key: bool, passphrase_file: Path | None) -> None:
    """Send DEVICE (its id, or six letters of it: see 'rushlight devices') away. Only an admin's device can.

    It cannot be undone. What it wrote beyond what is here now counts for nobody, and no bundle is closed for it any more.
    What it already has stays readable to whoever has it and its passphrase: nothing can take that back.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        keepers = {k.device for k in desk.trustees().keepers if k.chosen}
        gone_ids = desk.revoke(device, keep_successors=keep_successors)
        for gone in gone_ids:
            screen.say(f"sent away: {gone}")
        if new_key:
            desk.case, lost = desk.case.rekey()
            gone_ways = f"; lost: {screen.count(len(lost), 'old way', 'old ways')} in" if lost else ""
            screen.say(f"this copy has a new case key{gone_ways}")
    screen.note(f"next, since the others learn of it only by that: rushlight bundle {case} --to FOLDER")
    if keepers & set(gone_ids):
        screen.note("it kept a share of who sources are. Set the trustees anew, then seal anew what it has shares of:")
        screen.note(f"rushlight trustees {case} DEVICE DEVICE DEVICE, and rushlight trustees {case} --anew")
