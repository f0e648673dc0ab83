"""How a sealed copy is opened: by passphrase, or by shares from files or typed one by one; and how far the work is."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import click

from rushlight.casefile.keys import check_share
from rushlight.casefile.packing import Unlock, by_passphrase, by_shares
from rushlight.cli import screen
from rushlight.cli.options import first_line, hidden, passphrase

SHARES = click.option("--shares", is_flag=True, help="open it with recovery shares, asked for one by one")
SHARE = click.option(
    "--share",
    "share_files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="a file with one recovery share on its first line; given once a share",
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


def unlock(passphrase_file: Path | None, shares: bool, share_files: tuple[Path, ...]) -> Unlock:
    """What opens the copy. Raises MisuseError."""
    if share_files:
        return by_shares([first_line(file, "share's file") for file in share_files], secrets.token_bytes)
    if shares:
        return by_shares(_typed(), secrets.token_bytes)
    return by_passphrase(passphrase(passphrase_file), secrets.token_bytes)


def _typed() -> list[str]:
    given = [hidden("share 1", hint="give --share FILE for each share")]
    needed = check_share(given[0])[2]
    while len(given) < needed:
        given.append(hidden(f"share {len(given) + 1} of {needed}"))
    return given


def telling(what: str) -> Callable[[int, int], None]:
    """A progress that says every tenth of something large."""
    said = 0

    def tell(done: int, total: int) -> None:
        nonlocal said
        tenth = done * 10 // max(total, 1)
        if total >= LARGE and tenth > said:
            said = tenth
            screen.note(f"{what}: {tenth * 10} %")

    return tell
