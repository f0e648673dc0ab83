"""What an adversary noticed besides his fields: the closed form against trying it out, and whom it concerns."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from release_samples import PAYMENT, PLACES, safe

from rushlight.record import Scope
from rushlight.release import World, adversaries, families, project
from rushlight.release.chance import p_found, p_none
from rushlight.release.clues import Clue, chance_at_worst, clue
from rushlight.release.factors import factors
from rushlight.release.spreading import Factor

NOTICING = ("A1", "A4", "A5", "A6")


def poisson(rng: random.Random, mean: float) -> int:
    limit, product, n = math.exp(-mean), rng.random(), 0
    while product > limit:
        product, n = product * rng.random(), n + 1
    return n


@pytest.mark.parametrize(("q", "noticed", "crowd"), [(0.3, 0.5, 3.0), (0.05, 2.0, 30.0), (0.8, 0.1, 1.0)])
def test_the_closed_form_is_what_comes_out_when_it_is_tried(q: float, noticed: float, crowd: float) -> None:
    rng, right, tries = random.Random(5), 0.0, 20000
    for _ in range(tries):
        others = poisson(rng, noticed)
        if rng.random() < q:
            right += 1 / (1 + others)
        elif others == 0:
            right += 1 / (1 + poisson(rng, crowd))
    stated = chance_at_worst(Clue(q, q, (Factor("estimate", noticed, noticed, ""),)), 1, p_found(1, crowd), None)
    assert right / tries == pytest.approx(stated, abs=3 * math.sqrt(0.25 / tries))


def test_nobody_else_is_as_likely_as_the_distribution_says() -> None:
    assert p_none(2.0) == pytest.approx(math.exp(-2))
    assert p_none(2.0, 1.0) == pytest.approx(1 / 3)
    assert p_none(2.0, 1e7) == pytest.approx(math.exp(-2), rel=1e-5)


@pytest.mark.parametrize("who", sorted(adversaries()))
def test_who_notices_something_is_right_more_often_than_the_crowd_says(who: str) -> None:
    view, world, adversary = project(safe(), PLACES), World(PLACES), adversaries()[who]
    found = families(view, adversary, world)
    crowd = p_found(found.certain, found.low - found.certain)
    noticed = clue(view, adversary, adversary.fields(view.act), world, found.factors)
    assert (noticed is not None) == (who in NOTICING)
    if noticed is None:
        assert found.worst_p == pytest.approx(crowd)
    elif who != "A4":  # the bureau knows what was done and to whom, but only of part of it: a record may be missing
        assert found.worst_p > 2 * crowd
    assert 0 < found.mean_p <= found.worst_p <= 1


def test_of_a_practice_nobody_notices_one_family() -> None:
    view, world = project(replace(PAYMENT, scope=Scope.PATTERN), PLACES), World(PLACES)
    for who in NOTICING:
        known = adversaries()[who].fields(view.act)
        found = factors(view, known, world, adversaries()[who].universe)
        assert found is not None
        assert clue(view, adversaries()[who], known, world, found) is None
