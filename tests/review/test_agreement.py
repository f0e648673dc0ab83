"""Agreement against Krippendorff's published example and hand-computed logs."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.record import Decision, Verdict
from rushlight.review import agreement, krippendorff_alpha

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: four observers, twelve units.
OBSERVERS = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]


def log(reviewer: str, labels: dict[str, str]) -> list[Decision]:
    return [Decision(f"{reviewer}{s}", s, Verdict(v), reviewer, NOON) for s, v in labels.items()]


def test_the_published_nominal_example() -> None:
    units = [[None if x == "." else x for x in unit] for unit in zip(*(row.split() for row in OBSERVERS), strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_hand_computed_two_reviewers() -> None:
    # pairs aa ab bb over three units: n=6, n_a=n_b=3, observed 2, expected 36-18=18 -> 1 - 5*2/18
    result = agreement(
        {
            "ann": log("ann", {"1": "accept", "2": "accept", "3": "reject", "4": "accept"}),
            "ben": log("ben", {"1": "accept", "2": "reject", "3": "reject"}),
        }
    )
    assert result.statements == 3
    assert result.raw == pytest.approx(2 / 3)
    assert result.alpha == pytest.approx(1 - 10 / 18)


def test_no_variation_has_no_alpha() -> None:
    result = agreement({"ann": log("ann", {"1": "accept"}), "ben": log("ben", {"1": "accept"})})
    assert (result.raw, result.alpha) == (1.0, None)
    assert "no variation" in result.note


def test_nothing_doubly_reviewed() -> None:
    result = agreement({"ann": log("ann", {"1": "accept"}), "ben": log("ben", {"2": "accept"})})
    assert (result.statements, result.raw, result.alpha) == (0, None, None)


def test_a_decision_taken_back_does_not_count() -> None:
    undo = Decision("u", "1", Verdict.UNDO, "ben", NOON, supersedes="ben1")
    result = agreement({"ann": log("ann", {"1": "accept"}), "ben": [*log("ben", {"1": "reject"}), undo]})
    assert result.statements == 0


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=4), min_size=1, max_size=12))
def test_alpha_never_exceeds_one_and_is_one_only_in_full_agreement(units: list[list[str]]) -> None:
    alpha = krippendorff_alpha(units)
    if alpha is None:
        assert len({x for unit in units for x in unit}) == 1
    else:
        assert alpha <= 1
        assert (alpha == 1) == all(len(set(unit)) == 1 for unit in units)
