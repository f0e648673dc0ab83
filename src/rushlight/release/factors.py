"""The factors of lam, the number of other families that fit: each an interval with its source (design/RELEASE, 4a)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from rushlight.record import Modality, Scope
from rushlight.release.estimates import fitting
from rushlight.release.figures import BELOW, Figures, rate_row, shares_of, stated, with_own
from rushlight.release.leavers import families_at
from rushlight.release.projection import Projection
from rushlight.release.settings import part
from rushlight.release.spreading import GIVEN, OWN, Factor, at_share
from rushlight.release.sums import bounded_by, kind_of, share_of
from rushlight.release.world import World

PRESSURE = (Modality.THREATENED, Modality.DEMANDED, Modality.PLEDGED, Modality.CONFESSED, Modality.DENIED)
UNBOUNDED_YEARS, SHORTEST_DAYS = 20.0, 30
OF_THE_PEOPLE = "its share of the people, up to 2.2 times that"


def factors(view: Projection, knows: Iterable[str], world: World, universe: str = "happenings") -> tuple[Factor, ...] | None:
    """The factors of lam, or None where one of them cannot be stated by anybody."""
    known = frozenset(knows)
    base = class_families(view, known, world)
    if base is None:
        return None
    if view.scope is not Scope.INCIDENT:
        return (*base, *traits(view, known, world))
    if universe == "calls":
        return (*base, *_calls(view, known, world), *traits(view, known, world))
    if universe == "transfers":
        return (*base, *_transfers(view, known, world), *traits(view, known, world))
    happening = _happening(view, known, world)
    prior = None if happening is None else (*base, *happening)
    found = _estimated(view, known, world, prior) if "event" in known else prior
    return None if found is None else (*found, *traits(view, known, world))


def class_families(view: Projection, known: frozenset[str], world: World) -> tuple[Factor, ...] | None:
    """Families of the group at the place (of the whole country where he cannot use the place)."""
    if view.group != "families_of_leavers":
        return None
    return families_at(view.place if "place" in known else None, world.atlas, world.own)


def remitting(world: World) -> Factor:
    return stated("remitting", "remitting", part("priors")["remitting"], world.own)


def _happening(view: Projection, known: frozenset[str], world: World) -> tuple[Factor, ...] | None:
    """Which of them were pressed in the time shown; for one who does not know that, only who gets money."""
    found = _rate(view, world.own)
    of_those = (remitting(world),) if found is None or found[1] else ()
    if "event" not in known:
        return of_those if "remitting" in known else ()
    return None if found is None else (*of_those, found[0], window(view, known, world))


def _estimated(
    view: Projection, known: frozenset[str], world: World, prior: tuple[Factor, ...] | None
) -> tuple[Factor, ...] | None:
    """The team's estimate for this stratum in place of the priors. Where the sentence reaches beyond the stratum the
    larger of the two counts, where nobody knows how much of it lies in the place the smaller."""
    act, bounds = _pressed(view), dict[str, list[tuple[Factor, ...]]]()
    for f in fitting(world.estimates, act, view, known, world.atlas):
        number = Factor("estimate", f.estimate.low * f.share, f.estimate.high * f.share, f.estimate.source, OWN)
        cut = () if f.part == (1.0, 1.0) else (Factor("part_of_place", *f.part, OF_THE_PEOPLE),)
        bounds.setdefault(f.bound, []).append((number, *cut))
    if "equal" in bounds:
        return max(bounds["equal"], key=_least)
    if prior is not None and "upper" in bounds:
        prior = min((prior, *bounds["upper"]), key=_least)
    options = ([] if prior is None else [prior]) + bounds.get("lower", [])
    return max(options, key=_least) if len(options) > 1 else options[0] if options else None


def _least(found: tuple[Factor, ...]) -> float:
    """A small plausible value of the product, to compare by."""
    return at_share(found, 0.05)


def _calls(view: Projection, known: frozenset[str], world: World) -> tuple[Factor, ...]:
    """Families who telephoned between the happening and the publication, the sentence's own date among his fields."""
    table = part("priors")["calls"]
    contact = stated("contact", "contact", table["contact"], world.own)
    calls = stated("calls", "calls", table["a_year"], world.own)
    began = view.time.earliest if view.time is not None and "time" in known else None
    if world.published is None or began is None:
        return contact, calls, _undated()
    years = max(1, (world.published - began).days + 1) / 365.25
    return contact, calls, Factor("window", years, years, "from the time shown to the publication, in years", GIVEN)


