"""The score card: one page of Markdown that says what was read, with what, how well, and what it is weak at.

It holds figures, act names and digests; no word of a report and no file's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rushlight.evaluation import wording
from rushlight.evaluation.bootstrap import Estimate
from rushlight.evaluation.breakdown import worst
from rushlight.evaluation.report import SetResult

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


def card(
    facts: CardFacts,
    result: SetResult,
    held_back: SetResult | None = None,
    differences: Mapping[str, Mapping[str, Estimate]] | None = None,
) -> str:
    """The card. ``held_back`` is a second set that the reader's makers did not see, ``differences`` the first less it."""
    shown = [("the reports given", result)] + ([("the reports held back", held_back)] if held_back else [])
    parts = [TITLE, _with_what(facts, shown), f"**{wording.TUNED}**"]
    for name, one in shown:
        parts += [f"## How well, on {name}", _figures(one)]
    if differences:
        parts += ["## The first less the second", _table(_columns(differences), wording.figure_rows(differences, signed=True))]
    parts += ["## Weak at", _weak(shown[-1][1])]
    return "\n\n".join(parts) + "\n"


def _with_what(facts: CardFacts, shown: Sequence[tuple[str, SetResult]]) -> str:
    data = ", ".join(f"{name} {digest}" for name, digest in facts.data.items())
    lines = [
        f"- Reader: {facts.reader}" + (f" ({'; '.join(facts.versions)})" if facts.versions else ""),
        *([f"- Data: {data}"] if data else []),
        *(f"- {name[0].upper()}{name[1:]}: {wording.size_sentence(one)}; gold digest {one.digest}" for name, one in shown),
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
