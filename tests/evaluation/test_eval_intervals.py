"""The bootstrap: what an interval is made of, and what it cannot be."""

from __future__ import annotations

import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_sheets import found, gold, row, scored, without

from rushlight.desk.evaluating import sampler
from rushlight.evaluation import SetResult, compare, measure
from rushlight.evaluation.bootstrap import difference, draw, estimate
from rushlight.evaluation.figures import BY_NAME, FIGURES
from rushlight.evaluation.tally import Tally

ACT = BY_NAME["act"]


def tally(tp: int, fp: int, fn: int) -> Tally:
    return Counter({("act", "tp"): tp, ("act", "fp"): fp, ("act", "fn"): fn})


REPORTS = [tally(9, 1, 0), tally(5, 0, 5), tally(2, 4, 1), tally(7, 0, 3)]


def test_the_interval_holds_the_middle_of_the_draws() -> None:
    drawn = draw(sampler(3), len(REPORTS), 500)
    told = estimate(ACT, REPORTS, drawn)
    by_hand = []
    for picked in drawn:
        tp, fp, fn = (sum(REPORTS[i]["act", kind] for i in picked) for kind in ("tp", "fp", "fn"))
        by_hand.append(2 * tp / (2 * tp + fp + fn))
    cuts = statistics.quantiles(by_hand, n=40, method="inclusive")
    assert told.value == pytest.approx(2 * 23 / (2 * 23 + 5 + 9))
    assert (told.low, told.high) == (pytest.approx(cuts[0]), pytest.approx(cuts[-1]))


def test_the_same_seed_gives_the_same_interval_and_another_does_not() -> None:
    first, again, other = (estimate(ACT, REPORTS, draw(sampler(n), 4, 200)) for n in (1, 1, 2))
    assert first == again != other


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=2, max_size=6), st.integers(0, 99))
def test_an_interval_is_in_order_and_within_what_the_reports_span(rows: list[tuple[int, int, int]], seed: int) -> None:
    reports = [tally(*r) for r in rows]
    told = estimate(ACT, reports, draw(sampler(seed), len(reports), 50))
    own = [v for v in (ACT.of(r) for r in reports) if v is not None]
    if not own:
        assert told.value is None
        return
    assert told.value is not None
    assert min(own) - 1e-9 <= told.value <= max(own) + 1e-9
    if told.low is not None and told.high is not None:
        assert min(own) - 1e-9 <= told.low <= told.high <= max(own) + 1e-9


def test_one_report_has_no_interval() -> None:
    told = estimate(ACT, REPORTS[:1], draw(sampler(1), 1))
    assert told.value is not None
    assert told.low is told.high is None


def test_readers_of_the_same_reports_are_compared_on_the_same_draws() -> None:
    """Where one reader is better by the same in each report the paired difference has no width."""
    left, right = [tally(8, 2, 0)] * 2 + [tally(4, 1, 0)], [tally(6, 4, 0)] * 2 + [tally(3, 2, 0)]
    drawn, others = draw(sampler(1), 3, 200), draw(sampler(2), 3, 200)
    precision = BY_NAME["act_p"]
    paired = difference(precision, left, drawn, right, drawn)
    assert (paired.value, paired.low, paired.high) == (pytest.approx(0.2), pytest.approx(0.2), pytest.approx(0.2))
    apart = difference(ACT, REPORTS, draw(sampler(1), 4, 200), REPORTS, draw(sampler(2), 4, 200))
    assert apart.value == 0
    assert apart.low is not None
    assert apart.low < 0
    assert others != drawn


def two_languages() -> SetResult:
    korean = {**gold(), "document": {**gold()["document"], "language": "ko-KP", "style": "chat"}}
    rows = [scored(found()), scored(without(found(), "S4")), scored(without(found(), "S1", "S4"), korean)]
    return measure(rows, sampler(1), digest="d", draws=100)


def test_a_set_is_measured_whole_and_by_language_and_style() -> None:
    told = two_languages()
    assert {name: m.reports for name, m in told.groups.items()} == {"en": 2, "ko": 1, "all": 3}
    assert {name: figures["act_r"] for name, figures in told.styles.items()} == {"chat": 0.6, "wire story": 0.9}
    assert told.groups["ko"].figures["act"].low is None
    assert all(told.groups["all"].figures[f.name].value is not None for f in FIGURES)


def test_a_result_less_itself_is_nothing() -> None:
    told = two_languages()
    for rows in compare(told, told).values():
        assert {e.value for e in rows.values()} == {0.0}
        assert {e.low for e in rows.values()} <= {0.0, None}


def test_sets_of_other_texts_are_not_paired() -> None:
    left = two_languages()
    spoiled = found()
    row(spoiled, "S3")["modality"] = "occurred"
    right = measure([scored(spoiled), scored(found())], sampler(9), digest="e", draws=100)
    told = compare(left, right)
    assert set(told) == {"en"}
    assert told["en"]["modality"].value == pytest.approx(0.1)
