"""The lattice of full-domain generalisations of a file: every combination of one level a key.

Records are compressed to the different rows of the file with counts. The classes of a node are found from two halves
of the keys, whose own classes are numbered once for each combination of their levels.

Loss is summed in whole steps: in floating point the order of the records would decide which of two equal nodes is first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import combinations, product
from math import lcm, prod

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.classes import classes, first_of, number
from rushlight.release.file.encode import Bools, Codes, Ints, Keys
from rushlight.release.file.hierarchies import Hierarchy

Node = tuple[int, ...]
REMEMBERED = 50_000_000
"""Numbers of halves that are kept, of four bytes each; the rest are made anew when asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """``rows`` (keys, rows) the base values of each different row, ``counts`` (rows,), ``of`` (records,) a record's row."""

    hierarchies: tuple[Hierarchy, ...]
    rows: Ints
    counts: Ints
    of: Ints
    _halves: dict[tuple[int, Node], tuple[Codes, int]] = field(default_factory=dict)

    @property
    def levels(self) -> tuple[int, ...]:
        return tuple(h.levels for h in self.hierarchies)

    @property
    def records(self) -> int:
        return int(self.counts.sum())

    @property
    def nodes(self) -> int:
        return prod(self.levels)

    @property
    def top(self) -> Node:
        """The most general node."""
        return tuple(n - 1 for n in self.levels)

    @property
    def steps(self) -> tuple[int, ...]:
        """What each key loses, in steps, for one value that a cell cannot be told from: so that all keys are counted alike."""
        whole = lcm(*(max(h.leaves - 1, 1) for h in self.hierarchies))
        return tuple(whole // max(h.leaves - 1, 1) for h in self.hierarchies)

    @property
    def all_lost(self) -> int:
        """The steps that one record loses when it is left out."""
        return len(self.hierarchies) * lcm(*(max(h.leaves - 1, 1) for h in self.hierarchies))

    def share(self, steps: int) -> float:
        """The mean loss of all records, between 0 and 1, of a number of steps."""
        return steps / (self.records * self.all_lost)

    def in_order(self) -> Iterator[tuple[int, Node]]:
        """Every node with the steps that all records lose there, nobody left out, the fewest first, then the lower first keys.

        Loss is a sum over the keys that never falls as a level rises, so the order comes from a heap and the nodes, of
        which there may be billions, are never laid out. A node is reached from one other alone: where its last raised
        key is a level lower.
        """
        costs = self._costs()
        heap: list[tuple[int, Node, int]] = [(sum(c[0] for c in costs), (0,) * len(costs), 0)]
        while heap:
            total, node, last = heappop(heap)
            yield total, node
            for i in range(last, len(node)):
                if node[i] + 1 < len(costs[i]):
                    higher = (*node[:i], node[i] + 1, *node[i + 1 :])
                    heappush(heap, (sum(c[v] for c, v in zip(costs, higher, strict=True)), higher, i))

    def _costs(self) -> list[list[int]]:
        """For each key and level, what all records lose together, in steps."""
        seen = [np.bincount(r, self.counts, h.groups.shape[1]) for r, h in zip(self.rows, self.hierarchies, strict=True)]
        sums = [h.others @ s.astype(np.int64) for h, s in zip(self.hierarchies, seen, strict=True)]
        return [[v * step for v in s.tolist()] for s, step in zip(sums, self.steps, strict=True)]

    def lost(self, node: Node, rows: Ints | None = None) -> int:
        """What the records of some rows, or of all, lose together at the node, in steps, when none of them is left out."""
        at, counts = (self.rows, self.counts) if rows is None else (self.rows[:, rows], self.counts[rows])
        by_key = zip(self.hierarchies, node, at, self.steps, strict=True)
        return sum(int((h.others[level][values] * counts).sum()) * step for h, level, values, step in by_key)

    def classes_at(self, node: Node, rows: Ints | None = None) -> tuple[Ints, int]:
        """(numbers of shape (rows,), above all numbers): the classes of the rows (all, or some) at the node, with gaps."""
        cut = (len(node) + 1) // 2
        (left, lefts), (right, rights) = self._half(0, node[:cut]), self._half(1, node[cut:])
        return number([left, right] if rows is None else [left[rows], right[rows]], [lefts, rights], gaps=True)

    def _half(self, side: int, levels: Node) -> tuple[Codes, int]:
        found = self._halves.get((side, levels))
        if found is None:
            first = 0 if side == 0 else len(self.hierarchies) - len(levels)
            numbers, many = self.numbered(range(first, first + len(levels)), levels)
            found = numbers.astype(np.int32), many
            if (len(self._halves) + 1) * len(numbers) <= REMEMBERED:
                self._halves[side, levels] = found
        return found

    def numbered(self, which: Sequence[int], levels: Sequence[int]) -> tuple[Ints, int]:
        """The classes of the rows on some keys at these levels: (numbers, how many)."""
        if not which:
            return np.zeros(self.rows.shape[1], dtype=np.int64), 1
        columns = [self.hierarchies[i].groups[level][self.rows[i]] for i, level in zip(which, levels, strict=True)]
        return number(columns, [len(self.hierarchies[i].labels[level]) for i, level in zip(which, levels, strict=True)])

    def left_out(self, numbers: Ints, many: int, k: int) -> Bools:
        """(rows,): whose class at a node holds fewer than ``k`` records."""
        return (np.bincount(numbers, weights=self.counts, minlength=many) < k)[numbers]

    def sieve(self, k: int, limit: int) -> Callable[[Node], bool]:
        """Whether one or two keys alone leave a node possible with at most ``limit`` records left out.

        A class on all keys lies within one on two of them, so whoever is in too small a class there is so at the node.
        """
        pairs: list[tuple[int, ...]] = [*combinations(range(len(self.levels)), 2)] or [(0,)]
        fine: list[tuple[tuple[int, ...], set[Node]]] = []
        for pair in pairs:
            levels = product(*(range(self.levels[i]) for i in pair))
            fine.append((pair, {at for at in levels if self._few(pair, at, k) <= limit}))
        return lambda node: all(tuple([node[i] for i in pair]) in good for pair, good in fine)

    def _few(self, which: Sequence[int], levels: Node, k: int) -> int:
        """How many records are in classes below ``k`` on some keys."""
        numbers, many = self.numbered(which, levels)
        return int(self.counts[self.left_out(numbers, many, k)].sum())


def lattice(keys: Keys, hierarchies: Sequence[Hierarchy]) -> Lattice:
    """The lattice of a file, with one hierarchy a key in the order of the keys.

    Raises MisuseError where the hierarchies are not of the file's keys.
    """
    if tuple(h.name for h in hierarchies) != keys.names:
        raise MisuseError("each key needs its hierarchy, in the order of the keys")
    found = classes(keys)
    first = first_of(found.ids, len(found.sizes))
    rows = np.stack([c[first] for c in keys.codes]).astype(np.int64)
    return Lattice(tuple(hierarchies), rows, found.sizes, found.ids)
