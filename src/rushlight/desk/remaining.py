"""What was said so far, for the person who decides what may still be said: happenings, words of each source, tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from rushlight.casefile import Casefile
from rushlight.desk.drafting import facts_of
from rushlight.desk.gating import gates_of
from rushlight.desk.linking import Linked, link_parts
from rushlight.desk.releasing import beside
from rushlight.desk.remembering import KIND
from rushlight.parts import Parts
from rushlight.record import Purpose, SourceCount
from rushlight.release import Happening, SealedValues, draft_from
from rushlight.release.standing import Standing, standings
from rushlight.release.voices import published


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


def remaining(case: Casefile, *, now: dt.datetime, actor: str, linked: Linked | None = None) -> Parts[Remaining]:
    """What all releases said together, in parts. Raises Tampered when what one of them said cannot be read.

    ``linked``: the happenings as they stand now, where they are known already.
    """
    linked, limits = linked or (yield from link_parts(case, by=actor)), gates_of(case)
    facts = facts_of(case, linked, now, SealedValues())  # nothing is written: the vault stays closed
    own = draft_from(
        linked.reports,
        [Happening(g.id, frozenset(g.supports), SourceCount(1, 1)) for g in linked.groups],
        [s.id for r in linked.reports for s in r.accepted if s.content_of is None],
        id="ledger",
        purpose=Purpose.INTERNAL_ANALYSIS,
        language="en",
        title="",
    )
    days = [opened.event.at.date() for opened in case.records(KIND)]
    stand = yield from beside(case, lambda tell: tuple(standings(facts.said, own.items, facts.world, limits)))
    tables = [(t, on) for said, on in zip(facts.said, days, strict=True) for t in said.tables]
    return Remaining(
        releases=len(facts.said),
        happenings=tuple((_names(s, linked), s) for s in stand),
        spoken=_spoken(case, linked, published(facts.said, facts)),
        most_words=limits.source_words,
        tables=tuple(Tabled(t.title, on, sum(c.count is not None for c in t.cells), bool(t.counted)) for t, on in tables),
        names=len({name for said in facts.said for name in said.names}),
    )


def _names(standing: Standing, linked: Linked) -> tuple[str, ...]:
    """The events of the casefile that it is, as ``link`` calls them."""
    mine = (g.id for g in linked.groups if g.id in standing.events or standing.statements & set(g.supports))
    return tuple(linked.names[g] for g in mine)


def _spoken(case: Casefile, linked: Linked, words: Mapping[str, int]) -> tuple[Spoken, ...]:
    numbers = {s.id: n for n, s in enumerate(case.sources(), 1)}
    aliases = {r.document.id: r.alias for r in linked.reports}
    most = sorted(words.items(), key=lambda row: (-row[1], numbers.get(row[0], 0)))
    return tuple(Spoken(numbers.get(key), aliases.get(key), n) for key, n in most)
