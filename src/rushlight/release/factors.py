"""The factors of lam, the number of other families that fit: each an interval with its source (design/RELEASE, 4a)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rushlight.record import Modality, Scope
from rushlight.release.estimates import fitting
from rushlight.release.places import Gazetteer
from rushlight.release.projection import Projection
from rushlight.release.settings import part
from rushlight.release.spreading import Factor, at_share
from rushlight.release.world import World

PRESSURE = (Modality.THREATENED, Modality.DEMANDED, Modality.PLEDGED, Modality.CONFESSED, Modality.DENIED)
CALLING = (("contact", "contact"), ("calls", "a_year"))
UNBOUNDED_YEARS, SHORTEST_DAYS = 20.0, 30
OWN_FIGURE = "the team's own figure"
OF_THE_PEOPLE = "its share of the people, up to 2.2 times that"


def factors(view: Projection, knows: Iterable[str], world: World, universe: str = "happenings") -> tuple[Factor, ...] | None:
    """The factors of lam, or None where one of them cannot be stated by anybody."""
    known = frozenset(knows)
    base = class_families(view, known, world.atlas)
    if base is None:
        return None
    if view.scope is not Scope.INCIDENT:
        return (*base, *traits(view, known))
    if universe == "calls":
        return (*base, *_calls(view, known, world), *traits(view, known))
    if universe == "transfers":
        return (*base, *_transfers(view, known, world), *traits(view, known))
    happening = _happening(view, known, world)
    prior = None if happening is None else (*base, *happening)
    found = _estimated(view, known, world, prior) if "event" in known else prior
    return None if found is None else (*found, *traits(view, known))


def _factor(name: str, interval: Sequence[float], source: str) -> Factor:
    low, high = interval
    return Factor(name, low, high, source)


def class_families(view: Projection, known: frozenset[str], atlas: Gazetteer) -> tuple[Factor, ...] | None:
    """Families of the group at the place (of the whole country where he cannot use the place)."""
    if view.group != "families_of_leavers":
        return None
    table = part("priors")["families_of_leavers"]
    place = view.place if "place" in known else None
    if place is None or place in table["places"]:
        low, high = table["places"][place or table["country"]]
        return (Factor("families", low, high, table["source"]),)
    return _by_population(place, atlas, table)


def _by_population(place: str, atlas: Gazetteer, table: Any) -> tuple[Factor, ...] | None:
    """A part of a place with a figure by its share of the people; elsewhere a part of all other provinces."""
    rows = table["places"]
    here = atlas.population(place)
    above = next((p for p in atlas.ladder(place) if p in rows and atlas.population(p)), None)  # regions have no census
    if not here or above is None:
        return None
    if above == table["country"]:
        return _elsewhere(here, atlas, table)
    whole = atlas.population(above)
    if not whole:
        return None
    share = table["city_share"]
    low, high = (min(1.0, here / whole * f) for f in share["factor"])
    source = str(table["source"])
    return _factor("families", rows[above], source), Factor("city_share", low, high, str(share["note"]))


def _elsewhere(here: int, atlas: Gazetteer, table: Any) -> tuple[Factor, ...] | None:
    rest = table["elsewhere"]
    country = atlas.population(str(table["country"]))
    counted = [atlas.population(p) for p in table["counted"]]
    if not country or not all(counted):
        return None
    share = min(1.0, here / (country - sum(c for c in counted if c)))
    low, high = (p * share / float(rest["persons_per_family"]) for p in rest["persons"])
    return (Factor("families", low, high, str(rest["note"])),)


def _happening(view: Projection, known: frozenset[str], world: World) -> tuple[Factor, ...] | None:
    """Which of them were pressed in the time shown; for one who does not know that, only who gets money."""
    remitting = part("priors")["remitting"]
    gets_money = _factor("remitting", remitting["range"], remitting["source"])
    if "event" not in known:
        return (gets_money,) if "remitting" in known else ()
    rate = _rate(view, world.rates)
    if rate is None:
        return None
    return (*(() if rate.source == OWN_FIGURE else (gets_money,)), rate, window(view, known, world.published))


def _estimated(
    view: Projection, known: frozenset[str], world: World, prior: tuple[Factor, ...] | None
) -> tuple[Factor, ...] | None:
    """The team's estimate for this stratum in place of the priors. Where the sentence reaches beyond the stratum the
    larger of the two counts, where nobody knows how much of it lies in the place the smaller."""
    act, bounds = _pressed(view), dict[str, list[tuple[Factor, ...]]]()
    for f in fitting(world.estimates, act, view, known, world.atlas):
        number = _factor("estimate", (f.estimate.low * f.share, f.estimate.high * f.share), f.estimate.source)
        cut = () if f.part == (1.0, 1.0) else (_factor("part_of_place", f.part, OF_THE_PEOPLE),)
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
    contact, calls = (
        _factor(n, table[k]["range"], table[k]["source"]) for n, k in (("contact", "contact"), ("calls", "a_year"))
    )
    began = view.time.earliest if view.time is not None and "time" in known else None
    if world.published is None or began is None:
        unstated = part("priors")["unstated_window_years"]
        return contact, calls, _factor("window", unstated["range"], unstated["source"])
    years = max(1, (world.published - began).days + 1) / 365.25
    return contact, calls, Factor("window", years, years, "from the time shown to the publication, in years")


def _transfers(view: Projection, known: frozenset[str], world: World) -> tuple[Factor, ...]:
    """Families who were sent money; in the time shown, where a transfer is what is told."""
    remitting, often = part("priors")["remitting"], part("priors")["transfers"]["a_year"]
    gets_money = _factor("remitting", remitting["range"], remitting["source"])
    if "time" not in known:
        return (gets_money,)
    return gets_money, _factor("transfers", often["range"], often["source"]), window(view, known, world.published)


def _pressed(view: Projection) -> str:
    """The act whose figures hold: a threat, demand or promise is pressure, whatever it is about."""
    return "threat.sanction" if view.modality in PRESSURE else view.act


def _rate(view: Projection, own: Mapping[str, tuple[float, float]]) -> Factor | None:
    """Happenings per family and year; the team's own rates go first and are per family of the group."""
    act = _pressed(view)
    for key in (act, act.split(".")[0]):
        if key in own:
            return _factor("rate", own[key], OWN_FIGURE)
    for row in part("priors")["rates"]:
        if act in row["acts"] or act.split(".")[0] in row["acts"]:
            return _factor("rate", row["range"], row["source"])
    return None