def _transfers(view: Projection, known: frozenset[str], world: World) -> tuple[Factor, ...]:
    """Families who were sent money; in the time shown, where a transfer is what is told."""
    if "time" not in known:
        return (remitting(world),)
    often = stated("transfers", "transfers", part("priors")["transfers"]["a_year"], world.own)
    return remitting(world), often, window(view, known, world)


def _pressed(view: Projection) -> str:
    """The act whose figures hold: a threat, demand or promise is pressure, whatever it is about."""
    return "threat.sanction" if view.modality in PRESSURE else view.act


def _rate(view: Projection, own: Figures) -> tuple[Factor, bool] | None:
    """Happenings per family and year, and whether per family that gets money. The team's own figure goes first: of an
    act that is pressure over money it is per family that gets some, of others per family of the group."""
    act = _pressed(view)
    row = rate_row(act)
    key = next((k for k in (f"rate.{act}", f"rate.{act.partition('.')[0]}") if k in own), f"rate.{act.partition('.')[0]}")
    if row is not None:
        return stated("rate", key, row, own), True
    interval = own[key].interval if key in own else None
    return None if interval is None else (Factor("rate", interval[0], interval[1], own[key].source, OWN, key), False)


def window(view: Projection, known: frozenset[str], world: World) -> Factor:
    """How many years the time shown covers: no day after the publication, and mostly none so long before it that a
    story of it would have come earlier."""
    if "time" not in known:
        return Factor("window", UNBOUNDED_YEARS, UNBOUNDED_YEARS, "he cannot use the time", GIVEN)
    time, published = view.time, world.published
    if time is None or time.earliest is None or time.latest is None:
        return _undated()
    if published is None:
        years = ((time.latest - time.earliest).days + 1) / 365.25
        return Factor("window", years, years, "the time shown, in years", GIVEN)
    lag = stated("window", "lag", part("priors")["published_within_days"], world.own)
    low, high = (_recent(time.earliest, time.latest, published, math.ceil(days)) / 365.25 for days in (lag.low, lag.high))
    return replace(lag, low=low, high=high)


def _undated() -> Factor:
    row = part("priors")["unstated_window_years"]
    low, high = row["range"]
    return Factor("window", low, high, row["source"], row["standing"])


def _recent(first: dt.date, last: dt.date, published: dt.date, within: int) -> int:
    """Days of the time shown that lie at most so long before the publication; all of it where it is older altogether."""
    end = min(last, published)
    whole = max(1, (end - first).days + 1)
    recent = (end - max(first, published - dt.timedelta(days=within))).days + 1
    return whole if recent < 1 else max(recent, min(whole, SHORTEST_DAYS))


def traits(view: Projection, known: frozenset[str], world: World) -> tuple[Factor, ...]:
    """The share that fits the sum, the office, the age and so on, for the axes he knows and the sentence shows."""
    out = []
    for axis, step in sorted(view.shares.items()):
        kind = axis.partition(":")[0]
        if (kind in BELOW or kind == "amount") and ("details" if kind == "detail" else kind) in known:
            factor = _sum(view, step, world) if kind == "amount" else _share(axis, kind, step, world)
            out += [factor] if factor.high < 1 else []
    return tuple(out)


def _share(axis: str, kind: str, step: str, world: World) -> Factor:
    table, key = part("priors")["shares"], f"share.{kind}.{step}"
    low, high = shares_of(kind, world.own)[step]
    shipped = Factor(axis, low, high, table["source"], table["standing"], key)
    return with_own(shipped, world.own[key], keep=True) if key in world.own else shipped


def _sum(view: Projection, step: str, world: World) -> Factor:
    """The share of such sums that lies in the band shown, bounded by the casefile's own."""
    table, key = part("priors")["sums"], f"middle.{step.partition(':')[2]}"
    mine = world.own.get(key)
    ends = share_of(step, view.money, view.act, mine.interval if mine and kind_of(view.act) == "taken" else None)
    low, high = bounded_by(ends, view.money, _own_sums(view, step.partition(":")[2], world))
    shipped = Factor("amount", low, high, table["source"], table["standing"], key)
    return with_own(shipped, mine, keep=True) if mine else shipped


def _own_sums(view: Projection, currency: str, world: World) -> list[Decimal]:
    told = (c for c in world.cases if c.money is not None and kind_of(c.act) == kind_of(view.act))
    return [c.money.value for c in told if c.money and c.money.value is not None and c.money.currency == currency]
