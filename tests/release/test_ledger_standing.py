"""What all releases together let a reader know of a happening, and which step more would be stopped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from release_samples import PAYMENT, PLACES, SAFE, THREAT, draft, facts

from rushlight.release import Detail, DraftItem, Said, check, gates, project
from rushlight.release.ledger import SaidItem, SaidSentence
from rushlight.release.standing import Standing, standings

WORLD = facts().world
LIMITS = gates("default")
PLACE = PAYMENT.at({"place": "KP.ryanggang", "time": "year", "amount": "word", "detail:0": "removed"})
MONTH = PAYMENT.at({"place": "KP", "time": "month", "amount": "order", "detail:0": "removed"})


def told(*items: DraftItem) -> list[Said]:
    return [Said(f"re_{n}", (SaidItem("", project(item, PLACES)),)) for n, item in enumerate(items)]


def one(*items: DraftItem) -> Standing:
    (standing,) = standings(told(*items), [PAYMENT], WORLD, LIMITS)
    return standing


def known(standing: Standing) -> dict[str, str]:
    return {k.axis: k.words.en for k in standing.known}


def test_two_releases_of_one_happening_are_read_side_by_side() -> None:
    both = one(PLACE, MONTH)
    assert known(both) == {"place": "Ryanggang", "time": "October 2025", "amount": "between 1,000 and 100,000 yuan"}
    assert (both.releases, both.sentences) == (2, 2)
    assert both.fitting.low < min(one(PLACE).fitting.low, one(MONTH).fitting.low)
    assert not both.meets
    assert one(PLACE).meets


def test_two_happenings_stand_apart_and_practices_are_none() -> None:
    other = replace(PLACE, event="e2", statements=("s2",))
    assert [len(s.statements) for s in standings(told(PLACE, other, THREAT), [PAYMENT], WORLD, LIMITS)] == [1, 1]


def test_one_sentence_that_rests_on_both_joins_two_happenings() -> None:
    apart = [replace(PLACE, event=None, statements=(f"s{n}",)) for n in (1, 2)]
    bridge = replace(PLACE, event=None, statements=("s1", "s2"))
    assert len(standings(told(*apart), [PAYMENT], WORLD, LIMITS)) == 2
    assert len(standings(told(*apart, bridge), [PAYMENT], WORLD, LIMITS)) == 1


def test_a_published_text_counts_like_a_release() -> None:
    said = Said("re_1", sentences=(SaidSentence("S1", "", (project(PLACE, PLACES),)),))
    assert standings([said], [PAYMENT], WORLD, LIMITS) == standings(told(PLACE), [PAYMENT], WORLD, LIMITS)


def test_the_steps_that_are_left_agree_with_the_check() -> None:
    """Each step, published as a sentence of its own, is stopped by the check exactly when the ledger says so."""
    ledger = told(PLACE)
    for axis, hidden in (("time", {"place": "KP"}), ("place", {"time": "year"})):
        steps = [f for f in one(PLACE).further if f.axis == axis]
        assert steps
        for step in steps:
            levels = {**SAFE, "amount": "word", **hidden, axis: step.step}
            found = check(draft(PAYMENT.at(levels)), facts(ledger=tuple(ledger))).findings
            assert any(f.rule in ("RL101", "RL106") and f.stops for f in found) is step.stopped, step


def test_the_exact_sum_never_passes() -> None:
    wide = replace(PAYMENT, place="KP", time=None, details=())
    (standing,) = standings(told(wide.at({"amount": "word"})), [wide], WORLD, LIMITS)
    assert [f.stopped for f in standing.further if f.step == "exact"] == [True]


def test_what_the_casefile_does_not_know_has_no_step_left() -> None:
    (standing,) = standings(told(PLACE), [], WORLD, LIMITS)
    assert standing.further == ()
    assert known(standing)["place"] == "Ryanggang"
    assert one(PAYMENT).further == ()


def test_no_name_of_an_adversary_or_id_stands_in_what_is_shown() -> None:
    shown = " ".join(w for k in one(PLACE, MONTH).known for w in (k.words.en, k.words.ko))
    assert "s1" not in shown
    assert "e1" not in shown


LEVELS = st.fixed_dictionaries(
    {
        "place": st.sampled_from(["KP", "KP.border-provinces", "KP.ryanggang", "KP.ryanggang.hyesan"]),
        "time": st.sampled_from(["year", "half_year", "quarter", "month"]),
        "amount": st.sampled_from(["word", "order", "double"]),
        "detail:0": st.sampled_from(["removed", "softer", "exact"]),
    }
)


LIMP, LETTERS = Detail("unusual", "he limps"), Detail("letters", "three confession letters", "confession letters")
BACKED = st.tuples(
    LEVELS,
    st.sampled_from([("s1",), ("s2",), ("s1", "s2")]),
    st.sampled_from([(LIMP,), (LETTERS,), (LIMP, LETTERS), (LETTERS, LIMP)]),
)


@settings(deadline=None, max_examples=30)
@given(st.lists(BACKED, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_releases_is_of_no_matter(some: list[Any], chance: Any) -> None:
    def item(levels: dict[str, str], statements: tuple[str, ...], details: tuple[Detail, ...]) -> DraftItem:
        return replace(PAYMENT, details=details, statements=statements).at({**levels, "detail:0": "exact"})

    items = [item(*row) for row in some]
    turned = list(items)
    chance.shuffle(turned)
    first, second = one(*items), one(*turned)
    assert (first.known, first.meets, first.further) == (second.known, second.meets, second.further)
    assert first.fitting.low == pytest.approx(second.fitting.low)


def test_each_detail_filters_once_wherever_and_however_often_it_stands() -> None:
    """Two texts on the same statements: in the one the first detail is a limp, in the other the letters."""
    wide = {"place": "KP.ryanggang", "time": "year", "amount": "word"}
    limp, letters, both = (replace(PAYMENT, details=d).at(wide) for d in ((LIMP,), (LETTERS,), (LETTERS, LIMP)))
    fits = [one(*items).fitting.low for items in ((limp,), (letters,), (limp, letters), (letters, limp), (both,), (both, limp))]
    assert fits[2] == pytest.approx(fits[3]) == pytest.approx(fits[4]) == pytest.approx(fits[5])
    assert fits[2] < min(fits[:2])
    assert known(one(limp, letters))["detail"] == "2"
    assert known(one(limp, limp))["detail"] == "1"
    assert (
        known(one(letters, replace(letters, details=(replace(LETTERS, words="Three  confession letters"),))))["detail"] == "1"
    )


@settings(deadline=None, max_examples=30)
@given(st.lists(LEVELS, min_size=1, max_size=3), LEVELS)
def test_a_further_release_never_leaves_more_families_or_more_steps(levels: list[dict[str, str]], more: dict[str, str]) -> None:
    before, after = one(*map(PAYMENT.at, levels)), one(*map(PAYMENT.at, [*levels, more]))
    assert after.fitting.low <= before.fitting.low + 1e-9
    assert {(f.axis, f.step) for f in after.further} <= {(f.axis, f.step) for f in before.further}
    stopped = {(f.axis, f.step) for f in before.further if f.stopped}
    assert all(f.stopped for f in after.further if (f.axis, f.step) in stopped)
