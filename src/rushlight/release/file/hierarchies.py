"""Ladders of values: what a value becomes at each level, and how much is lost there.

Loss is the normalised certainty penalty with leaf coverage (Xu et al. 2006, KDD; Iyengar 2002, KDD): a cell that stands
for g of a key's G values loses (g - 1) / (G - 1); a record's loss is the mean over its keys, and a record left out loses 1.
G counts all values that the hierarchy knows, also those that no record has.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.encode import BLANK, Floats, Ints, Keys

Paths = Mapping[Hashable, Sequence[Hashable]]
"""A value -> what it is called at each level, from itself to the most general."""


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """One key's ladder. ``groups`` (levels, values): the number of the group of each coded value at each level;
    ``labels`` what the groups of a level are called; ``others`` (levels, values): how many other values a value cannot be
    told from there; ``leaves`` how many values the ladder knows.
    """

    name: str
    groups: Ints
    labels: tuple[tuple[Hashable, ...], ...]
    others: Ints
    leaves: int

    @property
    def levels(self) -> int:
        return len(self.labels)

    @property
    def loss(self) -> Floats:
        """(levels, values): between 0 and 1."""
        return np.asarray(self.others / max(self.leaves - 1, 1))


def hierarchy(keys: Keys, name: str, paths: Paths) -> Hierarchy:
    """The ladder of one key of the file.

    Raises MisuseError where a value of the file has no path, paths differ in length, a path does not start with its
    value, or two values that are one at a level part again above it.
    """
    at = keys.names.index(name) if name in keys.names else None
    if at is None or bool((keys.codes[at] == BLANK).any()):
        raise MisuseError("a hierarchy is for a key of the file without blanks", where=name)
    _check(name, paths, keys.values[at])
    known = list(paths)
    where = {value: i for i, value in enumerate(known)}
    mine = [where[value] for value in keys.values[at]]
    groups, labels, others = [], [], []
    for level in range(len(paths[known[0]])):
        names: dict[Hashable, int] = {}
        of = np.array([names.setdefault(paths[value][level], len(names)) for value in known])
        size = np.bincount(of)
        groups.append(of[mine])
        labels.append(tuple(names))
        others.append((size - 1)[of][mine])
    return Hierarchy(name, np.array(groups, dtype=np.int64), tuple(labels), np.array(others, dtype=np.int64), len(known))


def generalised(keys: Keys, hierarchies: Sequence[Hierarchy], levels: Sequence[int]) -> Keys:
    """The file with every record at these levels, one a key. Raises MisuseError where they are not of the file's keys."""
    if tuple(h.name for h in hierarchies) != keys.names or len(levels) != len(hierarchies):
        raise MisuseError("each key needs its hierarchy and its level, in the order of the keys")
    codes = [h.groups[level][column].astype(np.int32) for h, level, column in zip(hierarchies, levels, keys.codes, strict=True)]
    return Keys(keys.names, tuple(codes), tuple(h.labels[level] for h, level in zip(hierarchies, levels, strict=True)))


def _check(name: str, paths: Paths, values: Sequence[Hashable]) -> None:
    if any(value not in paths for value in values):
        raise MisuseError("a value of the file has no path in its hierarchy", where=name)
    if len({len(path) for path in paths.values()}) != 1 or any(not path or path[0] != value for value, path in paths.items()):
        raise MisuseError("the paths of a hierarchy are of one length and start with their value", where=name)
    for level in range(len(next(iter(paths.values()))) - 1):
        above: dict[Hashable, Hashable] = {}
        if any(above.setdefault(path[level], path[level + 1]) != path[level + 1] for path in paths.values()):
            raise MisuseError("values that are one at a level stay one above it", where=name)
