"""``rushlight ways-in``: who can open a casefile."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from rushlight.casefile.ways import WayIn
from rushlight.cli import screen
from rushlight.cli.giving_out import OWN_PASSPHRASE, WORDS_LANGUAGE, new_passphrase, show_passphrase
from rushlight.cli.options import CASE, PASSPHRASE_FILE, first_line, passphrase
from rushlight.desk import doors
from rushlight.errors import MisuseError


@click.command()
@CASE
@click.option("--add", is_flag=True, help="add a passphrase; the others stay")
@click.option("--change", is_flag=True, help="put a new passphrase in place of the one you type")
@click.option("--remove", metavar="ID", help="take the passphrase with this id away")
@click.option("--lock-after", type=int, metavar="MINUTES", help="lock an open casefile when nobody touches it (10)")
@OWN_PASSPHRASE
@WORDS_LANGUAGE
@click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="read the new passphrase from a file's first line",
)
@PASSPHRASE_FILE
def command(
    case: Path,
    add: bool,
    change: bool,
    remove: str | None,
    lock_after: int | None,
    own_passphrase: bool,
    language: str,
    new_passphrase_file: Path | None,
    passphrase_file: Path | None,
) -> None:
    """List the ways into CASE, or change them. Listing needs no passphrase: ids and kinds stand open in the slot file.

    Whoever kept an old copy of keyslots.json and knows its passphrase still has the key: 'rushlight rekey' shuts it out.
    """
    if sum((add, change, remove is not None, lock_after is not None)) > 1:
        raise MisuseError("one change at a time", hint="give --add, --change, --remove or --lock-after")
    if lock_after is not None:
        doors.lock_after(case, passphrase(passphrase_file), lock_after)
    elif remove is not None:
        doors.remove_way_in(case, passphrase(passphrase_file), remove)
    elif add or change:
        _new(case, change, own_passphrase, language, new_passphrase_file, passphrase(passphrase_file))
    show(doors.ways_in(case))
    if lock_after is not None:
        screen.say(f"from now on it locks after {screen.count(lock_after, 'minute')} without a touch")
    if change or remove is not None:
        screen.note(f"an old copy of the slot file still opens with what you took away, until 'rushlight rekey {case}'")


def _new(case: Path, change: bool, own: bool, language: str, file: Path | None, current: str) -> None:
    words, drawn = (first_line(file, "passphrase file"), False) if file else new_passphrase(own, None, language)
    if change:
        doors.change_passphrase(case, current, words)
    else:
        doors.add_way_in(case, current, words)
    if drawn:
        show_passphrase(words, language)


def show(ways: Iterable[WayIn]) -> None:
    """The ways in as a table."""
    screen.table(("id", "who can open it"), [(way.id, _words(way)) for way in ways])


def _words(way: WayIn) -> str:
    if way.kind == "passphrase":
        return f"whoever knows this passphrase (a guess costs {way.memory_mib} MiB of memory)"
    if way.kind == "recovery":
        return f"any {way.needed} of the {way.shares} keepers of recovery shares, together"
    return "a way in that this rushlight does not know"
