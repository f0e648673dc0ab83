"""What must hold for every sentence (design/RELEASE, 9.6)."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from release_samples import LETTERS, PAYMENT, PLACES, words

from how_many import tries
from rushlight.record import Interval, Modality, Scope
from rushlight.release import DraftItem, KnownCase, Money, Officer, World, adversaries, families, ladders, project
from rushlight.release.draft import Words
from rushlight.release.factors import factors
from rushlight.release.figures import Figure
from rushlight.release.insider import bounds
from rushlight.release.projection import meet, project_at
from rushlight.release.settings import Adversary
from rushlight.release.spreading import spread
from rushlight.release.world import certain_families

FIELDS = sorted(adversaries()["A7"].knows)
SPOTS = [
    "KP.ryanggang.hyesan",
    "KP.north-hamgyong.hoeryong",
    "KP.north-pyongan.sinuiju",
    "KP.ryanggang",
    "KP.south-pyongan",
    "KP",
]
days = st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31))


@st.composite
def times(draw: st.DrawFn) -> Interval | None:
    first = draw(days)
    return draw(
        st.sampled_from([None, Interval(first, first), Interval(first, first + dt.timedelta(days=draw(st.integers(0, 400))))])
    )


@st.composite
def items(draw: st.DrawFn) -> DraftItem:
    return replace(
        PAYMENT,
        act=draw(st.sampled_from(["take.extorted_payment", "demand.payment", "detain.arrest"])),
        scope=draw(st.sampled_from([Scope.INCIDENT, Scope.PATTERN])),
        modality=draw(st.sampled_from([Modality.OCCURRED, Modality.THREATENED])),
        place=draw(st.sampled_from(SPOTS)),
        time=draw(times()),
        amount=draw(
            st.sampled_from([None, Money(None), *(Money(Decimal(v), "CNY") for v in (1, 150, 6000, 10000, 13750, 99999))])
        ),
        age=draw(st.sampled_from([None, 12, 43, 71])),
        kin=draw(st.sampled_from([None, words("aunt")])),
        job=draw(st.sampled_from([None, words("dentist")])),
        officer=draw(
            st.sampled_from([None, Officer(office=Words("the bureau", "보위부")), Officer(post=words("an inspector"))])
        ),
        details=draw(st.sampled_from([(), (LETTERS,)])),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    cases = [
        KnownCase(
            f"F{n}",
            draw(st.sampled_from(["R1", "R2"])),
            draw(st.sampled_from(["take.extorted_payment", "detain.arrest"])),
            "families_of_leavers",
            draw(st.sampled_from(SPOTS)),
            draw(times()),
            draw(st.sampled_from([None, Money(Decimal(10000), "CNY"), Money(Decimal(4000), "CNY")])),
            frozenset(draw(st.sets(st.sampled_from([f"F{i}" for i in range(12)])))),
        )
        for n in range(draw(st.integers(0, 12)))
    ]
    return World(PLACES, tuple(cases))


@st.composite
def two_levels(draw: st.DrawFn) -> tuple[DraftItem, dict[str, int], dict[str, int]]:
    """An item with an assignment of rungs and a more general one."""
    item = draw(items())
    steps = ladders(item, PLACES)
    exact = {axis: draw(st.integers(0, len(r) - 1)) for axis, r in steps.items()}
    general = {axis: draw(st.integers(i, len(steps[axis]) - 1)) for axis, i in exact.items()}
    return item, exact, general


@settings(max_examples=tries(150), deadline=None)
@given(two_levels(), worlds(), st.sampled_from(sorted(adversaries())))
def test_more_general_never_raises_the_chance(
    chosen: tuple[DraftItem, dict[str, int], dict[str, int]], world: World, who: str
) -> None:
    item, exact, general = chosen
    steps = ladders(item, PLACES)
    before, pool_before = bounds(project_at(item, steps, exact), adversaries()[who], world)
    after, pool_after = bounds(project_at(item, steps, general), adversaries()[who], world)
    assert 0 < after <= before * (1 + 1e-9) <= 1 + 1e-9
    assert pool_after >= pool_before * (1 - 1e-9)


@settings(max_examples=tries(150), deadline=None)
@given(items(), worlds(), st.sets(st.sampled_from(FIELDS)), st.sets(st.sampled_from(FIELDS)))
def test_knowing_more_never_lowers_the_chance(item: DraftItem, world: World, knows: set[str], more: set[str]) -> None:
    label = words("someone")
    less, better = Adversary("X", label, frozenset(knows)), Adversary("Y", label, frozenset(knows | more))
    view = project(item, PLACES)
    if factors(view, less.knows, world) is None:
        return  # where nobody can state a figure even for him, only our own families are counted
    assert bounds(view, better, world)[0] >= bounds(view, less, world)[0] * (1 - 1e-9)


@settings(max_examples=tries(100), deadline=None)
@given(two_levels(), worlds())
def test_two_releases_tell_at_least_as_much_as_each(
    chosen: tuple[DraftItem, dict[str, int], dict[str, int]], world: World
) -> None:
    item, _, one = chosen
    steps = ladders(item, PLACES)
    other = {axis: len(r) - 1 - min(one[axis], len(r) - 1) for axis, r in steps.items()}
    a, b = project_at(item, steps, one), project_at(item, steps, other)
    who = adversaries()["A7"]
    both = bounds(meet(a, b, PLACES), who, world)[0]
    assert both >= max(bounds(a, who, world)[0], bounds(b, who, world)[0]) * (1 - 1e-9)


@settings(max_examples=tries(100), deadline=None)
@given(two_levels())
def test_what_two_releases_tell_does_not_hang_on_their_order(chosen: tuple[DraftItem, dict[str, int], dict[str, int]]) -> None:
    item, exact, general = chosen
    steps = ladders(item, PLACES)
    a, b = project_at(item, steps, exact), project_at(item, steps, general)
    one, other = meet(a, b, PLACES), meet(b, a, PLACES)
    assert (one.place, one.time, one.money) == (other.place, other.time, other.money) == (a.place, a.time, a.money)


@settings(max_examples=tries(100), deadline=None)
@given(items())
def test_each_rung_holds_the_one_before(item: DraftItem) -> None:
    for axis, rungs in ladders(item, PLACES).items():
        assert len({r.name for r in rungs}) == len(rungs)
        assert [r.loss for r in rungs] == sorted(r.loss for r in rungs)
        for finer, wider in itertools.pairwise(rungs):
            if axis == "time" and finer.time and wider.time:
                a, b = finer.time, wider.time
                assert b.earliest <= a.earliest <= a.latest <= b.latest  # type: ignore[operator]
            if finer.money and wider.money:
                assert wider.money[0] <= finer.money[0] <= finer.money[1] <= wider.money[1]


@settings(max_examples=tries(60), deadline=None)
@given(items(), worlds(), st.permutations(range(12)))
def test_order_of_our_cases_does_not_matter(item: DraftItem, world: World, order: list[int]) -> None:
    shuffled = World(PLACES, tuple(world.cases[i] for i in order if i < len(world.cases)))
    who = adversaries()["A7"]
    assert families(project(item, PLACES), who, shuffled) == families(project(item, PLACES), who, world)


def test_only_families_that_one_report_tells_apart_count() -> None:
    def case(family: str, report: str, *others: str) -> KnownCase:
        p = PAYMENT
        return KnownCase(family, report, p.act, p.group, p.place, p.time, p.amount, frozenset(others))

    view = project(replace(PAYMENT, details=()), PLACES)
    knows = adversaries()["A7"].knows
    told_apart = World(PLACES, (case("F1", "R1"), case("F2", "R1", "F1"), case("F3", "R1", "F1")))
    marked = project(PAYMENT, PLACES)  # shows a detail: our own cases are not known to share it
    assert certain_families(marked, knows, told_apart) == 1
    mother_and_daughter = World(PLACES, (case("F1", "R1"), case("F2", "R1")))
    two_reports = World(PLACES, (case("F1", "R1", "F2"), case("F2", "R2", "F1")))
    assert certain_families(view, knows, told_apart) == 2
    assert certain_families(view, knows, mother_and_daughter) == 1
    assert certain_families(view, knows, two_reports) == 1


def test_without_a_rate_only_our_own_families_count() -> None:
    arrest = project(replace(PAYMENT, act="detain.arrest", details=()), PLACES)
    who = adversaries()["A7"]
    assert not families(arrest, who, World(PLACES)).countable
    assert families(arrest, who, World(PLACES)).worst_p == 1.0
    stated = families(arrest, who, World(PLACES, own={"rate.detain": Figure("rate.detain", "our interviewers", 0.05, 0.2)}))
    assert stated.countable
    assert stated.worst_p < 1.0


def test_a_family_counts_once_however_long_the_window() -> None:
    decade = replace(PAYMENT, details=(), amount=None, time=Interval(dt.date(2000, 1, 1), dt.date(2025, 12, 31)))
    found = factors(project(decade, PLACES), adversaries()["A7"].knows, World(PLACES))
    assert found is not None
    assert max(spread(found)) <= 4000 * 0.6 * 0.26
