"""Tallies: how often a thing is told, by act, scope, modality and polarity; by place and period where asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from rushlight.codebook import codebook
from rushlight.counting.affected import affected
from rushlight.counting.inputs import CountSources, Happening, Telling, tellings
from rushlight.counting.periods import Grain, Period, period_of
from rushlight.counting.places import PlaceLevel, place_at
from rushlight.counting.table import NEVER_CROSSED, Figure, Key, Measure, Table, What, build
from rushlight.counting.things import same_thing
from rushlight.errors import MisuseError
from rushlight.record import Modality, Place, Report, SourceCount, Statement, TimeExpr

BY = ("act", "scope", "modality", "polarity")
ENFORCEMENT = "P07"
"""The stage of what is carried out: arrest, search, confiscation, exile."""


def tally(
    reports: Sequence[Report],
    happenings: Sequence[Happening],
    count_sources: CountSources,
    *,
    by: Sequence[str] = BY,
    place_level: PlaceLevel | None = None,
    period: Grain | None = None,
    where: Callable[[Statement], bool] = lambda _: True,
) -> Table:
    """Count the accepted statements of ``reports``, optionally only those that pass ``where``.

    ``by`` is one of act, family, stage or kind, together with scope, modality and polarity, which no
    count may leave out (MODEL.md, coding rule 1). Raises MisuseError otherwise.
    """
    what = checked_by(by)
    every = tellings(reports)
    measure = figures(every, happenings, count_sources)
    groups: dict[Key, list[Telling]] = {}
    for told in (t for t in every if where(t.statement)):
        place = place_at(place_of(told), place_level) if place_level else None
        when = period_of(time_of(told), period) if period else None
        groups.setdefault(_key(told.statement, what, place, when), []).append(told)
    split = tuple(name for name, asked in (("place", place_level), ("period", period)) if asked)
    return build(what, groups, measure, len(reports), sum(r.waiting for r in reports), split)


def checked_by(by: Sequence[str]) -> What:
    """The one dimension of ``by`` that may be chosen; MisuseError when the others are not all there."""
    chosen = [d for d in by if d not in NEVER_CROSSED]
    if set(NEVER_CROSSED) - set(by) or len(chosen) != 1 or chosen[0] not in get_args(What):
        raise MisuseError(
            "a tally needs scope, modality and polarity and one of act, family, stage, kind",
            hint="counts never cross scope, modality or polarity",
        )
    name: What = next(w for w in get_args(What) if w == chosen[0])
    return name


def figures(every: Sequence[Telling], happenings: Sequence[Happening], count_sources: CountSources) -> Measure:
    """A function that gives the Figure of a group of tellings out of ``every``."""
    things = same_thing(every, happenings)
    return lambda group: _figure(group, things, count_sources)


def _figure(group: Sequence[Telling], things: Mapping[str, str], count_sources: CountSources) -> Figure:
    reports = frozenset(t.report.alias for t in group)
    return Figure(
        statements=tuple(sorted(t.id for t in group)),
        things=tuple(sorted({things[t.id] for t in group})),
        reports=tuple(sorted(reports)),
        sources=count_sources(reports) if reports else SourceCount(0, 0),
        affected=affected(group, things),
    )


def _key(s: Statement, what: What, place: str | None, when: Period | None) -> Key:
    return Key(_what(s, what), s.scope, s.modality, s.polarity, place, when)


def _what(s: Statement, what: What) -> str:
    if what == "act":
        return s.act
    if what == "family":
        return s.act.split(".")[0]
    if what == "stage":
        return stage_of(s)
    return codebook().term(s.act).kind if s.act in codebook() else "context"


def stage_of(s: Statement) -> str:
    """The statement's stage; for a threatened sanction without one, the enforcement it threatens.

    Coding leaves the content of a threat without a stage. Here it stands with the enforcement, under its
    own modality, so that threats and deeds can be seen side by side and never in one number.
    """
    if s.stage is None and s.modality is Modality.THREATENED and s.act in codebook():
        of_act = codebook().term(s.act).stage
        return ENFORCEMENT if of_act == ENFORCEMENT else ""
    return s.stage or ""


def time_of(t: Telling) -> TimeExpr | None:
    """The statement's time, if it has one."""
    return t.report.reading.time(t.statement.time) if t.statement.time else None


def place_of(t: Telling) -> Place | None:
    """The statement's place, if it has one."""
    return t.report.reading.place(t.statement.place) if t.statement.place else None
