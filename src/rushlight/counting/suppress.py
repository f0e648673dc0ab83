"""Small numbers in published tables: primary suppression, and complementary suppression against margins.

A withheld cell must not follow from the sums around it. For every primary cell the range of values that
the published numbers still allow is computed exactly, as a maximum flow in the network of withheld cells
(Cox 1995, "Network models for complementary cell suppression", JASA 90; Fischetti & Salazar 1999), and
cells are withheld along cheapest paths until at least ``threshold`` values remain possible.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rushlight.errors import MisuseError

Margin = Literal["rows", "columns", "total"]
THRESHOLDS = (3, 5, 10)
ENDLESS = 1 << 40
Node = tuple[str, int]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Published:
    """A table fit to leave: None stands for a withheld number, under one sign for all of them.

    ``cells`` as given, ``rows`` and ``columns`` their margins, ``total`` the grand total. A margin that
    was not to be published is None throughout. Nothing tells a primary cell from a complementary one.
    """

    cells: tuple[tuple[int | None, ...], ...]
    rows: tuple[int | None, ...]
    columns: tuple[int | None, ...]
    total: int | None


def suppress(
    table: Sequence[Sequence[int]],
    threshold: int,
    *,
    margins: Sequence[Margin] = ("rows", "columns", "total"),
    zeros: bool = True,
) -> Published:
    """Withhold every number below ``threshold`` and as many others as it takes to keep it withheld.

    ``table`` is a rectangle of non-negative counts, ``threshold`` 3, 5 or 10. ``zeros`` withholds zeros too,
    since a zero also tells; with False every zero is published, and a withheld number is then known to be at least one.
    Raises MisuseError for anything else.
    Safe against one who has this table alone: other releases must be checked together (release room).
    """
    rectangular = bool(table) and bool(table[0]) and len({len(row) for row in table}) == 1
    if threshold not in THRESHOLDS or not rectangular or any(v < 0 for row in table for v in row):
        raise MisuseError("a table to suppress needs equal rows of counts and a threshold of 3, 5 or 10")
    grid = _Grid(table, margins, 0 if zeros else 1)
    grid.withhold(grid.small(threshold))
    while (cell := grid.first_unsafe(threshold)) is not None:
        grid.protect(cell)
    return grid.published()


def suppress_list(counts: Sequence[int], threshold: int, *, zeros: bool = True) -> tuple[tuple[int | None, ...], int | None]:
    """The same for one line of counts and its total: (counts, total)."""
    shown = suppress([counts], threshold, margins=("rows",), zeros=zeros)
    return shown.cells[0], shown.rows[0]


class _Grid:
    """The table with its margins as last row and column. Cells are edges between a row and a column node.

    In each row and column the cells add up to the margin, so margins carry the sign -1: withheld cells
    may change only along closed walks, and a walk's capacity is what its decreasing cells hold above ``least``, the smallest
    number that is ever withheld.
    """

    def __init__(self, table: Sequence[Sequence[int]], margins: Sequence[Margin], least: int) -> None:
        self.least = least
        rows = [[*row, sum(row)] for row in table]
        self.value: list[list[int]] = [*rows, [sum(column) for column in zip(*rows, strict=True)]]
        self.height, self.width = len(table), len(table[0])
        self.unpublished = {c for c in self._cells() if self._margin(c) is not None and self._margin(c) not in margins}
        self.hidden = set(self.unpublished)
        self.primary: list[Cell] = []

    def _cells(self) -> Iterator[Cell]:
        return ((i, j) for i in range(self.height + 1) for j in range(self.width + 1))

    def _margin(self, cell: Cell) -> Margin | None:
        last_row, last_column = cell[0] == self.height, cell[1] == self.width
        if last_row and last_column:
            return "total"
        return "columns" if last_row else "rows" if last_column else None

    def small(self, threshold: int) -> list[Cell]:
        published = (c for c in self._cells() if c not in self.unpublished)
        return [c for c in published if self.least <= self.value[c[0]][c[1]] < threshold]

    def withhold(self, cells: Sequence[Cell]) -> None:
        self.primary = list(cells)
        self.hidden |= set(cells)

    def first_unsafe(self, threshold: int) -> Cell | None:
        """A primary cell for which fewer than ``threshold`` values remain possible."""
        return next((c for c in self.primary if self._spread(c, threshold) < threshold - 1), None)

    def _spread(self, cell: Cell, enough: int) -> int:
        """How far the cell may move, up and down together, with all published numbers kept."""
        row, column = ("r", cell[0]), ("c", cell[1])
        forward, backward = self._capacity(cell)
        one = min(forward, self._flow(column, row, cell, enough))
        return one if one >= enough else one + min(backward, self._flow(row, column, cell, enough))

    def _capacity(self, cell: Cell) -> tuple[int, int]:
        """Room for flow from row to column and back: a cell may grow without end and shrink to the least that is withheld."""
        margin, value = self._margin(cell), self.value[cell[0]][cell[1]]
        shrink = value if margin else value - self.least
        return (ENDLESS, shrink) if margin in (None, "total") else (shrink, ENDLESS)

    def _flow(self, source: Node, sink: Node, without: Cell, enough: int) -> int:
        """Maximum flow through the withheld cells, but for ``without``; stops at ``enough``."""
        room: dict[Node, dict[Node, int]] = {}
        for cell in self.hidden - {without}:
            row, column = ("r", cell[0]), ("c", cell[1])
            there, back = self._capacity(cell)
            room.setdefault(row, {})[column] = there
            room.setdefault(column, {})[row] = back
        flow = 0
        while flow < enough and (path := _path(room, source, sink)):
            step = min(room[a][b] for a, b in path)
            for a, b in path:
                room[a][b] -= step
                room[b][a] += step
            flow += step
        return flow

    def protect(self, cell: Cell) -> None:
        """Withhold the cheapest closed walk through ``cell``; if it holds nothing new, the smallest number left."""
        walks = [w for w in (self._walk(cell, True), self._walk(cell, False)) if w]
        new = min((w for w in walks if w - self.hidden), key=self._cost, default=None)
        self.hidden |= new or {min(filter(self._may_hide, self._cells()), key=lambda c: (self._price(c), c))}

    def _may_hide(self, cell: Cell) -> bool:
        """Whether it is shown still, and not a number that everybody knows is never withheld."""
        return cell not in self.hidden and self.value[cell[0]][cell[1]] >= self.least

    def _price(self, cell: Cell) -> int:
        """What withholding costs: a number not yet withheld its size, a margin three times that."""
        if cell in self.hidden:
            return 0
        weight = 1 if self._margin(cell) is None else 3
        return weight * (self.value[cell[0]][cell[1]] + 1)

    def _cost(self, walk: set[Cell]) -> tuple[int, list[Cell]]:
        return sum(map(self._price, walk)), sorted(walk)

    def _walk(self, cell: Cell, upwards: bool) -> set[Cell]:
        """Cells of the cheapest walk that lets ``cell`` move one way (Dijkstra); empty where there is none."""
        row, column = ("r", cell[0]), ("c", cell[1])
        source, sink = (column, row) if upwards else (row, column)
        queue: list[tuple[int, Node, frozenset[Cell]]] = [(0, source, frozenset())]
        done: set[Node] = set()
        while queue:
            cost, node, used = heapq.heappop(queue)
            if node == sink:
                return set(used)
            if node in done:
                continue
            done.add(node)
            for step in self._steps(node, cell):
                other = ("c", step[1]) if node[0] == "r" else ("r", step[0])
                heapq.heappush(queue, (cost + self._price(step), other, used | {step}))
        return set()

    def _steps(self, node: Node, without: Cell) -> Iterator[Cell]:
        """Cells with room for flow out of ``node``."""
        for cell in self._cells():
            there, back = self._capacity(cell)
            touches = cell[0] == node[1] if node[0] == "r" else cell[1] == node[1]
            withheld = cell in self.hidden or self._may_hide(cell)
            if cell != without and touches and withheld and (there if node[0] == "r" else back) > 0:
                yield cell

    def published(self) -> Published:
        shown = [[None if (i, j) in self.hidden else v for j, v in enumerate(row)] for i, row in enumerate(self.value)]
        return Published(
            cells=tuple(tuple(row[:-1]) for row in shown[:-1]),
            rows=tuple(row[-1] for row in shown[:-1]),
            columns=tuple(shown[-1][:-1]),
            total=shown[-1][-1],
        )


def _path(room: dict[Node, dict[Node, int]], source: Node, sink: Node) -> list[tuple[Node, Node]]:
    """A shortest path with room left (Edmonds-Karp), as its steps."""
    came: dict[Node, Node] = {source: source}
    queue = deque([source])
    while queue and sink not in came:
        node = queue.popleft()
        for other, left in sorted(room.get(node, {}).items()):
            if left > 0 and other not in came:
                came[other] = node
                queue.append(other)
    if sink not in came:
        return []
    steps = []
    while sink != source:
        steps.append((came[sink], sink))
        sink = came[sink]
    return steps
