"""``rushlight new``: make a casefile."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from rushlight.casefile import generate_passphrase, passphrase_bits
from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import new_desk
from rushlight.errors import MisuseError


@click.command()
@CASE
@click.option("--own-passphrase", is_flag=True, help="choose the passphrase yourself (a generated one is safer)")
@PASSPHRASE_FILE
def command(case: Path, own_passphrase: bool, passphrase_file: Path | None) -> None:
    """Make the casefile CASE, a folder whose name ends in .case.

    A passphrase of six words is drawn and shown once. Write it on paper; without it nothing opens.
    """
    generated = not own_passphrase and passphrase_file is None
    words = generate_passphrase(secrets.token_bytes) if generated else chosen(passphrase_file)
    with new_desk(case, words):
        pass
    screen.say(f"made {case}")
    if generated:
        screen.say(f"\n    passphrase:  {words}\n")
        screen.say(
            f"six drawn words, {passphrase_bits():.0f} bits. It is shown this once and stored nowhere: write it on paper."
        )
    screen.note(f"next: rushlight take-in {case} REPORT")


def chosen(file: Path | None) -> str:
    """A passphrase of the person's own, typed twice, or from a file. Raises MisuseError."""
    first = passphrase(file)
    if file is None and passphrase(None, prompt="the same again") != first:
        raise MisuseError("the two passphrases differ", hint="type the same twice")
    return first
