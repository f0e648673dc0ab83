"""What the command line prints: tables and notes that fit the screen, in plain words."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rushlight.desk.describe import Described, describe
from rushlight.record import Reading, Statement

VISIBLE = {
    **{c: 0x2400 + c for c in range(0x20) if chr(c) not in "\t\n"},
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
}
"""Control and direction characters, each with the one that is shown in its place."""

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
WIDE = 112
"""Columns from which statements are shown as a table rather than as blocks."""


def console(*, err: bool = False) -> Console:
    """A console without colour codes when piped, and never narrower than 80 columns."""
    stream = sys.stderr if err else sys.stdout
    width = shutil.get_terminal_size((120, 40)).columns
    return Console(file=stream, width=max(80, width), highlight=False, markup=False, emoji=False, soft_wrap=False)


def visible(text: str) -> str:
    """``text`` as it may go to a terminal: a report's control characters must not steer the screen.

    As long as before, so that offsets hold.
    """
    return text.translate(VISIBLE)


def statements(reading: Reading, rows: Sequence[Statement], *, numbered_from: int = 1, lang: str = "en") -> None:
    """Print statements with their words; a content stands under the act it belongs to."""
    if not rows:
        return
    out = console()
    shown = [(n, _described(s, reading, lang)) for n, s in enumerate(rows, numbered_from)]
    if out.width >= WIDE:
        out.print(_table(shown))
        return
    for number, row in shown:
        _block(out, number, row)


def block(reading: Reading, statement: Statement, *, lang: str = "en") -> None:
    """Print one statement, a field a line."""
    _block(console(), None, _described(statement, reading, lang))


def _described(statement: Statement, reading: Reading, lang: str) -> Described:
    told = describe(statement, reading, lang)
    return replace(told, **{f.name: visible(v) for f in fields(told) if isinstance(v := getattr(told, f.name), str)})


def _table(rows: Iterable[tuple[int, Described]]) -> Table:
    table = Table(show_lines=True, expand=True, padding=(0, 1))
    table.add_column("", justify="right", no_wrap=True)
    for name, ratio in (
        ("what it says", 3),
        ("who, whom", 4),
        ("where, when, how much", 3),
        ("who says so", 3),
        ("its words", 5),
    ):
        table.add_column(name, ratio=ratio, overflow="fold")
    for number, d in rows:
        what = Text.assemble(("↳ " if d.content_of else "") + d.act, "\n", (f"{d.happened}; {d.scope}", "bold"), f"\n{d.band}")
        facts = "\n".join(x for x in (d.where, d.when, d.how_much) if x != "–") or "–"
        words = "\n".join(x for x in (f"“{d.words}”", d.read_by, d.differ) if x)
        table.add_row(str(number), what, f"{d.who}\n→ {d.whom}", facts, d.says, words)
    return table


def _block(out: Console, number: int | None, d: Described) -> None:
    out.print(
        Text.assemble(
            f"{number or '':>3}  ", (("↳ " if d.content_of else "") + d.act, "bold"), f"  {d.happened}; {d.scope}; {d.band}"
        )
    )
    fields = (
        ("who", d.who),
        ("whom", d.whom),
        ("where", d.where),
        ("when", d.when),
        ("how much", d.how_much),
        ("says so", d.says),
    )
    for name, value in fields:
        if value != "–":
            out.print(f"     {name:<9}{value}")
    for line in filter(None, (d.read_by, *d.differ.split("\n"))):
        out.print(f"     {line}")
    out.print(f"     “{d.words}”\n")


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str | None = None,
    numbers: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> None:
    """Print a plain table; columns named in ``numbers`` are aligned to the right, those in ``whole`` are not cut into lines."""
    t = Table(title=title, title_justify="left", expand=False, padding=(0, 1))
    for name in columns:
        t.add_column(name, justify="right" if name in numbers else "left", overflow="fold", no_wrap=name in whole)
    for row in rows:
        t.add_row(*map(visible, row))
    console().print(t)


def item(lead: str, text: str, *, width: int = 12, indent: int = 2) -> None:
    """A line of result with its lead in a column of its own, so that long text wraps under itself."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=indent)
    grid.add_column(width=width)
    grid.add_column(overflow="fold")
    grid.add_row("", visible(lead), visible(text))
    console().print(grid)


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 event", "2 events"; ``many`` where an s is not enough."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def clear() -> None:
    """Take what was shown off the terminal, and off what was scrolled away; piped output stays as it is."""
    if sys.stdout.isatty():
        sys.stdout.write(CLEAR)
        sys.stdout.flush()


def say(text: str = "") -> None:
    """A line of result, to standard output."""
    console().print(visible(text), soft_wrap=_to_copy(text))


def note(text: str) -> None:
    """A line of progress or advice, to standard error."""
    console(err=True).print(visible(text), soft_wrap=_to_copy(text))


def _to_copy(text: str) -> bool:
    """Whether somebody will copy out of it: a line end in the middle of a command or a path would spoil both."""
    return "rushlight " in text or "/" in text
