"""Who could have told: each stated fact has its own knowers, and three or fewer stop."""

from __future__ import annotations

from dataclasses import replace

import pytest
from release_samples import PAYMENT, draft, facts, safe

from rushlight.release import check, project
from rushlight.release.source import source_risk

MANY = ("victim", "spouse", "relative_abroad", "broker", "neighbour")


def stops(**changes: object) -> list[str]:
    found = check(draft(safe(**changes)), facts()).findings
    return [f.says.en for f in found if f.rule == "RL102" and f.stops]


def test_one_fact_that_three_could_know_stops_though_the_happening_is_known_to_more() -> None:
    assert not stops(knowers=MANY)
    said = stops(knowers=MANY, known_to={"amount": ("victim", "spouse", "broker")})
    assert said == ["Few people outside the authorities could have told this (the sum): about 3."]
    assert not stops(knowers=MANY, known_to={"amount": ("victim", "spouse", "broker", "relative_abroad")})


def test_a_fact_that_is_not_shown_needs_nobody_who_knew_it() -> None:
    few = {"detail:0": ("victim",)}
    assert not stops(knowers=MANY, known_to=few)  # SAFE leaves the letters out
    assert stops(knowers=MANY, known_to=few, levels={**safe().levels, "detail:0": "softer"})


def test_each_fact_is_told_once() -> None:
    assert len(stops(knowers=("victim",))) == 1


@pytest.mark.parametrize(
    ("knowers", "share"), [(("victim", "spouse", "child", "parent"), 1 / 4), (("victim", "relative_abroad"), 2 / 3)]
)
def test_the_chance_of_naming_the_source(knowers: tuple[str, ...], share: float) -> None:
    item = replace(PAYMENT, knowers=knowers)
    risk = source_risk(item, project(item, facts().atlas), 0.5)
    assert risk.p == pytest.approx(0.5 * share)
    assert source_risk(replace(item, knowers=("nobody",)), project(item, facts().atlas), 0.5).p == 0.5
    assert check(draft(item), facts()).items[0].source is not None
