"""``rushlight eval read``: how well a reader reads, against coding sheets."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from rushlight.cli import screen
from rushlight.cli.readers import further, further_readers
from rushlight.desk import evaluating as desk
from rushlight.errors import MisuseError, RushlightError
from rushlight.evaluation import Miss, Pair, Scored, SetResult, compare, measure, misses, wording
from rushlight.evaluation.as_json import FORMAT, differences_as_json, figures_as_json, set_as_json
from rushlight.evaluation.bootstrap import DRAWS, Estimate
from rushlight.evaluation.breakdown import kinds, worst
from rushlight.evaluation.card import TITLE, CardFacts, card

if TYPE_CHECKING:
    from rushlight.desk.second_reading import Further

Differences = Mapping[str, Mapping[str, Estimate]]
FOLDER = click.Path(path_type=Path)
PATIENCE = 2.0
"""Seconds after which a long run says how far it is."""


@click.group()
def command() -> None:
    """Measure Rushlight, or a model of your own, on reports that people have coded."""


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
    sheets: dict[str, Any] = field(default_factory=dict)
    stopped: bool = False

    def _kept(self, report: desk.GoldReport) -> Any:
        """The report's sheet, kept for ``--show-misses``: a model is not asked twice."""
        return self.sheets.setdefault(report.name, self.reader(report))

    def go(self, what: str) -> Run:
        """Score report after report; Ctrl-C keeps what is done."""
        self.faults += self.gold.faults
        told = time.monotonic()
        try:
            for n, row in enumerate(desk.score(self.gold, self._kept), 1):
                self.faults.append(row) if isinstance(row, RushlightError) else self.scored.append(row)
                if time.monotonic() - told > PATIENCE:
                    screen.note(f"{what}: report {n} of {len(self.gold.reports)} ...")
                    told = time.monotonic()
        except KeyboardInterrupt:
            self.stopped = True
        return self

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
    measured = [run.measured(call) for run in runs]
    beside = measured.pop() if call.beside_rules else None
    return _tell(call, today, measured, beside, runs)


def _beside(call: Call, left: SetResult, right: SetResult) -> Differences:
    """Two readers compared on the reports that both could read, on the same draws."""
    shared = {(s.name, s.text) for s in left.scored} & {(s.name, s.text) for s in right.scored}
    both = [
        measure(
            [s for s in one.scored if (s.name, s.text) in shared], desk.sampler(call.seed), digest=one.digest, draws=call.draws
        )
        for one in (left, right)
    ]
    return compare(*both)


def _stopped(run: Run, call: Call) -> int:
    """What was done before Ctrl-C; nothing is written."""
    if run.scored:
        _show_figures(f"stopped after {len(run.scored)} of {len(run.gold.reports)} reports", run.measured(call))
    screen.note("stopped before the end; nothing was written")
    return 130


def _tell(call: Call, today: dt.date, sets: list[SetResult], beside: SetResult | None, runs: list[Run]) -> int:
    held_back = sets[1] if len(sets) > 1 else None
    facts = desk.reader_facts(call.reader_name, [s for one in sets for s in one.scored], by_rules=call.by_rules)
    _show(call, sets[0], held_back, beside)
    if call.json_file:
        _write(call.json_file, _as_json(call, facts, sets[0], held_back, beside))
    if call.card_file:
        about = CardFacts(today.isoformat(), facts.name, facts.versions, facts.data, call.draws, call.seed)
        _write(call.card_file, card(about, sets[0], held_back, compare(sets[0], held_back) if held_back else None))
    if call.show_misses:
        _show_misses(runs[0])
    faults = [fault for run in runs for fault in run.faults]
    for fault in faults:
        screen.note(f"not scored: {fault}" + (f"; {fault.hint}" if fault.hint else ""))
    return 1 if faults else 0


