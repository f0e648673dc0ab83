"""Local recoding: each record at the cheapest node of the lattice where it still has k - 1 peers.

Nodes are taken from the least loss up; at each, those not yet placed who are at least k alike are placed there and
never moved (sequential covering). Where a record goes follows from its keys and the file's, so that who knows the method
still meets at least k; a rule about sensitive values is checked before a class is placed (see ``recode``).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.classes import number
from rushlight.release.file.encode import BLANK, Bools, Ints, encode
from rushlight.release.file.lattice import Lattice, Node

DEFAULT_BUDGET = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Recoded:
    """``nodes`` those in use; ``node_of`` (records,) which of them a record is at, -1 for who stays out; ``class_of``
    (records,) the number of its class, -1 likewise. ``loss`` is the mean over all records, 1 for who stays out.
    """

    nodes: tuple[Node, ...]
    node_of: Ints
    class_of: Ints
    classes: int
    loss: float

    @property
    def suppressed(self) -> int:
        return int((self.node_of < 0).sum())

    def released(self, file: Lattice) -> list[tuple[Hashable, ...] | None]:
        """Each record as it may leave, None for who stays out."""
        shown: list[tuple[Hashable, ...] | None] = []
        for row, at in zip(file.of.tolist(), self.node_of.tolist(), strict=True):
            shown.append(None if at < 0 else _label(file, row, self.nodes[at]))
        return shown


def _label(file: Lattice, row: int, node: Node) -> tuple[Hashable, ...]:
    return tuple(
        h.labels[level][int(h.groups[level][value])]
        for h, level, value in zip(file.hierarchies, node, file.rows[:, row], strict=True)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sensitive:
    """How often each value occurs in each row of the file, in pairs; what a class has to meet."""

    row: Ints
    value: Ints
    count: Ints
    values: int
    diverse: int
    share: float

    def fails(self, rows: Ints, numbers: Ints, asked: Ints) -> Bools:
        """(asked,): which of the classes asked for have too few different values, or one with too large a share."""
        at = np.full(int(self.row.max()) + 1, -1, dtype=np.int64)
        place = np.searchsorted(asked, numbers)
        some = asked[np.minimum(place, len(asked) - 1)] == numbers
        at[rows[some]] = place[some]
        of = at[self.row]
        here = of >= 0
        ids, pairs = number([of[here], self.value[here]], [len(asked), self.values])
        held = np.bincount(ids, weights=self.count[here], minlength=pairs)
        owner = np.empty(pairs, dtype=np.int64)
        owner[ids] = of[here]
        most = np.zeros(len(asked))
        np.maximum.at(most, owner, held)
        total = np.bincount(owner, weights=held, minlength=len(asked))
        few = np.bincount(owner, minlength=len(asked)) < self.diverse
        return np.asarray(few | (most > self.share * total + 1e-9))


def recode(
    file: Lattice,
    k: int,
    *,
    sensitive: Sequence[Hashable] | None = None,
    diverse: int = 1,
    confident: float = 1.0,
    budget: int = DEFAULT_BUDGET,
) -> Recoded:
    """Recode the file so that every class has at least ``k`` records.

    With ``sensitive`` (records,) a class is placed only when it has at least ``diverse`` different values and none with a
    share above ``confident`` (1/m is the confidence that m-confidentiality allows: Wong et al. 2007, VLDB). Who fails at
    all nodes stays out. Where a class fails for its values, who knows the method learns that it failed: the share holds
    for what is released, not against that inference. After ``budget`` nodes the most general one takes the rest.
    Raises MisuseError for numbers out of range, lengths that differ, or a blank sensitive value.
    """
    if k < 1 or diverse < 1 or budget < 0 or not 0 < confident <= 1:
        raise MisuseError("k and diversity are whole numbers from 1, confidence is a share above 0")
    asked = None if sensitive is None else _asked(file, sensitive, diverse, confident)
    placing = _Placing(file, k, asked)
    for _, node in islice(file.in_order(), budget):
        if placing.waits() < k:
            break
        placing.at(node)
    if placing.waits() >= k:
        placing.at(file.top)
    return placing.result()


class _Placing:
    """Who waits, and where everyone else was placed."""

    def __init__(self, file: Lattice, k: int, asked: _Sensitive | None) -> None:
        self._file, self._k, self._asked = file, k, asked
        rows = len(file.counts)
        self._waiting = np.arange(rows)
        self._node_of, self._class_of = np.full(rows, -1, dtype=np.int64), np.full(rows, -1, dtype=np.int64)
        self._lost, self._classes = 0, 0
        self._used: list[Node] = []

    def waits(self) -> int:
        """How many records."""
        return int(self._file.counts[self._waiting].sum())

    def at(self, node: Node) -> None:
        """Place who finds enough peers at the node, in classes that may be placed."""
        file, waiting = self._file, self._waiting
        numbers, many = file.classes_at(node, waiting)
        good = np.bincount(numbers, weights=file.counts[waiting], minlength=many) >= self._k
        if self._asked is not None and good.any():
            enough = np.flatnonzero(good)
            good[enough] = ~self._asked.fails(waiting, numbers, enough)
        placed = good[numbers]
        if not placed.any():
            return
        rows = waiting[placed]
        found, new = number([numbers[placed]], [many])
        self._node_of[rows], self._class_of[rows] = len(self._used), found + self._classes
        self._lost += file.lost(node, rows)
        self._used.append(node)
        self._classes += new
        self._waiting = waiting[~placed]

    def result(self) -> Recoded:
        of, lost = self._file.of, self._lost + self.waits() * self._file.all_lost
        return Recoded(tuple(self._used), self._node_of[of], self._class_of[of], self._classes, self._file.share(lost))


def _asked(file: Lattice, sensitive: Sequence[Hashable], diverse: int, share: float) -> _Sensitive:
    column = encode({"sensitive": sensitive})
    if column.records != file.records or bool((column.codes[0] == BLANK).any()):
        raise MisuseError("each record needs its sensitive value", hint="give a missing one a value of its own")
    ids, pairs = number([file.of, column.codes[0]], [len(file.counts), column.sizes[0]])
    row, value = np.empty(pairs, dtype=np.int64), np.empty(pairs, dtype=np.int64)
    row[ids], value[ids] = file.of, column.codes[0]
    return _Sensitive(row, value, np.bincount(ids, minlength=pairs), column.sizes[0], diverse, share)


def class_sizes(recoded: Recoded) -> Ints:
    """(classes,): how many records each class holds."""
    placed = recoded.class_of[recoded.class_of >= 0]
    return np.bincount(placed, minlength=recoded.classes)
