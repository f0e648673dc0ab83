"""Ways in which a table may leave with at least k alike: blanked, made more general for all, or each as far as it takes.

One yardstick of loss for all (``hierarchies``): a blanked cell loses 1 like one that stands for all values, a record left
out loses all its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rushlight.errors import MisuseError, ReleaseError
from rushlight.release.file.blanking import blank_cells
from rushlight.release.file.classes import classes
from rushlight.release.file.encode import BLANK, Keys, encode
from rushlight.release.file.generalising import generalise
from rushlight.release.file.hierarchies import Hierarchy, Paths, generalised, hierarchy
from rushlight.release.file.lattice import lattice
from rushlight.release.file.recoding import recode

Released = list[tuple[Hashable | None, ...] | None]
"""Each record as it may leave, None for one that stays out; None in it is a blank."""
ALL = "*"
"""What a value without a ladder becomes."""


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """``loss`` between 0 and 1, ``left_out`` records; ``steps`` (a key, cells blanked or level taken), in plain numbers."""

    name: str
    loss: float
    left_out: int
    steps: tuple[tuple[str, int], ...]
    released: Callable[[], Released]


def ladders(keys: Keys, given: Mapping[str, Paths]) -> tuple[Keys, list[Hierarchy]]:
    """The keys with each blank as a value of its own, and a ladder for each: the one given, or the value and ``*``.

    A given ladder need not know the blank: it then stays itself up to the last level. Raises MisuseError for a ladder of no
    key, and what ``hierarchy`` refuses.
    """
    unknown = [name for name in given if name not in keys.names]
    if unknown:
        raise MisuseError("a hierarchy is for a key of the file", where=unknown[0])
    filled = _filled(keys)
    return filled, [
        hierarchy(filled, name, _with_blank(given[name]) if name in given else {v: (v, ALL) for v in values})
        for name, values in zip(filled.names, filled.values, strict=True)
    ]


def _filled(keys: Keys) -> Keys:
    codes, values = [], []
    for column, known in zip(keys.codes, keys.values, strict=True):
        blank = column == BLANK
        codes.append(np.where(blank, np.int32(len(known)), column).astype(np.int32))
        values.append((*known, "") if blank.any() else known)
    return Keys(keys.names, tuple(codes), tuple(values))


def _with_blank(paths: Paths) -> Paths:
    lengths = {len(path) for path in paths.values()}
    if "" in paths or len(lengths) != 1:
        return paths
    tops = {path[-1] for path in paths.values()}
    top = next(iter(tops)) if len(tops) == 1 else ""
    return {**paths, "": (*[""] * (lengths.pop() - 1), top)}


def by_blanking(keys: Keys, k: int) -> Way:
    """Blank cells, a blank matching only a blank. Raises MisuseError as ``blank_cells`` does."""
    found = blank_cells(keys, k)
    out = set(found.left_over.tolist())
    were = int(sum((c[found.left_over] != BLANK).sum() for c in keys.codes))
    lost = found.cells - were + len(out) * len(keys.names)

    def released() -> Released:
        return [None if i in out else row for i, row in enumerate(zip(*found.keys.decoded(), strict=True))]

    steps = tuple(zip(keys.names, found.by_key.tolist(), strict=True))
    return Way("suppression", lost / (keys.records * len(keys.names)), len(out), steps, released)


def by_levels(keys: Keys, hierarchies: Sequence[Hierarchy], k: int, limit: float) -> Way | None:
    """One level a key for all, at most a share ``limit`` left out; None where no levels will do."""
    try:
        found = generalise(lattice(keys, hierarchies), k, limit=limit)
    except ReleaseError:
        return None

    def released() -> Released:
        rows = zip(*generalised(keys, hierarchies, found.levels).decoded(), strict=True)
        return [None if out else row for row, out in zip(rows, found.left_out.tolist(), strict=True)]

    return Way("full-domain", found.loss, found.suppressed, tuple(zip(keys.names, found.levels, strict=True)), released)


def by_recoding(keys: Keys, hierarchies: Sequence[Hierarchy], k: int) -> Way:
    """Each record at the cheapest levels where it still has k - 1 like it."""
    file = lattice(keys, hierarchies)
    found = recode(file, k)
    return Way("local-recoding", found.loss, found.suppressed, (), lambda: list(found.released(file)))


def alike(rows: Released) -> int:
    """The smallest number of rows that look alike, of those that leave; 0 where none does."""
    kept = [row for row in rows if row is not None]
    if not kept:
        return 0
    return classes(encode({str(i): column for i, column in enumerate(zip(*kept, strict=True))})).k
