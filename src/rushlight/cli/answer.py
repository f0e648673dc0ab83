"""``rushlight answer``: a trustee's part in opening who a source is."""

from __future__ import annotations

from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import identifying, open_desk
from rushlight.desk.identifying import Asked
from rushlight.errors import MisuseError


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
            _list(desk.requests())
            return
        asked = identifying.asked(desk.case, request, now=desk.now())
        show(asked)
        if not yes and not click.confirm("give your share?", err=True):
            raise MisuseError("nothing was given")
        done = desk.answer(asked.request.id).request
        screen.say(f"given: {len(done.answered)} of {done.needed} answers are here")
        screen.note("next: send a bundle to whoever asked")


def show(asked: Asked) -> None:
    found = asked.request
    screen.say(f"{found.by} asks about {', '.join(asked.aliases)}; reason: {found.reason}")
    screen.say(f"on {found.at:%Y-%m-%d %H:%M} (UTC), from the device with the fingerprint {asked.fingerprint}")


def _list(requests: tuple[Asked, ...]) -> None:
    if not requests:
        screen.say("nobody asks for anything")
        return
    rows = [
        (
            a.request.id,
            a.request.at.strftime("%Y-%m-%d"),
            a.request.by,
            ", ".join(a.aliases),
            a.request.reason,
            f"{len(a.request.answered)} of {a.request.needed}",
            "your share is asked for" if a.answerable else "",
        )
        for a in requests
    ]
    screen.table(("request", "day", "who asks", "about", "reason", "answers", ""), rows)
