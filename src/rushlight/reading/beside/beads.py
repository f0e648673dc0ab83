"""Which sentences of two texts say the same: Gale and Church's beads, made stronger by what both texts carry.

A bead is none, one or two sentences of the one beside none, one or two of the other; all beads together take every sentence
once and never cross. The cheapest chain is found by dynamic programming. A bead costs what its shape and its two lengths make
unlikely (Gale and Church, "A program for aligning sentences in bilingual corpora", 1993), less what both sides have in
common, and more where both say what the other does not. Costs are whole numbers, so that no order of adding changes them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rushlight.reading.beside.anchors import Anchor
from rushlight.reading.beside.sentences import Sentence, at

SHAPES: Mapping[tuple[int, int], float] = {(1, 1): 0.12, (1, 0): 3.0, (0, 1): 3.0, (2, 1): 2.8, (1, 2): 2.8, (2, 2): 5.6}
"""What each shape costs by itself: minus the logarithm of how often it was seen, made a little wider than in 1993."""

LETTERS = {"ko": 2.25}
"""English letters that say as much as one of the language."""

WIDTH = 40
"""Sentences that a bead may stand away from the straight line between the two beginnings and the two ends."""

SPREAD = 10.0
"""Variance of the difference in length, per letter."""

KINDS: Mapping[str, float] = {
    "sum": 1.5,
    "n": 1.0,
    "days": 1.2,
    "month": 0.4,
    "year": 0.5,
    "place": 1.0,
    "act": 1.0,
    "does": 0.8,
    "family": 0.3,
    "party": 0.2,
    "word": 0.9,
    "latin": 1.2,
    "name": 1.2,
    "quote": 0.5,
}
"""How much an anchor of each kind weighs, before how rare it is."""

COMMON, APART, BESIDE, OTHER_ROLE, PART_BEGINS = 0.75, 0.3, 0.5, 6.0, 0.8
"""In common; on both sides what the other lacks; across two paragraphs; text beside a title; both begin a paragraph."""

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of the left and of the right that say the same, by number; one side may have none."""

    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def turned(self) -> Bead:
        return Bead(self.right, self.left)


@dataclass(frozen=True, slots=True)
class Side:
    """One text as the beads see it: how long each sentence is, what it carries, where paragraphs begin."""

    sentences: tuple[Sentence, ...]
    lengths: tuple[float, ...]
    carried: tuple[Mapping[str, int], ...]
    begins: tuple[bool, ...]


def side(found: tuple[Sentence, ...], anchors: Sequence[Anchor], language: str) -> Side:
    """A text's sentences with what each carries."""
    factor = LETTERS.get(language, 1.0)
    carried: list[Counter[str]] = [Counter() for _ in found]
    for anchor in anchors:
        number = at(found, anchor.start)
        if number is not None:
            carried[number][anchor.key] += 1
    begins = tuple(n == 0 or found[n - 1].paragraph != s.paragraph for n, s in enumerate(found))
    return Side(found, tuple((s.end - s.start) * factor for s in found), tuple(carried), begins)


