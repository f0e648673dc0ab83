"""``rushlight join``: make an empty copy of a colleague's casefile, and a request to be admitted."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.giving_out import OWN_PASSPHRASE, WORDS_LANGUAGE, new_passphrase, show_passphrase
from rushlight.cli.options import PASSPHRASE_FILE
from rushlight.desk import teams


@click.command()
@click.argument("invitation", type=click.Path(path_type=Path))
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--as", "actor", required=True, metavar="ALIAS", help="your alias in the log, such as A2; never a name")
@click.option(
    "--request", type=click.Path(path_type=Path), metavar="FILE", help="write the request here (default: beside CASE)"
)
@OWN_PASSPHRASE
@PASSPHRASE_FILE
@WORDS_LANGUAGE
def command(
    invitation: Path,
    case: Path,
    actor: str,
    request: Path | None,
    own_passphrase: bool,
    passphrase_file: Path | None,
    language: str,
) -> None:
    """Make CASE, an empty copy of the casefile that INVITATION is for, with a passphrase and keys of its own.

    Send the request to an admin, and say your fingerprint by voice. After 'rushlight merge' of an admin's first bundle
    the casefile is filled. What you take in before that waits on the other side until you are admitted.
    """
    content, founder = teams.read_invitation(invitation)
    words, drawn = new_passphrase(own_passphrase, passphrase_file, language)
    file = request or case.with_suffix(".request")
    device = teams.join(
        case, content, words, file, actor=actor, now=lambda: dt.datetime.now(dt.UTC), randomness=secrets.token_bytes
    )
    screen.say(f"made {case} and {file}")
    if drawn:
        show_passphrase(words, language)
    screen.say(f"founder's fingerprint: {founder.fingerprint}")
    screen.say(f"your fingerprint:      {device.fingerprint}")
    screen.note("compare both with an admin by voice, then send the request: it holds no secret and no name")
    screen.note(f"next, when you are admitted and a bundle came: rushlight merge {case} BUNDLE")
