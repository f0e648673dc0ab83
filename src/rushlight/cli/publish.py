"""``rushlight publish``: write the files of a release that passes its check."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.approve import cleared
from rushlight.cli.illustration import ALT, IMAGE, remind
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.cli.unlocking import telling
from rushlight.desk import open_desk
from rushlight.desk.publishing import Publication
from rushlight.exports import DEFAULT, FORMATS


@click.command()
@CASE
@click.argument("release")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="a new folder for the files"
)
@click.option("--way", type=click.IntRange(1, 3), help="take this proposed way to pass; without it, the one that was approved")
@click.option("--text", type=click.Path(path_type=Path), metavar="FILE", help="the file of a text that was checked")
@click.option(
    "--format",
    "formats",
    metavar="FORMATS",
    help=f"what to write, with commas: {', '.join(FORMATS)}  [default: {','.join(DEFAULT)}; of a text: plain text]",
)
@IMAGE
@ALT
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path,
    release: str,
    folder: Path,
    way: int | None,
    text: Path | None,
    formats: str | None,
    image: Path | None,
    alt: str,
    actor: str,
    passphrase_file: Path | None,
) -> None:
    """Write the files of RELEASE (see check-release, approve) into a new FOLDER.

    The release is made anew and checked again; where an approval is asked for, it must be of exactly this, and not expired.
    The finished files are opened and searched for every sealed value. Whatever is found, nothing is left behind.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        cleared(desk)
        chosen = formats.split(",") if formats is not None else None
        tell = telling("making it anew")
        show(desk.publish(release, folder, way=way, text=text, formats=chosen, image=image, alt=alt, tell=tell))
    remind(image)


def show(done: Publication) -> None:
    screen.say(f"written to {done.folder}: {', '.join(done.files)}")
    screen.say(f"approved by {', '.join(done.approved_by)}" if done.approved_by else "one person checked and released this")
    screen.say(f"for the team only, in {done.proof}: proof.json, audit.html")
    screen.note(f"anybody with the proof can check the files: rushlight verify {done.proof / 'proof.json'}")
