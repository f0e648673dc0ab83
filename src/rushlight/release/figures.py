"""Figures that a team states in the place of the shipped priors, or stands for as they are: by key, with their source.

Keys: ``families.PLACE`` (families with a relative who left, there), ``remitting`` (which share of them gets money in a
year), ``rate.ACT`` (how often such a family meets the act in a year), ``lag`` (how many days before its publication a
happening may lie), ``middle.CURRENCY`` (the middle of the sums taken), ``share.AXIS.STEP``, ``contact``, ``calls``,
``transfers``. A figure for a part is never above one for the whole: the whole is raised to it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rushlight.errors import ReleaseError
from rushlight.release.draft import Words
from rushlight.release.places import Gazetteer
from rushlight.release.settings import part
from rushlight.release.spreading import OWN, Factor

PLAIN = ("remitting", "lag", "contact", "calls", "transfers")
SHARES = ("remitting", "contact", "share")
MOST = 1e9
BELOW = {"officer": ("post", "office", "service"), "age": ("exact", "decade", "broad"), "job": ("exact", "sector")}
BELOW |= {"detail": ("exact", "softer"), "kin": ("term",), "count": ("exact", "band")}
"""Steps of an axis from exact to general: each holds the ones before."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A team's figure: between ``low`` and ``high``, or the shipped one that it stands for (both None). ``source`` says
    where it comes from."""

    key: str
    source: str
    low: float | None = None
    high: float | None = None

    @property
    def interval(self) -> tuple[float, float] | None:
        return None if self.low is None or self.high is None else (self.low, self.high)


Figures = Mapping[str, Figure]


def check_figure(figure: Figure, places: Callable[[str], bool], acts: Callable[[str], bool]) -> None:
    """Raise ReleaseError for a key that no prior has, a place or act that is unknown, ends that make no sense, and
    for standing for a figure that is not shipped."""
    kind, _, rest = figure.key.partition(".")
    known: dict[str, Callable[[str], bool]] = {
        "families": places,
        "rate": acts,
        "middle": lambda r: r.isalpha(),
        "share": lambda r: _step(r) is not None,
    }
    if not known[kind](rest) if kind in known else figure.key not in PLAIN:
        raise ReleaseError("there is no such figure", where=figure.key, hint=f"use one of {', '.join(keys())}")
    if not figure.source.strip():
        raise ReleaseError("a figure needs its source", where=figure.key, hint="say where it comes from")
    if figure.interval is None:
        if shipped(figure.key) is None:
            raise ReleaseError("there is no shipped figure to stand for", where=figure.key, hint="state one of your own")
        return
    low, high = figure.interval
    most = 1.0 if kind in SHARES else MOST
    if not (math.isfinite(low) and math.isfinite(high) and 0 < low <= high <= most):
        raise ReleaseError("this figure makes no sense", where=figure.key, hint=f"two ends above 0, at most {most:g}")


def keys() -> tuple[str, ...]:
    """What a team can state, as patterns."""
    return ("families.PLACE", "rate.ACT", "middle.CURRENCY", "share.AXIS.STEP", *PLAIN)


def shipped(key: str) -> tuple[float, float, str] | None:
    """The shipped interval of a key with its source; None where there is none."""
    priors = part("priors")
    kind, _, rest = key.partition(".")
    if kind == "families" and rest in priors["families_of_leavers"]["places"]:
        return (*priors["families_of_leavers"]["places"][rest], priors["families_of_leavers"]["source"])
    if kind == "rate":
        row = rate_row(rest)
        return None if row is None else (*row["range"], row["source"])
    if kind == "middle" and rest in priors["sums"]["middle"]["taken"]:
        return (*priors["sums"]["middle"]["taken"][rest], priors["sums"]["source"])
    if kind == "share" and (step := _step(rest)) is not None:
        return (*step, priors["shares"]["source"])
    row = _PLAIN_ROWS[key](priors) if key in PLAIN else None
    return None if row is None else (*row["range"], row["source"])


@cache
def _korean_sources() -> Mapping[str, str]:
    found: dict[str, str] = {}
    waiting: list[Any] = [part("priors")]
    while waiting:
        row = waiting.pop()
        if isinstance(row, dict):
            waiting += row.values()
            if "source_ko" in row:
                found[row["source"]] = row["source_ko"]
        elif isinstance(row, list):
            waiting += row
    return found


def source_words(source: str) -> Words:
    """Where a shipped figure comes from, in both languages; a team's own source is told as they wrote it."""
    return Words(source, _korean_sources().get(source, source))


