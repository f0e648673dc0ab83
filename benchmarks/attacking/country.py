"""One made country: families, what was done to them, and the files that others hold of it.

Happenings fall on days 0 to 729 (2024 and 2025); only those of 2025 are told. Each is bound to a transfer that came before it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from attacking.truth import PLACES, SUMS, TRANSFERS, Array, Rng, Truth

FIRST = dt.date(2024, 1, 1)
DAYS, TOLD_FROM = 731, 366
AGES, JOBS, SECTORS, KIN, YEARS_LEFT = (30, 80), 32, 4, 4, (1998, 2024)
TOLD_AFTER, PRINTED_AFTER = (3, 60), 7
"""Days from the happening to the telling; least days from the telling to the print (the most is the country's own)."""

KNOWERS = ("victim", "spouse", "relative_abroad", "broker", "neighbour")


@dataclass(frozen=True)
class Families:
    """One entry a family of people who left."""

    leaf: Array
    officer: Array
    left: Array
    remits: Array
    age: Array
    job: Array
    kin: Array

    def __len__(self) -> int:
        return len(self.leaf)


@dataclass(frozen=True)
class Happenings:
    """One entry a happening: an officer takes a sum. ``transfer`` and ``came`` are of the money it was taken from."""

    family: Array
    day: Array
    sum: Array
    letters: Array
    security: Array
    transfer: Array
    came: Array
    recorded: Array
    declared: Array


@dataclass(frozen=True)
class Dated:
    """A file of rows, each with a family and a day: calls detected, officers seen at a door, false records."""

    family: Array
    day: Array
    value: Array


@dataclass(frozen=True)
class Story:
    """One happening as it was told: which, when told and printed, by whom, and which facts were not lost."""

    happening: int
    told: int
    printed: int
    teller: str
    keeps: frozenset[str]
    time: str


@dataclass(frozen=True)
class Country:
    truth: Truth
    families: Families
    happenings: Happenings
    seen: Dated
    records: Dated
    calls: Dated
    transfers: Dated
    stories: tuple[Story, ...]


def make(truth: Truth, rng: Rng, stories: int) -> Country:
    """A country with so many stories told from it."""
    families = _families(truth, rng)
    happenings = _happenings(truth, families, rng)
    told = _stories(truth, happenings, rng, stories)
    return Country(
        truth,
        families,
        happenings,
        seen=_seen(truth, families, happenings, rng),
        records=_false_records(truth, families, happenings, rng),
        calls=_calls(truth, families, happenings, told, rng),
        transfers=_transfers(truth, families, happenings, rng),
        stories=told,
    )


def _families(truth: Truth, rng: Rng) -> Families:
    leaf = np.repeat(np.arange(len(truth.leaves)), truth.families)
    n = len(leaf)
    left = rng.integers(*YEARS_LEFT, n)
    likelier = np.where(left >= 2012, 1.25, 0.75)
    remits = rng.random(n) < truth.remitting * likelier / likelier.mean()
    return Families(
        leaf=leaf,
        officer=_officers(truth, leaf, rng),
        left=left,
        remits=remits,
        age=rng.integers(*AGES, n),
        job=rng.integers(0, JOBS, n),
        kin=rng.integers(0, KIN, n),
    )


def _officers(truth: Truth, leaf: Array, rng: Rng) -> Array:
    """Which officer a family has: as many in a province as leave each his number of happenings a year."""
    province = np.unique([".".join(name.split(".")[:2]) for name in truth.leaves], return_inverse=True)[1]
    a_year = np.bincount(province, weights=np.array(truth.families) * truth.remitting * truth.rate)
    officers = np.maximum(1, np.round(a_year / truth.own_a_year)).astype(int)
    first = np.concatenate([[0], np.cumsum(officers)[:-1]])
    here = province[leaf]
    out: Array = first[here] + (rng.random(len(leaf)) * officers[here]).astype(int)
    return out


def _times(rate: Array | float, families: Array, rng: Rng) -> Array:
    """Each family as often as something happened to it in two years at so many a year."""
    return np.repeat(families, rng.poisson(np.asarray(rate) * DAYS / 365.25, len(families)))


def _happenings(truth: Truth, families: Families, rng: Rng) -> Happenings:
    remitting = np.flatnonzero(families.remits)
    family = _times(truth.rate[families.leaf[remitting]], remitting, rng)
    n = len(family)
    day = rng.integers(0, DAYS, n)
    transfer = rng.choice(len(TRANSFERS), n, p=truth.transfers)
    draws = rng.random(n)[:, None] * truth.given.sum(axis=1)[transfer][:, None]
    which = np.minimum((truth.given[transfer].cumsum(axis=1) < draws).sum(axis=1), len(SUMS) - 1)
    u = rng.random(n)
    other = rng.choice([1, 2, 4], n)
    recorded = rng.random(n) < truth.recorded
    return Happenings(
        family=family,
        day=day,
        sum=np.array(SUMS)[which],
        letters=np.where(u < truth.three, 3, np.where(u < truth.some, other, 0)),
        security=rng.random(n) < truth.security,
        transfer=transfer,
        came=day - rng.integers(2, 46, n),
        recorded=recorded,
        declared=recorded & (rng.random(n) < truth.declared),
    )


def _stories(truth: Truth, happenings: Happenings, rng: Rng, wanted: int) -> tuple[Story, ...]:
    """So many families tell, one happening each; in the order of print."""
    of_2025 = rng.permutation(np.flatnonzero(happenings.day >= TOLD_FROM))
    _, firsts = np.unique(happenings.family[of_2025], return_index=True)
    out = []
    for h in of_2025[rng.permutation(firsts)][:wanted]:
        told = int(happenings.day[h] + rng.integers(*TOLD_AFTER))
        printed = told + int(rng.integers(PRINTED_AFTER, truth.slowest + 1))
        odds = {"town": 0.8, "sum": 0.85, "letters": 0.8, "officer": 0.5, "age": 0.35, "job": 0.35, "kin": 0.35}
        keeps = frozenset(fact for fact, p in odds.items() if rng.random() < p)
        teller = KNOWERS[int(rng.choice(len(KNOWERS), p=truth.tellers))]
        out.append(Story(int(h), told, printed, teller, keeps, str(rng.choice(["day", "month", "month", "quarter"]))))
    return tuple(sorted(out, key=lambda s: s.printed))


def _seen(truth: Truth, families: Families, happenings: Happenings, rng: Rng) -> Dated:
    """Officers at a door as the neighbours saw them: some of the happenings, and visits for other reasons."""
    caught = rng.random(len(happenings.family)) < truth.seen
    other = _times(truth.other_visits, np.flatnonzero(families.remits), rng)
    family = np.concatenate([happenings.family[caught], other])
    day = np.concatenate([happenings.day[caught], rng.integers(0, DAYS, len(other))])
    return Dated(family, day, np.zeros(len(family), int))


def _false_records(truth: Truth, families: Families, happenings: Happenings, rng: Rng) -> Dated:
    """Records of the bureau behind which nobody took money; ``value`` is the number of letters."""
    n = rng.poisson(truth.false_records * happenings.recorded.sum())
    letters = rng.permutation(np.resize(happenings.letters, n)) if len(happenings.letters) else np.zeros(n, int)
    return Dated(rng.choice(np.flatnonzero(families.remits), n), rng.integers(0, DAYS, n), letters)


def _calls(truth: Truth, families: Families, happenings: Happenings, stories: tuple[Story, ...], rng: Rng) -> Dated:
    """Border calls that were detected and traced to a family; tellers called once more when they told."""
    usual = _times(truth.calls * truth.detected, np.flatnonzero(families.remits), rng)
    telling = [s for s in stories if rng.random() < truth.by_call * truth.detected]
    tellers = [int(happenings.family[s.happening]) for s in telling]
    family = np.concatenate([usual, tellers]).astype(int)
    day = np.concatenate([rng.integers(0, DAYS + 200, len(usual)), [s.told for s in telling]]).astype(int)
    return Dated(family, day, np.zeros(len(family), int))


def _transfers(truth: Truth, families: Families, happenings: Happenings, rng: Rng) -> Dated:
    """Transfers that turned brokers carried: those before a happening, and others; ``value`` is which of TRANSFERS."""
    other = _times(1.5, np.flatnonzero(families.remits), rng)
    family = np.concatenate([happenings.family, other])
    day = np.concatenate([happenings.came, rng.integers(0, DAYS, len(other))])
    value = np.concatenate([happenings.transfer, rng.choice(len(TRANSFERS), len(other), p=truth.transfers)])
    known = rng.random(len(family)) < truth.turned
    return Dated(family[known], day[known], value[known])


def date(day: int) -> dt.date:
    return FIRST + dt.timedelta(days=int(day))


def number(day: dt.date) -> int:
    return (day - FIRST).days


def leaves_in(truth: Truth, place: str | None) -> Array:
    """For each leaf whether it lies in the place."""
    return np.array([place is None or place in PLACES.ladder(leaf) for leaf in truth.leaves])
