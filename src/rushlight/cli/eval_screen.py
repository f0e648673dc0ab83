"""What ``rushlight eval read`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rushlight.cli import screen
from rushlight.evaluation import Miss, SetResult, wording
from rushlight.evaluation.breakdown import kinds, worst
from rushlight.evaluation.outcome import Differences, Outcome


def outcome(told: Outcome, *, reader: str, full: bool) -> None:
    """Print what was found: the figures, what is weak, and in ``full`` by act, family, style and report."""
    figures("the reports given", told.given)
    if told.held_back is not None and told.less_held_back is not None:
        figures("the reports held back", told.held_back)
        _differences("the reports given less those held back", told.less_held_back)
    if told.rules is not None and told.less_rules is not None:
        figures("the rules alone, on the reports given", told.rules)
        _differences(f"{reader}, less the rules alone on the same reports", told.less_rules)
    _weak(told.given)
    if full:
        _full(told.given)
    screen.note(wording.TUNED)


def figures(title: str, result: SetResult) -> None:
    """Print a set's figures by group, the work that is left, and the bands."""
    columns = ("", *(wording.group_name(g) for g in result.groups))
    screen.table(columns, wording.figure_rows(wording.figures_of(result)), title=title)
    told = wording.whole(result)
    screen.say(f"{wording.size_sentence(result)}; gold digest {result.digest}")
    screen.say(wording.must_be_none_sentence(told.tally))
    screen.say(wording.work_sentence(told))
    if any(told.tally["band", band, "n"] for band in ("high", "medium", "low")):
        screen.table(wording.BAND_COLUMNS, wording.band_rows(told.tally), numbers=wording.BAND_COLUMNS[1:])
        screen.say(wording.promise_sentence(told.tally))


def _differences(title: str, differences: Differences) -> None:
    columns = ("", *(wording.group_name(g) for g in differences))
    screen.table(columns, wording.figure_rows(differences, signed=True), title=title)


def _weak(result: SetResult) -> None:
    tally = wording.whole(result).tally
    screen.table(
        wording.ACT_COLUMNS, wording.act_rows(worst(tally)), title="acts that make most work", numbers=wording.ACT_COLUMNS[2:]
    )
    screen.table(wording.CONFUSION_COLUMNS, wording.confusion_rows(tally, 8), title="taken for another", numbers=("times",))


def _full(result: SetResult) -> None:
    tally = wording.whole(result).tally
    for level in ("family", "act"):
        screen.table(
            wording.ACT_COLUMNS, wording.act_rows(kinds(tally, level)), title=f"by {level}", numbers=wording.ACT_COLUMNS[2:]
        )
    screen.table(wording.FIELD_COLUMNS, wording.field_rows(tally), title="by field", numbers=wording.FIELD_COLUMNS[1:])
    screen.table(wording.STYLE_COLUMNS, wording.style_rows(result), title="by style", numbers=wording.STYLE_COLUMNS[1:])
    screen.table(wording.MODALITY_COLUMNS, wording.modality_rows(tally), title="modality", numbers=("times",))
    columns = ("report", *wording.STYLE_COLUMNS[2:])
    screen.table(columns, [wording.report_row(s) for s in result.scored], title="by report", numbers=columns[1:])


def of_misses(name: str, rows: Iterable[Miss]) -> None:
    """Print what went wrong in a report, with its words: for the user's own screen only."""
    screen.table(MISS_COLUMNS, map(_miss_row, rows), title=name)


MISS_COLUMNS = ("", "gold", "read", "fields", "words")


def _miss_row(miss: Miss) -> tuple[str, ...]:
    what = "missed" if miss.found is None else "false" if miss.gold is None else "wrong"
    told = [f"{s['act']} {s['modality']}" if s else "" for s in (miss.gold, miss.found)]
    words = _words((miss.gold or miss.found or {})["spans"])
    return (what, *told, ", ".join(miss.fields), words)


def _words(spans: Iterable[Any]) -> str:
    return " … ".join(str(s["exact"]) for s in spans)
