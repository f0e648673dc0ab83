"""The score card: one page of Markdown that says what was read, with what, how well, and what it is weak at.

It holds figures, act names and digests; no word of a report and no file's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rushlight.evaluation import wording
from rushlight.evaluation.breakdown import worst
from rushlight.evaluation.outcome import Differences, Outcome
from rushlight.evaluation.report import ALL, SetResult

TITLE = "# Score card"
"""The first line, by which a card is known again."""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card says of its making: the day (ISO), the reader's versions and data, draws and seed."""

    day: str
    reader: str
    versions: Sequence[str]
    data: Mapping[str, str]
    draws: int
    seed: int


def card(facts: CardFacts, told: Outcome) -> str:
    """The card. What is weak is told of the given reports alone, so that those held back steer nothing."""
    parts = [TITLE, _with_what(facts, told), f"**{wording.TUNED}**"]
    if told.held_back is None or told.less_held_back is None:
        parts += ["## How well", _figures(told.given)]
    else:
        parts += ["## How well, on the reports held back", _figures(told.held_back)]
        parts += ["## Side by side", _side_by_side(told.given, told.held_back, told.less_held_back)]
    parts += ["## Weak at, on the reports given", _weak(told.given)]
    return "\n\n".join(parts) + "\n"


def _side_by_side(given: SetResult, held_back: SetResult, differences: Differences) -> str:
    """Both sets as a whole and their difference; by language where no group holds all reports of both."""
    group = ALL if ALL in differences else next(iter(differences))
    sides = {"given": given.groups[group].figures, "held back": held_back.groups[group].figures}
    left, right = (wording.figure_rows({name: figures}) for name, figures in sides.items())
    less = wording.figure_rows({"difference": differences[group]}, signed=True)
    rows = [(*g, h[1], d[1]) for g, h, d in zip(left, right, less, strict=True)]
    return _table((wording.group_name(group), *sides, "given less held back"), rows)


def _with_what(facts: CardFacts, told: Outcome) -> str:
    data = ", ".join(f"{name} {digest}" for name, digest in facts.data.items())
    sets = [("The reports given", told.given)] + ([("The reports held back", told.held_back)] if told.held_back else [])
    lines = [
        f"- Reader: {facts.reader}" + (f" ({'; '.join(facts.versions)})" if facts.versions else ""),
        *([f"- Data: {data}"] if data else []),
        *(f"- {name}: {wording.size_sentence(one)}; gold digest {one.digest}" for name, one in sets),
        f"- Made on {facts.day} by `rushlight eval read`; in brackets the 95 % interval, {facts.draws} draws of whole "
        f"reports (seed {facts.seed})",
    ]
    return "\n".join(lines)


def _columns(groups: Iterable[str]) -> tuple[str, ...]:
    return ("", *(wording.group_name(g) for g in groups))


def _figures(result: SetResult) -> str:
    told = wording.whole(result)
    lines = [
        _table(_columns(result.groups), wording.figure_rows(wording.figures_of(result))),
        _sentence(wording.must_be_none_sentence(told.tally)),
        _sentence(wording.work_sentence(told)),
    ]
    if any(key[0] == "band" and n for key, n in told.tally.items()):
        lines += [_table(wording.BAND_COLUMNS, wording.band_rows(told.tally)), _sentence(wording.promise_sentence(told.tally))]
    return "\n\n".join(lines)


def _weak(result: SetResult) -> str:
    tally = wording.whole(result).tally
    acts = wording.act_rows(worst(tally))
    taken = wording.confusion_rows(tally, 8)
    parts = [_table(wording.ACT_COLUMNS, acts)] if acts else []
    parts += [_table(wording.CONFUSION_COLUMNS, taken)] if taken else []
    return "\n\n".join(parts) or "Nothing was missed or false more than once."


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
