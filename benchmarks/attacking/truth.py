"""The true figures of one made country: drawn within the intervals of resources/release/priors.yaml, or outside them.

Within: every figure that the release check states as an interval is drawn log-uniformly from it, and drawn again until all
of them hold together (the provinces' families must add up to the region's). Outside: the check's intervals are wrong.
What the priors say nothing of (calls, bureau files, what neighbours see) is drawn from the ranges written here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from rushlight.atlas import atlas
from rushlight.release import AtlasPlaces
from rushlight.release.settings import part

PLACES = AtlasPlaces(atlas())
BORDER, INLAND, COUNTRY = "KP.border-provinces", "KP.inland-provinces", "KP"
SUMS = (1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 6500, 8000, 10000, 12000, 15000, 20000, 25000, 30000, 50000)
ROUND = frozenset(s for s in SUMS if len(str(s).rstrip("0")) == 1)
TAKEN = (0.1, 0.2, 0.3, 0.5, 1.0)
"""What share of a transfer an officer takes, by heaps; each as likely."""
TRANSFERS = (1000, 2000, 3000, 5000, 10000, 15000, 20000, 30000, 50000, 100000)

Rng = np.random.Generator
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Truth:
    """Everything that is true of one country and that no release says.

    ``families``: families of people who left, by leaf place. ``rate``: happenings per family that gets money and year, by
    leaf. ``sums``: chance of each of SUMS; ``given``: chance of each sum given each of TRANSFERS. ``own_a_year``: happenings
    of one officer in a year; ``slowest``: most days from the telling to the print (the telling comes at most 60 days after
    the happening). The rest are shares and rates a year.
    """

    leaves: tuple[str, ...]
    families: tuple[int, ...]
    remitting: float
    rate: Array
    sums: Array
    transfers: Array
    given: Array
    three: float
    some: float
    security: float
    own_a_year: float
    seen: float
    other_visits: float
    recorded: float
    false_records: float
    declared: float
    calls: float
    detected: float
    by_call: float
    turned: float
    slowest: int
    tellers: Array


def between(rng: Rng, low: float, high: float) -> float:
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def draw(rng: Rng, *, within: bool) -> Truth:
    """One country. ``within`` is False where the priors are wrong."""
    priors = part("priors")
    families = _families(rng, priors, 1.0 if within else between(rng, 0.3, 0.6))
    shares = priors["shares"]
    rate = between(rng, *priors["rates"][0]["range"]) if within else between(rng, 0.005, 0.05)
    low, high = priors["rates"][0]["range"] if within else (0.002, 0.05)
    local = np.clip(rate * np.exp(rng.normal(0, 0.3, len(families))), low, high)
    three = between(rng, *shares["detail"]["exact"]) if within else between(rng, 0.01, 0.05)
    some = between(rng, max(three, shares["detail"]["softer"][0]), shares["detail"]["softer"][1]) if within else 0.2
    sums = _sums(rng, within=within)
    transfers, given = _transfers(sums)
    return Truth(
        leaves=tuple(families),
        families=tuple(families.values()),
        remitting=between(rng, *priors["remitting"]["range"]) if within else between(rng, 0.08, 0.15),
        rate=local,
        sums=sums,
        transfers=transfers,
        given=given,
        three=three,
        some=some,
        security=between(rng, *shares["officer"]["service"]) if within else between(rng, 0.2, 0.5),
        own_a_year=between(rng, *part("adversaries")["files"]["A3"]["range"]) if within else between(rng, 1, 5),
        seen=between(rng, 0.05, 0.3),
        other_visits=between(rng, 0.1, 0.6),
        recorded=rng.uniform(0.3, 0.8),
        false_records=rng.uniform(0.2, 1.0),
        declared=rng.uniform(0.2, 0.7),
        calls=between(rng, 2, 12),
        detected=between(rng, 0.02, 0.15),
        by_call=rng.uniform(0.5, 1.0),
        turned=rng.uniform(0.1, 0.4),
        slowest=round(between(rng, *priors["published_within_days"]["range"]) if within else between(rng, 90, 150)) - 60,
        tellers=rng.dirichlet(np.ones(5)),
    )


def _families(rng: Rng, priors: Any, scale: float) -> dict[str, int]:
    """Families of people who left by leaf: a town with a census figure, or the rest of a province (its own id)."""
    table = priors["families_of_leavers"]
    while True:
        provinces = {p: between(rng, *table["places"][p]) for p in table["counted"]}
        rest = table["elsewhere"]
        provinces |= _shared_out(between(rng, *rest["persons"]) / rest["persons_per_family"], tuple(provinces))
        by_region = {r: sum(n for p, n in provinces.items() if r in PLACES.ladder(p)) for r in (BORDER, INLAND, COUNTRY)}
        if all(low <= by_region[r] <= high for r, (low, high) in table["places"].items() if r in by_region):
            break
    out: dict[str, int] = {}
    for province, n in provinces.items():
        towns = _towns(rng, province, table["city_share"]["factor"] if province in table["counted"] else (1.0, 1.0))
        out |= {town: round(n * share * scale) for town, share in towns.items()}
        out[province] = round(n * (1 - sum(towns.values())) * scale)
    return out


def _shared_out(families: float, counted: tuple[str, ...]) -> dict[str, float]:
    """All other provinces by their population."""
    people = {p: n for p in _children(COUNTRY) if p not in counted and (n := PLACES.population(p))}
    return {p: families * n / sum(people.values()) for p, n in people.items()}


def _towns(rng: Rng, province: str, factor: tuple[float, float]) -> dict[str, float]:
    """Each town's share of its province's families; drawn again until something is left for the rest."""
    whole = PLACES.population(province) or 0
    people = {t: n for t in _children(province) if (n := PLACES.population(t))}
    while True:
        shares = {t: n / whole * between(rng, *factor) for t, n in people.items()}
        if sum(shares.values()) < 0.95:
            return shares


def _children(place: str) -> list[str]:
    """Provinces of the country, or towns of a province, that have a census figure."""
    depth = place.count(".") + 1
    ids = (e.id for e in atlas() if e.id.startswith(f"{place}.") and e.id.count(".") == depth)
    return [i for i in dict.fromkeys(ids) if PLACES.population(i)]


def _sums(rng: Rng, *, within: bool) -> Array:
    """Chance of each sum. Lognormal and heaped: a round sum is many times likelier; outside the priors sums spread over all
    sizes, and one heap holds most."""
    stated = part("priors")["sums"]
    middle = math.log(between(rng, *stated["middle"]["taken"]["CNY"]))
    spread = between(rng, *stated["spread"]["range"]) if within else 3.0
    heaps = np.array([between(rng, 0.06, 0.2) if s in ROUND else between(rng, 0.006, 0.04) for s in SUMS])
    weights = heaps * np.exp(-((np.log(SUMS) - middle) ** 2) / (2 * spread**2))
    if not within:
        weights[SUMS.index(int(rng.choice([3000, 5000])))] = between(rng, 4, 12)
    out: Array = weights / weights.sum()
    return out


def _transfers(sums: Array) -> tuple[Array, Array]:
    """Chance of each transfer, and of each sum given the transfer it was taken from."""
    joint = np.zeros((len(TRANSFERS), len(SUMS)))
    for j, s in enumerate(SUMS):
        for taken in TAKEN:
            nearest = min(range(len(TRANSFERS)), key=lambda i, want=s / taken: abs(math.log(TRANSFERS[i] / want)))  # type: ignore[misc]
            joint[nearest, j] += sums[j] / len(TAKEN)
    whole = joint.sum(axis=1)
    return whole, joint / np.where(whole > 0, whole, 1.0)[:, None]
