"""The words of the command line's help, and whether each has its Korean.

    python scripts/cli_words.py            adds what is missing to resources/locale/cli/help.po, to be filled in
    python scripts/cli_words.py --check    fails when a word has no Korean, or the file has one that no help says

Words are the groups and verbs (``cli.verbs``), and what each verb and each of its options says of itself. Names of
values (CASE, DATE) stand in commands and stay. click's own sentences are in ko.po beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from korean import words_of

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from rushlight.cli.help_words import key_of  # noqa: E402
from rushlight.cli.main import main as rushlight  # noqa: E402
from rushlight.cli.verbs import GROUPS  # noqa: E402

WORDS = ROOT / "resources" / "locale" / "cli" / "help.po"


def said() -> dict[str, str]:
    """Each word with the verb that says it first, in the order of use."""
    out: dict[str, str] = {}
    for group, verbs in GROUPS.items():
        out |= {group: "verbs"} | dict.fromkeys(verbs.values(), "verbs")
    for verb, text in _helps(rushlight, "rushlight"):
        out.setdefault(key_of(text), verb)
    return out


def _helps(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    for text in (command.help, *(p.help for p in command.params if isinstance(p, click.Option))):
        if text:
            yield name, text
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        for verb in command.list_commands(context):
            if within := command.get_command(context, verb):
                yield from _helps(within, verb if command is rushlight else f"{name} {verb}")


def faults() -> list[str]:
    """What is wrong, in sentences; empty when all is well."""
    words, helps = words_of(WORDS), said()
    out = [f"no Korean: {key!r} ({verb})" for key, verb in helps.items() if key not in words]
    return out + [f"no help says this: {key!r}" for key in words if key not in helps]


def add_missing() -> int:
    """Write an entry without Korean for each word that has none; drop those that no help says. Returns how many lack."""
    words, helps = words_of(WORDS), said()
    catalog = Catalog(locale="ko", fuzzy=False)
    for key, verb in helps.items():
        catalog.add(key, words.get(key, ""), auto_comments=[verb])
    with WORDS.open("wb") as stream:
        write_po(stream, catalog, width=120, omit_header=True)
    return sum(key not in words for key in helps)


def main() -> int:
    if "--check" not in sys.argv:
        print(f"{add_missing()} words have no Korean yet")
        return 0
    found = faults()
    for line in found:
        print(f"error: {line}", file=sys.stderr)
    if found:
        print("hint: run python scripts/cli_words.py, fill in resources/locale/cli/help.po, run scripts/build_data.py")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
