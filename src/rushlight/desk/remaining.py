"""What was said so far, for the person who decides what may still be said: happenings, words of each source, tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from rushlight.atlas import atlas
from rushlight.casefile import Casefile
from rushlight.desk.assuming import own_figures
from rushlight.desk.gating import gates_of
from rushlight.desk.linking import Linked, link_parts
from rushlight.desk.releasing import beside
from rushlight.desk.remembering import KIND, remembered
from rushlight.parts import Parts
from rushlight.record import Purpose, SourceCount
from rushlight.release import AtlasPlaces, Draft, Facts, Happening, draft_from
from rushlight.release.facts import known_cases
from rushlight.release.standing import Standing, standings
from rushlight.release.voices import published
from rushlight.release.world import KnownCase


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of one source in all releases. ``source`` is its number in the casefile, from 1 (None: it has none, or none
    any more), ``report`` the alias of the report where only that is known."""

    source: int | None
    report: str | None
    words: int


@dataclass(frozen=True, slots=True)
class Tabled:
    """A released table: its title, the day it was published, how many of its numbers are shown, whether it says whom they
    count."""

    title: str
    on: dt.date
    numbers: int
    counted: bool


@dataclass(frozen=True, slots=True)
class Remaining:
    """The ledger for people: how many releases there were, each happening with what the casefile calls its event, words of
    each source (most first) with how many all releases may hold, tables, and how many names were given to people."""

    releases: int
    happenings: tuple[tuple[tuple[str, ...], Standing], ...]
    spoken: tuple[Spoken, ...]
    most_words: int
    tables: tuple[Tabled, ...]
    names: int


@dataclass(frozen=True, slots=True)
class Behind:
    """What the ledger is read beside, of all that was compared: no casefile is needed for it, and it may be made beside it.

    ``told_by`` maps an accepted statement to its source (its report's id, where that is not known), ``events`` one to the ids
    of its happenings.
    """

    linked: Linked
    cases: tuple[KnownCase, ...]
    told_by: Mapping[str, str]
    events: Mapping[str, tuple[str, ...]]


def behind(linked: Linked) -> Behind:
    events: dict[str, tuple[str, ...]] = {}
    for group in linked.groups:
        for statement in group.supports:
            events[statement] = (*events.get(statement, ()), group.id)
    return Behind(
        linked=linked,
        cases=tuple(case for r in linked.reports for case in known_cases(r)),
        told_by={s.id: r.source or r.document.id for r in linked.reports for s in r.accepted},
        events=events,
    )


NOTHING = Remaining(0, (), (), 0, (), 0)


def any_left(case: Casefile) -> bool:
    """Whether anything left yet: without, there is nothing to compare."""
    return bool(case.records(KIND))


def remaining(case: Casefile, *, now: dt.datetime, actor: str, linked: Linked | None = None) -> Parts[Remaining]:
    """What all releases said together, in parts. Raises Tampered when what one of them said cannot be read.

    ``linked``: the happenings as they stand now, where they are known already.
    """
    limits = gates_of(case)
    if not any_left(case):
        return replace(NOTHING, most_words=limits.source_words)
    compared = linked or (yield from link_parts(case, by=actor))
    known = yield from beside(case, lambda tell: behind(compared))
    facts = _facts(case, known, now)  # nothing is written: the vault stays closed
    views = [view for said in facts.said for view in said.views]
    own = _own(known, {s for v in views for s in v.statements}, {v.event for v in views if v.event is not None})
    days = [opened.event.at.date() for opened in case.records(KIND)]
    stand = yield from beside(case, lambda tell: tuple(standings(facts.said, own.items, facts.world, limits)))
    tables = [(t, on) for said, on in zip(facts.said, days, strict=True) for t in said.tables]
    return Remaining(
        releases=len(facts.said),
        happenings=tuple((_names(s, known), s) for s in stand),
        spoken=_spoken(case, known.linked, published(facts.said, facts)),
        most_words=limits.source_words,
        tables=tuple(Tabled(t.title, on, sum(c.count is not None for c in t.cells), bool(t.counted)) for t, on in tables),
        names=len({name for said in facts.said for name in said.names}),
    )


def _facts(case: Casefile, known: Behind, now: dt.datetime) -> Facts:
    """What the ledger is read by, of all that a draft is checked against."""
    own, estimates = own_figures(case)
    return Facts(
        atlas=AtlasPlaces(atlas()),
        on=now.date(),
        told_by=known.told_by,
        cases=known.cases,
        ledger=remembered(case),
        own=own,
        estimates=estimates,
    )


def _own(known: Behind, statements: Set[str], events: Set[str]) -> Draft:
    """What the casefile itself knows of the happenings that any release told of."""
    wanted = {*events, *(event for s in statements for event in known.events.get(s, ()))}
    groups = [Happening(g.id, frozenset(g.supports), SourceCount(1, 1)) for g in known.linked.groups if g.id in wanted]
    told = {*statements, *(s for group in groups for s in group.statements)}
    reports = [r for r in known.linked.reports if any(s.id in told for s in r.accepted)]
    chosen = [s.id for r in reports for s in r.accepted if s.content_of is None and s.id in told]
    return draft_from(reports, groups, chosen, id="ledger", purpose=Purpose.INTERNAL_ANALYSIS, language="en", title="")


def _names(standing: Standing, known: Behind) -> tuple[str, ...]:
    """The events of the casefile that it is, as ``link`` calls them."""
    mine = {*standing.events, *(event for s in standing.statements for event in known.events.get(s, ()))}
    names = known.linked.names
    return tuple(sorted((names[event] for event in mine if event in names), key=lambda name: int(name[1:])))


def _spoken(case: Casefile, linked: Linked, words: Mapping[str, int]) -> tuple[Spoken, ...]:
    numbers = {s.id: n for n, s in enumerate(case.sources(), 1)}
    aliases = {r.document.id: r.alias for r in linked.reports}
    most = sorted(words.items(), key=lambda row: (-row[1], numbers.get(row[0], 0)))
    return tuple(Spoken(numbers.get(key), aliases.get(key), n) for key, n in most)
