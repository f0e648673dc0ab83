"""``rushlight join``: make an empty copy of a colleague's casefile, and a request to be admitted."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

import click

from rushlight.casefile import Casefile
from rushlight.casefile.setting_up import counts as read_counts
from rushlight.cli import screen
from rushlight.cli.giving_out import (
    OWN_PASSPHRASE,
    SHARES_TO,
    WORDS_LANGUAGE,
    give_out,
    new_passphrase,
    show_passphrase,
)
from rushlight.cli.options import PASSPHRASE_FILE
from rushlight.desk import teams
from rushlight.desk.doors import SettingUp
from rushlight.errors import MisuseError


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
@click.option("--shares", "counts", metavar="K/N", help="also make recovery shares, of which any K of N open this copy")
@SHARES_TO
def command(
    invitation: Path,
    case: Path,
    actor: str,
    request: Path | None,
    own_passphrase: bool,
    passphrase_file: Path | None,
    language: str,
    counts: str | None,
    shares_to: Path | None,
) -> None:
    """Make CASE, an empty copy of the casefile that INVITATION is for, with a passphrase and keys of its own.

    Send the request to an admin, and say your fingerprint by voice. After 'rushlight merge' of an admin's first bundle
    the casefile is filled. What you take in before that waits on the other side until you are admitted.
    """
    if shares_to is not None and counts is None:
        raise MisuseError("--shares-to needs --shares", hint="such as --shares 2/3")
    recovery = read_counts(counts) if counts is not None else None
    content, founder = teams.read_invitation(invitation)
    words, drawn = new_passphrase(own_passphrase, passphrase_file, language)
    file = request or case.with_suffix(".request")

    def given_out(made: Casefile) -> None:
        screen.say(f"made {case} and {file}")
        if drawn:
            show_passphrase(words, language)
        if recovery is not None:
            give_out(SettingUp(made, actor=actor), case, shares_to)

    device = teams.join(
        case,
        content,
        words,
        file,
        actor=actor,
        now=lambda: dt.datetime.now(dt.UTC),
        randomness=secrets.token_bytes,
        recovery=recovery,
        given_out=given_out,
    )
    screen.say(f"founder's fingerprint: {founder.fingerprint}")
    screen.say(f"your fingerprint:      {device.fingerprint}")
    screen.note("compare both with an admin by voice, then send the request: it holds no secret and no name")
    if recovery is None:
        screen.note(f"this copy has no recovery shares: a lost passphrase loses it. Make them with: rushlight shares {case}")
    screen.note(f"next, when you are admitted and a bundle came: rushlight merge {case} BUNDLE")
