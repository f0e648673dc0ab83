"""``rushlight publish``: write the files of a release that passes its check."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.releasing import Publication
from rushlight.exports import DEFAULT, FORMATS


@click.command()
@CASE
@click.argument("release")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="a new folder for the files"
)
@click.option("--way", type=click.IntRange(1, 3), help="take this proposed way to pass")
@click.option(
    "--format",
    "formats",
    default=",".join(DEFAULT),
    show_default=True,
    metavar="FORMATS",
    help=f"what to write, with commas: {', '.join(FORMATS)}",
)
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path, release: str, folder: Path, way: int | None, formats: str, actor: str, passphrase_file: Path | None
) -> None:
    """Write the files of RELEASE (see check-release) into a new FOLDER.

    The release is made anew and checked again; the finished files are opened and searched for every
    sealed value. Whatever is found, nothing is left behind.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        show(desk.publish(release, folder, way=way, formats=formats.split(",")))


def show(done: Publication) -> None:
    screen.say(f"written to {done.folder}: {', '.join(done.files)}")
    screen.say(f"for the team only, in {done.proof}: proof.json, audit.html")
    screen.note(f"anybody with the proof can check the files: rushlight verify {done.proof / 'proof.json'}")
