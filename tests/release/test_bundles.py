"""Three ways to pass: they pass, they are cheapest, they keep what they say."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from release_samples import PAYMENT, PLACES, draft, facts

from rushlight.errors import ReleaseError
from rushlight.record import Interval
from rushlight.release import Bundle, adversaries, apply_bundle, check, gates, ladders, propose
from rushlight.release.insider import bounds
from rushlight.release.ladders import loss
from rushlight.release.projection import project_at

HOERYONG = replace(PAYMENT, place="KP.north-hamgyong.hoeryong", time=Interval(dt.date(2025, 10, 12), dt.date(2025, 10, 12)))


def three(item: object = PAYMENT, language: str = "en") -> tuple[Bundle, Bundle, Bundle]:
    d = draft(item, language=language)  # type: ignore[arg-type]
    return propose(d, check(d, facts()), facts())


@pytest.mark.parametrize("item", [PAYMENT, HOERYONG])
@pytest.mark.parametrize("n", [0, 1, 2])
def test_each_bundle_passes(item: object, n: int) -> None:
    d = draft(item)  # type: ignore[arg-type]
    bundle = propose(d, check(d, facts()), facts())[n]
    assert not bundle.left_out
    assert check(apply_bundle(d, bundle), facts()).passed


@pytest.mark.parametrize("item", [PAYMENT, HOERYONG])
def test_cheapest_is_the_best_of_the_whole_lattice(item: object) -> None:
    """Against trying every combination of steps."""
    steps = ladders(item, PLACES)  # type: ignore[arg-type]
    limits, who, world = gates("default"), adversaries()["A7"], facts().world
    costs = []
    for choice in itertools.product(*(range(len(r)) for r in steps.values())):
        at = dict(zip(steps, choice, strict=True))
        p, pool = bounds(project_at(item, steps, at), who, world)  # type: ignore[arg-type]
        if p <= limits.worst and pool >= limits.pool and at["amount"] > 0:
            costs.append(loss(steps, at))
    assert three(item)[0].loss == pytest.approx(min(costs))


def test_keeping_shows_as_much_as_any_passing_bundle_can() -> None:
    cheapest, keeps_place, keeps_time = three()
    place = [s.name for s in ladders(PAYMENT, PLACES)["place"]]
    time = [s.name for s in ladders(PAYMENT, PLACES)["time"]]
    of = [{**dict.fromkeys(("place", "time")), **b.changes[0].levels} for b in (cheapest, keeps_place, keeps_time)]
    assert place.index(of[1]["place"] or place[0]) <= min(place.index(o["place"] or place[0]) for o in of)
    assert time.index(of[2]["time"] or time[0]) <= min(time.index(o["time"] or time[0]) for o in of)
    assert cheapest.loss <= min(keeps_place.loss, keeps_time.loss)


def test_one_step_alone_never_suffices_for_the_worked_example() -> None:
    for axis, rungs in ladders(PAYMENT, PLACES).items():
        assert not check(draft(PAYMENT.at({axis: rungs[-1].name})), facts()).passed


def test_an_item_no_step_can_save_is_left_out_and_said_to_be() -> None:
    arrest = replace(PAYMENT, act="detain.arrest")
    d = draft(arrest)
    bundle = propose(d, check(d, facts()), facts())[0]
    assert bundle.left_out == ("I1",)
    assert apply_bundle(d, bundle).items == ()


def test_a_passing_item_is_not_touched() -> None:
    assert three(PAYMENT.at({"place": "KP", "time": "year", "amount": "word", "detail:0": "removed"}))[0].changes == ()


def test_a_hand_written_sentence_gives_way() -> None:
    written = replace(PAYMENT, wording="According to one source, a family in Hyesan paid.", wording_reviewed=True)
    d = draft(written)
    changed = apply_bundle(d, propose(d, check(d, facts()), facts())[0])
    assert changed.item("I1").wording is None
    assert check(changed, facts()).passed


def test_words_of_a_change_are_for_a_journalist() -> None:
    says = three()[0].changes[0].says()
    assert "Then about" in says.en
    assert "at least" in says.en
    assert "가족" in three(PAYMENT, "ko")[0].changes[0].says().ko
    assert not any(term in says.en for term in ("lambda", "k=", "p ="))


def test_a_check_of_another_draft_is_refused() -> None:
    with pytest.raises(ReleaseError):
        propose(draft(HOERYONG), check(draft(PAYMENT), facts()), facts())


def test_sentences_of_one_happening_pass_together() -> None:
    threat = replace(PAYMENT, id="I2", act="threat.sanction", amount=None, details=(), time=HOERYONG.time)
    d = draft(PAYMENT, threat)
    for bundle in propose(d, check(d, facts()), facts()):
        assert check(apply_bundle(d, bundle), facts()).passed, bundle.kind
