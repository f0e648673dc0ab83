"""``rushlight assume``: the figures that the release check counts with, shipped or of the team's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.assuming import Stated
from rushlight.errors import MisuseError
from rushlight.release.figures import shipped, shipped_keys


@click.command()
@CASE
@click.option(
    "--set", "stated", multiple=True, metavar="KEY=LOW..HIGH", help="a figure of your own, in place of the shipped one"
)
@click.option("--stand-for", "stands_for", multiple=True, metavar="KEY", help="the shipped figure, for which you answer")
@click.option("--drop", "dropped", multiple=True, metavar="KEY", help="forget what was stated")
@click.option("--source", default="", metavar="WORDS", help="where the figures come from")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path,
    stated: Sequence[str],
    stands_for: Sequence[str],
    dropped: Sequence[str],
    source: str,
    actor: str,
    passphrase_file: Path | None,
) -> None:
    """Show the figures that the release check of CASE counts with, or state your own.

    How many families fit a sentence is reckoned from them. One that nobody measured and nobody stands for is told of in
    every check.
    """
    if source and not (stated or stands_for or dropped):
        raise MisuseError("nothing to give a source for", hint="name a figure: --set KEY=LOW..HIGH")
    intervals = dict(map(_interval, stated))
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        if intervals or stands_for or dropped:
            desk.assume(stated=intervals, stands_for=stands_for, dropped=dropped, source=source)
        standing = desk.figures()
    _show(standing)


def _interval(said: str) -> tuple[str, tuple[float, float]]:
    key, _, ends = said.rpartition("=")
    found = re.fullmatch(r"([0-9.eE+-]*?[0-9])(?:\.\.([0-9.eE+-]+))?", ends.strip())
    try:
        low = float(found[1]) if found else float("nan")
        high = float(found[2]) if found and found[2] else low
    except ValueError:
        found = None
    if not key or found is None:
        raise MisuseError("this is no figure", where=said, hint="--set KEY=LOW..HIGH, such as rate.take=0.02..0.1")
    return key.strip(), (low, high)


def _show(standing: Iterable[Stated]) -> None:
    own = {s.figure.key: s for s in standing}
    screen.say("figures that the release check counts with")
    for key in (*own, *(k for k in shipped_keys() if k not in own)):
        prior, mine = shipped(key), own.get(key)
        ends = mine.figure.interval if mine and mine.figure.interval else (prior[0], prior[1]) if prior else (0.0, 0.0)
        screen.item(f"{ends[0]:g}..{ends[1]:g}", f"{key}: {_whose(mine) if mine else prior[2] if prior else ''}", width=14)


def _whose(stated: Stated) -> str:
    """Who stands behind it, since when, on what ground."""
    says = "your own figure" if stated.figure.interval else "shipped, and you stand for it"
    return f"{says}, {stated.by} on {stated.on.isoformat()}: {stated.figure.source}"
