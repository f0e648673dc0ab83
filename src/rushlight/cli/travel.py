"""``rushlight travel``: leave no way in but the recovery shares."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.asking import agreed
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import doors


@click.command()
@CASE
@click.option("--yes", is_flag=True, help="do not ask whether you are sure")
@PASSPHRASE_FILE
def command(case: Path, yes: bool, passphrase_file: Path | None) -> None:
    """Take every passphrase of CASE away and give it a new key, so that you cannot open it whatever you are made to say.

    Only keepers of confirmed recovery shares can open it again, together: 'rushlight recover CASE', after you arrived.
    """
    words = passphrase(passphrase_file)
    if not yes:
        screen.note("every passphrase will be taken away. Carry no share and no backup key with you")
        agreed(
            "can the keepers of the shares be reached, without you, where you go?",
            otherwise="nothing was changed: your passphrase still opens it",
            hint="settle first with the keepers how you reach them",
            unasked="--yes does not ask; nothing was changed",
        )
    done = doors.travel(case, words)
    screen.say(f"{_ways(done.taken)} taken away. Who can open {case} now: any {done.needed} of the {done.shares} keepers of")
    screen.say("recovery shares, together. Nobody else; you cannot either, unless you hold that many shares")
    if not done.new_key:
        screen.note("note: no room for a new key. An old copy of keyslots.json still opens with its passphrase")
    screen.note(f"copies and backups elsewhere are as they were. After you arrived: rushlight recover {case}")


def _ways(count: int) -> str:
    return "1 way in was" if count == 1 else f"{count} ways in were"
