"""``rushlight bundle``: write one sealed file for colleagues."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk


@click.command()
@CASE
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="where to write it")
@click.option("--for", "devices", multiple=True, metavar="DEVICE", help="only for this device (may be given several times)")
@click.option("--since", is_flag=True, help="only what they lack, as far as their last bundles tell")
@PASSPHRASE_FILE
def command(case: Path, folder: Path, devices: tuple[str, ...], since: bool, passphrase_file: Path | None) -> None:
    """Write a bundle of CASE into FOLDER, closed for the devices of colleagues. Nobody else can open it, you included.

    Carry it on a USB stick or leave it in any file drop. Its size, its time and the ids of the devices can be seen.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        before = desk.case.device
        sent = desk.bundle(folder, to=devices or None, only_new=since)
        if desk.case.device != before:
            screen.note("note: this folder was copied or moved, so it goes on as a new device")
    events, receivers = screen.count(sent.counts.get("event", 0), "event"), screen.count(len(sent.to), "device")
    screen.say(f"wrote {sent.path}: {events} for {receivers}")
