"""``rushlight checkpoint``: the state of a casefile in a few lines for paper, and as a QR code."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import anchoring, open_desk


@click.command()
@CASE
@click.option("--qr/--no-qr", default=None, help="draw a QR code of it too; done on a terminal unless told otherwise")
@PASSPHRASE_FILE
def command(case: Path, qr: bool | None, passphrase_file: Path | None) -> None:
    """Print a checkpoint of CASE, all devices in it, that can be written down or photographed.

    It holds random ids, sizes and one hash; no word of a report and no name. Keep it elsewhere: 'rushlight verify CASE
    --against' finds with it that an older copy was put back, or that another history was signed.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        text = anchoring.checkpoint_on_paper(desk)
    click.echo(text, nl=False)
    if qr or (qr is None and sys.stdout.isatty()):
        _draw(text)
    screen.note("write down the day beside it. Each line ends in two letters that show a slip of the pen")
    screen.note("it shows that a casefile is kept: keep it where that may be known")


def _draw(text: str) -> None:
    try:
        import segno
    except ImportError:
        screen.note("for a QR code: python3 -m pip install 'rushlight[qr]'")
        return
    drawn = io.StringIO()
    segno.make(text, error="m").terminal(out=drawn, compact=True)
    click.echo(drawn.getvalue(), color=True)
