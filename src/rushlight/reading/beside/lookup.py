"""Looks words up on the right that carry what words on the left carry, within sentences that stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.reading.beside.aligning import Alignment, Telling
from rushlight.reading.beside.anchors import Anchor
from rushlight.record import Span


@dataclass(frozen=True, slots=True)
class Lookup:
    """Two texts that stand beside each other, seen from the left."""

    alignment: Alignment
    left: Telling
    right: Telling

    def keyed(self, ours: Span, keys: set[str]) -> Span | None:
        """The words on the right, in the same place, with one of these keys; in their turn where there are several."""
        beads = self.alignment.beads_of((ours,))
        said = [a for a in self.alignment.right_anchors if a.key in keys and self.within(beads, a)]
        if not said:
            return None
        same = [a for a in self.alignment.left_anchors if a.key in keys and a.start < ours.start]
        before = sum(1 for a in same if not set(self.alignment.beads_of((self._left_span(a),))).isdisjoint(beads))
        return self.span(said[min(before, len(said) - 1)])

    def common(self, ours: Span, kinds: tuple[str, ...]) -> Span | None:
        """Words on the right that share an anchor of these kinds with those on the left; rather the last one of them."""
        own = [a for a in self.alignment.left_anchors if a.start < ours.end and ours.start < a.end and a.kind in kinds]
        for anchor in reversed(own):
            if one := self.keyed(self._left_span(anchor), {anchor.key}):
                return one
        return None

    def within(self, beads: Sequence[int], anchor: Anchor) -> bool:
        return self.alignment.in_right(beads, anchor.start, anchor.end)

    def inside(self, beads: Sequence[int], span: Span) -> bool:
        return self.alignment.in_right(beads, span.start, span.end)

    def span(self, anchor: Anchor) -> Span:
        """The words of an anchor of the right."""
        return Span(anchor.start, anchor.end, self.right.text[anchor.start : anchor.end])

    def _left_span(self, anchor: Anchor) -> Span:
        return Span(anchor.start, anchor.end, self.left.text[anchor.start : anchor.end])
