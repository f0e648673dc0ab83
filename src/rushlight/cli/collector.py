"""``rushlight collector``: for people outside who seal reports for a team and cannot read them again."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import click

from rushlight.casefile import collecting, generate_passphrase, passphrase_bits, teamfile
from rushlight.casefile.canonical import canonical
from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.desk import utc_now
from rushlight.errors import MisuseError, Tampered

COLLECTOR = click.argument("collector", type=click.Path(path_type=Path))
LARGEST = 16 << 20


@click.group()
def command() -> None:
    """Make and tend collectors: folders that seal for a team and cannot read back ('rushlight collect' seals)."""


@command.command()
@CASE
@click.option("--to", "file", type=click.Path(path_type=Path), required=True, metavar="FILE", help="a new file for the team")
@PASSPHRASE_FILE
def team(case: Path, file: Path, passphrase_file: Path | None) -> None:
    """Write the team file of CASE: public keys and random ids, what a collector seals with. No secret is in it."""
    with open_desk(case, passphrase(passphrase_file)) as desk:
        content = teamfile.write(desk.case)
        own = desk.case.devices()[desk.case.device]
    try:
        with file.open("xb") as out:
            out.write(canonical(content) + b"\n")
    except FileExistsError:
        raise MisuseError("there is a file in this place already", where=str(file), hint="choose a new name") from None
    screen.say(f"written to {file}; this device's fingerprint is {own.fingerprint}")
    if content["trustees"] is None:
        screen.note("no trustees are set: what collectors seal, every member can open who gave it")
    screen.note("read the fingerprint to the collector by voice; write a new team file when members or trustees change")


@command.command()
@click.argument("team_file", type=click.Path(path_type=Path))
@COLLECTOR
@click.option("--as", "actor", default="C1", show_default=True, metavar="ALIAS", help="the collector's alias, never a name")
@PASSPHRASE_FILE
def new(team_file: Path, collector: Path, actor: str, passphrase_file: Path | None) -> None:
    """Make COLLECTOR (a folder NAME.collector) for the team of TEAM_FILE.

    A passphrase of six words is drawn and shown once. An admin admits the collector with its request.json.
    """
    words = generate_passphrase(secrets.token_bytes) if passphrase_file is None else passphrase(passphrase_file)
    made = collecting.create(collector, _json(team_file), words, randomness=secrets.token_bytes, now=utc_now, by=actor)
    screen.say(f"made {collector}; it seals for {len(made.members)} devices")
    screen.say(f"the team file was written by the device with the fingerprint {made.writer.fingerprint}")
    screen.say("compare it by voice with the team: with another one you would seal for strangers")
    if passphrase_file is None:
        screen.say(f"\n    passphrase:  {words}\n")
        screen.say(f"six drawn words, {passphrase_bits():.0f} bits. It is shown this once and stored nowhere.")
    screen.note(f"next: send {collector / collecting.REQUEST} to an admin of the team (rushlight admit, role collector)")


@command.command("list")
@COLLECTOR
@PASSPHRASE_FILE
def list_(collector: Path, passphrase_file: Path | None) -> None:
    """The bundles of COLLECTOR that wait to be handed over."""
    with _opened(collector, passphrase_file) as opened:
        waiting, missing = opened.bundles(), opened.missing()
    for name in missing:
        screen.note(f"gone, and never handed over: {name}; the team cannot go on without 'rushlight collector delete' of it")
    screen.say("\n".join(str(collector / collecting.OUTBOX / name) for name in waiting) or "nothing waits")


@command.command()
@COLLECTOR
@click.argument("bundle")
@PASSPHRASE_FILE
def delete(collector: Path, bundle: str, passphrase_file: Path | None) -> None:
    """Delete BUNDLE, unread, before it was handed over. A small one takes its place: hand that over instead.

    Where the team has BUNDLE already, it will erase what BUNDLE brought.
    """
    with _opened(collector, passphrase_file) as opened:
        opened.delete(Path(bundle).name, by="rushlight")
    screen.say("deleted; a small bundle in the outbox tells the team that something was, and not what")


@command.command("handed-over")
@COLLECTOR
@click.argument("bundle")
@PASSPHRASE_FILE
def handed_over(collector: Path, bundle: str, passphrase_file: Path | None) -> None:
    """Remove BUNDLE once the team has confirmed it, and with it the means to take it back."""
    with _opened(collector, passphrase_file) as opened:
        opened.handed_over(Path(bundle).name)
    screen.say("removed")


def _opened(collector: Path, passphrase_file: Path | None) -> collecting.Collector:
    return collecting.open_collector(collector, passphrase(passphrase_file), randomness=secrets.token_bytes, now=utc_now)


def _json(file: Path) -> object:
    try:
        with file.open("rb") as data:
            content: object = json.loads(data.read(LARGEST))
    except (OSError, ValueError, RecursionError):
        raise Tampered("this is no team file, or it was changed", where=str(file)) from None
    return content
