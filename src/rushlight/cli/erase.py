"""``rushlight erase``: erase a report, or who told us, on request."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.erasing import Reach
from rushlight.cli import screen
from rushlight.cli.asking import answer
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.erasing import REASONS, Erased, Plan, erasures
from rushlight.errors import MisuseError

SHORT = 9
"""Letters of a device's id that tell it from others."""

OURS = {"sealed_anew": "names", "collector_deleted": "a collector's"}
REASON = {"sealed_anew": "sealed anew for trustees", "collector_deleted": "its collector deleted it"}
"""What Rushlight itself takes away, in words."""


@click.command()
@CASE
@click.argument("subject", required=False)
@click.option(
    "--reason",
    type=click.Choice(REASONS),
    default="withdrawn",
    show_default=True,
    help="a code for the log; no words of anybody",
)
@click.option("--with-reports", is_flag=True, help="of a source: every report it gave us too")
@click.option("--yes", is_flag=True, help="do not ask; for scripts")
@PASSPHRASE_FILE
def command(case: Path, subject: str | None, reason: str, with_reports: bool, yes: bool, passphrase_file: Path | None) -> None:
    """Erase SUBJECT (a report or a source by alias, such as R3 or S1) from CASE, so that no key opens it any more.

    An event that counts for nothing, because its device had no role for it, goes by its id.

    Without SUBJECT: list what was erased, and which devices are known to have done it.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        if subject is None:
            _list(tuple(erasures(desk.case)), {d.device.id: d.person for d in desk.devices()})
            return
        planned = desk.plan_erasure(subject, reason=reason, with_reports=with_reports)
        _show(planned)
        if not yes and _asked(subject) != subject:
            raise MisuseError("nothing was erased: the alias was not typed", where=subject)
        done = desk.erase(planned)
    _done(done, case)


def _asked(subject: str) -> str:
    question = f"type {subject} to erase it, or Enter to leave it"
    return answer(question, unasked="--yes does not ask; nothing was erased", default="", show_default=False).strip()


def _show(planned: Plan) -> None:
    what = ", ".join(planned.reports) if planned.reports else ""
    screen.say("this will happen:")
    if planned.identity:
        screen.say(f"  who {planned.subject} is goes: name, contact and notes")
    if what:
        screen.say(f"  {what}: text, original, readings, decisions, judgements and names go, for every key there is")
    if not what and not planned.identity:
        screen.say(f"  the words of {planned.subject} go, and what hangs on it, for every key there is")
    screen.say(
        f"  {screen.count(planned.entries, 'entry', 'entries')} of the log stay as empty places, marked 'erased on request'"
    )
    screen.say("  the casefile gets a new key and is written anew; signatures and checkpoints still hold")
    screen.say("this will not happen:")
    screen.say("  what was exported, printed, sent, proven or anchored cannot be called back")
    for release, day in planned.releases:
        screen.say(f"  published with it on {day.isoformat()}: {release}")
    if planned.near:
        screen.say(
            f"  it came with {', '.join(planned.near)}, which stay and may hold its words: erase them too if they should go"
        )
    screen.say("  another report that tells of the same, or quotes the same words, stays: erase it too if it should go")
    screen.say("  colleagues' devices erase it when your next bundle reaches them, not before")
    screen.say("  backups keep it sealed until their key is destroyed; a restore will not bring it back")


def _done(done: Erased, case: Path) -> None:
    screen.say(f"erased: {done.plan.subject}")
    if not done.finished:
        screen.note(
            "note: there is no room on the disk to write the casefile anew; free some and open it again: it is done then"
        )
    _reached(done.reach[:1], case)
    if done.list_written is False:
        screen.note("next: connect the disk with the backups and run rushlight backup: it learns what was erased")
    elif done.list_written:
        screen.note("the list beside the last backup knows of it; run rushlight backup to begin a new key for backups")


def _reached(reach: tuple[Reach, ...], case: Path) -> None:
    for one in reach:
        known = len(one.done) + len(one.waiting)
        screen.say(f"done on {len(one.done)} of {known} known devices")
        if one.waiting:
            screen.note("the others have it until they tell in a bundle that it is gone; nothing is assumed before")
            screen.note(f"next, so that they learn of it: rushlight bundle {case} --to FOLDER")
        if one.away:
            screen.note(f"{screen.count(len(one.away), 'device')} sent away earlier cannot be reached")
        if one.collectors:
            screen.note("collectors merge nothing: what one of them sealed lies in its outbox until it is deleted there")


def _list(reach: tuple[Reach, ...], people: dict[str, str]) -> None:
    if not reach:
        screen.say("nothing was erased")
        return
    rows = []
    for one in reach:
        done = f"{len(one.done)} of {len(one.done) + len(one.waiting)}"
        waits = ", ".join(f"{people.get(device, '')} {device[:SHORT]}".strip() for device in one.waiting)
        what = one.alias or OURS.get(one.reason, "-")
        rows.append((one.day.isoformat(), what, REASON.get(one.reason, one.reason), done, waits or "none", str(len(one.away))))
    screen.table(("day", "what", "reason", "devices done", "not yet heard from", "out of reach"), rows)
    if any(one.waiting for one in reach):
        screen.note("a device counts as done when it says so in a bundle that was merged here")