def chain(left: Side, right: Side) -> tuple[Bead, ...]:
    """The cheapest chain of beads over all sentences of both, in order."""
    costs = _Costs(left, right)
    n, m = len(left.sentences), len(right.sentences)
    best: list[dict[int, tuple[int, tuple[int, int]]]] = []
    for i in range(n + 1):
        row: dict[int, tuple[int, tuple[int, int]]] = {}
        best.append(row)
        for j in _band(i, n, m):
            row[j] = _cheapest(best, costs, i, j)
    beads = []
    i, j = n, m
    while i or j:
        a, b = best[i][j][1]
        beads.append(Bead(tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return tuple(reversed(beads))


def _band(i: int, n: int, m: int) -> range:
    """Where the other text may be when the one is at sentence ``i``; the first and the last can always be reached."""
    slope = m / n if n else m
    first, last = math.floor((i - 1) * slope) - WIDTH, math.ceil((i + 1) * slope) + WIDTH
    return range(max(0, first), min(m, last) + 1)


_Best = list[dict[int, tuple[int, tuple[int, int]]]]


def _cheapest(best: _Best, costs: _Costs, i: int, j: int) -> tuple[int, tuple[int, int]]:
    if not i and not j:
        return 0, (0, 0)
    found = [
        (best[i - a][j - b][0] + costs.of(i, j, a, b), order, (a, b))
        for order, (a, b) in enumerate(SHAPES)
        if a <= i and b <= j and j - b in best[i - a]
    ]
    cost, _, shape = min(found, default=(1 << 60, 0, (0, 0)))
    return cost, shape


class _Costs:
    """What each bead costs, in millionths."""

    def __init__(self, left: Side, right: Side) -> None:
        self.left, self.right = left, right
        self.ratio = _ratio(sum(left.lengths), sum(right.lengths))
        self.weights = _weights(left, right)
        self._own = [[self._weight(c) for c in s.carried] for s in (left, right)]

    def of(self, i: int, j: int, a: int, b: int) -> int:
        """Of the bead of the last ``a`` sentences before ``i`` and the last ``b`` before ``j``."""
        cost = SHAPES[a, b]
        if a and b:
            cost += self._length(i, j, a, b) + self._said(i, j, a, b) + self._roles(i, j, a, b)
        return round(cost * MILLION)

    def _length(self, i: int, j: int, a: int, b: int) -> float:
        ours = sum(self.left.lengths[i - a : i]) / self.ratio
        theirs = sum(self.right.lengths[j - b : j]) * self.ratio
        apart = abs(ours - theirs) / math.sqrt(SPREAD * (ours + theirs) / 2 + 1)
        return min(-math.log(max(math.erfc(apart / math.sqrt(2)), 1e-9)), 12.0) * 0.5

    def _said(self, i: int, j: int, a: int, b: int) -> float:
        ours, theirs = _joined(self.left.carried[i - a : i]), _joined(self.right.carried[j - b : j])
        common = sum(self.weights[k] * min(count, theirs[k]) for k, count in ours.items() if k in theirs)
        lone = min(sum(self._own[0][i - a : i]), sum(self._own[1][j - b : j])) - common
        return APART * max(lone, 0.0) - COMMON * common

    def _roles(self, i: int, j: int, a: int, b: int) -> float:
        ours, theirs = self.left.sentences[i - a : i], self.right.sentences[j - b : j]
        roles = {s.role for s in ours}, {s.role for s in theirs}
        cost = OTHER_ROLE * (any(s.body for s in ours) != any(s.body for s in theirs))
        cost += OTHER_ROLE * (len(roles[0]) > 1 or len(roles[1]) > 1)
        cost += BESIDE * sum(len({s.paragraph for s in one}) - 1 for one in (ours, theirs))
        begin = self.left.begins[i - a], self.right.begins[j - b]
        return cost - PART_BEGINS * (begin[0] and begin[1]) + PART_BEGINS / 2 * (begin[0] != begin[1])

    def _weight(self, carried: Mapping[str, int]) -> float:
        return sum(self.weights[k] * count for k, count in carried.items())


def _joined(carried: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    if len(carried) == 1:
        return carried[0]
    return sum((Counter(c) for c in carried), Counter())


def _ratio(ours: float, theirs: float) -> float:
    """By how much the left is longer, as a root, so that both sides are brought to one length; never far from even."""
    return math.sqrt(min(max((ours + 1) / (theirs + 1), 0.75), 1 / 0.75))


def _weights(left: Side, right: Side) -> dict[str, float]:
    """How much each key tells: by its kind, and by how few sentences of each text carry it."""
    seen = [Counter(k for c in s.carried for k in c) for s in (left, right)]
    many = [len(s.sentences) + 1 for s in (left, right)]
    out = {}
    for key in sorted(seen[0].keys() | seen[1].keys()):
        rare = sum(math.log(many[n] / max(seen[n][key], 1)) for n in (0, 1)) / 2
        out[key] = KINDS[key.partition(":")[0]] * min(max(rare, 0.15), 3.0)
    return out
