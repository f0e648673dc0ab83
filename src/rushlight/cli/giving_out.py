"""Passphrases and recovery shares at the screen: shown once, one at a time, then asked for."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from rushlight.casefile import generate_passphrase, passphrase_bits
from rushlight.casefile.setting_up import Question, page, write_shares
from rushlight.cli import screen
from rushlight.cli.main import INTERRUPTED
from rushlight.cli.options import passphrase
from rushlight.desk.doors import SettingUp
from rushlight.errors import MisuseError, RushlightError

WORDS_LANGUAGE = click.option(
    "--language", type=click.Choice(["en", "ko"]), default="en", help="draw the passphrase from English or Korean words"
)
OWN_PASSPHRASE = click.option(
    "--own-passphrase", is_flag=True, help="choose the passphrase yourself (a generated one is safer)"
)
SHARES = click.option("--shares", "counts", default="2/3", metavar="K/N", show_default=True, help="any K of N shares open it")
SHARES_TO = click.option(
    "--shares-to",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="also write each share into a file of its own, to be printed",
)


class Unconfirmed(RushlightError):
    """Setting up was left before the shares were confirmed."""

    exit_code = INTERRUPTED


def new_passphrase(own: bool, file: Path | None, language: str) -> tuple[str, bool]:
    """(the passphrase, whether it was drawn). Raises MisuseError."""
    if not own and file is None:
        return generate_passphrase(secrets.token_bytes, language=language), True
    first = passphrase(file, prompt="new passphrase")
    if file is None and passphrase(None, prompt="the same again") != first:
        raise MisuseError("the two passphrases differ", hint="type the same twice")
    return first, False


def show_passphrase(words: str, language: str) -> None:
    screen.say(f"\n    passphrase:  {words}\n")
    bits = passphrase_bits(language=language)
    screen.say(f"six drawn words, {bits:.0f} bits. It is shown this once and stored nowhere: write it on paper.")
    if language == "ko":
        screen.note("type it with a Korean keyboard; the spaces count")


def give_out(setting: SettingUp, case: Path, folder: Path | None) -> None:
    """Show each share, then ask for two words of each of as many as are needed. Raises Unconfirmed when that is left."""
    try:
        if folder is not None:
            _written(setting, folder)
        _shown(setting)
        setting.confirm({question: _asked(setting, question) for question in setting.questions})
    except (click.Abort, KeyboardInterrupt):
        raise Unconfirmed(
            "the recovery shares are not confirmed: the casefile takes nothing in",
            hint=f"finish with 'rushlight shares {case}', which makes new ones; those shown now are void then",
        ) from None
    screen.clear()
    screen.say("the recovery shares are confirmed. Give each to another person, and keep none beside the casefile")


def _written(setting: SettingUp, folder: Path) -> None:
    paths = write_shares(setting.shares, folder)
    screen.note(f"written: {len(paths)} files in {folder}. Whoever has enough of them opens the casefile:")
    screen.note("print them, hand them on, then destroy the files; a deleted file can often be brought back")


def _shown(setting: SettingUp) -> None:
    count = len(setting.shares)
    screen.say(f"\n{count} recovery shares follow, each for another person. Write each on paper; it is not shown again.")
    for number, share in enumerate(setting.shares, 1):
        screen.say(f"\nrecovery share {number} of {count}:\n")
        for line in page(share):
            screen.say(f"    {line}")
        screen.say()
        click.prompt("Enter, when it stands on paper", default="", show_default=False, err=True)
        screen.clear()


def _asked(setting: SettingUp, question: Question) -> str:
    while True:
        word: str = click.prompt(f"share {question.share}, word {question.position}", err=True)
        if setting.holds(question, word):
            return word
        screen.note("the share has another word there: look again")
