"""What the insider's question rests on, and the families of our own casefile that surely fit a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rushlight.record import Interval
from rushlight.release.draft import Money
from rushlight.release.estimates import Estimate
from rushlight.release.figures import Figure, Figures
from rushlight.release.places import Gazetteer
from rushlight.release.projection import Projection

LARGEST_REPORT = 24
"""More families than this of one report are not looked at: the count stays a lower bound, and quick."""


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A family of our casefile: who (an id), in which report, what happened where, when, for how much.

    ``distinct_from`` are families of the same report that it tells apart from this one ("another family").
    """

    family: str
    report: str
    act: str
    group: str | None
    place: str | None = None
    time: Interval | None = None
    money: Money | None = None
    distinct_from: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class World:
    """What the question rests on: the atlas, our own cases, the figures that the team states or stands for by key
    (``figures``), its estimates of families by stratum, the day of publication, and how families cluster (shape of the
    negative binomial; None: they do not)."""

    atlas: Gazetteer
    cases: tuple[KnownCase, ...] = ()
    own: Figures = field(default_factory=dict[str, Figure])
    estimates: tuple[Estimate, ...] = ()
    published: dt.date | None = None
    shape: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", MappingProxyType(dict(self.own)))


def certain_families(view: Projection, knows: Iterable[str], world: World) -> int:
    """Distinct families of our own casefile that surely fit, 1 at least.

    Only families that one report itself tells apart are surely distinct: two reports, or a mother and a
    daughter, may speak of one family. So the largest set of families told apart in one report counts.
    """
    known = frozenset(knows)
    if any(step not in ("removed", "relative", "officials") for axis, step in view.shares.items() if _marks(axis, known)):
        return 1
    apart: dict[str, dict[str, frozenset[str]]] = {}
    for case in world.cases:
        if _fits(case, view, known, world.atlas):
            report = apart.setdefault(case.report, {})
            report[case.family] = report.get(case.family, frozenset()) | case.distinct_from
    return max((_told_apart(report) for report in apart.values()), default=1)


def _told_apart(apart: Mapping[str, frozenset[str]]) -> int:
    """The size of the largest set of families that are pairwise told apart, by either one's word."""

    def largest(rest: list[str]) -> int:
        if not rest:
            return 0
        first, others = rest[0], rest[1:]
        kept = [f for f in others if f in apart[first] or first in apart[f]]
        with_first = 1 + largest(kept)
        return with_first if len(kept) == len(others) else max(with_first, largest(others))

    return largest(sorted(apart)[:LARGEST_REPORT])


def _marks(axis: str, known: frozenset[str]) -> bool:
    kind = axis.partition(":")[0]
    return kind in ("detail", "officer", "age", "job", "kin", "count") and ("details" if kind == "detail" else kind) in known


def _fits(case: KnownCase, view: Projection, known: frozenset[str], atlas: Gazetteer) -> bool:
    if case.group != view.group or ("event" in known and case.act != view.act):
        return False
    if "place" in known and view.place and (case.place is None or view.place not in atlas.ladder(case.place)):
        return False
    return _in_time(case, view, known) and _in_band(case, view, known)


def _in_time(case: KnownCase, view: Projection, known: frozenset[str]) -> bool:
    if "time" not in known or view.time is None:
        return True
    a, b = case.time, view.time
    if a is None or not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    return b.earliest <= a.earliest and a.latest <= b.latest


def _in_band(case: KnownCase, view: Projection, known: frozenset[str]) -> bool:
    if "amount" not in known or view.money is None:
        return True
    value = case.money.value if case.money else None
    return value is not None and view.money[0] <= value <= view.money[1]