def _as_json(
    call: Call, facts: desk.ReaderFacts, result: SetResult, held_back: SetResult | None, beside: SetResult | None
) -> str:
    told: dict[str, Any] = {
        "format": FORMAT,
        "reader": {"name": facts.name, "versions": list(facts.versions), "data": dict(facts.data)},
        "bootstrap": {"draws": call.draws, "seed": call.seed, "unit": "report"},
        "given": set_as_json(result),
    }
    if held_back:
        told |= {
            "held_back": figures_as_json(held_back),
            "given_less_held_back": differences_as_json(compare(result, held_back)),
        }
    if beside:
        told |= {"rules": set_as_json(beside), "given_less_rules": differences_as_json(_beside(call, result, beside))}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        raise RushlightError(
            "the result could not be written", where=str(file), hint="name a file that can be written"
        ) from None


def _show(call: Call, result: SetResult, held_back: SetResult | None, beside: SetResult | None) -> None:
    _show_figures("the reports given", result)
    if held_back:
        _show_figures("the reports held back", held_back)
        _show_differences("the reports given less those held back", compare(result, held_back))
    if beside:
        _show_figures("the rules alone, on the reports given", beside)
        _show_differences(f"{call.reader_name}, less the rules alone on the same reports", _beside(call, result, beside))
    _show_weak(result)
    if call.full:
        _show_full(result)
    screen.note(wording.TUNED)


def _show_figures(title: str, result: SetResult) -> None:
    columns = ("", *(wording.group_name(g) for g in result.groups))
    screen.table(columns, wording.figure_rows(wording.figures_of(result)), title=title)
    told = wording.whole(result)
    screen.say(f"{wording.size_sentence(result)}; gold digest {result.digest}")
    screen.say(wording.must_be_none_sentence(told.tally))
    screen.say(wording.work_sentence(told))
    if any(told.tally["band", band, "n"] for band in ("high", "medium", "low")):
        screen.table(wording.BAND_COLUMNS, wording.band_rows(told.tally), numbers=wording.BAND_COLUMNS[1:])
        screen.say(wording.promise_sentence(told.tally))


def _show_differences(title: str, differences: Differences) -> None:
    columns = ("", *(wording.group_name(g) for g in differences))
    screen.table(columns, wording.figure_rows(differences, signed=True), title=title)


def _show_weak(result: SetResult) -> None:
    tally = wording.whole(result).tally
    screen.table(
        wording.ACT_COLUMNS, wording.act_rows(worst(tally)), title="acts that make most work", numbers=wording.ACT_COLUMNS[2:]
    )
    screen.table(wording.CONFUSION_COLUMNS, wording.confusion_rows(tally, 8), title="taken for another", numbers=("times",))


def _show_full(result: SetResult) -> None:
    tally = wording.whole(result).tally
    for level in ("family", "act"):
        screen.table(
            wording.ACT_COLUMNS, wording.act_rows(kinds(tally, level)), title=f"by {level}", numbers=wording.ACT_COLUMNS[2:]
        )
    screen.table(wording.STYLE_COLUMNS, wording.style_rows(result), title="by style", numbers=wording.STYLE_COLUMNS[1:])
    screen.table(wording.MODALITY_COLUMNS, wording.modality_rows(tally), title="modality", numbers=("times",))
    columns = ("report", *wording.STYLE_COLUMNS[2:])
    screen.table(columns, [wording.report_row(s) for s in result.scored], title="by report", numbers=columns[1:])


def _show_misses(run: Run) -> None:
    """On the user's own screen only: this shows words of reports."""
    done = {scored.name for scored in run.scored}
    for report in run.gold.reports:
        if report.name in done:
            rows = misses(Pair(report.name, report.text, report.sheet, run.sheets[report.name]))
            screen.table(MISS_COLUMNS, map(_miss_row, rows), title=report.name)


MISS_COLUMNS = ("", "gold", "read", "fields", "words")


def _miss_row(miss: Miss) -> tuple[str, ...]:
    what = "missed" if miss.found is None else "false" if miss.gold is None else "wrong"
    told = [f"{s['act']} {s['modality']}" if s else "" for s in (miss.gold, miss.found)]
    words = _words((miss.gold or miss.found or {})["spans"])
    return (what, *told, ", ".join(miss.fields), words)


def _words(spans: Iterable[Any]) -> str:
    return " … ".join(str(s["exact"]) for s in spans)
