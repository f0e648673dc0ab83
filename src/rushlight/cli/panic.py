"""``rushlight panic``: destroy the ways in at once. It imports little: there may be a second, not two."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rushlight.casefile.process import end_process
from rushlight.casefile.ways import panic
from rushlight.cli.asking import agreed
from rushlight.cli.options import CASE


@click.command()
@CASE
@click.option("--now", is_flag=True, help="ask nothing")
def command(case: Path, now: bool) -> None:
    """Destroy the key slots of CASE, so that nobody opens this folder any more: not you, not the keepers of shares.

    Needs no passphrase and cannot be undone. It does not reach copies: backups, bundles, other devices, a paper that was
    photographed. A rushlight that has CASE open keeps what is in its memory until it ends.
    """
    if not now:
        click.echo("this cannot be undone, and recovery shares do not help afterwards", err=True)
        agreed(
            "destroy the ways into this casefile?",
            otherwise="nothing was destroyed",
            unasked="--now does not ask; nothing was destroyed",
        )
    panic(case)
    click.echo("destroyed: this folder cannot be opened any more")
    click.echo(
        "copies elsewhere survive: backups, other devices, what was sent; their ways in still open them",
        err=True,
    )
    sys.stdout.flush()
    sys.stderr.flush()
    end_process(0)