_PLAIN_ROWS: dict[str, Callable[[Any], Any]] = {
    "remitting": lambda p: p["remitting"],
    "lag": lambda p: p["published_within_days"],
    "contact": lambda p: p["calls"]["contact"],
    "calls": lambda p: p["calls"]["a_year"],
    "transfers": lambda p: p["transfers"]["a_year"],
}


def _step(axis_and_step: str) -> tuple[float, float] | None:
    axis, _, step = axis_and_step.partition(".")
    low, high = part("priors")["shares"][axis].get(step, (1, 1)) if axis in BELOW else (1, 1)
    return None if low >= 1 else (low, high)


def rate_row(act: str) -> Any:
    """The prior for how often an act (or one of its family) happens, None where nobody has one."""
    for row in part("priors")["rates"]:
        if act in row["acts"] or act.partition(".")[0] in row["acts"]:
            return row
    return None


def stated(name: str, key: str, row: Any, own: Figures) -> Factor:
    """The factor of a row of priors (``range``, ``source``, ``standing``), or what the team says in its place."""
    low, high = row["range"]
    return with_own(Factor(name, low, high, row["source"], row["standing"], key), own.get(key))


def with_own(factor: Factor, figure: Figure | None, *, keep: bool = False) -> Factor:
    """The factor as the team states it, or as it stands for it; with ``keep`` its ends are what was made of that."""
    if figure is None:
        return factor
    low, high = (factor.low, factor.high) if keep or figure.interval is None else figure.interval
    return Factor(factor.name, low, high, figure.source, OWN, factor.key)


def nested(
    shipped: Mapping[str, Any], own: Mapping[str, tuple[float, float]], holds: Callable[[str, str], bool]
) -> dict[str, tuple[float, float]]:
    """Intervals by name, the team's own first, so that none is above one that holds it (``holds(wider, narrower)``).

    A shipped one gives way to an own one that holds it; one that holds an own one is raised to it.
    """
    rows = {name: (float(low), float(high)) for name, (low, high) in shipped.items()}
    for name in rows:
        rows[name] = _ends(min, rows[name], (own[w] for w in own if w != name and holds(w, name)))
    rows |= own
    return {name: _ends(max, row, (own[n] for n in own if n != name and holds(name, n))) for name, row in rows.items()}


def _ends(pick: Callable[..., float], row: tuple[float, float], others: Iterable[tuple[float, float]]) -> tuple[float, float]:
    for other in others:
        row = pick(row[0], other[0]), pick(row[1], other[1])
    return row


def of_kind(own: Figures, kind: str) -> dict[str, tuple[float, float]]:
    """The team's intervals under keys of one kind, by the rest of the key."""
    found = ((key.partition("."), f.interval) for key, f in own.items())
    return {rest: interval for (head, _, rest), interval in found if head == kind and interval is not None}


def families_by_place(own: Figures, atlas: Gazetteer) -> Mapping[str, Any]:
    """Families of leavers by place: shipped, with the team's own."""
    places: Mapping[str, Any] = part("priors")["families_of_leavers"]["places"]
    mine = of_kind(own, "families")
    return nested(places, mine, lambda wide, narrow: wide in atlas.ladder(narrow)) if mine else places


def shares_of(axis: str, own: Figures) -> Mapping[str, Any]:
    """Shares of an axis by step: shipped, with the team's own."""
    table: Mapping[str, Any] = part("priors")["shares"][axis]
    mine = {key.partition(".")[2]: x for key, x in of_kind(own, "share").items() if key.partition(".")[0] == axis}
    return nested(table, mine, lambda wide, narrow: _holds(axis, wide, narrow)) if mine else table


def _holds(axis: str, wide: str, narrow: str) -> bool:
    (a, _, of_a), (b, _, of_b) = wide.partition("_"), narrow.partition("_")
    order = BELOW[axis]
    return of_a == of_b and a in order and b in order and order.index(a) > order.index(b)


def shipped_keys() -> tuple[str, ...]:
    """The keys of every shipped figure."""
    priors = part("priors")
    places = (f"families.{place}" for place in priors["families_of_leavers"]["places"])
    rates = (f"rate.{act}" for row in priors["rates"] for act in row["acts"])
    middles = (f"middle.{currency}" for currency in priors["sums"]["middle"]["taken"])
    steps = (f"share.{axis}.{step}" for axis in BELOW for step in priors["shares"][axis] if _step(f"{axis}.{step}"))
    return (*places, "remitting", *rates, "lag", *middles, *steps, "contact", "calls", "transfers")
