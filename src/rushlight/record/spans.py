"""Spans: places in a text, with the words found there.

Offsets are Unicode code points of the NFC text, zero based, end exclusive, as in
Python strings. A span carries its words so that a moved offset is always noticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rushlight.errors import RecordError, SpanMismatch


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text[start:end] == exact``."""

    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.exact):
            raise RecordError("a span is not well formed", where=f"{self.start}-{self.end}")

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


def cut(text: str, start: int, end: int) -> Span:
    """The span of ``text[start:end]``, without white space at its ends.

    Raises RecordError when nothing but white space is there.
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end, text[start:end])


def stretches(value: str, text: str) -> tuple[Span, ...]:
    """The spans that "12-30,41-52" names in ``text``, in order.

    Raises RecordError, without a word of the text, for what is not of this form, overlaps, is empty or lies outside.
    """
    try:
        ends = sorted((int(a), int(b)) for a, b in (part.split("-") for part in value.split(",")))
    except ValueError:
        raise RecordError("words are named by where they stand", hint="such as 12-30, several joined by a comma") from None
    for n, (start, end) in enumerate(ends):
        if not (ends[n - 1][1] if n else 0) <= start < end <= len(text):
            raise RecordError("these are not places of words in the text", where=f"{start}-{end}")
    return tuple(cut(text, start, end) for start, end in ends)


def places_of(spans: Iterable[Span]) -> str:
    """The same the other way: "12-30,41-52"."""
    return ",".join(f"{s.start}-{s.end}" for s in spans)


def verify_span(span: Span, text: str) -> None:
    """Raise SpanMismatch when the words at the offsets are not the span's words."""
    if text[span.start : span.end] != span.exact:
        raise SpanMismatch("the quoted words are not in the text at this place", where=f"{span.start}-{span.end}")


def overlap(left: Iterable[Span], right: Iterable[Span]) -> int:
    """How many code points two sets of spans share (spans within a set are taken as disjoint)."""
    other = tuple(right)
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in other)
