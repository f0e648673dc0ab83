"""The best full-domain generalisation: one level a key for all records, at most so many records left out.

Nodes are taken in the order of their loss with nobody left out, which no choice of records to leave out can go below;
the search ends where that bound reaches the best loss found (optimal like ARX's Flash: Kohlmayer et al. 2012, PASSAT).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rushlight.errors import MisuseError, ReleaseError
from rushlight.release.file.encode import Bools
from rushlight.release.file.lattice import Lattice, Node

DEFAULT_BUDGET = 20_000
LOOKS = 50
"""Nodes that are passed by, as one or two keys rule them out, for each that the budget lets be checked."""
_Found = tuple[int, Node, Bools]
"""Loss in steps, node, and who is left out of the rows."""


@dataclass(frozen=True, slots=True, eq=False)
class Generalised:
    """The best node found. ``left_out`` (records,): who stays out. ``loss`` between 0 and 1.

    ``checked`` nodes out of ``nodes`` were looked at. ``gap`` is how much less the best of all might lose: 0 where the
    search ended by itself, above 0 where the budget ended it.
    """

    levels: Node
    left_out: Bools
    loss: float
    checked: int
    nodes: int
    gap: float

    @property
    def suppressed(self) -> int:
        return int(self.left_out.sum())


def generalise(file: Lattice, k: int, *, limit: float = 0.0, budget: int = DEFAULT_BUDGET) -> Generalised:
    """The node of least loss where all but a share ``limit`` of the records are in classes of at least ``k``.

    Raises MisuseError for k below 1, a limit outside 0 to 1 or a budget below 1; ReleaseError where no node within the
    budget will do. A budget below the number of nodes is first spent on a way down from the most general node, so that
    there is an answer to improve.
    """
    if k < 1 or not 0 <= limit <= 1 or budget < 1:
        raise MisuseError("k and the budget are whole numbers from 1, the limit is a share from 0 to 1")
    most = int(limit * file.records + 1e-9)
    possible = file.sieve(k, most)
    best, checked = _descend(file, k, most, budget - 1) if file.nodes > budget else (None, 0)
    for looked_at, (bound, node) in enumerate(file.in_order()):
        if best is not None and bound >= best[0]:
            break
        if checked >= budget or looked_at >= LOOKS * budget:
            return _result(file, best, checked, 0.0 if best is None else file.share(best[0] - bound))
        if possible(node):
            checked += 1
            best = _better(best, _check(file, node, k, most, bound))
    return _result(file, best, checked, 0.0)


def _descend(file: Lattice, k: int, most: int, budget: int) -> tuple[_Found | None, int]:
    """A fair node to have in hand where the budget may end the search: from the top down, one level of one key at a time."""
    node, better = file.top, True
    best, checked = _check(file, node, k, most, file.lost(node)), 1
    while better and best is not None:
        better = False
        for i in range(len(node)):
            lower = tuple(v - (j == i) for j, v in enumerate(node))
            if node[i] == 0 or checked >= budget:
                continue
            checked += 1
            found = _check(file, lower, k, most, file.lost(lower))
            if found is not None and found[0] < best[0]:
                best, better = found, True
        node = best[1]
    return best, checked


def _better(best: _Found | None, found: _Found | None) -> _Found | None:
    return found if best is None or (found is not None and found[0] < best[0]) else best


def _check(file: Lattice, node: Node, k: int, most: int, bound: int) -> _Found | None:
    """(loss, node, who is left out of the rows), or None where too many would be."""
    numbers, many = file.classes_at(node)
    out = file.left_out(numbers, many, k)
    if int(file.counts[out].sum()) > most:
        return None
    rows = np.flatnonzero(out)
    gone = int(file.counts[rows].sum()) * file.all_lost
    return bound + gone - file.lost(node, rows), node, out


def _result(file: Lattice, best: _Found | None, checked: int, gap: float) -> Generalised:
    if best is None:
        raise ReleaseError("no generalisation keeps enough records alike", hint="allow more to be left out, or a smaller k")
    loss, node, out = best
    return Generalised(node, out[file.of], file.share(loss), checked, file.nodes, gap)
