"""The team's own figures in the place of priors, and what share of the sums a band holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from release_samples import HYESAN, PAYMENT, PLACES, words

from rushlight.errors import ReleaseError
from rushlight.release import DraftItem, KnownCase, Money, Officer, World, adversaries, families, ladders, project
from rushlight.release.figures import Figure, check_figure, keys, shipped
from rushlight.release.insider import bounds
from rushlight.release.projection import project_at
from rushlight.release.settings import against
from rushlight.release.spreading import MEASURED, OWN
from rushlight.release.sums import share_of

A7 = adversaries()["A7"]
PLAIN = replace(PAYMENT, details=())
WIDE = PLAIN.at({"place": "KP.border-provinces", "time": "half_year", "amount": "order"})


def own(**intervals: tuple[float, float] | None) -> dict[str, Figure]:
    named = {key.replace("__", "."): ends for key, ends in intervals.items()}
    return {key: Figure(key, "our interviewers", *(ends or (None, None))) for key, ends in named.items()}


def of(item: DraftItem, **world: Any) -> float:
    return families(project(item, PLACES), A7, World(PLACES, **world)).typical - 1


def test_an_own_rate_moves_the_number_as_it_should() -> None:
    usual = (0.05 * 0.5) ** 0.5
    assert of(WIDE, own=own(rate__take=(usual, usual))) == pytest.approx(of(WIDE), rel=0.1)
    assert of(WIDE, own=own(rate__take=(usual / 10, usual / 10))) == pytest.approx(of(WIDE) / 10, rel=0.1)
    assert of(WIDE, own=own(rate__demand=(usual / 10, usual / 10))) == of(WIDE)
    assert of(WIDE, own={**own(rate__take=(1, 1)), "rate.take.extorted_payment": Figure("", "x", 0.001, 0.001)}) < 2


def test_an_own_figure_says_whose_it_is_and_a_confirmed_one_keeps_its_ends() -> None:
    mine = families(project(WIDE, PLACES), A7, World(PLACES, own=own(remitting=(0.1, 0.3), rate__take=None)))
    found = {f.name: f for f in mine.factors}
    assert (found["remitting"].low, found["remitting"].high, found["remitting"].standing) == (0.1, 0.3, OWN)
    assert (found["rate"].low, found["rate"].high, found["rate"].standing) == (0.05, 0.5, OWN)
    assert found["rate"].source == "our interviewers"
    assert found["families"].standing == MEASURED


def test_our_own_sums_bound_a_band_from_above() -> None:
    def cases(sums: list[int]) -> tuple[KnownCase, ...]:
        return tuple(
            KnownCase(f"F{i}", f"R{i}", PAYMENT.act, None, None, None, Money(Decimal(s), "CNY")) for i, s in enumerate(sums)
        )

    band = PLAIN.at({"amount": "double"})
    rare, few, usual = ([50000] * 30 + [10000], [50000] * 10 + [10000], [10000] * 31)
    assert of(band, cases=cases(rare)) < of(band, cases=cases(few)) == of(band)
    assert of(band, cases=cases(usual)) == of(band)


@pytest.mark.parametrize("step", ["double", "order"])
def test_a_band_about_a_rare_sum_holds_few(step: str) -> None:
    small, middle, large = (
        share_of(f"{step}:CNY", ladders(replace(PAYMENT, amount=Money(Decimal(v), "CNY")), PLACES)["amount"][i].money, "take")
        for v in (1000, 8000, 50000)
        for i in [1 if step == "double" else 2]
    )
    assert large[1] < middle[0]
    assert 0 < large[0] < large[1] < 1
    if step == "double":
        assert small[1] < middle[0]
    assert share_of("double:KPW", (Decimal(1), Decimal(2)), "take")[0] <= 0.05, "no middle: the cautious figures"


def test_the_rarer_office_is_not_overstated() -> None:
    def told(en: str, ko: str) -> float:
        return of(replace(WIDE, officer=Officer(service=words(en) if not ko else replace(words(en), ko=ko))))

    usual, second, rare = (
        told("state security officers", "보위원들"),
        told("police officers", "안전원들"),
        told("foresters", ""),
    )
    assert rare < second < usual < of(WIDE)


BAD = [
    Figure("weather", "x", 1, 2),
    Figure("families.nowhere", "x", 1, 2),
    Figure("rate.nothing", "x", 1, 2),
    Figure("share.age.removed", "x", 0.1, 0.2),
    Figure("remitting", "x", 0.2, 0.1),
    Figure("remitting", "x", 0.2, 1.1),
    Figure("remitting", "x", 0.0, 0.1),
    Figure("remitting", "x", float("nan"), 0.1),
    Figure("remitting", "  ", 0.1, 0.2),
    Figure("rate.detain", "x"),
    Figure("lag.x", "x", 1, 2),
]


@pytest.mark.parametrize("figure", BAD, ids=lambda f: f.key)
def test_a_figure_that_makes_no_sense_is_refused(figure: Figure) -> None:
    with pytest.raises(ReleaseError):
        check_figure(figure, lambda p: p == HYESAN, lambda a: a in ("take", "detain"))


def test_every_shipped_figure_can_be_stood_for() -> None:
    for key in ("families.KP", "rate.take", "middle.CNY", "share.detail.exact", "share.officer.service_second", "lag", "calls"):
        found = shipped(key)
        assert found is not None
        assert found[2]
        check_figure(Figure(key, "we asked"), lambda p: p == "KP", lambda a: a == "take")
    assert len(keys()) == 9


intervals = st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)).map(lambda e: (min(e), max(e)))
FIGURES = {
    "remitting": 1,
    "rate.take": 3,
    "lag": 900,
    "middle.CNY": 40000,
    "families.KP.ryanggang": 20000,
    "families.KP.border-provinces": 20000,
    "families.KP.ryanggang.hyesan": 20000,
    "share.detail.exact": 1,
    "share.detail.softer": 1,
    "share.age.decade": 1,
    "share.officer.service": 1,
}


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_wider_is_never_nearer_whatever_the_team_states(data: st.DataObject) -> None:
    chosen = data.draw(st.dictionaries(st.sampled_from(sorted(FIGURES)), intervals, max_size=6))
    mine = {k: Figure(k, "x", a * FIGURES[k], b * FIGURES[k]) for k, (a, b) in chosen.items()}
    sums = data.draw(st.lists(st.sampled_from([1000, 5000, 8000, 10000, 50000]), max_size=40))
    cases = tuple(KnownCase(f"F{i}", "R", PAYMENT.act, None, None, None, Money(Decimal(s), "CNY")) for i, s in enumerate(sums))
    value = data.draw(st.sampled_from([800, 1500, 6500, 10000, 50000]))
    item = replace(
        PAYMENT, amount=Money(Decimal(value), "CNY"), age=43, officer=Officer(service=words("state security officers"))
    )
    steps, world = ladders(item, PLACES), World(PLACES, cases, own=mine, published=dt.date(2026, 3, 1))
    exact = {axis: data.draw(st.integers(0, len(r) - 1)) for axis, r in steps.items()}
    wider = {axis: data.draw(st.integers(i, len(steps[axis]) - 1)) for axis, i in exact.items()}
    for who in against("A7"):
        before, pool = bounds(project_at(item, steps, exact), who, world)
        after, more = bounds(project_at(item, steps, wider), who, world)
        assert 0 < after <= before * (1 + 1e-9) <= 1 + 1e-9
        assert more >= pool * (1 - 1e-9)
