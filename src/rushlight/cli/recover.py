"""``rushlight recover``: open a casefile with recovery shares and give it a new passphrase."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.process import harden
from rushlight.cli import screen
from rushlight.cli.giving_out import OWN_PASSPHRASE, WORDS_LANGUAGE, new_passphrase, show_passphrase
from rushlight.cli.options import CASE, PASSPHRASE_FILE
from rushlight.cli.unlocking import SHARE, gather
from rushlight.cli.ways_in import show
from rushlight.desk import doors
from rushlight.errors import MisuseError


@click.command()
@CASE
@SHARE
@OWN_PASSPHRASE
@PASSPHRASE_FILE
@WORDS_LANGUAGE
def command(
    case: Path, share_files: tuple[Path, ...], own_passphrase: bool, passphrase_file: Path | None, language: str
) -> None:
    """Open CASE with as many recovery shares as it needs, and give it a new passphrase.

    For a lost passphrase, and after travel. Shares are typed, never given as options: those stay in the shell's history.
    A passphrase file is for the new passphrase.
    """
    harden()
    if not any(way.kind == "recovery" for way in doors.ways_in(case)):
        raise MisuseError("this casefile has no recovery shares", where=str(case))
    shares = gather(share_files)
    words, drawn = new_passphrase(own_passphrase, passphrase_file, language)
    doors.recover(case, shares, words)
    screen.say(f"opened {case} with {len(shares)} shares; it has a new passphrase")
    if drawn:
        show_passphrase(words, language)
    ways = doors.ways_in(case)
    show(ways)
    if sum(way.kind == "passphrase" for way in ways) > 1:
        screen.note(f"older passphrases open it as before. Could somebody know one? rushlight ways-in {case} --remove ID")
    screen.note(f"who saw these shares together can open it too: 'rushlight shares {case}' makes new ones")
