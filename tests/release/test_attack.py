"""The attack: a simulated country, sentences published through the tool, an insider who knows everything that was done.

Each world draws the true figures from the priors' intervals, so the stated worst chance (a 95 % bound) must hold
on average, and does so with room. The baseline publishes the same happenings with only the names taken out.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from release_samples import LETTERS, PAYMENT, PLACES, draft, facts

from rushlight.record import Interval
from rushlight.release import DraftItem, Money, Projection, adversaries, apply_bundle, check, families, project, propose

SUMS = (1000, 2000, 3000, 5000, 6000, 8000, 10000, 15000, 20000, 30000, 50000)
WORLDS = pytest.mark.parametrize("worlds", [8, pytest.param(30, marks=pytest.mark.slow)])
TELLERS = 3


@dataclass(frozen=True)
class Pressed:
    """A family pressed once: where, when, for how much, and whether it wrote three letters or fewer."""

    place: str
    day: dt.date
    sum: Decimal
    letters: str


def between(rng: random.Random, low: float, high: float) -> float:
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def province(
    rng: random.Random, name: str, city: str, families: tuple[int, int], share: tuple[float, float], rate: float
) -> list[Pressed]:
    pressed = round(between(rng, *families) * rate)
    in_city = between(rng, *share)
    three, some = between(rng, 0.05, 0.3), between(rng, 0.3, 0.7)
    common = between(rng, 0.05, 0.3)
    weights = [common if s == 10000 else (1 - common) / (len(SUMS) - 1) for s in SUMS]

    def one() -> Pressed:
        place = city if rng.random() < in_city else name
        letters = "exact" if rng.random() < three else "softer" if rng.random() < some else "none"
        day = dt.date(2025, 1, 1) + dt.timedelta(days=rng.randrange(365))
        return Pressed(place, day, Decimal(rng.choices(SUMS, weights)[0]), letters)

    return [one() for _ in range(pressed)]


def world(rng: random.Random) -> list[Pressed]:
    rate = between(rng, 0.18, 0.26) * between(rng, 0.05, 0.5)
    ryanggang = province(rng, "KP.ryanggang", "KP.ryanggang.hyesan", (3000, 4000), (0.27, 0.6), rate)
    hamgyong = province(rng, "KP.north-hamgyong", "KP.north-hamgyong.hoeryong", (11000, 15000), (0.066, 0.145), rate)
    return ryanggang + hamgyong


def told(family: Pressed) -> DraftItem:
    """What the family would tell: the month, the exact sum, its letters."""
    first = family.day.replace(day=1)
    month = Interval(first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1))
    details = (LETTERS,) if family.letters == "exact" else ()
    return replace(PAYMENT, place=family.place, time=month, amount=Money(family.sum, "CNY"), details=details)


def fits(family: Pressed, view: Projection) -> bool:
    """Whether the family fits the published sentence, for one who knows all that was done to it."""
    letters = view.shares.get("detail:0")
    if letters == "exact" and family.letters != "exact":
        return False
    if letters == "softer" and family.letters == "none":
        return False
    inside = view.place is None or view.place in PLACES.ladder(family.place)
    in_time = view.time is None or (view.time.earliest <= family.day <= view.time.latest)  # type: ignore[operator]
    return inside and in_time and (view.money is None or view.money[0] <= family.sum <= view.money[1])


def attack(publish: Callable[[DraftItem], DraftItem | None], seed: int, worlds: int) -> tuple[float, float, int]:
    """Mean chance that the insider's guess is right, mean stated worst chance, sentences published."""
    rng = random.Random(seed)
    hits, stated = [], []
    for _ in range(worlds):
        everyone = world(rng)
        for teller in rng.sample(everyone, TELLERS):
            item = publish(told(teller))
            if item is None:
                continue
            view = project(item, PLACES)
            candidates = sum(fits(f, view) for f in everyone)
            assert fits(teller, view)
            hits.append(1 / candidates)
            stated.append(families(view, adversaries()["A7"], facts().world).worst_p)
    return sum(hits) / len(hits), sum(stated) / len(stated), len(hits)


def through_the_tool(kind: int) -> Callable[[DraftItem], DraftItem | None]:
    def publish(item: DraftItem) -> DraftItem | None:
        d = draft(item)
        changed = apply_bundle(d, propose(d, check(d, facts()), facts())[kind])
        assert check(changed, facts()).passed
        return changed.items[0] if changed.items else None

    return publish


@WORLDS
@pytest.mark.parametrize("kind", [0, 1, 2], ids=["cheapest", "keeps_place", "keeps_time"])
def test_the_insider_is_right_no_more_often_than_stated(kind: int, worlds: int) -> None:
    hit, worst, n = attack(through_the_tool(kind), seed=11, worlds=worlds)
    assert n == worlds * TELLERS
    assert hit <= worst <= 0.09


@WORLDS
def test_taking_out_the_names_alone_protects_nobody(worlds: int) -> None:
    hit, worst, n = attack(lambda item: item, seed=11, worlds=worlds)
    assert n == worlds * TELLERS
    assert 0.2 <= hit <= worst
