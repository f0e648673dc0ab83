"""Nothing leaves but what passed: the guard on checks and views, the digest, the order of ids."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from release_samples import PAYMENT, draft, facts, safe

from rushlight.errors import ReleaseError, ReleaseRefused
from rushlight.record import Purpose
from rushlight.release import ALL, Cell, Check, Consent, DraftTable, ReleasedView, check, digest, release, said_by
from rushlight.release.settings import gates

IDS = ["rel_1", "it_1", "it_2"]


def test_a_passed_check_releases() -> None:
    d = draft(safe())
    view = release(d, check(d, facts()), ids=IDS)
    assert (view.id, [i.id for i in view.items]) == ("rel_1", ["it_1"])
    assert view.items[0].sources_max == 1


def test_nothing_exact_and_no_inner_id_is_in_the_view() -> None:
    d = draft(safe())
    text = repr(release(d, check(d, facts()), ids=IDS))
    for inner in ("s1", "e1", "R1", "I1'", "Hyesan", "10000", "10,000", "three", "October", "2025-10"):
        assert inner not in text, inner


def test_a_refused_check_does_not() -> None:
    d = draft(PAYMENT)
    with pytest.raises(ReleaseRefused, match="under 2 rules"):
        release(d, check(d, facts()), ids=IDS)


@pytest.mark.parametrize("purpose", [Purpose.INTERNAL_ANALYSIS, Purpose.UN_CONFIDENTIAL, Purpose.COURT, Purpose.PUBLIC_NAMED])
def test_other_purposes_take_other_ways(purpose: Purpose) -> None:
    d = replace(draft(safe()), purpose=purpose)
    outcome = check(d, facts(consents=(Consent("R1", purpose),)))
    assert outcome.passed
    with pytest.raises(ReleaseRefused, match="anonymous"):
        release(d, outcome, ids=IDS)


def test_reports_behind_a_table_do_not_leave() -> None:
    d = draft(tables=(DraftTable("T1", "Families", (Cell("a", "b", 20),), None, ("R1",)),))
    assert "R1" not in repr(release(d, check(d, facts()), ids=IDS))


def test_a_check_of_another_draft_does_not() -> None:
    with pytest.raises(ReleaseRefused):
        release(draft(safe(), title="Other"), check(draft(safe()), facts()), ids=IDS)


def test_a_check_that_left_out_rules_does_not() -> None:
    d = draft(PAYMENT)
    lenient = check(d, facts(), rules=[r for r in ALL if r.id not in ("RL101", "RL104")])
    assert lenient.passed
    with pytest.raises(ReleaseRefused, match="left out"):
        release(d, lenient, ids=IDS)


def test_a_check_against_a_weaker_adversary_does_not() -> None:
    d = draft(safe(levels={"place": "KP.ryanggang", "amount": "word", "detail:0": "exact"}))
    neighbour = check(d, facts(), adversary="A1")
    assert neighbour.passed
    assert not check(d, facts()).passed
    with pytest.raises(ReleaseRefused, match="weaker"):
        release(d, neighbour, ids=IDS)


def test_nobody_else_can_make_a_check_or_a_view() -> None:
    d = draft(safe())
    good = check(d, facts())
    view = release(d, good, ids=IDS)
    with pytest.raises(ReleaseError):
        Check(digest(d), "default", "A7", (), (), (), (), good.limits, seal=object())
    with pytest.raises(ReleaseError):
        ReleasedView("x", d.purpose, "en", "t", (), (), "default", (), seal=None)
    with pytest.raises((ValueError, TypeError)):
        replace(view, title="Other")
    with pytest.raises((ValueError, TypeError)):
        replace(check(draft(PAYMENT), facts()), findings=())
    assert copy.copy(view) == view


@pytest.mark.parametrize("ids", [[], ["a"], ["a", "a"]])
def test_ids_must_be_fresh_and_enough(ids: list[str]) -> None:
    d = draft(safe())
    with pytest.raises(ReleaseError):
        release(d, check(d, facts()), ids=ids)


def test_every_field_counts_in_the_digest() -> None:
    one = draft(safe())
    for other in (
        draft(safe(), title="x"),
        draft(safe(reports=2)),
        draft(safe(), language="ko"),
        draft(PAYMENT),
        draft(safe(wording_reviewed=True)),
    ):
        assert digest(other) != digest(one)
    assert digest(draft(safe())) == digest(one)


def test_the_ledger_keeps_what_was_shown() -> None:
    d = draft(safe())
    outcome = check(d, facts())
    kept = said_by(release(d, outcome, ids=IDS), d, outcome, facts())
    assert kept.id == "rel_1"
    assert [i.id for i in kept.items] == list(IDS[1:2])
    assert kept.items[0].view.place == "KP.border-provinces"
    assert kept.items[0].view.event == "e1"


def test_unknown_steps_items_languages_and_presets_are_refused() -> None:
    with pytest.raises(ReleaseError):
        check(draft(PAYMENT.at({"time": "century"})), facts())
    with pytest.raises(ReleaseError):
        draft(safe()).item("I9")
    with pytest.raises(ReleaseError):
        draft(safe(), language="fr")
    with pytest.raises(ReleaseError):
        draft(safe(), safe())
    with pytest.raises(ReleaseError):
        gates("lenient")


def test_stricter_presets_are_stricter() -> None:
    d = draft(safe(levels={"place": "KP.border-provinces", "time": "half_year", "amount": "order", "detail:0": "softer"}))
    assert check(d, facts()).passed
    assert not check(d, facts(), preset="strictest").passed
