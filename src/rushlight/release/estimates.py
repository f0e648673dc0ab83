"""A team's own estimates of how many families, by stratum, in the place of priors: the number counting and release share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from rushlight.errors import RecordError, ReleaseError
from rushlight.record import Interval
from rushlight.release.figures import Figure
from rushlight.release.places import Gazetteer
from rushlight.release.projection import Projection
from rushlight.release.settings import part

UP_TO = 2.2
"""A part of a place may hold up to so many times its share of the people (as with the cities of priors.yaml)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """So many families (``low`` to ``high``, both more than none) to whom ``act`` (an act, or a family of acts such as
    "take") happened at ``place`` (an atlas id) in ``period``, with both ends. ``source``: where the figure comes from."""

    act: str
    place: str
    period: Interval
    low: float
    high: float
    source: str

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high:
            raise ReleaseError("an estimate is an interval of families, more than none", hint="low above 0, high not below low")
        if self.period.earliest is None or self.period.latest is None or self.period.earliest > self.period.latest:
            raise ReleaseError("an estimate needs both ends of its period")


NUMBER = "number."
"""How the key of a figure begins that is such an estimate: ``number.ACT/PLACE/FIRST DAY/LAST DAY``."""


def estimate_of(figure: Figure) -> Estimate:
    """The estimate that a team stated as a figure. Raises ReleaseError where the key or the ends make none."""
    try:
        act, place, first, last = figure.key.removeprefix(NUMBER).split("/")
        period = Interval(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    except (ValueError, RecordError):
        hint = "number.ACT/PLACE/FIRST DAY/LAST DAY, days as 2025-01-31"
        raise ReleaseError("this is no key of an estimate", where=figure.key, hint=hint) from None
    low, high = figure.interval or (0.0, 0.0)
    return Estimate(act, place, period, low, high, figure.source)


@dataclass(frozen=True, slots=True)
class Fitting:
    """An estimate cut to what a sentence shows: ``part`` is the share of its place (an interval), ``share`` of its
    period. ``bound``: it is the number itself ("equal"), a lower bound where the sentence reaches beyond the stratum
    ("lower"), or no more than an upper one where nobody knows how much of it lies in the place ("upper")."""

    estimate: Estimate
    part: tuple[float, float]
    share: float
    bound: str


def fitting(
    estimates: Iterable[Estimate], act: str, view: Projection, known: frozenset[str], atlas: Gazetteer
) -> list[Fitting]:
    """The estimates that say something of what the sentence shows, for one who can use the ``known`` fields."""
    out = []
    for e in estimates:
        if act != e.act and act.split(".")[0] != e.act:
            continue
        place = _part(e, view.place if "place" in known else None, atlas)
        time = _share(e, view.time if "time" in known else None)
        if place is not None and time is not None:
            bound = "lower" if "lower" in (place[1], time[1]) else place[1]
            if bound == place[1] or place[1] == "equal":  # above in place and below in time says nothing
                out.append(Fitting(e, place[0], time[0], bound))
    return out


def _part(e: Estimate, shown: str | None, atlas: Gazetteer) -> tuple[tuple[float, float], str] | None:
    if shown is None or shown in atlas.ladder(e.place):
        return (1.0, 1.0), "equal" if shown == e.place else "lower"
    if e.place not in (*atlas.ladder(shown), part("priors")["families_of_leavers"]["country"]):
        return None
    here, whole = atlas.population(shown), atlas.population(e.place)
    if not here or not whole:
        return (1.0, 1.0), "upper"
    share = min(1.0, here / whole)
    return (share, min(1.0, share * UP_TO)), "equal"


def _share(e: Estimate, shown: Interval | None) -> tuple[float, str] | None:
    first, last = e.period.earliest, e.period.latest
    if shown is None or shown.earliest is None or shown.latest is None or first is None or last is None:
        return 1.0, "lower"
    days = _days(max(first, shown.earliest), min(last, shown.latest))
    inside = first <= shown.earliest and shown.latest <= last
    return None if days < 1 else (days / _days(first, last), "equal" if inside else "lower")


def _days(first: dt.date, last: dt.date) -> int:
    return (last - first).days + 1
