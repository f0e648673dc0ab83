"""``rushlight restore``: the casefile of a backup, or a drill."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import PASSPHRASE_FILE
from rushlight.cli.unlocking import ERASED, SHARE, SHARES, telling, unlock
from rushlight.desk.erasing import erasures
from rushlight.desk.keeping import drill, restore
from rushlight.errors import MisuseError


@click.command()
@click.argument("backup", type=click.Path(path_type=Path))
@click.argument("case", type=click.Path(path_type=Path), required=False)
@click.option("--drill", "practice", is_flag=True, help="restore, verify everything, throw it away")
@ERASED
@click.option("--without-erase-list", is_flag=True, help="when the list is lost: what was erased since comes back")
@SHARES
@SHARE
@PASSPHRASE_FILE
def command(
    backup: Path,
    case: Path | None,
    practice: bool,
    lists: tuple[Path, ...],
    without_erase_list: bool,
    shares: bool,
    share_files: tuple[Path, ...],
    passphrase_file: Path | None,
) -> None:
    """Make the new casefile CASE of BACKUP, with 'keys' and the erase list beside it. What was erased since stays erased.

    It goes on as a new device: never use the old copy and the restored one side by side under one name.
    """
    if practice is (case is not None):
        raise MisuseError("restore into a new casefile, or practise with --drill", hint="rushlight restore BACKUP NEW.case")
    ways = unlock(passphrase_file, shares, share_files)
    if case is None:
        entries = drill(backup, ways, with_shares=bool(shares or share_files), progress=telling("restoring"))
        screen.say(f"the drill went well: {entries} entries, all verified; nothing of it was kept")
        return
    opened = restore(backup, case, ways, lists=lists, without_list=without_erase_list, progress=telling("restoring"))
    with opened as desk:
        entries, gone = len(desk.log()), [one.alias for one in erasures(desk.case) if one.alias]
    screen.say(f"restored as {case}: {entries} entries in the log, all verified")
    if gone:
        screen.say(f"erased on request, and not brought back: {', '.join(gone)}")
    screen.note("this is a new device now. Was the old one lost? then an admin sends it away: rushlight revoke")
    screen.note(f"next: merge colleagues' newest bundles, for what was done since: rushlight merge {case} FOLDER")
