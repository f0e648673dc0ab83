"""Agreement against published worked examples, and against the plain formulas on random pairs."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.review import Judged, agreements, cohen_kappa, judged, kappa_error, krippendorff_alpha, masi
from rushlight.review.resampling import DRAWS, FEWEST_REPORTS, FieldAgreement, Interval, Sampler

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A to D.
BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)

# Cohen 1960, table 2, and Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (3rd ed. 2003), table 18.1.
COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
FLEISS = ((75, 1, 4), (5, 4, 1), (0, 0, 10))


def units(rows: Sequence[str]) -> list[list[str | None]]:
    return [[None if x == "." else x for x in unit] for unit in zip(*(row.split() for row in rows), strict=True)]


def table(counts: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [(a, b) for a, row in enumerate(counts) for b, n in enumerate(row) for _ in range(n)]


@pytest.mark.parametrize(("rows", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (OBSERVERS, 0.743)])
def test_the_published_nominal_examples(rows: Sequence[str], alpha: float) -> None:
    assert krippendorff_alpha(units(rows)) == pytest.approx(alpha, abs=0.0005)


def test_the_published_interval_example() -> None:
    numbers = [[None if x is None else int(x) for x in unit] for unit in units(OBSERVERS)]
    assert krippendorff_alpha(numbers, lambda a, b: float((a - b) ** 2)) == pytest.approx(0.849, abs=0.0005)


def test_cohens_own_example() -> None:
    assert cohen_kappa(table(COHEN)) == pytest.approx(0.492, abs=0.0005)


def test_a_published_kappa_with_its_error() -> None:
    pairs = table(FLEISS)
    assert cohen_kappa(pairs) == pytest.approx(0.676, abs=0.0005)
    assert kappa_error(pairs) == pytest.approx(0.088, abs=0.0005)


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        ("", "", 0.0),
        ("a", "", 1.0),
        ("a", "b", 1.0),
        ("ab", "ab", 0.0),
        ("ab", "abcd", 1 - 0.5 * 2 / 3),
        ("abc", "bcd", 1 - 0.5 / 3),
    ],
)
def test_masi_as_passonneau_gives_it(left: str, right: str, apart: float) -> None:
    assert masi(frozenset(left), frozenset(right)) == pytest.approx(apart)
    assert masi(frozenset(right), frozenset(left)) == pytest.approx(apart)


def test_no_variation_has_no_coefficient() -> None:
    assert (cohen_kappa([("a", "a")] * 5), krippendorff_alpha([["a", "a"]] * 5), kappa_error([("a", "a")])) == (
        None,
        None,
        None,
    )


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=4), min_size=1, max_size=12))
def test_alpha_never_exceeds_one_and_is_one_only_in_full_agreement(found: list[list[str]]) -> None:
    alpha = krippendorff_alpha(found)
    if alpha is None:
        assert len({x for unit in found for x in unit}) == 1
    else:
        assert alpha <= 1
        assert (alpha == 1) == all(len(set(unit)) == 1 for unit in found)


# --- with intervals --------------------------------------------------------------------------------------

LABELS = st.frozensets(st.sampled_from("abc"), max_size=3)
PAIRS = st.lists(st.lists(st.tuples(LABELS, LABELS), max_size=4), min_size=1, max_size=5)


def in_turn(n: int) -> Sequence[int]:
    """A sampler that draws every report once: each draw is the whole."""
    return range(n)


def sampler(seed: int) -> Sampler:
    chance = random.Random(seed)
    return lambda n: chance.choices(range(n), k=n)


@settings(max_examples=40, deadline=None)
@given(PAIRS)
def test_sums_over_reports_are_the_plain_coefficients(reports: list[list[tuple[frozenset[str], frozenset[str]]]]) -> None:
    (found,) = agreements({"act": reports}, frozenset(), lambda n: [0] * n)
    pairs = list(itertools.chain.from_iterable(reports))
    kappa, alpha = cohen_kappa(pairs, masi), krippendorff_alpha(pairs, masi)
    assert found.kappa.value == (None if kappa is None else pytest.approx(kappa, abs=1e-9))
    assert found.alpha.value == (None if alpha is None else pytest.approx(alpha, abs=1e-9))
    assert (found.statements, found.same) == (len(pairs), sum(a == b for a, b in pairs))


@settings(max_examples=40, deadline=None)
@given(PAIRS)
def test_ids_of_two_reports_are_never_the_same(reports: list[list[tuple[frozenset[str], frozenset[str]]]]) -> None:
    (found,) = agreements({"agent": reports}, frozenset({"agent"}), lambda n: [0] * n)
    apart = [tuple(frozenset(f"{n}{x}" for x in side) for side in pair) for n, pairs in enumerate(reports) for pair in pairs]
    kappa, alpha = cohen_kappa(apart, masi), krippendorff_alpha(apart, masi)
    assert found.kappa.value == (None if kappa is None else pytest.approx(kappa, abs=1e-9))
    assert found.alpha.value == (None if alpha is None else pytest.approx(alpha, abs=1e-9))


def test_draws_of_the_whole_have_no_width() -> None:
    reports = [[(frozenset("a"), frozenset("a")), (frozenset("b"), frozenset("a" if n % 3 else "b"))] * 2 for n in range(12)]
    (found,) = agreements({"act": reports}, frozenset(), in_turn)
    assert found.enough
    assert found.kappa.low == found.kappa.high == pytest.approx(found.kappa.value or 0)


def test_the_bootstrap_agrees_with_the_published_error_where_every_report_has_one_statement() -> None:
    reports = [[(frozenset({str(a)}), frozenset({str(b)}))] for a, b in table(FLEISS)]
    (found,) = agreements({"act": reports}, frozenset(), sampler(3))
    assert found.kappa.low is not None
    assert found.kappa.high is not None
    assert (found.kappa.high - found.kappa.low) / (2 * 1.96) == pytest.approx(0.088, abs=0.012)
    assert found.kappa.low < 0.676 < found.kappa.high


def test_statements_of_one_report_that_hang_together_make_the_interval_wider() -> None:
    one_by_one = [[(frozenset("a"), frozenset("a")), (frozenset("b"), frozenset("b" if n % 4 else "a"))] for n in range(40)]
    together = [one_by_one[n % 40] * 10 for n in range(0, 40, 3)]
    alone = [[pair] for report in together for pair in report]
    wide = [agreements({"act": drawn}, frozenset(), sampler(5))[0].kappa for drawn in (together, alone)]
    assert (wide[0].high or 0) - (wide[0].low or 0) > 2 * ((wide[1].high or 0) - (wide[1].low or 0))


def test_too_few_have_no_interval_and_are_said_to_be() -> None:
    few = [[(frozenset("a"), frozenset("a")), (frozenset("b"), frozenset("a"))] * 5] * (FEWEST_REPORTS - 1)
    (found,) = agreements({"act": few}, frozenset(), sampler(1))
    assert (found.kappa.low, found.alpha.high, judged(found)) == (None, None, Judged.TOO_FEW)
    assert found.alpha.value is not None


def test_nothing_compared() -> None:
    (found,) = agreements({"act": []}, frozenset(), sampler(1))
    assert (found.statements, found.raw, found.kappa, judged(found)) == (0, None, Interval(None), Judged.NOTHING)


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [(0.81, 0.9, Judged.RELY), (0.7, 0.95, Judged.TENTATIVE), (0.4, 0.9, Judged.OPEN), (0.1, 0.5, Judged.LOW)],
)
def test_the_lower_end_of_the_interval_is_what_counts(low: float, high: float, says: Judged) -> None:
    assert judged(FieldAgreement("act", 99, 20, 90, Interval(0.8), Interval(0.8, low, high))) is says


def test_values_that_are_all_the_same_are_said_to_be() -> None:
    same = [[(frozenset("a"), frozenset("a"))] * 4] * 12
    (found,) = agreements({"act": same}, frozenset(), sampler(1))
    assert (found.raw, found.alpha, judged(found)) == (1.0, Interval(None), Judged.SAME)


@pytest.mark.slow
def test_many_reports_take_seconds() -> None:
    import time

    chance = random.Random(1)
    labels = [frozenset(x) for x in "abcdefgh"]
    reports = [[(chance.choice(labels), chance.choice(labels)) for _ in range(20)] for _ in range(500)]
    began = time.process_time()
    agreements({str(n): reports for n in range(12)}, frozenset(), sampler(1))
    assert time.process_time() - began < 20
    assert DRAWS >= 2000
