"""What ``take-in`` says of many reports: how far it is, what was kept, and everything that could not be, at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from rushlight.cli import screen
from rushlight.desk import Desk
from rushlight.desk.bulk import Outcome, Plan, Problem, Step
from rushlight.desk.reading import ReadFile
from rushlight.desk.waiting import Read
from rushlight.errors import MisuseError, RushlightError
from rushlight.intake.columns import ColumnMap, check_name, column_map

EVERY = 2_000
"""Reports between two lines of progress where there is no terminal."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that only many reports have."""

    columns: tuple[str, ...]
    dates: tuple[str, ...]
    delimiter: str | None
    no_header: bool
    map_name: str | None
    save_map: str | None
    dry_run: bool
    later: bool
    waiting: bool
    show_names: bool


def take_in(
    desk: Desk,
    paths: Sequence[Path],
    asked: Asked,
    read_on: Callable[[ReadFile], ReadFile] | None,
    **shared: Any,
) -> None:
    """Keep what is new, then read what waits. Raises RushlightError (exit code 1) when something could not be taken in."""
    columns = _columns(desk, asked)
    plan = Plan(columns=columns, dry_run=asked.dry_run, **shared)
    if asked.save_map and columns is not None and not asked.dry_run:
        desk.save_column_map(columns)
    outcome = Outcome()
    if paths:
        with _progress() as tell:
            outcome = desk.take_in_many(paths, plan, tell=tell)
        _say_outcome(outcome, asked)
    problems = list(outcome.problems)
    if not asked.dry_run and not asked.later:
        if asked.waiting:
            problems += desk.take_up_kept(plan)
        problems += _read(desk, plan, read_on)
    _say_problems(problems, asked.show_names)
    if problems:
        rest = "would be" if asked.dry_run else "was"
        raise RushlightError(
            f"{screen.count(len(problems), 'thing')} could not be taken in; everything else {rest}",
            hint="mend what is listed above and run the same again: what is here already is passed over",
        )


def _columns(desk: Desk, asked: Asked) -> ColumnMap | None:
    if asked.save_map:
        check_name(asked.save_map)
    if asked.map_name and (asked.columns or asked.dates or asked.delimiter or asked.no_header):
        raise MisuseError("a saved map has its columns and forms already", where=asked.map_name, hint="give --map alone")
    if asked.map_name:
        return desk.column_map(asked.map_name)
    if asked.columns:
        name = asked.save_map
        return column_map(asked.columns, dates=asked.dates, header=not asked.no_header, delimiter=asked.delimiter, name=name)
    if asked.dates or asked.delimiter or asked.no_header or asked.save_map:
        raise MisuseError("this needs the columns of a table", hint="say at least which is the text: --column text=NAME")
    return None


@contextmanager
def _progress() -> Iterator[Callable[[Step], None]]:
    """A bar on a terminal; a line now and then elsewhere. Counts only: no file's name."""
    if not sys.stderr.isatty():
        said = 0

        def line(step: Step) -> None:
            nonlocal said
            if (step.kept + step.passed) // EVERY > said:
                said = (step.kept + step.passed) // EVERY
                screen.note(f"{_counts(step)} ...")

        yield line
        return
    shown = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn())
    with Progress(*shown, console=screen.console(err=True), transient=True) as bar:
        task = bar.add_task("looking", total=None)

        def move(step: Step) -> None:
            bar.update(task, description=_counts(step), total=None if step.share is None else 1.0, completed=step.share or 0.0)

        yield move


def _counts(step: Step) -> str:
    parts = (f"{step.kept} kept", f"{step.passed} passed over", f"{step.problems} with a problem" if step.problems else "")
    return ", ".join(filter(None, parts))


def _say_outcome(outcome: Outcome, asked: Asked) -> None:
    verb = "would be kept" if asked.dry_run else "kept"
    screen.say(f"{outcome.kept} {verb}, {outcome.passed} passed over as they are here already")
    if outcome.erased:
        said = "row or file was" if outcome.erased == 1 else "rows or files were"
        screen.say(f"{outcome.erased} {said} erased on request and not taken in again")
    if outcome.left_out:
        left = screen.count(outcome.left_out, "file")
        screen.note(f"note: {left} left out: hidden, a link, the system's own, or a picture inside a mail")
    for note in outcome.notes:
        screen.note(f"note: {note}")
    if outcome.updates:
        said = "would be" if asked.dry_run else "are"
        have = screen.count(len(outcome.updates), "of these has", "of these have")
        screen.say(f"{have} other content under an id that was here before; both {said} kept:")
        rows = [(update.where, update.alias or "new", update.replaces or "an earlier row") for update in outcome.updates]
        screen.table(("where", "now", "before"), rows)


def _say_problems(problems: Sequence[Problem], show_names: bool) -> None:
    if not problems:
        return
    screen.say(f"{len(problems)} not taken in:")
    heads = ("where", "column", "what", "try") + (("file",) if show_names else ())
    rows = [(p.where, p.column or "", p.what, p.hint or "") + ((p.name or "",) if show_names else ()) for p in problems]
    screen.table(heads, rows)


def _read(desk: Desk, plan: Plan, read_on: Callable[[ReadFile], ReadFile] | None) -> list[Problem]:
    """Read what waits, one by one; say it in lines for few, in counts for many."""
    problems, reports, proposals = [], 0, 0
    for done in desk.read_waiting(plan, read_on=read_on):
        if isinstance(done, Read):
            reports, proposals = reports + 1, proposals + done.proposals
            if reports % 100 == 0:
                screen.note(f"{reports} read (Ctrl-C stops it, nothing is lost; 'take-in CASE --waiting' goes on) ...")
        else:
            problems.append(done)
    screen.say(f"{reports} read: {screen.count(proposals, 'proposal')} to review")
    return problems
