"""``rushlight eval read``: how well a reader reads, against coding sheets."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from rushlight.cli import eval_screen, screen
from rushlight.cli.eval_metamorphic import metamorphic_command
from rushlight.cli.readers import further, further_readers
from rushlight.desk import evaluating as desk
from rushlight.errors import MisuseError, RushlightError
from rushlight.evaluation import Pair, Scored, SetResult, measure, misses
from rushlight.evaluation.as_json import FORMAT, outcome_as_json
from rushlight.evaluation.bootstrap import DRAWS
from rushlight.evaluation.card import TITLE, CardFacts, card
from rushlight.evaluation.outcome import Outcome, outcome

if TYPE_CHECKING:
    from rushlight.desk.second_reading import Further

FOLDER = click.Path(path_type=Path)
PATIENCE = 2.0
"""Seconds after which a long run says how far it is."""


@click.group()
def command() -> None:
    """Measure Rushlight, or a model of your own, on reports that people have coded."""


command.add_command(metamorphic_command)


@dataclass(frozen=True)
class Call:
    """What was asked for."""

    folders: tuple[Path, ...]
    held_back: tuple[Path, ...]
    predictions: Path | None
    beside_rules: bool
    json_file: Path | None
    card_file: Path | None
    show_misses: bool
    full: bool
    draws: int
    seed: int
    further: Further | None = None
    readers: tuple[str, ...] = ()

    @property
    def by_rules(self) -> bool:
        return self.predictions is None

    @property
    def reader_name(self) -> str:
        return "another tool's sheets" if self.predictions else " + ".join(("rules", *self.readers))


@command.command("read")
@click.argument("folders", nargs=-1, required=True, type=FOLDER, metavar="FOLDER...")
@click.option("--held-back", multiple=True, type=FOLDER, metavar="FOLDER", help="sheets that the reader's makers never saw")
@click.option("--predictions", type=FOLDER, metavar="FOLDER", help="score the sheets that another tool or model wrote")
@click.option("--beside-rules", is_flag=True, help="also score the rules alone, and compare on the same reports")
@further_readers
@click.option("--json", "json_file", type=FOLDER, metavar="FILE", help="write everything as JSON")
@click.option("--card", "card_file", type=FOLDER, metavar="FILE.md", help="write a one-page score card")
@click.option("--full", is_flag=True, help="also by act, family, style and report")
@click.option("--show-misses", is_flag=True, help="show what was missed, with the reports' words, on this screen")
@click.option("--draws", type=click.IntRange(1, 100_000), default=DRAWS, show_default=True, help="of the bootstrap")
@click.option("--seed", type=int, default=1, show_default=True, help="of the bootstrap")
def read_command(**options: Any) -> int:
    """Score a reader against the coding sheets in FOLDER (NAME.json with NAME.txt beside it).

    The reader is Rushlight's rules; with --model or --reader, the rules and these; with --predictions, whoever
    wrote those sheets. Prints figures with 95 % intervals, never a word of a report; --resume names a folder here.
    Exit code 1 when a sheet could not be scored.
    """
    own = {f.name for f in fields(Call)}
    asked = {name: value for name, value in options.items() if name not in own}
    names = (*asked["plugins"], *([asked["model_name"]] if asked["model_name"] else ()))
    given = {name: value for name, value in options.items() if name in own}
    call = Call(**given, further=cast("Further | None", further(**asked)), readers=names)
    _check(call)
    return _evaluate(call)


def _check(call: Call) -> None:
    """Refuse what could not be done at the end, before a long run."""
    if call.predictions and call.readers:
        raise MisuseError(
            "sheets that are written already need no further reader", hint="leave out --predictions, or the readers"
        )
    if call.show_misses and not sys.stdout.isatty():
        raise MisuseError(
            "misses hold words of reports and are shown on a screen only", hint="leave out --show-misses, or use a terminal"
        )
    for file, mark in ((call.json_file, FORMAT), (call.card_file, TITLE)):
        if file is not None:
            _check_target(file, mark)


def _check_target(file: Path, mark: str) -> None:
    """A file may be written where there is none, or over an earlier result: never over a gold sheet."""
    if not file.parent.is_dir():
        raise MisuseError("the folder to write to does not exist", where=str(file.parent))
    try:
        if file.exists() and mark not in file.read_text(encoding="utf-8")[:200]:
            raise MisuseError("there is another file in this place", where=str(file), hint="name a new file")
    except (OSError, ValueError):
        raise MisuseError("there is another file in this place", where=str(file), hint="name a new file") from None


@dataclass
class Run:
    """One set read by one reader, as far as it came. Sets of one ``stream`` are drawn alike, others apart."""

    gold: desk.GoldSet
    reader: desk.Reader
    stream: int = 0
    scored: list[Scored] = field(default_factory=list)
    faults: list[RushlightError] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    stopped: bool = False

    def _kept(self, report: desk.GoldReport) -> Any:
        """The report's sheet; the pair is kept for ``--show-misses``, so that a model is not asked twice."""
        sheet = self.reader(report)
        self.last = Pair(report.name, report.text, report.sheet, sheet)
        return sheet

    def go(self, what: str) -> Run:
        """Score report after report; Ctrl-C keeps what is done."""
        self.faults += self.gold.faults
        told = time.monotonic()
        try:
            for n, row in enumerate(desk.score(self.gold, self._kept), 1):
                self._add(row)
                if time.monotonic() - told > PATIENCE:
                    screen.note(f"{what}: report {n} of {len(self.gold.reports)} ...")
                    told = time.monotonic()
        except KeyboardInterrupt:
            self.stopped = True
        return self

    def _add(self, row: Scored | RushlightError) -> None:
        if isinstance(row, RushlightError):
            self.faults.append(row)
        else:
            self.scored.append(row)
            self.pairs.append(self.last)

    def measured(self, call: Call) -> SetResult:
        """Raises RushlightError when nothing could be scored."""
        if not self.scored:
            first = self.faults[0] if self.faults else None
            raise RushlightError(
                "no report could be scored", where=first.where if first else None, hint=first.hint if first else None
            )
        chance = desk.sampler(call.seed + self.stream)
        return measure(self.scored, chance, digest=self.gold.digest, faults=len(self.faults), draws=call.draws)


