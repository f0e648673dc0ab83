"""Small groups whose number the released counts pin down without saying it: no sum gives it, but nothing else fits.

People whom no filter tells apart are one group; every number of people from 0 up that agrees with all released counts is
possible, and the least and the most come from the linear program of ``linked``. So a range may be a little wider here than
whole numbers allow, and is never narrower.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.chains import told_apart
from rushlight.release.file.encode import Bools
from rushlight.release.file.linked import Bounds, range_of
from rushlight.release.file.simplex import Moves

DEFAULT_MOST = 300
"""Groups that are looked at together: the method is dense, and some seconds for so many."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """``found`` the people of a group and what its number can be; ``complete`` False where there were too many groups."""

    found: tuple[tuple[tuple[int, ...], Bounds], ...]
    complete: bool


def narrowed(released: Bools, threshold: int, *, most: int = DEFAULT_MOST) -> Narrowed:
    """Groups of fewer than ``threshold`` people of whom fewer than ``threshold`` numbers remain possible.

    ``released`` is (filters, people). Nothing is looked at where more than ``most`` groups are told apart. Raises MisuseError
    for a threshold or a ``most`` below 1, or a matrix of another shape.
    """
    if threshold < 1 or most < 1 or released.ndim != 2:
        raise MisuseError("filters are a matrix of filters by records, the threshold a whole number from 1")
    groups, group_of, sizes = told_apart(released)
    if len(sizes) > most:
        return Narrowed((), False)
    rows = np.unique(groups, axis=0).astype(np.float64)
    moves = Moves(np.hstack([rows, -rows]), np.concatenate([np.full(len(sizes), np.inf), sizes.astype(np.float64)]))
    found = []
    for group in np.flatnonzero(sizes < threshold).tolist():
        known = range_of(moves, group, int(sizes[group]))
        if not known.possible(threshold):
            found.append((tuple(np.flatnonzero(group_of == group).tolist()), known))
    return Narrowed(tuple(sorted(found, key=lambda f: f[0])), True)
