"""Local recoding: each record at the cheapest node of the lattice where it still has k - 1 peers.

Nodes are taken from the least loss up; at each, those not yet placed who are at least k alike are placed there and
never moved (sequential covering). Where a record goes follows from its keys and the file's, so that who knows the method
still meets at least k; a rule about sensitive values is checked before a class is placed (see ``recode``).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.classes import number
from rushlight.release.file.encode import BLANK, Bools, Floats, Ints, encode
from rushlight.release.file.lattice import Lattice, Node


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

    def fails(self, rows: Ints, numbers: Ints, many: int, asked: Bools) -> Bools:
        """(classes,): too few different values, or one value with too large a share; only of the classes asked for."""
        at = np.full(int(self.row.max()) + 1, -1, dtype=np.int64)
        some = asked[numbers]
        at[rows[some]] = numbers[some]
        of = at[self.row]
        here = of >= 0
        ids, pairs = number([of[here], self.value[here]], [many, self.values])
        held = np.bincount(ids, weights=self.count[here], minlength=pairs)
        owner = np.empty(pairs, dtype=np.int64)
        owner[ids] = of[here]
        most = np.zeros(many)
        np.maximum.at(most, owner, held)
        total = np.bincount(owner, weights=held, minlength=many)
        return np.asarray((np.bincount(owner, minlength=many) < self.diverse) | (most > self.share * total + 1e-9))


def recode(
    file: Lattice,
    k: int,
    *,
    sensitive: Sequence[Hashable] | None = None,
    diverse: int = 1,
    confident: float = 1.0,
) -> Recoded:
    """Recode the file so that every class has at least ``k`` records.

    With ``sensitive`` (records,) a class is placed only when it has at least ``diverse`` different values and none with a
    share above ``confident`` (1/m is the confidence that m-confidentiality allows: Wong et al. 2007, VLDB). Who fails at
    all nodes stays out. Where a class fails for its values, who knows the method learns that it failed: the
    share holds for what is released, not against that inference. Raises MisuseError for numbers out of range,
    lengths that differ, or a blank sensitive value.
    """
    if k < 1 or diverse < 1 or not 0 < confident <= 1:
        raise MisuseError("k and diversity are whole numbers from 1, confidence is a share above 0")
    asked = None if sensitive is None else _asked(file, sensitive, diverse, confident)
    nodes = file.nodes()
    losses = file.losses(nodes)
    waiting = np.arange(len(file.counts))
    node_of, class_of = np.full(len(waiting), -1, dtype=np.int64), np.full(len(waiting), -1, dtype=np.int64)
    loss, many = np.ones(len(waiting)), 0
    used: list[Node] = []
    for at in np.argsort(losses, kind="stable"):
        if int(file.counts[waiting].sum()) < k:
            break
        node = tuple(int(v) for v in nodes[at])
        placed, numbers = _placed(file, node, waiting, k, asked)
        if not placed.any():
            continue
        rows = waiting[placed]
        found, new = number([numbers[placed]], [len(waiting)])
        node_of[rows], class_of[rows], loss[rows] = len(used), found + many, file.row_loss(node, rows)
        used.append(node)
        many += new
        waiting = waiting[~placed]
    mean = float((loss * file.counts).sum() / file.records)
    return Recoded(tuple(used), node_of[file.of], class_of[file.of], many, mean)


def _placed(file: Lattice, node: Node, waiting: Ints, k: int, asked: _Sensitive | None) -> tuple[Bools, Ints]:
    """Who of those waiting finds enough peers at the node, and the numbers of their classes."""
    numbers, many = file.classes_at(node, waiting)
    good = np.bincount(numbers, weights=file.counts[waiting], minlength=many) >= k
    if asked is not None and good.any():
        good &= ~asked.fails(waiting, numbers, many, good)
    return good[numbers], numbers


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


def mean_loss(losses: Floats, left_out: Bools) -> float:
    """The mean of losses (records,) where who is left out loses 1: one yardstick for all ways to recode."""
    return float(np.where(left_out, 1.0, losses).mean())
