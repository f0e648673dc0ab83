"""The lattice of full-domain generalisations of a file: every combination of one level a key.

Records are compressed to the different rows of the file with counts. The classes of a node are found from two halves
of the keys, whose own classes are numbered once for each combination of their levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import prod

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.classes import classes, first_of, number
from rushlight.release.file.encode import Bools, Codes, Floats, Ints, Keys
from rushlight.release.file.hierarchies import Hierarchy

Node = tuple[int, ...]
LARGEST = 2_000_000
"""Nodes that are weighed at all."""
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

    def nodes(self) -> Ints:
        """(nodes, keys): all of them, the most special first."""
        return np.array(list(product(*(range(n) for n in self.levels))), dtype=np.int64)

    def row_loss(self, node: Node, rows: Ints | None = None) -> Floats:
        """(rows,): what each row loses at the node."""
        at = self.rows if rows is None else self.rows[:, rows]
        total = np.zeros(at.shape[1])
        for hierarchy, level, values in zip(self.hierarchies, node, at, strict=True):
            total += hierarchy.loss[level][values]
        return np.asarray(total / len(self.hierarchies))

    def losses(self, nodes: Ints) -> Floats:
        """(nodes,): the mean loss of all records at each node with nobody left out: never falls as levels rise."""
        total = np.zeros(len(nodes))
        for i, hierarchy in enumerate(self.hierarchies):
            seen = np.bincount(self.rows[i], weights=self.counts, minlength=hierarchy.groups.shape[1])
            total += (hierarchy.loss @ seen)[nodes[:, i]]
        return np.asarray(total / (self.records * len(self.hierarchies)))

    def classes_at(self, node: Node, rows: Ints | None = None) -> tuple[Ints, int]:
        """(numbers of shape (rows,), how many): the classes of the rows (all, or some) at the node."""
        cut = (len(node) + 1) // 2
        (left, lefts), (right, rights) = self._half(0, node[:cut]), self._half(1, node[cut:])
        return number([left, right] if rows is None else [left[rows], right[rows]], [lefts, rights])

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

    def possible(self, nodes: Ints, k: int, limit: int) -> Bools:
        """(nodes,): those that one or two keys alone do not rule out.

        A class on all keys lies within one on two of them, so whoever is in too small a class there is so at the node.
        """
        fine = np.ones(len(nodes), dtype=bool)
        pairs: list[tuple[int, ...]] = [*combinations(range(len(self.levels)), 2)] or [(0,)]
        for pair in pairs:
            table = np.zeros([self.levels[i] for i in pair], dtype=bool)
            for at in product(*(range(self.levels[i]) for i in pair)):
                numbers, many = self.numbered(pair, at)
                table[at] = int(self.counts[self.left_out(numbers, many, k)].sum()) <= limit
            fine &= table[tuple(nodes[:, i] for i in pair)]
        return fine


def lattice(keys: Keys, hierarchies: Sequence[Hierarchy]) -> Lattice:
    """The lattice of a file, with one hierarchy a key in the order of the keys.

    Raises MisuseError where the hierarchies are not of the file's keys or span more nodes than are weighed.
    """
    if tuple(h.name for h in hierarchies) != keys.names:
        raise MisuseError("each key needs its hierarchy, in the order of the keys")
    if prod(h.levels for h in hierarchies) > LARGEST:
        raise MisuseError("the hierarchies span too many combinations of levels", hint="use fewer keys or fewer levels")
    found = classes(keys)
    first = first_of(found.ids, len(found.sizes))
    rows = np.stack([c[first] for c in keys.codes]).astype(np.int64)
    return Lattice(tuple(hierarchies), rows, found.sizes, found.ids)
