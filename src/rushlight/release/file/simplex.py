"""How far cells can move while every sum stays: linear programs over moves, by the simplex method with bounds.

Variables x lie between 0 and their room, A x = 0, and x = 0 is where each search starts, so there is no first phase
(Dantzig's method for bounded variables; Chvatal 1983, "Linear Programming", ch. 8; Bland's rule against going round).
Tables of some hundred withheld cells; dense on purpose.
"""

from __future__ import annotations

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.encode import Bools, Floats

SMALL = 1e-9
PATIENCE = 60
MOST = 50_000


class Moves:
    """The moves that A x = 0 and 0 <= x <= room allow. ``rows`` (equations, moves), ``room`` (moves,), may be infinite.

    One object serves many questions: each starts from where the last one ended.
    """

    def __init__(self, rows: Floats, room: Floats) -> None:
        self._t = rows.astype(np.float64)
        self._room = room
        self._basis = np.full(len(rows), -1)
        """Which move is basic in an equation; -1 while it is still nobody's and must stay 0."""
        self._b = np.zeros(len(rows))
        self._flipped = np.zeros(len(room), dtype=bool)

    @property
    def moves(self) -> int:
        return len(self._room)

    def most(self, gain: Floats) -> tuple[float, Floats]:
        """The largest gain . x and a best x; infinite (with x as far as it got) where nothing bounds it.

        Raises MisuseError should the search not end, which no table of counts was seen to do.
        """
        signed = np.where(self._flipped, -gain, gain)
        held = np.where(self._basis >= 0, signed[self._basis], 0.0)
        slope = signed - held @ self._t
        stuck = 0
        for _ in range(MOST):
            rising = np.flatnonzero(slope > SMALL)
            if not len(rising):
                return float(gain @ self._x()), self._x()
            enter = int(rising[0]) if stuck > PATIENCE else int(rising[np.argmax(slope[rising])])
            step = self._step(enter, slope)
            if step == np.inf:
                return float("inf"), self._x()
            stuck = stuck + 1 if step <= SMALL else 0
        raise MisuseError("the bounds of this table could not be worked out", hint="check smaller tables apart")

    def _step(self, enter: int, slope: Floats) -> float:
        """Raise one move as far as it goes; how far that was."""
        column = self._t[:, enter]
        limit = self._limits(column)
        row = int(np.argmin(limit)) if len(limit) else -1
        far = min(float(limit[row]) if row >= 0 else np.inf, float(self._room[enter]))
        if far == np.inf:
            return far
        if row < 0 or self._room[enter] <= limit[row]:
            self._b -= column * far
            self._t[:, enter] *= -1
            slope[enter] *= -1
            self._flipped[enter] ^= True
            return far
        if column[row] < 0:
            self._turn(row)
        self._pivot(row, enter, slope)
        return far

    def _limits(self, column: Floats) -> Floats:
        """(equations,): how far each basic move lets the entering one go."""
        tops = np.where(self._basis >= 0, self._room[self._basis], 0.0)
        limit = np.full(len(column), np.inf)
        down, up = column > SMALL, column < -SMALL
        limit[down] = self._b[down] / column[down]
        limit[up] = (tops[up] - self._b[up]) / -column[up]
        return np.asarray(np.maximum(limit, 0.0))

    def _turn(self, row: int) -> None:
        """Measure the basic move of a row from its top: it leaves at its room, not at 0."""
        basic = int(self._basis[row])
        top = float(self._room[basic]) if basic >= 0 else 0.0
        self._t[row] *= -1
        self._b[row] = top - self._b[row]
        if basic >= 0:
            self._t[row, basic] = 1.0
            self._flipped[basic] ^= True

    def _pivot(self, row: int, enter: int, slope: Floats) -> None:
        self._b[row] /= self._t[row, enter]
        self._t[row] /= self._t[row, enter]
        others = self._t[:, enter].copy()
        others[row] = 0.0
        self._t -= np.outer(others, self._t[row])
        self._b -= others * self._b[row]
        slope -= slope[enter] * self._t[row]
        self._t[np.abs(self._t) < SMALL] = 0.0
        self._basis[row] = enter

    def _x(self) -> Floats:
        x = np.zeros(len(self._room))
        real: Bools = self._basis >= 0
        x[self._basis[real]] = self._b[real]
        tops = np.where(np.isfinite(self._room), self._room, 0.0)
        return np.asarray(np.where(self._flipped, tops - x, x))
