"""``rushlight agreement``: how far two readers agree, wherein they differ, and what holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.codebook import codebook
from rushlight.desk import Desk, open_desk
from rushlight.desk.difference_words import agreement_words, compared_words, difference_words, interval
from rushlight.desk.two_readers import AddedAlone, Agreed, Difference
from rushlight.errors import MisuseError
from rushlight.review import FieldAgreement
from rushlight.review.comparing import FIELDS, VERDICT


@click.command()
@CASE
@click.option("--differences", is_flag=True, help="show wherein two readers differ")
@click.option("--settle", "name", metavar="NAME", help="settle the difference with this name, such as R1.4")
@click.option("--take", type=click.Choice(["first", "second"]), help="whose values hold")
@click.option("--field", "fields", multiple=True, metavar="NAME=VALUE", help="of one field: first, second, or a value")
@click.option("--why", default="", metavar="WORDS", help="why it holds; it is kept with the decision")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path,
    differences: bool,
    name: str | None,
    take: str | None,
    fields: tuple[str, ...],
    why: str,
    actor: str,
    passphrase_file: Path | None,
) -> None:
    """Show how far two readers agree about the reports that both have finished; settle what differs.

    Nothing is said of any one person. What is decided after finishing does not change the figures.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        if name is not None:
            _settle(desk, name, take, fields, why)
        elif differences:
            _differences(desk.differences(), desk.added_alone())
        else:
            _agreement(desk.agreement())


def _agreement(agreed: Agreed) -> None:
    if not agreed.reports:
        screen.say("no report was finished by two readers yet: rushlight assign says who reads what")
        return
    screen.say(f"{screen.count(agreed.reports, 'report')} finished by two readers")
    heads = ("field", "compared", "the same", "kappa", "alpha", "in words")
    screen.table(heads, [_row(f) for f in agreed.fields], numbers=("compared", "the same"))
    for alias in agreed.left_out:
        screen.note(f"note: {alias} is left out: what was decided no longer fits how it was read")


def _row(found: FieldAgreement) -> tuple[str, ...]:
    same = "" if found.raw is None else f"{found.same} ({found.raw:.0%})"
    figures = (interval(found.kappa), interval(found.alpha))
    return compared_words(found.field), str(found.statements), same, *figures, agreement_words(found)


def _differences(found: Sequence[Difference], added: Sequence[AddedAlone]) -> None:
    for one in found:
        act = codebook().term(one.compared.statement.act).label("en")
        screen.say(f"\n{_name(one)}  {act}" + ("; settled" if one.settled else ""))
        screen.item("words", " … ".join(span.exact for span in one.compared.statement.spans))
        for said in difference_words(one):
            screen.item(said.field, f"{one.first}: {said.first}  /  {one.second}: {said.second}")
    for alone in added:
        act = codebook().term(alone.statement.act).label("en")
        screen.say(f"\n{alone.alias}.{alone.number}  {act}; added by {alone.person} alone, it waits in the queue")
    if not (found or added):
        screen.say("nothing differs, or no report was finished by two readers yet")


def _name(one: Difference) -> str:
    return f"{one.alias}.{one.number}"


def _settle(desk: Desk, name: str, take: str | None, fields: Sequence[str], why: str) -> None:
    found = next((d for d in desk.differences() if _name(d) == name), None)
    if found is None:
        raise MisuseError(
            "there is no difference with this name", where=name, hint="'rushlight agreement --differences' lists them"
        )
    chosen = {d.field: take for d in found.compared.differs if take}
    for written in fields:
        field, equals, value = written.partition("=")
        if field not in (VERDICT, *FIELDS) or not equals:
            raise MisuseError("a field is written NAME=VALUE", hint="one of: " + ", ".join((VERDICT, *FIELDS)))
        chosen[field] = value
    desk.settle_difference(found.compared.statement.id, {k: v for k, v in chosen.items() if v is not None}, why)
    screen.say(f"settled {name}")
