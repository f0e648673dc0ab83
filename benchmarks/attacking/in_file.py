"""The yardstick of the field's tools: k-anonymity within our own file, by full-domain generalisation over the same ladders.

Every record of the file shows each part at the same level; the level is chosen for the whole file (Samarati 2001, LeFevre
et al. 2005) as the one of least loss at which every record left is alike to k - 1 others, at most a tenth suppressed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from attacking.country import Country, Story
from attacking.telling import Published, as_published, item_of, most_loss
from attacking.truth import PLACES, Array
from rushlight.release import DraftItem, Rung, ladders

LEVELS = {"place": 4, "time": 5, "amount": 4, "detail:0": 3, "age": 4, "job": 3, "kin": 2, "officer": 2}
UNITS = ("day", "month", "quarter", "half_year", "year")
SUPPRESSED = 0.1


@dataclass(frozen=True)
class Node:
    """One level for each part: its mean share of what can be lost, a record that is left out counted as all lost; the size
    of the smallest class, classes of up to a tenth of the records left out; and classes over records (the marketer's risk)."""

    levels: tuple[int, ...]
    loss: float
    k: int
    risk: float
    kept: Array


def step(axis: str, rungs: Sequence[Rung], level: int) -> int:
    """The rung of a record's ladder at a level of the file: at least as general."""
    if axis == "place":
        return max(0, len(rungs) - LEVELS["place"] + level)
    if axis == "time":
        ranks = [UNITS.index(r.name) if r.name in UNITS else 0 for r in rungs]
        return next((i for i, rank in enumerate(ranks) if rank >= level), len(rungs) - 1)
    return min(level, len(rungs) - 1)


def _label(rung: Rung | None, rungs: Sequence[Rung] | None) -> str:
    """What a reader sees; the most general word tells no more than nothing does."""
    return rung.label.en if rung and rungs and rung is not rungs[-1] else ""


@dataclass(frozen=True)
class File:
    """The records as codes: for each part and level what a reader sees of each record, and what is lost."""

    codes: tuple[tuple[Array, ...], ...]
    losses: tuple[tuple[Array, ...], ...]
    most: Array

    def key(self, levels: Sequence[int]) -> Array:
        """Equal where two records look alike at these levels."""
        out = np.zeros(len(self.most), np.int64)
        for rows, level in zip(self.codes, levels, strict=True):
            out = out * (rows[level].max() + 1) + rows[level]
        return out

    def lost(self, levels: Sequence[int]) -> Array:
        """Each record's share of what can be lost."""
        out: Array = sum(rows[level] for rows, level in zip(self.losses, levels, strict=True)) / self.most
        return out


def coded(items: Sequence[DraftItem]) -> File:
    all_steps = [ladders(item, PLACES) for item in items]
    codes, losses = [], []
    for axis, levels in LEVELS.items():
        shown = [[(s[axis][step(axis, s[axis], lv)] if axis in s else None) for s in all_steps] for lv in range(levels)]
        named = [[_label(r, s.get(axis)) for r, s in zip(row, all_steps, strict=True)] for row in shown]
        codes.append(tuple(np.unique(row, return_inverse=True)[1] for row in named))
        losses.append(tuple(np.array([r.loss if r else 0.0 for r in row]) for row in shown))
    return File(tuple(codes), tuple(losses), np.array([most_loss(item) for item in items]))


def nodes(file: File) -> Iterator[Node]:
    """Every node of the lattice with the k it reaches within the file."""
    for levels in itertools.product(*(range(n) for n in LEVELS.values())):
        _, which, size = np.unique(file.key(levels), return_inverse=True, return_counts=True)
        mates, lost = size[which], file.lost(levels)
        k = int(np.sort(mates)[int(len(mates) * SUPPRESSED)])
        kept = mates >= k
        yield Node(levels, float(np.where(kept, lost, 1.0).mean()), k, len(size) / len(mates), kept)


def recoded(file: File, by_loss: Sequence[Node], k: int) -> tuple[float, list[tuple[int, ...] | None]]:
    """Local recoding by covering: each record at the cheapest node where k of those not yet placed look alike. Mean loss, and
    each record's levels (None: left out)."""
    levels: list[tuple[int, ...] | None] = [None] * len(file.most)
    left, lost = np.arange(len(levels)), np.ones(len(levels))
    for node in by_loss:
        if len(left) < k:
            break
        _, which, size = np.unique(file.key(node.levels)[left], return_inverse=True, return_counts=True)
        placed = size[which] >= k
        if not placed.any():
            continue
        for i in left[placed]:
            levels[i], lost[i] = node.levels, file.lost(node.levels)[i]
        left = left[~placed]
    return float(lost.mean()), levels


@dataclass(frozen=True)
class InFile:
    """A file published whole: the k reached within it, and the sentences."""

    k: int
    published: list[Published]


def in_file(country: Country, k: int, equal_to: float) -> tuple[InFile, InFile, InFile]:
    """The file at the full-domain node of least loss that is k-anonymous; at the full-domain node of least risk within the
    file (largest k, then fewest classes) that loses no more than ``equal_to``; and recoded locally with the largest k that
    loses no more than that.
    """
    items = [item_of(country, s) for s in country.stories]
    file = coded(items)
    found = sorted(nodes(file), key=lambda n: n.loss)
    cheapest = min((n for n in found if n.k >= k), key=lambda n: n.loss)
    equal = max((n for n in found if n.loss <= equal_to), key=lambda n: (n.k, -n.risk, -n.loss))
    local: tuple[int, list[tuple[int, ...] | None]] = (1, [found[0].levels] * len(items))
    for size in (2, 3, 5, 10):
        lost, levels = recoded(file, found, size)
        if lost <= equal_to:
            local = (size, levels)
    whole = [[n.levels if kept else None for kept in n.kept] for n in (cheapest, equal)]
    of = ((cheapest.k, whole[0]), (equal.k, whole[1]), local)
    first, second, third = (InFile(n, _shown(country.stories, items, levels)) for n, levels in of)
    return first, second, third


def _shown(stories: Sequence[Story], items: Sequence[DraftItem], levels: Sequence[tuple[int, ...] | None]) -> list[Published]:
    out = []
    for story, item, wanted in zip(stories, items, levels, strict=True):
        if wanted is None:
            continue
        at = dict(zip(LEVELS, wanted, strict=True))
        steps = ladders(item, PLACES)
        names = {axis: rungs[step(axis, rungs, at[axis])].name for axis, rungs in steps.items()}
        out.append(as_published(story, replace(item, levels=names)))
    return out
