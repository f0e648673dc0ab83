"""``rushlight judge``: say whether two reports share an origin, a text or an event."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import Desk, open_desk
from rushlight.errors import MisuseError
from rushlight.record import Judgement, Relation

RELATIONS = {"origin": Relation.SAME_ORIGIN, "text": Relation.SAME_TEXT, "event": Relation.SAME_EVENT}


@click.command()
@CASE
@click.argument("relation", type=click.Choice(list(RELATIONS)))
@click.argument("left")
@click.argument("right")
@click.argument("verdict", type=click.Choice([j.value for j in Judgement]))
@PASSPHRASE_FILE
def command(case: Path, relation: str, left: str, right: str, verdict: str, passphrase_file: Path | None) -> None:
    """Say of two reports (LEFT and RIGHT, such as R1 and R2) whether they share an origin, a text or an event.

    'unsure' is an answer. A later judgement of the same pair replaces an earlier one; both stay in the log.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        kind = RELATIONS[relation]
        pairs = _pairs(desk, kind, left, right)
        for one, other in pairs:
            desk.judge(kind, one, other, Judgement(verdict))
    screen.say(f"kept: {left} and {right}, {relation}: {verdict}")


def _pairs(desk: Desk, kind: Relation, left: str, right: str) -> list[tuple[str, str]]:
    """Document ids; for an event the proposed pairs of tellings between the two reports."""
    known = {d.alias: d.document.id for d in desk.case.documents()}
    for alias in (left, right):
        if alias not in known:
            raise MisuseError("the casefile has no such report", where=alias)
    if kind is not Relation.SAME_EVENT:
        return [(known[left], known[right])]
    proposals = [p for p in desk.link().proposals if p.reports == {left, right}]
    if not proposals:
        raise MisuseError("no pair of tellings of these two reports is proposed", hint="see 'rushlight link'")
    return [(p.left, p.right) for p in proposals]
