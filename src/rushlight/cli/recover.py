"""``rushlight recover``: open a casefile with recovery shares and give it a new passphrase."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.process import harden
from rushlight.casefile.setting_up import Gathering, bare, read_share
from rushlight.cli import screen
from rushlight.cli.giving_out import OWN_PASSPHRASE, WORDS_LANGUAGE, new_passphrase, show_passphrase
from rushlight.cli.options import CASE, PASSPHRASE_FILE
from rushlight.cli.ways_in import show
from rushlight.desk import doors
from rushlight.errors import MisuseError

WORDS = 33
"""Words of a share: they may be typed on several lines."""


@click.command()
@CASE
@click.option(
    "--share",
    "files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="a file that holds one share (may be given again); others are asked for",
)
@OWN_PASSPHRASE
@PASSPHRASE_FILE
@WORDS_LANGUAGE
def command(case: Path, files: tuple[Path, ...], own_passphrase: bool, passphrase_file: Path | None, language: str) -> None:
    """Open CASE with as many recovery shares as it needs, and give it a new passphrase.

    For a lost passphrase, and after travel. Shares are typed, never given as options: those stay in the shell's history.
    A passphrase file is for the new passphrase.
    """
    harden()
    if not any(way.kind == "recovery" for way in doors.ways_in(case)):
        raise MisuseError("this casefile has no recovery shares", where=str(case))
    gathered = Gathering()
    for file in files:
        _from_file(gathered, file)
    while gathered.missing != 0:
        _typed(gathered)
    words, drawn = new_passphrase(own_passphrase, passphrase_file, language)
    doors.recover(case, gathered.shares, words)
    screen.say(f"opened {case} with {len(gathered.shares)} shares; it has a new passphrase")
    if drawn:
        show_passphrase(words, language)
    show(doors.ways_in(case))
    screen.note(f"who saw these shares together can open it too: 'rushlight shares {case}' makes new ones")


def _from_file(gathered: Gathering, file: Path) -> None:
    if gathered.missing == 0:
        return
    try:
        gathered.add(read_share(file))
    except MisuseError as error:
        raise MisuseError(error.what, where=str(file), hint=error.hint) from None


def _typed(gathered: Gathering) -> None:
    """One share from the keyboard, on one line or several; what is wrong with it is told, and it is asked for again."""
    left = "" if gathered.missing is None else f", {gathered.missing} more needed"
    screen.note(f"type a share's {WORDS} words{left}; a line may end anywhere")
    words: list[str] = []
    while len(words) < WORDS:
        words += bare(click.prompt(f"words {len(words) + 1} to {WORDS}", err=True)).split()
    screen.clear()
    try:
        number = gathered.add(" ".join(words))
    except MisuseError as error:
        screen.note(f"error: {error}" + (f"\nhint: {error.hint}" if error.hint else ""))
        return
    screen.note(f"share {number} is right")
