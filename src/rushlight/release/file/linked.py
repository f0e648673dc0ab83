"""Small numbers in tables that share cells: nested places, linked tables, any totals.

One two-way table is for ``counting.suppress``, which is exact and takes the same thresholds and the same measure: a
withheld number is safe while at least ``threshold`` values of it remain possible. Here sums may be of any shape. Bounds
are those of the linear program (Fischetti & Salazar 2001, Manag. Sci. 47; Kelly, Golden & Assad 1992, Networks 22): in
two-way tables they are exact; elsewhere whole numbers may narrow them a little more than is seen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rushlight.counting.suppress import THRESHOLDS
from rushlight.errors import MisuseError
from rushlight.release.file.encode import Floats
from rushlight.release.file.simplex import Moves

ROUNDING = 1e-6
MOST_AGAIN = 60
"""Cells withheld for others' sake that are tried again; each takes a look at the whole table."""


@dataclass(frozen=True, slots=True)
class Total:
    """``total`` is the sum of ``parts``; all are names of cells."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkedTables:
    """Every cell of every table once, by name, and every total that a reader could know, published or not."""

    values: Mapping[str, int]
    totals: tuple[Total, ...]

    def __post_init__(self) -> None:
        cells = {name for t in self.totals for name in (t.total, *t.parts)}
        if not cells <= set(self.values) or any(v < 0 for v in self.values.values()):
            raise MisuseError("linked tables need a count from 0 for every cell of every total")
        if any(self.values[t.total] != sum(self.values[p] for p in t.parts) for t in self.totals):
            raise MisuseError("a total is not the sum of its parts")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most a withheld number can be, given all that is shown; ``high`` None where nothing bounds it."""

    low: int
    high: int | None

    def possible(self, threshold: int) -> bool:
        """Whether at least ``threshold`` values remain."""
        return self.high is None or self.high - self.low + 1 >= threshold


def bounds(tables: LinkedTables, withheld: Collection[str]) -> dict[str, Bounds]:
    """What a reader can work out of each withheld cell. Raises MisuseError for a cell that no table has."""
    if not set(withheld) <= set(tables.values):
        raise MisuseError("a withheld cell is in none of the tables")
    cells = sorted(set(withheld))
    moves = _moves(tables, cells)
    return {cell: range_of(moves, i, tables.values[cell]) for i, cell in enumerate(cells)}


def _moves(tables: LinkedTables, cells: Sequence[str], limits: Mapping[int, float] | None = None) -> Moves:
    """Each cell may grow (without end, unless ``limits`` says so) and shrink (to nothing), every total kept."""
    at = {cell: i for i, cell in enumerate(cells)}
    rows = np.zeros((len(tables.totals), len(cells)))
    for row, total in zip(rows, tables.totals, strict=True):
        for sign, names in ((1.0, (total.total,)), (-1.0, total.parts)):
            for name in names:
                if name in at:
                    row[at[name]] += sign
    rows = rows[np.any(rows != 0, axis=1)]
    grow = np.full(len(cells), np.inf)
    for i, limit in (limits or {}).items():
        grow[i] = limit
    shrink = np.array([tables.values[c] for c in cells], dtype=np.float64)
    return Moves(np.hstack([rows, -rows]), np.concatenate([grow, shrink]))


def range_of(moves: Moves, cell: int, value: int) -> Bounds:
    """The least and the most of one cell. Moves are in two halves, first each cell's growing, then its shrinking."""
    up, down = (moves.most(_toward(moves, cell, sign))[0] for sign in (1.0, -1.0))
    high = None if up == np.inf else int(np.floor(value + up + ROUNDING))
    return Bounds(int(np.ceil(value - down - ROUNDING)), high)


def _toward(moves: Moves, cell: int, sign: float) -> Floats:
    gain = np.zeros(moves.moves)
    gain[cell], gain[cell + moves.moves // 2] = sign, -sign
    return gain


def exposed(tables: LinkedTables, withheld: Collection[str], threshold: int, *, zeros: bool = True) -> tuple[str, ...]:
    """Small cells that are shown, or withheld with fewer than ``threshold`` values possible, by name.

    ``zeros`` counts a zero as small, since a zero also tells. Raises MisuseError for a threshold but 3, 5 or 10.
    """
    if threshold not in THRESHOLDS:
        raise MisuseError("a threshold is 3, 5 or 10")
    known = bounds(tables, withheld)
    return tuple(
        cell
        for cell, value in sorted(tables.values.items())
        if (0 if zeros else 1) <= value < threshold and not (cell in known and known[cell].possible(threshold))
    )


def withhold(tables: LinkedTables, threshold: int, *, zeros: bool = True) -> frozenset[str]:
    """The cells to withhold so that nothing is ``exposed``: the small ones, and others along the cheapest moves.

    A cell's price is its count and one. Each round protects the first exposed cell and withholds at least one more cell,
    so it ends, at worst with nothing shown. What turns out to be withheld for nothing is shown again, the dearest first,
    unless that is too many cells to try. Raises MisuseError for a threshold but 3, 5 or 10.
    """
    hidden = {c for c, v in tables.values.items() if (0 if zeros else 1) <= v < threshold}
    while open_ := exposed(tables, hidden, threshold, zeros=zeros):
        shown = set(tables.values) - hidden
        if not shown:
            break
        hidden |= _cheapest(tables, hidden, open_[0], threshold - 1) or {min(shown, key=lambda c: (tables.values[c], c))}
    floor = 0 if zeros else 1
    more = [c for c in hidden if not floor <= tables.values[c] < threshold]
    more.sort(key=lambda c: (-tables.values[c], c))
    for cell in more if len(more) <= MOST_AGAIN else ():
        if not exposed(tables, hidden - {cell}, threshold, zeros=zeros):
            hidden.remove(cell)
    return frozenset(hidden)


def _cheapest(tables: LinkedTables, hidden: Collection[str], cell: str, far: int) -> set[str]:
    """The shown cells that move when ``cell`` is pushed up by ``far`` at the least price (a linear program)."""
    cells = sorted(tables.values)
    at = cells.index(cell)
    moves = _moves(tables, cells, {at: float(far)})
    price = np.array([0.0 if c in hidden else tables.values[c] + 1.0 for c in cells])
    gain = -np.tile(price / (price.max() or 1.0), 2)
    gain[at], gain[at + len(cells)] = 1000.0 * len(cells), -1000.0 * len(cells)
    _, x = moves.most(gain)
    moved = np.abs(x[: len(cells)] - x[len(cells) :]) > ROUNDING
    return {c for c, m in zip(cells, moved.tolist(), strict=True) if m} - set(hidden)