def _evaluate(call: Call) -> int:
    today = dt.datetime.now(dt.UTC).date()
    rules = desk.rules_reader(today)
    reader = desk.sheets_reader(call.predictions) if call.predictions else desk.rules_reader(today, call.further)
    runs = [Run(desk.gold_set(call.folders), reader)]
    if call.held_back:
        runs.append(Run(desk.gold_set(call.held_back), reader, stream=1))
    if call.beside_rules:
        runs.append(Run(runs[0].gold, rules))
    for run, what in zip(runs, ("given", *(["held back"] if call.held_back else []), "by the rules"), strict=False):
        if run.go(what).stopped:
            return _stopped(runs[0], call)
    return _tell(call, today, runs)


def _stopped(run: Run, call: Call) -> int:
    """What was done before Ctrl-C; nothing is written."""
    if run.scored:
        eval_screen.figures(f"stopped after {len(run.scored)} of {len(run.gold.reports)} reports", run.measured(call))
    screen.note("stopped before the end; nothing was written")
    return 130


def _tell(call: Call, today: dt.date, runs: list[Run]) -> int:
    given, *others = [run.measured(call) for run in runs]
    rules = others.pop() if call.beside_rules else None
    told = outcome(given, others[0] if others else None, rules, lambda: desk.sampler(call.seed), call.draws)
    eval_screen.outcome(told, reader=call.reader_name, full=call.full)
    _write_files(call, today, told)
    if call.show_misses:
        for pair in runs[0].pairs:
            eval_screen.of_misses(pair.name, misses(pair))
    faults = [fault for run in runs for fault in run.faults]
    for fault in faults:
        screen.note(f"not scored: {fault}" + (f"; {fault.hint}" if fault.hint else ""))
    return 1 if faults else 0


def _write_files(call: Call, today: dt.date, told: Outcome) -> None:
    read = [s for one in (told.given, told.held_back) if one is not None for s in one.scored]
    facts = desk.reader_facts(call.reader_name, read, by_rules=call.by_rules)
    if call.json_file:
        about = {
            "format": FORMAT,
            "reader": {"name": facts.name, "versions": list(facts.versions), "data": dict(facts.data)},
            "bootstrap": {"draws": call.draws, "seed": call.seed, "unit": "report"},
        }
        _write(call.json_file, json.dumps(about | outcome_as_json(told), ensure_ascii=False, indent=1) + "\n")
    if call.card_file:
        made = CardFacts(today.isoformat(), facts.name, facts.versions, facts.data, call.draws, call.seed)
        _write(call.card_file, card(made, told))


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        raise RushlightError(
            "the result could not be written", where=str(file), hint="name a file that can be written"
        ) from None
