"""What comparing needs of a telling and of a report: no word of it, so that a whole casefile's fit in memory.

A gist is made of one report alone and of nothing else, so that it can be kept and made anew only where that report changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.corroboration.features import Features, features
from rushlight.corroboration.tellings import Telling, is_conduct, is_denied, is_done, tellings
from rushlight.record import Report


@dataclass(frozen=True, slots=True)
class Deed:
    """A statement that gives an act as done, or denies it. Bare background and consequences are none."""

    statement: str
    act: str
    done: bool


@dataclass(frozen=True, slots=True, eq=False)
class Gist:
    """One telling: its report's alias, its place among that report's tellings (from 1), the statements and what they say."""

    alias: str
    place: int
    head: str
    ids: tuple[str, ...]
    published: dt.date | None
    deeds: tuple[Deed, ...]
    seen: Features

    @property
    def tells(self) -> bool:
        """Whether it gives anything as done: a denial alone is no happening."""
        return any(d.done for d in self.deeds)


def gist(telling: Telling, place: int = 1) -> Gist:
    """The gist of one telling, which is the ``place``-th of its report."""
    deeds = (Deed(s.id, s.act, is_done(s)) for s in telling.statements if is_conduct(s.act) and (is_done(s) or is_denied(s)))
    published = telling.report.document.published
    return Gist(telling.alias, place, telling.head, telling.ids, published, tuple(deeds), features(telling))


def gists(report: Report) -> tuple[Gist, ...]:
    """Those of a report, in the order of its text."""
    return tuple(gist(t, n) for n, t in enumerate(tellings(report), 1))


def all_gists(reports: Sequence[Report]) -> tuple[Gist, ...]:
    """The gists of all reports, ordered by alias so that the order of reports does not matter."""
    return tuple(g for report in sorted(reports, key=lambda r: r.alias) for g in gists(report))
