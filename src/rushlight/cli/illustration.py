"""The options that give a picture to a brief."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen

IMAGE = click.option(
    "--image", type=click.Path(path_type=Path), metavar="FILE", help="a picture for the brief, of which only pixels are taken"
)
ALT = click.option("--alt", default="", metavar="WORDS", help="what the picture shows, for those who cannot see it")


def remind(image: Path | None) -> None:
    """Say what nobody but a person can check."""
    if image is not None:
        screen.note(
            "the picture's pixels were taken, and nothing of where, when and by what it was made. Nothing looked at what it"
        )
        screen.note(
            "shows: faces, houses, signs, handwriting and views can tell who and where. Look at it again before it leaves"
        )
