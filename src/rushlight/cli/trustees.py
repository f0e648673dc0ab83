"""``rushlight trustees``: who together open who a source is, so that no single laptop can."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import Desk, open_desk
from rushlight.desk.identifying import Standing
from rushlight.errors import MisuseError


@click.command()
@CASE
@click.argument("devices", nargs=-1, metavar="[DEVICE]...")
@click.option("--needed", type=click.IntRange(2, 16), metavar="K", help="how many must agree (2 of 3, 3 of 5, if not said)")
@click.option("--anew", is_flag=True, help="ask the trustees before for what is still sealed for them")
@PASSPHRASE_FILE
def command(case: Path, devices: tuple[str, ...], needed: int | None, anew: bool, passphrase_file: Path | None) -> None:
    """Show the trustees of CASE, or set them: DEVICEs of different people, each with a computer of their own.

    From then on the name and contact of a source are sealed so that K of them must agree to open them, and no
    single one can, whoever wrote them down included. What this device can open is sealed anew at once.
    """
    if (devices and anew) or (needed and not devices):
        raise MisuseError("name the devices to set, or --anew, not both", hint="see 'rushlight trustees --help'")
    with open_desk(case, passphrase(passphrase_file)) as desk:
        if anew:
            asked = desk.request_reshare()
            screen.say(f"asked the trustees before, as {asked.request.id}; sources and reports: {len(asked.aliases)}")
            screen.note(f"when they have answered: rushlight open-identity {case} {asked.request.id}")
            return
        if devices:
            _set(desk, devices, needed)
        show(desk.trustees(), case)


def _set(desk: Desk, devices: tuple[str, ...], needed: int | None) -> None:
    done = desk.set_trustees(devices, needed)
    if done.records:
        screen.say(f"records sealed for the trustees now: {done.records}, which every member could open before")
        screen.note("older backups of this casefile still hold them open: destroy those, or let them expire")
    if done.left:
        screen.say(f"sources and reports that stay sealed for the trustees before: {len(done.left)}")


def show(standing: Standing, case: Path) -> None:
    """Print who the trustees are, and what is not sealed for them."""
    chosen = [k for k in standing.keepers if k.chosen]
    if not chosen and not standing.needed:
        screen.say("no trustees are set: every member can open who a source is")
    else:
        screen.say(f"any {standing.needed} of these {len(chosen)} together open who a source is; no single one can")
    rows = [("trustee" if k.chosen else "could be one", k.person, k.device, k.fingerprint) for k in standing.keepers]
    screen.table(("", "who", "device", "fingerprint"), rows)
    if standing.gone:
        screen.note(f"chosen once and sent away since: {standing.gone}; they get no new share")
    if standing.needed and standing.open:
        screen.note(f"sources and reports not sealed for them yet: {standing.open}; set the same trustees again to seal them")
    if standing.before:
        screen.note(f"sealed for other trustees: {standing.before}; rushlight trustees {case} --anew asks those")
