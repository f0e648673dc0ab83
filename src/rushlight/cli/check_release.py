"""``rushlight check-release``: what the state could infer from a release, and how to say it so that it passes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from rushlight.cli import release_details, release_json, release_said, screen, setting_levels, text_check
from rushlight.cli.frame import Frame
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.cli.unlocking import telling
from rushlight.desk import Desk, open_desk
from rushlight.desk.releasing import CheckedRelease
from rushlight.errors import MisuseError
from rushlight.record import Purpose


@click.command()
@CASE
@click.option("--event", "events", multiple=True, metavar="NAME", help="only this event (see link), such as E1")
@click.option("--report", "reports", multiple=True, metavar="ALIAS", help="only what this report tells, such as R3")
@click.option(
    "--purpose",
    type=click.Choice([p.value for p in Purpose]),
    default=Purpose.PUBLIC_ANONYMOUS.value,
    show_default=True,
    help="what it leaves for; consent is asked for this",
)
@click.option(
    "--language", type=click.Choice(["en", "ko"]), help="of the sentences and of all that is said of them  [default: en]"
)
@click.option("--title", metavar="WORDS", help="title of the brief")
@click.option("--for", "recipient", metavar="NAME", help="who alone gets it; without it, everybody may")
@click.option("--text", type=click.Path(path_type=Path), metavar="FILE", help="check an article or brief that somebody wrote")
@click.option(
    "--known-to", "known", multiple=True, metavar="FACT=KIND,…", help="who could know a stated fact; I2:FACT=… for one"
)
@click.option("--details", is_flag=True, help="also what each of seven adversaries could find, and every rule explained")
@click.option("--json", "as_json", is_flag=True, help="print everything as JSON")
@setting_levels.choosing
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path,
    events: tuple[str, ...],
    reports: tuple[str, ...],
    purpose: str,
    language: str | None,
    title: str | None,
    recipient: str | None,
    text: Path | None,
    known: tuple[str, ...],
    details: bool,
    as_json: bool,
    earlier: str | None,
    way: int | None,
    levels: tuple[str, ...],
    keeps: tuple[str, ...],
    because: str | None,
    tables: tuple[str, ...],
    actor: str,
    passphrase_file: Path | None,
) -> int:
    """Say what an insider could find in a release of CASE, and how to word it so that it passes. No file is written.

    For each sentence: how many families somebody who took part would find, what that rests on, what stops it. Then three
    ways to pass; --of and --way take one and check again, --set takes levels of your own. 'rushlight explain RULE' explains
    a rule; --keep lets one of some rules stand, with a reason. Exit code 1 when refused.
    """
    if text is not None and (events or reports or title or known):
        raise MisuseError("a text is checked as it stands", hint="leave out --event, --report, --title and --known-to")
    others = bool(events or reports or title or recipient or known)
    keep = setting_levels.keeping(keeps, because, earlier, text=text is not None)
    setting_levels.require_sense(earlier, way, levels, tables, text=text is not None, others=others)
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        if text is not None:
            return text_check.run(desk, text, Purpose(purpose), language, details=details, as_json=as_json, keep=keep)
        if earlier is not None:
            done = desk.check_again(earlier, way=way, levels=levels, keeping=keep, tell=telling("checking"))
        else:
            terms = {"purpose": Purpose(purpose), "language": language or "en", "title": title, "recipient": recipient}
            done = checked(desk, events, reports, known, tables=tables, levels=levels, **terms)
        asked = desk.approval_asked()
    show(done, case, language or done.draft.language, asked=asked, details=details, as_json=as_json)
    return 0 if done.check.passed else 1


def checked(desk: Desk, events: Sequence[str], reports: Sequence[str], known: Sequence[str], **terms: Any) -> CheckedRelease:
    """A new check of what was chosen; ``terms`` are further arguments of ``Desk.check_release``."""
    statements, knowers = chosen(desk, events, reports), known_to(known)
    return desk.check_release(chosen=statements, known_to=knowers, tell=telling("checking"), **terms)


def show(done: CheckedRelease, case: Path, tongue: str, *, asked: bool, details: bool, as_json: bool) -> None:
    """Print the answer, and what to type next."""
    if as_json:
        release_json.show(release_json.release(done))
        return
    release_said.show(done, tongue)
    if details:
        release_details.show(done.check, tongue)
    for line in release_said.next_steps(done, case, tongue, asked=asked):
        screen.note(line)
    if not details:
        screen.note(Frame(tongue)("more"))


def known_to(said: Sequence[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """``FACT=KIND,KIND`` or ``I2:FACT=KIND`` by sentence and fact."""
    out = {}
    for words in said:
        where, mark, kinds = words.partition("=")
        sentence, _, fact = where.partition(":") if re.match(r"I\d+:", where) else ("", "", where)
        if not mark or not fact:
            raise MisuseError("this does not say who could know what", where=words, hint="--known-to amount=victim,spouse")
        out[sentence, fact] = tuple(k.strip() for k in kinds.split(",") if k.strip())
    return out


def chosen(desk: Desk, events: Sequence[str], reports: Sequence[str]) -> list[str] | None:
    """Ids of the statements of the named events and reports; None for everything that can be told.

    Raises MisuseError for a name the casefile does not have, and where nothing was accepted that could be told.
    """
    linked = desk.link()
    wanted: list[str] = []
    for name in events:
        group = linked.group(name)
        if group is None:
            raise MisuseError("there is no such event", where=name, hint="list them with 'rushlight link --all'")
        wanted += group.supports
    for alias in reports:
        if all(r.alias != alias for r in linked.reports):
            raise MisuseError("the casefile has no such report", where=alias, hint="list them with 'rushlight show'")
        wanted += [s.id for r in linked.reports if r.alias == alias for s in r.accepted if s.content_of is None]
    if not any(r.accepted for r in linked.reports):
        raise MisuseError("nothing was accepted yet, so nothing can leave", hint="decide first: rushlight review")
    if not events and not reports:
        return None
    if not wanted:
        raise MisuseError("nothing of these was accepted", hint="decide on their statements first: rushlight review")
    return wanted
