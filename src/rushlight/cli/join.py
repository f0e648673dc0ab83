"""``rushlight join``: make an empty copy of a colleague's casefile, and a request to be admitted."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

import click

from rushlight.casefile import generate_passphrase, passphrase_bits
from rushlight.cli import screen
from rushlight.cli.new import chosen
from rushlight.cli.options import PASSPHRASE_FILE
from rushlight.desk import teams


@click.command()
@click.argument("invitation", type=click.Path(path_type=Path))
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--as", "actor", required=True, metavar="ALIAS", help="your alias in the log, such as A2; never a name")
@click.option(
    "--request", type=click.Path(path_type=Path), metavar="FILE", help="write the request here (default: beside CASE)"
)
@click.option("--own-passphrase", is_flag=True, help="choose the passphrase yourself (a generated one is safer)")
@PASSPHRASE_FILE
def command(
    invitation: Path, case: Path, actor: str, request: Path | None, own_passphrase: bool, passphrase_file: Path | None
) -> None:
    """Make CASE, an empty copy of the casefile that INVITATION is for, with a passphrase and keys of its own.

    Send the request to an admin, and say your fingerprint by voice. After 'rushlight merge' of an admin's first bundle
    the casefile is filled. What you take in before that waits on the other side until you are admitted.
    """
    content, founder = teams.read_invitation(invitation)
    generated = not own_passphrase and passphrase_file is None
    words = generate_passphrase(secrets.token_bytes) if generated else chosen(passphrase_file)
    file = request or case.with_suffix(".request")
    device = teams.join(
        case, content, words, file, actor=actor, now=lambda: dt.datetime.now(dt.UTC), randomness=secrets.token_bytes
    )
    screen.say(f"made {case} and {file}")
    if generated:
        screen.say(f"\n    passphrase:  {words}\n")
        screen.say(
            f"six drawn words, {passphrase_bits():.0f} bits. It is shown this once and stored nowhere: write it on paper."
        )
    screen.say(f"founder's fingerprint: {founder.fingerprint}")
    screen.say(f"your fingerprint:      {device.fingerprint}")
    screen.note("compare both with an admin by voice, then send the request: it holds no secret and no name")
