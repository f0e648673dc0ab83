"""``rushlight shares``: new recovery shares in place of those there were."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.setting_up import counts as read_counts
from rushlight.cli.giving_out import SHARES, SHARES_TO, give_out
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import doors


@click.command()
@CASE
@SHARES
@SHARES_TO
@PASSPHRASE_FILE
def command(case: Path, counts: str, shares_to: Path | None, passphrase_file: Path | None) -> None:
    """Make new recovery shares for CASE, show them one at a time and ask for words of them.

    The shares there were open nothing from then on. Until the new ones are confirmed, nothing is taken in.
    """
    chosen = read_counts(counts)
    with doors.shares(case, passphrase(passphrase_file), chosen) as setting:
        give_out(setting, case, shares_to)
