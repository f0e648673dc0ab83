"""Runs of words that texts have in common, counted exactly over whole arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Rows = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Shingles and the texts they stand in, each pair once, by shingle and then by text: both as numbers."""


def shingle_rows(bodies: Sequence[Sequence[str]], size: int) -> Rows:
    """Every run of ``size`` parts of each body. Numbers stand for parts and runs, given anew each time: exact, no hash."""
    number: dict[str, int] = {}
    parts = np.fromiter((number.setdefault(p, len(number)) for body in bodies for p in body), np.int64)
    place = np.repeat(np.arange(len(bodies), dtype=np.int64), [len(body) for body in bodies])
    if len(parts) < size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    runs = parts[: len(parts) - size + 1]
    for step in range(1, size):
        runs = np.unique(runs, return_inverse=True)[1].astype(np.int64) << 32 | parts[step : step + len(runs)]
    whole = place[: len(runs)] == place[size - 1 :]
    runs = np.unique(runs[whole], return_inverse=True)[1].astype(np.int64)
    rows = np.unique(runs << 32 | place[: len(whole)][whole])
    return rows >> 32, rows & 0xFFFFFFFF


def common_counts(rows: Rows, most: int) -> Iterator[tuple[int, int, int]]:
    """(text, later text, shingles in common) over shingles in at most ``most`` texts; more are a phrase of the trade."""
    shingles, place = rows
    starts = np.flatnonzero(np.r_[True, shingles[1:] != shingles[:-1]]) if len(shingles) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[starts, len(shingles)])
    counted: Counter[int] = Counter()
    for size in (int(n) for n in np.unique(sizes) if 2 <= n <= most):
        members = place[starts[sizes == size][:, None] + np.arange(size)]
        for first, second in combinations(range(size), 2):
            pairs, times = np.unique(members[:, first] << 32 | members[:, second], return_counts=True)
            counted.update(dict(zip(pairs.tolist(), times.tolist(), strict=True)))
    yield from ((pair >> 32, pair & 0xFFFFFFFF, times) for pair, times in sorted(counted.items()))


def sizes_of(rows: Rows, texts: int) -> list[int]:
    """How many different shingles each text has."""
    return [int(n) for n in np.bincount(rows[1], minlength=texts)]
