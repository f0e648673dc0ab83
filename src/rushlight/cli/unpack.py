"""``rushlight unpack``: the casefile of a sealed file again."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import FILE, PASSPHRASE_FILE
from rushlight.cli.unlocking import ERASED, SHARE, SHARES, telling, unlock
from rushlight.desk.keeping import unpack


@click.command()
@FILE
@click.argument("case", type=click.Path(path_type=Path))
@ERASED
@SHARES
@SHARE
@PASSPHRASE_FILE
def command(
    file: Path,
    case: Path,
    lists: tuple[Path, ...],
    shares: bool,
    share_files: tuple[Path, ...],
    passphrase_file: Path | None,
) -> None:
    """Make the new casefile CASE of FILE, which 'rushlight pack' wrote. It goes on as a device of its own.

    All of it is checked before CASE is there; when anything fails, nothing is left.
    """
    with unpack(file, case, unlock(passphrase_file, shares, share_files), lists=lists, progress=telling("unpacking")) as desk:
        entries = len(desk.log())
    screen.say(f"unpacked as {case}: {entries} entries in the log, all verified")
    screen.note("it has a key of its own now; the passphrases and shares are the same")
