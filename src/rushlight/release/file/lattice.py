"""The lattice of full-domain generalisations of a file: every combination of one level a key.

Records are compressed to the different rows of the file with counts. The classes of a node are found from two halves
of the keys, whose own classes are numbered once for each combination of their levels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import combinations, product
from math import prod

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.classes import classes, first_of, number
from rushlight.release.file.encode import Bools, Codes, Floats, Ints, Keys
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

    def in_order(self) -> Iterator[tuple[float, Node]]:
        """Every node with the mean loss of all records there and nobody left out, the least loss first.

        Loss is a sum over the keys that never falls as a level rises, so the order comes from a heap and the nodes, of
        which there may be billions, are never laid out. A node is reached from one other alone: where its last raised
        key is a level lower.
        """
        costs = self._costs()
        whole = self.records * len(costs)
        heap: list[tuple[float, Node, int]] = [(sum(c[0] for c in costs), (0,) * len(costs), 0)]
        while heap:
            total, node, last = heappop(heap)
            yield total / whole, node
            for i in range(last, len(node)):
                if node[i] + 1 < len(costs[i]):
                    higher = (*node[:i], node[i] + 1, *node[i + 1 :])
                    heappush(heap, (sum(c[v] for c, v in zip(costs, higher, strict=True)), higher, i))

    def _costs(self) -> list[list[float]]:
        """For each key and level, the loss of all records summed."""
        seen = [np.bincount(r, self.counts, h.groups.shape[1]) for r, h in zip(self.rows, self.hierarchies, strict=True)]
        return [(h.loss @ s).tolist() for h, s in zip(self.hierarchies, seen, strict=True)]

    def mean_loss(self, node: Node) -> float:
        """The mean loss of all records at one node with nobody left out."""
        return sum(c[v] for c, v in zip(self._costs(), node, strict=True)) / (self.records * len(node))

    def row_loss(self, node: Node, rows: Ints | None = None) -> Floats:
        """(rows,): what each row loses at the node."""
        at = self.rows if rows is None else self.rows[:, rows]
        total = np.zeros(at.shape[1])
        for hierarchy, level, values in zip(self.hierarchies, node, at, strict=True):
            total += hierarchy.loss[level][values]
        return np.asarray(total / len(self.hierarchies))

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
