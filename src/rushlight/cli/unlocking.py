"""How a sealed copy is opened: by passphrase, or by shares from files or typed one by one; and how far the work is."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path

import click

from rushlight.casefile.keys import OLDER, WORDS, is_share
from rushlight.casefile.packing import Unlock, by_passphrase, by_shares
from rushlight.casefile.process import harden
from rushlight.casefile.setting_up import Gathering, bare, read_share
from rushlight.cli import screen
from rushlight.cli.asking import answer
from rushlight.cli.options import passphrase
from rushlight.errors import MisuseError

SHARES = click.option("--shares", is_flag=True, help="open it with recovery shares, asked for one by one")
SHARE = click.option(
    "--share",
    "share_files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="a file that holds one recovery share (may be given again); others are asked for",
)
ERASED = click.option(
    "--erased",
    "lists",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="a newer erase list (erased_....json) to carry out first",
)
LARGE = 64 << 20
"""Bytes from which the progress is told."""
PATIENCE = 2.0
"""Seconds after which it is told of anything."""


def unlock(passphrase_file: Path | None, shares: bool, share_files: tuple[Path, ...]) -> Unlock:
    """What opens the copy. Raises MisuseError."""
    if shares or share_files:
        return by_shares(gather(share_files), secrets.token_bytes)
    return by_passphrase(passphrase(passphrase_file), secrets.token_bytes)


def gather(files: tuple[Path, ...]) -> tuple[str, ...]:
    """As many shares as are needed: those in ``files``, then typed ones. Raises MisuseError for a file that holds none."""
    harden()  # from here on the process holds secrets
    gathered = Gathering()
    for file in files:
        _from_file(gathered, file)
    while gathered.missing != 0:
        _typed(gathered)
    return gathered.shares


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
    words = _words()
    screen.clear()
    try:
        number = gathered.add(" ".join(words))
    except MisuseError as error:
        screen.note(f"error: {error}" + (f"\nhint: {error.hint}" if error.hint else ""))
        return
    screen.note(f"share {number} is right")


def _words() -> list[str]:
    """The words of one share; what is none with as many as a share has today may be the beginning of an older one."""
    words: list[str] = []
    unasked = "give --share FILE for each share that is needed"
    while len(words) < WORDS:
        words += bare(answer(f"words {len(words) + 1} to {WORDS}", unasked=unasked)).split()
    while len(words) < OLDER and not is_share(" ".join(words)):
        question = f"words {len(words) + 1} to {OLDER} of an older share (Enter: it has no more)"
        more = bare(answer(question, unasked=unasked, default="", show_default=False)).split()
        if not more:
            break
        words += more
    return words


def telling(what: str) -> Callable[[int, int], None]:
    """A progress that says every tenth of something large, or of what takes longer than ``PATIENCE``."""
    said, begun = 0, time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal said
        tenth = done * 10 // max(total, 1)
        if tenth > said and (total >= LARGE or time.monotonic() - begun > PATIENCE):
            said = tenth
            screen.note(f"{what}: {tenth * 10} %")

    return tell
