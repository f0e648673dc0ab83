"""``rushlight new``: make a casefile."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.process import harden
from rushlight.casefile.setting_up import counts as read_counts
from rushlight.cli import screen
from rushlight.cli.giving_out import (
    OWN_PASSPHRASE,
    SHARES,
    SHARES_TO,
    WORDS_LANGUAGE,
    give_out,
    new_passphrase,
    show_passphrase,
)
from rushlight.cli.options import CASE, PASSPHRASE_FILE
from rushlight.desk import new_desk
from rushlight.desk.doors import SettingUp


@click.command()
@CASE
@OWN_PASSPHRASE
@PASSPHRASE_FILE
@WORDS_LANGUAGE
@SHARES
@SHARES_TO
def command(
    case: Path, own_passphrase: bool, passphrase_file: Path | None, language: str, counts: str, shares_to: Path | None
) -> None:
    """Make the casefile CASE, a folder whose name ends in .case.

    A passphrase of six words is drawn and shown once; then recovery shares, which others keep and of which some together
    open the casefile. It takes reports in when you have shown that the shares are on paper.
    """
    harden()
    recovery = read_counts(counts)
    words, drawn = new_passphrase(own_passphrase, passphrase_file, language)
    with new_desk(case, words, recovery=recovery) as desk:
        screen.say(f"made {case}")
        if drawn:
            show_passphrase(words, language)
        give_out(SettingUp(desk.case, actor=desk.actor), case, shares_to)
    screen.note(f"next: rushlight take-in {case} REPORT")
