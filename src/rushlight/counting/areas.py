"""Where and when happenings are told to have been: areas and intervals, counts that are fit to be looked at.

Only what is told as having happened places or dates a happening; a threat, a practice or a denial never does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rushlight.counting.inputs import Happening, Telling, tellings
from rushlight.counting.places import PlaceLevel, place_at
from rushlight.counting.suppress import suppress_list
from rushlight.counting.tally import place_of, time_of
from rushlight.record import Modality, Polarity, Report, TimeUse

Days = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class Told:
    """One happening as it is told: its reports (aliases), acts done, days and areas.

    ``earliest`` and ``latest`` hold every day that any telling could mean (None: open or undated); ``core`` are the
    first and last day on which all dated tellings agree. ``areas`` are ids at the asked level, empty where none is known.
    """

    happening: str
    reports: tuple[str, ...]
    acts: tuple[str, ...]
    earliest: dt.date | None
    latest: dt.date | None
    core: tuple[dt.date, dt.date] | None
    areas: frozenset[str]

    @property
    def dated(self) -> bool:
        return self.earliest is not None or self.latest is not None

    def within(self, first: dt.date | None, last: dt.date | None) -> bool | None:
        """Whether it was between the two days: True for certain, None perhaps, False not."""
        if first is None and last is None:
            return True
        low, high = self.earliest or dt.date.min, self.latest or dt.date.max
        if high < (first or dt.date.min) or low > (last or dt.date.max):
            return False
        return True if low >= (first or dt.date.min) and high <= (last or dt.date.max) else None


def told_happenings(reports: Sequence[Report], happenings: Sequence[Happening], level: PlaceLevel) -> tuple[Told, ...]:
    """Every happening with a statement told as having happened, in the order given."""
    done = {t.id: t for t in tellings(reports) if _done(t)}
    parts = ((h.id, [done[s] for s in h.statements if s in done]) for h in happenings)
    return tuple(_told(name, part, level) for name, part in parts if part)


def _done(t: Telling) -> bool:
    return t.statement.modality is Modality.OCCURRED and t.statement.polarity is Polarity.AFFIRMED


def _told(name: str, part: Sequence[Telling], level: PlaceLevel) -> Told:
    days = [d for d in map(_days, part) if d is not None]
    starts, ends = [a for a, _ in days], [b for _, b in days]
    areas = (place_at(place_of(t), level) for t in part)
    return Told(
        happening=name,
        reports=tuple(dict.fromkeys(t.report.alias for t in part)),
        acts=tuple(dict.fromkeys(t.statement.act for t in part)),
        earliest=min((d for d in starts if d), default=None) if None not in starts else None,
        latest=max((d for d in ends if d), default=None) if None not in ends else None,
        core=_core(days) if len(days) > 1 else None,
        areas=frozenset(a for a in areas if a),
    )


def _days(t: Telling) -> Days | None:
    time = time_of(t)
    if time is None or not time.resolved or time.applies_to is TimeUse.OTHER:
        return None
    return None if time.earliest is None and time.latest is None else (time.earliest, time.latest)


def _core(days: Sequence[Days]) -> tuple[dt.date, dt.date] | None:
    first = max(a or dt.date.min for a, _ in days)
    last = min(b or dt.date.max for _, b in days)
    return (first, last) if dt.date.min < first <= last < dt.date.max else None


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """Happenings by area, small numbers withheld with as many others as it takes (None).

    ``of_area`` by id; ``several`` are told of in more than one area, ``nowhere`` in none that is known at this level;
    ``total`` all of them. Every number is one of happenings: each is counted in one place only.
    """

    of_area: Mapping[str, int | None]
    several: int | None
    nowhere: int | None
    total: int | None


def area_counts(told: Sequence[Told], areas: Sequence[str], threshold: int) -> AreaCounts:
    """Counts for ``areas`` (those not among them are counted as nowhere), fit to be shown beside their total."""
    counts = dict.fromkeys(areas, 0)
    several = nowhere = 0
    for one in told:
        known = one.areas & counts.keys()
        if len(one.areas) > 1:
            several += 1
        elif known:
            counts[next(iter(known))] += 1
        else:
            nowhere += 1
    shown, total = suppress_list([*counts.values(), several, nowhere], threshold, zeros=False)
    return AreaCounts(dict(zip(counts, shown, strict=False)), shown[-2], shown[-1], total)
