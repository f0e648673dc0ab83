"""``rushlight judge``: say whether two reports share an origin or a text, or two tellings an event."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import Desk, open_desk
from rushlight.errors import MisuseError
from rushlight.record import Judgement, Relation

RELATIONS = {"origin": Relation.SAME_ORIGIN, "text": Relation.SAME_TEXT, "event": Relation.SAME_EVENT}
TAKE_BACK = "take-back"


@click.command()
@CASE
@click.argument("relation", type=click.Choice(list(RELATIONS)))
@click.argument("left")
@click.argument("right")
@click.argument("verdict", type=click.Choice([*(j.value for j in Judgement), TAKE_BACK]))
@ACTOR
@PASSPHRASE_FILE
def command(case: Path, relation: str, left: str, right: str, verdict: str, actor: str, passphrase_file: Path | None) -> None:
    """Say what LEFT and RIGHT have in common.

    For origin and text they are reports, such as R1 and R2; for event they are tellings as 'rushlight link'
    names them, such as R1.1 and R2.1. 'unsure' is an answer. A later judgement of the same pair replaces an
    earlier one; 'take-back' takes your last one of it back, and what was said before stands again. All of it stays
    in the log.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        kind = RELATIONS[relation]
        known = _known(desk, kind)
        for name in (left, right):
            if name not in known:
                hint = "tellings are named R1.1, R1.2 … by 'rushlight link'" if kind is Relation.SAME_EVENT else None
                raise MisuseError("the casefile has no such report or telling", where=name, hint=hint)
        if verdict == TAKE_BACK:
            desk.take_back_judgement(kind, known[left], known[right])
        else:
            desk.judge(kind, known[left], known[right], Judgement(verdict))
    screen.say(f"kept: {left} and {right}, {relation}: {verdict}")


def _known(desk: Desk, kind: Relation) -> dict[str, str]:
    """Ids by the names that are shown: of documents, or of the statements that stand for tellings."""
    if kind is Relation.SAME_EVENT:
        return {name: head for head, name in desk.link().told.items()}
    return {d.alias: d.document.id for d in desk.case.documents(by=desk.actor)}
