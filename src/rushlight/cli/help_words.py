"""Help in Korean: the words of verbs and options, and lines that are as wide as they look."""

from __future__ import annotations

import gettext
import inspect
import unicodedata
from collections.abc import Iterable, Iterator

import click

DOMAIN = "rushlight"
"""The name of the compiled words (resources/locale/cli/help.po) for gettext."""


def key_of(text: str) -> str:
    """``text`` of a docstring or an option as it is looked up: paragraphs of one line each."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(" ".join(p.split()) for p in paragraphs)


def translated(text: str) -> str:
    """The help in the language that gettext is set to; as it is where nobody translated it."""
    return gettext.dgettext(DOMAIN, key_of(text)) if text else ""


def teach(command: click.Command) -> click.Command:
    """``command``, its options and the commands below it with their help in the language of gettext."""
    command.help = translated(command.help or "")
    command.short_help = None
    for option in command.params:
        if isinstance(option, click.Option):
            option.help = translated(option.help or "")
    if isinstance(command, click.Group):
        for below in command.commands.values():
            teach(below)
    return command


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes: a syllable of Hangul takes two (Unicode, annex 11)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def folded(text: str, width: int) -> Iterator[str]:
    """Lines of at most ``width`` columns, broken at spaces; a word that is longer stands alone."""
    line = ""
    for word in text.split():
        if line and columns(line) + 1 + columns(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


class WideFormatter(click.HelpFormatter):
    """click's layout of help, with lines measured in columns instead of letters."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        paragraphs = ("\n".join(indent + line for line in folded(p, self.width - len(indent))) for p in text.split("\n\n"))
        self.write("\n\n".join(paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max((columns(name) for name, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, text in rows:
            lines = list(folded(text, max(self.width - first - len(indent), 10)))
            fits = columns(name) <= first - col_spacing
            head = indent + name + " " * (first - columns(name)) if fits and lines else f"{indent}{name}"
            if not fits or not lines:
                self.write(f"{head}\n")
            for n, line in enumerate(lines):
                self.write(f"{head if n == 0 and fits else indent + ' ' * first}{line}\n")
