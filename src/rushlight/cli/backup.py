"""``rushlight backup``: a sealed copy that is restored once at once."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.backups import Made
from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.cli.unlocking import telling
from rushlight.desk import open_desk
from rushlight.desk.keeping import backup

YEAR = 365


@click.command()
@CASE
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--keep-days",
    type=click.IntRange(1, 3650),
    metavar="N",
    help="destroy a quarter's key N days after its end (90; kept as a setting)",
)
@PASSPHRASE_FILE
def command(case: Path, folder: Path, keep_days: int | None, passphrase_file: Path | None) -> None:
    """Back up CASE into FOLDER, on another disk, and restore it once to see that it comes back whole.

    Keep three copies on two kinds of media, one of them outside the country. Copy the whole FOLDER with its 'keys'
    and its erase list.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        made = backup(desk, folder, keep_days=keep_days, progress=telling("sealing"))
        today, same_disk = desk.now().date(), _same_disk(case, folder)
        asked = made.drilled is None or (today - made.drilled).days > YEAR
    _tell(made, same_disk, asked)


def _tell(made: Made, same_disk: bool, drill_due: bool) -> None:
    screen.say(f"backed up as {made.file}: {made.events} entries, restored once and verified")
    if made.expired:
        screen.say(f"destroyed, their time was over: {', '.join(made.expired)}")
    if made.removed:
        screen.say(f"removed, nothing opens them any more: {len(made.removed)} backups")
    if made.left:
        screen.note("note: an old passphrase does not open it; set it anew with a new passphrase")
    if same_disk:
        screen.note("note: this is the disk the casefile lies on: copy the folder to another one")
    if drill_due:
        screen.note(f"once a year, see that the shares open it: rushlight restore {made.file} --drill --shares")


def _same_disk(case: Path, folder: Path) -> bool:
    return case.stat().st_dev == folder.stat().st_dev
