"""What an answer leans on: figures nobody stands for, the margin of the robust gates, what is told of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from release_samples import PAYMENT, PLACES, STOOD_FOR, draft, facts, safe

from rushlight.errors import ReleaseError
from rushlight.release import Draft, World, adversaries, apply_bundle, check, families, gates, looser, project, propose
from rushlight.release.figures import Figure
from rushlight.release.insider import bounds, strain, unanswered
from rushlight.release.leaning import breaks_at, leanings, left, meets

NOBODY = facts(own={})
A7 = adversaries()["A7"]
WIDE = safe()


def found(**own: Figure) -> object:
    return families(project(WIDE, PLACES), A7, World(PLACES, own={f.key: f for f in own.values()}))


def told(d: Draft, own: bool, preset: str = "default") -> list[bool]:
    return [f.stops for f in check(d, facts() if own else NOBODY, preset=preset).findings if f.rule == "RL155"]


def test_a_figure_that_nobody_stands_for_is_told_and_one_that_somebody_stands_for_is_not() -> None:
    assert told(draft(WIDE), own=False) == [False]
    assert told(draft(WIDE), own=True) == []
    assert told(draft(PAYMENT), own=False) == [], "what does not pass leans on nothing"


def test_it_says_which_figure_and_how_to_state_it() -> None:
    finding = next(f for f in check(draft(WIDE), NOBODY).findings if f.rule == "RL155")
    assert "how often a family is pressed in a year, taken as between 0.05 and 0.5" in finding.says.en
    assert "0.05" in finding.says.ko
    assert "--set rate.take=LOW..HIGH" in finding.remedies[0].en


def test_the_robust_gates_stop_what_a_fifth_of_the_figure_breaks_and_a_way_is_found() -> None:
    limits = gates("robust")
    d = draft(WIDE)
    outcome = check(d, NOBODY, limits=limits)
    assert told(d, own=False, preset="robust") == [True]
    assert not outcome.passed
    assert not outcome.blocked, "wider steps answer it"
    for way in propose(d, outcome, NOBODY):
        wider = apply_bundle(d, way)
        again = check(wider, NOBODY, limits=limits)
        assert again.passed
        assert all(meets(f, limits, 5) for f in again.items[0].pools)
    assert check(d, facts(), limits=limits).passed, "somebody stands for it"


def test_a_team_can_set_the_margin_and_none_is_looser_than_the_shipped() -> None:
    assert gates("default", margin=2.5).margin == 2.5
    assert looser(gates("robust", margin=1)) == ()
    with pytest.raises(ReleaseError):
        gates("default", margin=0.5)


def test_the_room_that_is_left_is_where_a_gate_fails() -> None:
    limits, answer = gates("default"), families(project(WIDE, PLACES), A7, World(PLACES))
    times = breaks_at(answer, limits)
    assert times > 1
    assert meets(answer, limits, times * 0.98)
    assert not meets(answer, limits, times * 1.02)
    assert breaks_at(families(project(PAYMENT, PLACES), A7, World(PLACES)), limits) == 1
    assert left(answer, 10) == pytest.approx(1 + (answer.typical - 1) / 10)


def test_each_assumption_at_its_low_end_leaves_fewer() -> None:
    answer = families(project(WIDE, PLACES), A7, World(PLACES))
    rows = leanings(answer, gates("default"))
    assert rows[0].factor.name == "rate"
    assert {r.factor.name for r in rows} == {f.name for f in answer.factors if f.weight > 0}
    for row in rows:
        assert row.typical < answer.typical
        assert row.holds == (row.worst_p <= 0.09 and row.low >= 20)


def test_a_measured_or_a_narrow_figure_needs_nobody() -> None:
    answer = families(project(WIDE, PLACES), A7, World(PLACES, own=STOOD_FOR))
    assert unanswered(answer.factors) is None
    assert strain(answer, 5) == (answer.worst_p, answer.low)
    open_one = unanswered(families(project(WIDE, PLACES), A7, World(PLACES)).factors)
    assert open_one is not None
    assert open_one.key == "rate.take"


@settings(max_examples=40, deadline=None)
@given(st.floats(1, 50), st.floats(1, 50), st.sampled_from(sorted(adversaries())))
def test_a_larger_margin_never_lets_more_pass(one: float, other: float, who: str) -> None:
    small, large = sorted((one, other))
    view, world = project(WIDE, PLACES), World(PLACES)
    a, b = (bounds(view, adversaries()[who], world, m) for m in (small, large))
    assert 0 < a[0] <= b[0] <= 1
    assert a[1] >= b[1] >= 1
    answer = families(view, adversaries()[who], world)
    assert strain(answer, large) == pytest.approx(b, rel=1e-9), "the search asks what the check asks"
