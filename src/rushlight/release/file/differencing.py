"""Who can be found by taking one released number from another: counts of nested groups that differ by few.

Each released number counts the records of a filter. The intersections of all filters are one matrix product Q Q^T; where
A lies within B and 0 < |B without A| < k, the two numbers give the few away (Duncan & Lambert 1989, JBES 7; the "tracker" of
Denning 1982, "Cryptography and Data Security", ch. 6). What several numbers together give away is for ``chains``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rushlight.errors import MisuseError
from rushlight.release.file.encode import Bools, Ints

EXACT = 1 << 24
"""float32 adds ones exactly up to here."""
ROWS = 512


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """Filter ``inner`` lies within ``outer``, which has ``records`` more."""

    inner: int
    outer: int
    records: int


def filters(members: Sequence[Sequence[int]], records: int) -> Bools:
    """(filters, records): which records each filter counts, from their numbers. Raises MisuseError for an unknown record."""
    matrix = np.zeros((len(members), records), dtype=bool)
    for row, some in zip(matrix, members, strict=True):
        at = np.asarray(some, dtype=np.int64)
        if len(at) and (int(at.min()) < 0 or int(at.max()) >= records):
            raise MisuseError("a filter counts a record that the file does not have")
        row[at] = True
    return matrix


def differences(released: Bools, k: int) -> tuple[Difference, ...]:
    """Every nested pair whose difference is some, but fewer than ``k`` records. ``released`` is (filters, records).

    Filters that count the same records are no difference. An empty filter lies within every other: a number below k is
    found as its difference from nothing. Raises MisuseError for k below 1 or a matrix of another shape.
    """
    if k < 1 or released.ndim != 2:
        raise MisuseError("filters are a matrix of filters by records, and k a whole number from 1")
    size = released.sum(axis=1).astype(np.int64)
    found: list[Difference] = []
    for low, both in overlaps(released):
        mine = size[low : low + ROWS]
        more = size[None, :] - mine[:, None]
        inner, outer = np.nonzero((both == mine[:, None]) & (more > 0) & (more < k))
        found.extend(_listed(inner + low, outer, more[inner, outer]))
    return tuple(sorted(found))


def overlaps(released: Bools) -> Iterator[tuple[int, Ints]]:
    """Q Q^T in blocks: (its first filter, (filters of the block, filters) how many records two filters both count)."""
    q: npt.NDArray[Any] = released.astype(np.float32 if released.shape[1] < EXACT else np.float64)
    for low in range(0, len(q), ROWS):
        yield low, (q[low : low + ROWS] @ q.T).astype(np.int64)


def _listed(inner: Ints, outer: Ints, more: Ints) -> list[Difference]:
    return [Difference(a, b, n) for a, b, n in zip(inner.tolist(), outer.tolist(), more.tolist(), strict=True)]
