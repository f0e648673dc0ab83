"""``rushlight gates``: what a release of this team has to meet."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.gating import GatesSet
from rushlight.errors import MisuseError

MEANS = {
    "worst": "worst chance that one guess of an insider is right",
    "pool": "fewest families that fit",
    "knowers": "fewest people who could have told",
    "families": "fewest reports behind a practice",
    "cell": "smallest cell of a table",
    "quote_words": "so many words in a row are a quotation",
    "recent_days": "a happening this many days old is recent",
    "margin": "so many times less may a figure be that nobody stands for",
    "source_words": "most words of one source over all releases",
}


@click.command()
@CASE
@click.option("--preset", metavar="NAME", help="default, strict, strictest or robust; forgets figures of your own")
@click.option("--worst", type=float, metavar="CHANCE", help=MEANS["worst"])
@click.option("--pool", type=float, metavar="N", help=MEANS["pool"])
@click.option("--knowers", type=int, metavar="N", help=MEANS["knowers"])
@click.option("--families", type=int, metavar="N", help=MEANS["families"])
@click.option("--cell", type=int, metavar="N", help=MEANS["cell"])
@click.option("--quote-words", type=int, metavar="N", help=MEANS["quote_words"])
@click.option("--recent-days", type=int, metavar="N", help=MEANS["recent_days"])
@click.option("--margin", type=float, metavar="TIMES", help=MEANS["margin"])
@click.option("--source-words", type=int, metavar="N", help=MEANS["source_words"])
@click.option("--why", default="", metavar="WORDS", help="the reason, kept in the log; needed to go below the shipped default")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path, preset: str | None, why: str, actor: str, passphrase_file: Path | None, **figures: float | None
) -> None:
    """Show what a release of CASE has to meet; with options, set it.

    Every check says which gates it used. A figure that lets more pass than the shipped default needs a reason.
    """
    changes = {name: figure for name, figure in figures.items() if figure is not None}
    if why and not changes and preset is None:
        raise MisuseError("nothing to give a reason for", hint="name a preset or a figure")
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        setting = preset is not None or bool(changes)
        standing = desk.set_gates(preset, changes=changes, why=why) if setting else desk.gates()
    _show(standing)


def _show(standing: GatesSet) -> None:
    who = f"set by {standing.by} on {standing.on.isoformat()}" if standing.on else "as shipped"
    screen.say(f"gates: {standing.gates.preset}; {who}")
    for name, means in MEANS.items():
        mark = " (your own)" if name in standing.changes else ""
        looser = "; looser than shipped" if name in standing.looser else ""
        screen.item(f"{getattr(standing.gates, name):g}", f"{means}{mark}{looser}")
    if standing.why:
        screen.item("why", standing.why)
