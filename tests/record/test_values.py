"""Values and decisions refuse what the model forbids."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import RecordError
from rushlight.record import (
    Attribution,
    AttributionMode,
    Decision,
    Interval,
    Modality,
    Polarity,
    Scope,
    Span,
    Statement,
    TimeExpr,
    Verdict,
    new_id,
)

SPAN = Span(0, 4, "then")
NOW = dt.datetime(2025, 11, 1, tzinfo=dt.UTC)


def test_a_statement_without_words_cannot_be_made() -> None:
    with pytest.raises(RecordError):
        Statement(
            "S1",
            (),
            "detain.arrest",
            Scope.INCIDENT,
            Modality.OCCURRED,
            Polarity.AFFIRMED,
            Attribution(AttributionMode.NARRATOR),
        )


def test_a_resolved_time_needs_a_bound() -> None:
    with pytest.raises(RecordError):
        TimeExpr("T1", SPAN, resolved=True)
    assert not TimeExpr("T1", SPAN).resolved


@given(st.dates(), st.dates())
def test_intervals_are_ordered(a: dt.date, b: dt.date) -> None:
    assert Interval(min(a, b), max(a, b)).earliest == min(a, b)
    if a != b:
        with pytest.raises(RecordError):
            Interval(max(a, b), min(a, b))


@pytest.mark.parametrize(
    ("verdict", "field", "value", "supersedes"),
    [
        (Verdict.ACCEPT, "modality", None, None),
        (Verdict.CORRECT, None, "threatened", None),
        (Verdict.CORRECT, "modality", None, None),
        (Verdict.CORRECT, "shoe size", "40", None),
        (Verdict.NOT_STATED, None, None, None),
        (Verdict.UNDO, None, None, None),
        (Verdict.ACCEPT, None, None, "dc_1"),
    ],
)
def test_half_decisions_are_refused(verdict: Verdict, field: str | None, value: str | None, supersedes: str | None) -> None:
    with pytest.raises(RecordError):
        Decision("dc_2", "st_1", verdict, "r", NOW, field, value, None, supersedes)


@given(st.binary(min_size=17, max_size=17), st.binary(min_size=17, max_size=17))
def test_ids_say_nothing_but_their_kind(a: bytes, b: bytes) -> None:
    first, second = new_id("st", lambda n: a[:n]), new_id("st", lambda n: b[:n])
    assert first.startswith("st_")
    assert len(first) == 29
    # 26 letters carry 130 bits; the top 6 bits of 17 bytes are the only ones left out.
    assert (first == second) == ((int.from_bytes(a, "big") - int.from_bytes(b, "big")) % (1 << 130) == 0)