def window(view: Projection, known: frozenset[str], published: dt.date | None = None) -> Factor:
    """How many years the time shown covers: no day after the publication, and mostly none so long before it that a
    story of it would have come earlier."""
    unstated = part("priors")["unstated_window_years"]
    if "time" not in known:
        return Factor("window", UNBOUNDED_YEARS, UNBOUNDED_YEARS, "he cannot use the time")
    time = view.time
    if time is None or time.earliest is None or time.latest is None:
        return _factor("window", unstated["range"], unstated["source"])
    if published is None:
        years = ((time.latest - time.earliest).days + 1) / 365.25
        return Factor("window", years, years, "the time shown, in years")
    lag = part("priors")["published_within_days"]
    low, high = (_recent(time.earliest, time.latest, published, days) / 365.25 for days in lag["range"])
    return Factor("window", low, high, lag["source"])


def _recent(first: dt.date, last: dt.date, published: dt.date, within: int) -> int:
    """Days of the time shown that lie at most so long before the publication; all of it where it is older altogether."""
    end = min(last, published)
    whole = max(1, (end - first).days + 1)
    recent = (end - max(first, published - dt.timedelta(days=within))).days + 1
    return whole if recent < 1 else max(recent, min(whole, SHORTEST_DAYS))


def traits(view: Projection, known: frozenset[str]) -> tuple[Factor, ...]:
    """The share that fits the sum, the office, the age and so on, for the axes he knows and the sentence shows."""
    table = part("priors")["shares"]
    out = []
    for axis, step in sorted(view.shares.items()):
        kind = axis.partition(":")[0]
        if kind in table and ("details" if kind == "detail" else kind) in known:
            low, high = table[kind][step]
            if high < 1:
                out.append(Factor(axis, low, high, table["source"]))
    return tuple(out)
