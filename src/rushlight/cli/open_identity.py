"""``rushlight open-identity``: what the trustees agreed to open, shown once."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rushlight.casefile.identities import RESHARE
from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import identifying, open_desk
from rushlight.errors import MisuseError


@click.command()
@CASE
@click.argument("request")
@PASSPHRASE_FILE
def command(case: Path, request: str, passphrase_file: Path | None) -> None:
    """Show who REQUEST asked about, once enough trustees have answered it.

    The opening is in the log of CASE before anything is shown. It works once, at a terminal, on the device that asked:
    write down nothing you need not. For a request of 'trustees --anew', seals anew and shows nothing.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        asked = identifying.asked(desk.case, request, now=desk.now())
        if asked.request.reason == RESHARE:
            done = desk.reshare(asked.request.id)
            screen.say(f"records sealed for the trustees of today: {done}; those before can open these no more")
            return
        if not sys.stdout.isatty():
            raise MisuseError("who a source is is shown on a screen only", hint="use a terminal, without a pipe or a file")
        for alias, fields in desk.open_identity(asked.request.id).items():
            for name, value in fields.items():
                screen.item(alias, f"{name}: {screen.visible(str(value))}")
