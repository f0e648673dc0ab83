"""Two reports of one text, set beside each other sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.reading.beside.anchors import Anchor, anchors, both_names
from rushlight.reading.beside.beads import Bead, chain, side
from rushlight.reading.beside.sentences import Sentence, at, sentences
from rushlight.record import Document, Reading, Span


@dataclass(frozen=True, slots=True)
class Telling:
    """One of the two: a report's text with what was read in it."""

    document: Document
    text: str
    reading: Reading

    @property
    def language(self) -> str:
        return self.document.language.split("-")[0]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The sentences of both, the beads that hold them, and what both carry, each in the order of its text."""

    left: tuple[Sentence, ...]
    right: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    left_anchors: tuple[Anchor, ...] = ()
    right_anchors: tuple[Anchor, ...] = ()

    @property
    def turned(self) -> Alignment:
        """The same seen from the other side."""
        beads = tuple(b.turned for b in self.beads)
        return Alignment(self.right, self.left, beads, self.right_anchors, self.left_anchors)

    def beads_of(self, spans: Sequence[Span]) -> tuple[int, ...]:
        """The numbers of the beads in which words of the left stand, in order."""
        numbers = {n for span in spans for n in self._sentences(span)}
        return tuple(k for k, bead in enumerate(self.beads) if numbers.intersection(bead.left))

    def by_place_alone(self, number: int) -> bool:
        """Whether nothing but order and length brings its sides together: no figure, value, act, name or word is in both."""
        bead = self.beads[number]
        if not bead.left or not bead.right:
            return False
        ours = _carried(self.left[bead.left[0]].start, self.left[bead.left[-1]].end, self.left_anchors)
        return ours.isdisjoint(_carried(self.right[bead.right[0]].start, self.right[bead.right[-1]].end, self.right_anchors))

    def _sentences(self, span: Span) -> set[int]:
        first, last = at(self.left, span.start), at(self.left, span.end - 1)
        if first is None or last is None:
            return {n for n in (first, last) if n is not None}
        return set(range(first, last + 1))

    def in_right(self, numbers: Sequence[int], start: int, end: int) -> bool:
        """Whether a stretch of the right lies within the sentences of these beads."""
        held = (self.right[n] for k in numbers for n in self.beads[k].right)
        return any(s.start <= start and end <= s.end for s in held)


WEAK = frozenset({"party", "family", "quote", "month", "year"})
"""Kinds of anchors that many sentences have: none of them shows by itself that two say the same."""


def _carried(start: int, end: int, found: Sequence[Anchor]) -> set[str]:
    """The keys, weak ones left out, within a stretch of one text; anchors stand in its order."""
    first, last = bisect_left(found, start, key=lambda a: a.start), bisect_left(found, end, key=lambda a: a.start)
    return {a.key for a in found[first:last] if a.kind not in WEAK}


def align(left: Telling, right: Telling) -> Alignment:
    """The alignment of two texts; the other way round it is the same, turned. Pure.

    Ends of both are reached whatever stands between; what has no counterpart stands alone. No bead crosses another.
    """
    if (right.language, right.text) < (left.language, left.text):  # one order for both ways round
        return align(right, left).turned
    ours, theirs = sentences(left.document, left.text), sentences(right.document, right.text)
    both = both_names(left.text, right.text, (left.language, right.language))
    told = [tuple(sorted({*anchors(t.text, t.reading), *named})) for t, named in zip((left, right), both, strict=True)]
    beads = chain(side(ours, told[0], left.language), side(theirs, told[1], right.language))
    return Alignment(ours, theirs, beads, *told)
