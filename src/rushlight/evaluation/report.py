"""One report scored, and a set of them measured: figures with intervals, whole and by language and style."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rushlight.evaluation.bootstrap import DRAWS, Estimate, Sampler, difference, draw, estimate
from rushlight.evaluation.boundaries import add_boundaries, other_acts
from rushlight.evaluation.breakdown import add_confusions, add_kinds
from rushlight.evaluation.calibration import add_bands
from rushlight.evaluation.figures import FIGURES, values
from rushlight.evaluation.matching import Json, act, match, unanswered
from rushlight.evaluation.scoring import score
from rushlight.evaluation.sheets import Pair
from rushlight.evaluation.slots import Sides, add_edits, add_slots, wrong_fields
from rushlight.evaluation.tally import Tally, total

ALL = "all"
"""The group of every report of a set."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One report: its name stays on the user's screen, ``text`` (16 hex digits of its SHA-256) goes to files."""

    name: str
    text: str
    language: str
    style: str
    tally: Tally
    produced_by: str | None = None


def score_report(pair: Pair) -> Scored:
    """Everything that is counted of one report. Pure: the same sheets give the same counts."""
    about = pair.gold["document"]
    return Scored(
        name=pair.name,
        text=hashlib.sha256(pair.text.encode()).hexdigest()[:16],
        language=str(about["language"]).split("-")[0],
        style=str(about.get("style") or about.get("kind") or "not stated"),
        tally=_tally(pair),
        produced_by=_producer(pair.found),
    )


def _tally(pair: Pair) -> Tally:
    gold, found = pair.gold, pair.found
    matches = match(gold["statements"], found["statements"], act)
    others = other_acts(gold, found, matches)
    sides = Sides.of(gold, found)
    tally = score(gold, found, pair.text, matches)
    tally["gold", "statements"] = len(gold["statements"])
    tally["gold", "optional"] = sum(bool(g.get("optional")) for g in gold["statements"])
    add_boundaries(tally, gold, found, matches, others)
    add_slots(tally, sides, matches, others)
    add_edits(tally, sides, matches, others)
    add_bands(tally, found, matches)
    add_kinds(tally, gold, found, matches)
    add_confusions(tally, matches, others)
    return tally


def _producer(sheet: Json) -> str | None:
    """The readers that a sheet names, with their versions."""
    rows = [sheet.get("produced_by"), *(sheet.get("also_read_by") or ())]
    told = [" ".join(str(r[key]) for key in ("name", "version") if r.get(key)) for r in rows if isinstance(r, Mapping)]
    return ", ".join(filter(None, told)) or None


@dataclass(frozen=True, slots=True)
class Miss:
    """What went wrong at one place; ``gold`` or ``found`` is None where there is none. Holds a report's words."""

    gold: Json | None
    found: Json | None
    fields: tuple[str, ...] = ()


def misses(pair: Pair) -> list[Miss]:
    """Missed and false statements and wrong fields of one report, in text order: for the user's own screen only."""
    gold, found = pair.gold["statements"], pair.found["statements"]
    matches = match(gold, found, act)
    others = other_acts(pair.gold, pair.found, matches)
    sides = Sides.of(pair.gold, pair.found)
    rows = [Miss(g, f, tuple(wrong_fields(sides, g, f))) for g, f in matches]
    rows += [Miss(g, f, ("act",)) for g, f in others]
    pairs = [*matches, *others]
    rows += [Miss(g, None) for g in unanswered(gold, (g for g, _ in pairs)) if not g.get("optional")]
    rows += [Miss(None, f) for f in unanswered(found, (f for _, f in pairs))]
    return sorted((r for r in rows if r.fields or not (r.gold and r.found)), key=_place)


def _place(miss: Miss) -> int:
    return min(int(s["start"]) for s in (miss.gold or miss.found or {})["spans"])


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a group of reports."""

    reports: int
    tally: Tally
    figures: Mapping[str, Estimate]
    drawn: Sequence[Sequence[int]] = field(repr=False, default=())
    tallies: Sequence[Tally] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class SetResult:
    """A set of reports, measured. ``groups`` are ``all`` and each language, ``styles`` have no intervals.

    ``digest`` names the files of the gold, ``faults`` says how many sheets could not be scored.
    """

    digest: str
    scored: tuple[Scored, ...]
    faults: int
    groups: Mapping[str, Measured]
    styles: Mapping[str, Mapping[str, float | None]]


def measure(scored: Sequence[Scored], sampler: Sampler, *, digest: str, faults: int = 0, draws: int = DRAWS) -> SetResult:
    """Measure a set. The same sampler state gives the same intervals: two readers of one set can be paired."""
    languages = _grouped(scored, lambda s: s.language)
    groups = {**languages, ALL: list(scored)} if len(languages) != 1 else languages
    return SetResult(
        digest=digest,
        scored=tuple(scored),
        faults=faults,
        groups={name: _measured([s.tally for s in rows], sampler, draws) for name, rows in groups.items()},
        styles={name: values(total([s.tally for s in rows])) for name, rows in _grouped(scored, lambda s: s.style).items()},
    )


def _grouped(scored: Sequence[Scored], key: Callable[[Scored], str]) -> dict[str, list[Scored]]:
    out: dict[str, list[Scored]] = {}
    for row in sorted(scored, key=key):
        out.setdefault(key(row), []).append(row)
    return out


def _measured(tallies: Sequence[Tally], sampler: Sampler, draws: int) -> Measured:
    drawn = draw(sampler, len(tallies), draws)
    figures = {f.name: estimate(f, tallies, drawn) for f in FIGURES}
    return Measured(len(tallies), total(list(tallies)), figures, drawn, tallies)


def compare(left: SetResult, right: SetResult) -> dict[str, dict[str, Estimate]]:
    """Left less right, by group and figure, for the groups that both have.

    Reports of one text on both sides make a pair, so readers are compared on the same draws; two sets are not.
    """
    shared = [name for name in left.groups if name in right.groups]
    return {name: _compared(left.groups[name], right.groups[name], paired=_same_texts(left, right)) for name in shared}


def _same_texts(left: SetResult, right: SetResult) -> bool:
    return [s.text for s in left.scored] == [s.text for s in right.scored]


def _compared(left: Measured, right: Measured, *, paired: bool) -> dict[str, Estimate]:
    theirs = left.drawn if paired else right.drawn
    return {f.name: difference(f, left.tallies, left.drawn, right.tallies, theirs) for f in FIGURES}
