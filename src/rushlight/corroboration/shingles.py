"""Runs of words that texts have in common, counted over whole arrays of numbers.

A run is a number of 64 bits that follows from its words alone, so that the runs of a text can be kept and compared later:
among ten million runs two different ones are alike in one casefile of three hundred thousand.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rushlight.corroboration.settings import limit

if TYPE_CHECKING:
    from rushlight.corroboration.textreuse import TextRuns

Runs = NDArray[np.uint64]
"""The different runs of one text, in the order of their numbers."""
PART = 1 << 22
"""Runs that are sorted at once, about: 150 MB of memory."""
_STEP = np.uint64(0x9E3779B97F4A7C15)
"""Odd, so that no two runs fall together by the multiplication (the golden ratio of 64 bits)."""


@lru_cache(1 << 14)
def _number(part: str) -> int:
    return int.from_bytes(hashlib.blake2b(part.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def runs_of(parts: Sequence[str], size: int) -> Runs:
    """Every different run of ``size`` parts."""
    if len(parts) < size:
        return np.zeros(0, np.uint64)
    numbers = np.fromiter((_number(part) for part in parts), np.uint64, len(parts))
    whole = len(parts) - size + 1
    out = numbers[:whole].copy()
    for step in range(1, size):
        out = out * _STEP + numbers[step : step + whole]
    return np.unique(out)


def common_counts(runs: array[int], many: array[int], most: int) -> Iterator[tuple[int, int, int]]:
    """(text, later text, runs in common) of texts by number, over runs in at most ``most`` texts.

    More are a phrase of the trade. ``runs`` holds those of one text after the other, ``many`` how many of them each has.
    They are sorted in parts, so that of a large casefile not all lie in memory four times.
    """
    every = np.frombuffer(runs, np.uint64)
    texts = np.repeat(np.arange(len(many), dtype=np.uint32), np.frombuffer(many, np.uint64).astype(np.int64))
    bits = max(0, (len(every) // PART).bit_length())
    counted: Counter[int] = Counter()
    for part in range(1 << bits):
        mine = every >> np.uint64(64 - bits) == part if bits else slice(None)
        _count(every[mine], texts[mine], most, counted)
    yield from ((pair >> 32, pair & 0xFFFFFFFF, times) for pair, times in sorted(counted.items()))


def _count(runs: Runs, texts: NDArray[np.uint32], most: int, counted: Counter[int]) -> None:
    order = np.argsort(runs, kind="stable")
    runs, texts = runs[order], texts[order]
    starts = np.flatnonzero(np.r_[True, runs[1:] != runs[:-1]]) if len(runs) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[starts, len(runs)])
    for size in (int(n) for n in np.unique(sizes) if 2 <= n <= most):
        members = texts[starts[sizes == size][:, None] + np.arange(size)].astype(np.int64)
        for first, second in combinations(range(size), 2):
            pairs, times = np.unique(members[:, first] << 32 | members[:, second], return_counts=True)
            counted.update(dict(zip(pairs.tolist(), times.tolist(), strict=True)))


def forget_parts() -> None:
    """Keep none of the parts that were numbered."""
    _number.cache_clear()


class Spread:
    """How some texts that changed share runs with all others, which are looked through once, one by one.

    ``old``: the changed texts as they were, ``new``: as they are (by alias); either may lack some.
    """

    def __init__(self, old: Mapping[str, TextRuns], new: Mapping[str, TextRuns]) -> None:
        self._of = {unit: _Unit(unit, old, new) for unit in ("word", "char")}

    def take(self, alias: str, text: TextRuns) -> None:
        """One of the others."""
        for unit in self._of.values():
            unit.take(alias, text)

    @property
    def crossed(self) -> bool:
        """Whether a run stands in more texts now, or in fewer, than what is taken for a phrase of the trade."""
        return any(unit.crossed for unit in self._of.values())

    def pairs(self) -> Iterator[frozenset[str]]:
        """The changed texts with what shares enough of their text with them; as ``textreuse.Together`` finds it."""
        for unit in self._of.values():
            yield from unit.pairs()


class _Unit:
    """The same for runs of words, or of letters (``char``), which count only where one of the two texts is short."""

    def __init__(self, unit: str, old: Mapping[str, TextRuns], new: Mapping[str, TextRuns]) -> None:
        self._unit, self._most = unit, int(limit("text", "common_in"))
        self._new = {alias: runs for alias, text in new.items() if (runs := self._runs(text)) is not None}
        was = [runs for text in old.values() if (runs := self._runs(text)) is not None]
        self._short = {alias: text.short for alias, text in new.items()}
        self._sizes = {alias: len(runs) for alias, runs in self._new.items()}
        every = [*was, *self._new.values()]
        self._known = np.unique(np.concatenate(every)) if every else np.zeros(0, np.uint64)
        self._others = np.zeros(len(self._known), np.int64)
        self._was, self._is = (self._count(texts) for texts in (was, list(self._new.values())))
        self._meets: list[tuple[str, NDArray[np.int64]]] = []

    def _runs(self, text: TextRuns) -> Runs | None:
        return text.words if self._unit == "word" else text.letters

    def _count(self, texts: Sequence[Runs]) -> NDArray[np.int64]:
        out = np.zeros(len(self._known), np.int64)
        for runs in texts:
            out[np.searchsorted(self._known, runs)] += 1
        return out

    def take(self, alias: str, text: TextRuns) -> None:
        runs = self._runs(text)
        if runs is None or not len(self._known) or not len(runs):
            return
        at = np.minimum(np.searchsorted(self._known, runs), len(self._known) - 1)
        hits = at[self._known[at] == runs]
        if len(hits):
            self._others[hits] += 1
            self._meets.append((alias, hits))
            self._sizes[alias], self._short[alias] = len(runs), text.short

    @property
    def crossed(self) -> bool:
        before, now = self._others + self._was, self._others + self._is
        return bool(np.any((before <= self._most) != (now <= self._most)))

    def pairs(self) -> Iterator[frozenset[str]]:
        rare = self._others + self._is <= self._most
        mine = {alias: np.searchsorted(self._known, runs) for alias, runs in self._new.items()}
        rows = [*((alias, at) for alias, at in self._meets), *mine.items()]
        for alias, at in mine.items():
            counted = np.zeros(len(self._known), np.bool_)
            counted[at] = True
            counted &= rare
            for other, hits in rows:
                if other != alias and self._enough(alias, other, int(np.count_nonzero(counted[hits]))):
                    yield frozenset((alias, other))

    def _enough(self, one: str, other: str, shared: int) -> bool:
        if self._unit == "char" and not (self._short[one] or self._short[other]):
            return False
        smaller = min(self._sizes[one], self._sizes[other])
        return smaller >= limit("text", "min_shingles") and shared / smaller >= limit("text", f"{self._unit}_containment")
