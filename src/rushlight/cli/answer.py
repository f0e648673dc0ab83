"""``rushlight answer``: a trustee's part in opening who a source is."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.casefile.identities import LEAK_CHECK, RESHARE
from rushlight.cli import screen
from rushlight.cli.asking import agreed
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import identifying, open_desk
from rushlight.desk.identifying import Asked

OURS = {RESHARE: "to seal anew for the trustees of today", LEAK_CHECK: "to search a release's files for names"}
"""What Rushlight itself asks trustees for."""


@click.command()
@CASE
@click.argument("request", required=False)
@click.option("--yes", is_flag=True, help="do not ask whether to give the share")
@PASSPHRASE_FILE
def command(case: Path, request: str | None, yes: bool, passphrase_file: Path | None) -> None:
    """List the requests to CASE's trustees, or give this device's share for REQUEST (its id, or six letters of it).

    A share alone opens nothing. Talk to whoever asks, over a way they did not choose, before you answer.
    """
    with open_desk(case, passphrase(passphrase_file)) as desk:
        if request is None:
            _list(desk.requests(), case)
            return
        asked = identifying.asked(desk.case, request, now=desk.now())
        if not asked.answerable:
            desk.answer(asked.request.id)  # says what stands against it
            screen.say("your share was given before")
            return
        show(asked)
        if not yes:
            agreed("give your share?", otherwise="nothing was given", unasked="--yes does not ask; nothing was given")
        done = desk.answer(asked.request.id).request
        screen.say(f"given: {len(done.answered)} of {done.needed} answers are here")
        screen.note(f"next, for whoever asked: rushlight bundle {case} --to FOLDER")


def show(asked: Asked) -> None:
    found = asked.request
    screen.say(f"{found.by} asks about {', '.join(asked.aliases)}; reason: {_reason(found.reason)}")
    if found.reason == RESHARE:
        screen.say("nothing is shown to anybody by this")
    screen.say(f"on {found.at:%Y-%m-%d %H:%M} (UTC), from the device with the fingerprint {asked.fingerprint}")


def _reason(code: str) -> str:
    """A reason as people read it: ours in words, theirs as the code that they gave."""
    return OURS.get(code, code)


def _list(requests: tuple[Asked, ...], case: Path) -> None:
    if not requests:
        screen.say("nobody asks for anything")
        return
    rows = [
        (
            a.request.id,
            a.request.at.strftime("%Y-%m-%d"),
            a.request.by,
            ", ".join(a.aliases),
            _reason(a.request.reason),
            f"{len(a.request.answered)} of {a.request.needed}",
            "your share is asked for" if a.answerable else "",
        )
        for a in requests
    ]
    screen.table(("request", "day", "who asks", "about", "reason", "answers", ""), rows, whole=("request",))
    if any(a.answerable for a in requests):
        screen.note(f"talk to whoever asks, then: rushlight answer {case} REQUEST (six letters of it are enough)")
