"""``rushlight sign``: a person signs sentences of a text, having been asked what else in them is unusual."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, FILE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk


@click.command()
@CASE
@FILE
@click.argument("sentences", nargs=-1, required=True, type=int)
@click.option("--unusual", metavar="WORDS", help='answers "what else is unusual here?"; "" says: nothing')
@click.option("--elsewhere", is_flag=True, help="the sentences rest on what others have published")
@click.option("--knows", multiple=True, metavar="KIND", help="who could know of it, such as victim, neighbour, broker")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path,
    file: Path,
    sentences: tuple[int, ...],
    unusual: str | None,
    elsewhere: bool,
    knows: tuple[str, ...],
    actor: str,
    passphrase_file: Path | None,
) -> None:
    """Sign SENTENCES (by number) of the text FILE, as 'rushlight check-release --text' numbers them.

    Unless --unusual answers it, you are asked what else in them is unusual: a mark, a job, a coincidence, anything that few
    share. The answer is kept, and counted as a detail that an insider knows. A sentence that is changed is signed anew.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        if unusual is None:
            unusual = click.prompt("what else is unusual here (empty: nothing)", default="", show_default=False, err=True)
        done = desk.sign(file, sentences, unusual=unusual, elsewhere=elsewhere, knowers=knows)
    for sentence in done:
        screen.item(sentence.id, f"signed: {sentence.text}", width=4)
