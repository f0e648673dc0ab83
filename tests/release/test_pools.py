"""Seven adversaries, each with what he knows and what his files hold; the team's own estimates; how families cluster."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from release_samples import HYESAN, OCTOBER, PAYMENT, PLACES, draft, facts, safe

from rushlight.errors import ReleaseError
from rushlight.record import Interval, Modality
from rushlight.release import DraftItem, Estimate, World, adversaries, check, families, gates, ladders, project
from rushlight.release.insider import all_pools, bounds, worst
from rushlight.release.projection import project_at
from rushlight.release.settings import against
from rushlight.release.seven import told

PLAIN = replace(PAYMENT, details=())
YEAR = Interval(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
EARLY = Interval(None, dt.date(2025, 1, 1))


def of(item: DraftItem, who: str, **world: Any) -> float:
    return families(project(item, PLACES), adversaries()[who], World(PLACES, **world)).typical


def test_a_check_tells_all_seven_and_names_the_closest() -> None:
    found = check(draft(PAYMENT), facts()).items[0]
    assert [f.adversary for f in found.pools] == ["A1", "A2", "A3", "A4", "A5", "A6", "A7"]
    assert found.fitting == worst(found.pools)
    lines = told(found.pools)
    assert [line.en.split()[0] for line in lines] == list(adversaries())
    assert sum("comes closest" in line.en for line in lines) == 1
    assert sum("가장 가까이" in line.ko for line in lines) == 1
    assert not any(word in line.en for line in lines for word in ("safe", "anonymous"))


def test_a_check_against_one_tells_of_one() -> None:
    assert [f.adversary for f in check(draft(PAYMENT), facts(), adversary="A5").items[0].pools] == ["A5"]


@pytest.mark.parametrize("axis", ["amount", "detail:0"])
def test_who_was_not_there_learns_nothing_from_sum_or_letters(axis: str) -> None:
    wide = PAYMENT.at({axis: "order" if axis == "amount" else "removed"})
    for who in ("A1", "A2", "A5", "A6"):
        assert of(PAYMENT, who) == of(wide, who)
    for who in ("A3", "A4", "A7"):
        assert of(PAYMENT, who) < of(wide, who)


def test_publication_dates_the_call() -> None:
    """Soon after the happening few have telephoned; later nearly all who ever do."""
    soon, later, late = (of(PLAIN, "A5", published=dt.date(y, m, 3)) for y, m in ((2025, 10), (2026, 1), (2028, 1)))
    assert soon < later < late
    year = PLAIN.at({"time": "year"})
    printed = [of(year, "A7", published=dt.date(2025, m, 1)) for m in (10, 11, 12)]
    assert printed == sorted(printed)  # a day after the publication never counts
    assert printed[-1] < of(year, "A7")
    assert of(PLAIN, "A7", published=dt.date(2026, 1, 3)) == of(PLAIN, "A7")
    fresh = check(draft(safe(place=HYESAN, levels={"place": "KP.ryanggang.hyesan"})), facts(on=dt.date(2025, 10, 2)))
    assert worst([f for f in fresh.items[0].pools if f.adversary in ("A1", "A2", "A5", "A6")]).adversary == "A5"


def test_a_transfer_is_dated_and_summed_by_who_made_it_and_a_bribe_is_not() -> None:
    sent = replace(PLAIN, act="exchange.remittance_receipt")
    assert of(sent, "A6") < of(sent.at({"amount": "order"}), "A6") < of(sent.at({"amount": "order", "time": "year"}), "A6")
    assert of(PLAIN, "A6") == of(PLAIN.at({"time": "year"}), "A6")


def test_his_own_files_hold_no_more_than_all_who_fit() -> None:
    for pool in all_pools(project(PAYMENT, PLACES), against("A7"), facts().world):
        assert pool.certain <= pool.own_low <= pool.low
        assert pool.own_low <= pool.own_typical <= pool.typical
    wide = {f.adversary: f for f in all_pools(project(safe(), PLACES), against("A7"), facts().world)}
    assert wide["A1"].own_typical < 3 < wide["A2"].own_typical < wide["A1"].typical
    assert wide["A7"].own_typical == wide["A7"].typical


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_wider_is_never_nearer_for_anybody_also_with_estimates(data: st.DataObject) -> None:
    numbers = st.floats(0.5, 400)
    places = st.sampled_from([HYESAN, "KP.ryanggang", "KP.north-hamgyong", "KP"])
    stretches = st.sampled_from([YEAR, OCTOBER, Interval(dt.date(2025, 7, 1), dt.date(2026, 6, 30))])

    def estimate() -> Estimate:
        low = data.draw(numbers)
        return Estimate("take", data.draw(places), data.draw(stretches), low, low * data.draw(st.floats(1, 5)), "a count")

    world = World(PLACES, estimates=(estimate(),), published=dt.date(2026, 3, 1))
    steps = ladders(PAYMENT, PLACES)
    exact = {axis: data.draw(st.integers(0, len(r) - 1)) for axis, r in steps.items()}
    for who in against("A7"):
        before = bounds(project_at(PAYMENT, steps, exact), who, world)
        assert 0 < before[0] <= 1
        wider = {axis: data.draw(st.integers(i, len(steps[axis]) - 1)) for axis, i in exact.items()}
        assert bounds(project_at(PAYMENT, steps, wider), who, world)[0] <= before[0] * (1 + 1e-9)


def test_an_estimate_of_the_very_stratum_is_the_number() -> None:
    counted = Estimate("take", "KP.ryanggang", YEAR, 40, 60, "capture-recapture of 2025")
    item = PLAIN.at({"place": "KP.ryanggang", "time": "year", "amount": "word"})
    found = families(project(item, PLACES), adversaries()["A7"], World(PLACES, estimates=(counted,)))
    assert 1 + 40 <= found.low <= found.typical <= found.high <= 1 + 60
    assert found.heaviest is not None
    assert found.heaviest.source == "capture-recapture of 2025"
    half = families(project(item.at({"time": "half_year"}), PLACES), adversaries()["A7"], World(PLACES, estimates=(counted,)))
    assert half.typical - 1 == pytest.approx((found.typical - 1) * 184 / 365, rel=0.02)


def test_an_estimate_of_a_part_is_a_lower_bound_only() -> None:
    few, many = (Estimate("take", HYESAN, YEAR, n, n, "a count") for n in (1, 5000))
    item = PLAIN.at({"place": "KP.ryanggang", "time": "year", "amount": "word"})
    alone = of(item, "A7")
    assert of(item, "A7", estimates=(few,)) == alone
    assert of(item, "A7", estimates=(many,)) == pytest.approx(5001)
    assert of(item, "A7", estimates=(replace(many, act="detain"),)) == alone
    assert of(item, "A7", estimates=(replace(many, period=Interval(dt.date(2021, 1, 1), dt.date(2021, 12, 31))),)) == alone


def test_an_estimate_counts_where_nobody_has_a_prior() -> None:
    arrest = replace(PLAIN, act="detain.arrest", amount=None)
    counted = Estimate("detain.arrest", HYESAN, OCTOBER, 30, 50, "a count")
    found = families(project(arrest, PLACES), adversaries()["A7"], World(PLACES, estimates=(counted,)))
    assert found.countable
    assert found.low >= 31
    assert not families(project(arrest, PLACES), adversaries()["A7"], World(PLACES)).countable
    threat = replace(arrest, modality=Modality.THREATENED)  # a threat of arrest is no arrest
    assert families(project(threat, PLACES), adversaries()["A7"], World(PLACES, estimates=(counted,))).low < 31


@pytest.mark.parametrize(
    ("low", "high", "period"),
    [(0, 5, YEAR), (5, 4, YEAR), (1, 2, EARLY), (1, 2, Interval(None, None))],
)
def test_an_estimate_that_says_nothing_is_refused(low: float, high: float, period: Interval) -> None:
    with pytest.raises(ReleaseError):
        Estimate("take", HYESAN, period, low, high, "x")


def test_where_families_cluster_every_chance_rises() -> None:
    item = safe()
    even, clustered = (check(draft(item), facts(shape=shape)).items[0].pools for shape in (None, 0.3))
    assert all(a.worst_p < b.worst_p for a, b in zip(even, clustered, strict=True))
    assert check(draft(item), facts()).passed
    assert not check(draft(item), facts(shape=0.05)).passed
    assert gates("default").worst == 0.09
