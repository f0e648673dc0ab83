"""The team's own figures for the release check: stated in the place of shipped priors, or shipped ones it stands for."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

from rushlight.atlas import atlas
from rushlight.casefile import Casefile
from rushlight.codebook import codebook
from rushlight.errors import MisuseError, ReleaseError, Tampered
from rushlight.release import AtlasPlaces, Estimate
from rushlight.release.estimates import NUMBER, estimate_of
from rushlight.release.figures import Figure, check_figure

KIND = "figure.stated"
DEEPEST = 4
"""Steps from a county or city to the country: no smaller place takes a figure of its own."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure in force, with who stated it and when."""

    figure: Figure
    by: str
    on: dt.date


def figures_stated(case: Casefile) -> tuple[Stated, ...]:
    """The figures in force, by key: of each key the latest counts, and one that was dropped no longer."""
    found: dict[str, Stated] = {}
    for opened in case.records(KIND):
        row = opened.data
        try:
            key, low, high = row["key"], row["low"], row["high"]
            figure = Figure(key, row["source"], *(None if x is None else float(x) for x in (low, high)))
            if row["dropped"]:
                found.pop(key, None)
                continue
            _check(figure)
        except (ReleaseError, TypeError, KeyError, ValueError):
            raise Tampered("a figure of the casefile is not readable", where=opened.event.id) from None
        found[key] = Stated(figure, opened.event.by, opened.event.at.date())
    return tuple(found[key] for key in sorted(found))


def own_figures(case: Casefile) -> tuple[dict[str, Figure], tuple[Estimate, ...]]:
    """What the release check takes: figures by key, and estimates of families by act, place and period."""
    stated = [s.figure for s in figures_stated(case)]
    own = {f.key: f for f in stated if not f.key.startswith(NUMBER)}
    return own, tuple(estimate_of(f) for f in stated if f.key.startswith(NUMBER))


class Change(TypedDict, total=False):
    """``stated`` intervals by key, keys of shipped figures that the team ``stands_for``, both from one ``source``, and keys
    that are ``dropped``."""

    stated: Mapping[str, tuple[float, float]]
    stands_for: Sequence[str]
    dropped: Sequence[str]
    source: str


def assume(case: Casefile, *, now: dt.datetime, actor: str, **change: Unpack[Change]) -> tuple[Stated, ...]:
    """Keep figures from now on, and forget the dropped. All or nothing is kept.

    Raises MisuseError for a key that is none, ends that make no sense, a figure without a source, and for dropping what
    nobody stated.
    """
    stated, stands_for, source = change.get("stated", {}), change.get("stands_for", ()), change.get("source", "")
    new = [Figure(key, source.strip(), *ends) for key, ends in stated.items()]
    new += [Figure(key, source.strip()) for key in stands_for]
    gone, standing = change.get("dropped", ()), {s.figure.key for s in figures_stated(case)}
    try:
        for figure in new:
            _check(figure)
    except ReleaseError as error:
        raise MisuseError(error.what, where=error.where, hint=error.hint) from None
    for key in gone:
        if key not in standing:
            raise MisuseError("nobody has stated this figure", where=key, hint="see 'rushlight assume CASE'")
    rows = [{"key": f.key, "low": f.low, "high": f.high, "source": f.source, "dropped": False} for f in new]
    rows += [{"key": key, "low": None, "high": None, "source": source.strip(), "dropped": True} for key in gone]
    for row in rows:
        case.append(KIND, row, by=actor, at=now)
    return figures_stated(case)


def _check(figure: Figure) -> None:
    if figure.key.startswith(NUMBER):
        found = estimate_of(figure)
        if not _place(found.place) or not _act(found.act):
            raise ReleaseError("there is no such figure", where=figure.key, hint="number.ACT/PLACE/FIRST DAY/LAST DAY")
        if not figure.source.strip() or not math.isfinite(found.high):
            raise ReleaseError("a figure needs its source and two ends", where=figure.key)
        return
    check_figure(figure, _place, _act)


def _place(place: str) -> bool:
    """A county, city, province, region or the country of the atlas."""
    places = AtlasPlaces(atlas())
    ladder = places.ladder(place)
    known = place in atlas() or any(place in places.ladder(e.id) for e in atlas())
    return known and 1 <= len(ladder) <= DEEPEST


def _act(act: str) -> bool:
    return act in codebook() or any(term.family == act for term in codebook())
