"""Spans hold their words, and notice when the words are elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import RecordError, SpanMismatch
from rushlight.record import Span, cut, overlap, verify_span


@st.composite
def text_and_range(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(st.text(min_size=1, max_size=60))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(text_and_range())
def test_a_cut_is_in_the_text_and_has_no_white_space_at_its_ends(given_: tuple[str, int, int]) -> None:
    text, start, end = given_
    if not text[start:end].strip():
        with pytest.raises(RecordError):
            cut(text, start, end)
        return
    span = cut(text, start, end)
    verify_span(span, text)
    assert span.exact == span.exact.strip()
    assert start <= span.start < span.end <= end


@given(text_and_range(), st.text(min_size=1, max_size=5))
def test_a_moved_text_is_noticed(given_: tuple[str, int, int], shift: str) -> None:
    text, start, end = given_
    span = Span(start, end, text[start:end])
    moved = shift + text
    if moved[start:end] == span.exact:
        verify_span(span, moved)
    else:
        with pytest.raises(SpanMismatch):
            verify_span(span, moved)


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_overlap_is_symmetric_and_bounded(n: list[int]) -> None:
    text = "x" * 40
    a = Span(min(n[:2]), max(n[:2]) + 1, text[min(n[:2]) : max(n[:2]) + 1])
    b = Span(min(n[2:]), max(n[2:]) + 1, text[min(n[2:]) : max(n[2:]) + 1])
    assert overlap([a], [b]) == overlap([b], [a])
    assert (overlap([a], [b]) > 0) == a.overlaps(b)
    assert overlap([a], [b]) <= min(a.end - a.start, b.end - b.start)


@pytest.mark.parametrize(("start", "end", "exact"), [(-1, 1, "ab"), (2, 2, ""), (3, 2, ""), (0, 3, "ab")])
def test_malformed_spans_are_refused(start: int, end: int, exact: str) -> None:
    with pytest.raises(RecordError):
        Span(start, end, exact)


def test_the_error_names_offsets_and_no_words() -> None:
    with pytest.raises(SpanMismatch) as caught:
        verify_span(Span(0, 4, "Choe"), "Kim came")
    assert caught.value.where == "0-4"
    assert "Choe" not in str(caught.value)
    assert "Kim" not in str(caught.value)
