"""Local suppression: blank as few cells as it takes until every record has at least k like it.

``own``: a blank matches only a blank, as in ARX, and is the default, for who knows the true value rules out the rest.
``wildcard``: a blank matches everything, as in sdcMicro's ``localSuppression``; easier to reach and weaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.classes import Blanks, below, frequencies, number
from rushlight.release.file.encode import BLANK, Bools, Codes, Ints, Keys

WIDEST = 14


@dataclass(frozen=True, slots=True, eq=False)
class Blanked:
    """``keys`` with cells blanked; ``cells`` how many, ``by_key`` (keys,) in which; ``left_over`` records that no blanking
    saves, blank in every key: they have to stay out of the file.
    """

    keys: Keys
    cells: int
    by_key: Ints
    left_over: Ints


def blank_cells(keys: Keys, k: int, *, blanks: Blanks = "own", prices: Mapping[str, float] | None = None) -> Blanked:
    """Blank cells until every record but those left over has at least ``k`` records like it.

    ``prices`` says what a blank in a key costs (1 unless given; the least whole price is chosen, of equal ones the fewest
    cells, then the later keys first). Raises MisuseError for k below 1, more than 14 keys, an unknown key, or a price
    that is not above zero.
    """
    costs = _costs(keys, prices or {})
    if blanks == "wildcard":
        return _wildcard(keys, k, costs)
    if blanks != "own":
        raise MisuseError("a blank matches its own kind or is a wildcard", where=str(blanks))
    return _strict(keys, k, costs)


def _costs(keys: Keys, prices: Mapping[str, float]) -> list[float]:
    unknown = [name for name in prices if name not in keys.names]
    if unknown or any(not p > 0 for p in prices.values()):
        raise MisuseError("a price stands for a key of the file and is above zero", where=unknown[0] if unknown else None)
    if len(keys.names) > WIDEST:
        raise MisuseError("too many keys to try all sets of blanks", hint="use at most 14 keys, or generalise first")
    return [float(prices.get(name, 1.0)) for name in keys.names]


def _sets(costs: list[float]) -> Iterator[list[int]]:
    """The keys left to see, cheapest blanking first; nothing blanked is the first, everything the last."""
    m = len(costs)

    def price(hidden: int) -> tuple[float, int, int]:
        return sum(c for i, c in enumerate(costs) if hidden >> i & 1), hidden.bit_count(), -hidden

    for hidden in sorted(range(1 << m), key=price):
        yield [i for i in range(m) if not hidden >> i & 1]


def _strict(keys: Keys, k: int, costs: list[float]) -> Blanked:
    """Sequential covering: at each set, who is not yet placed and has k - 1 others there like them is placed."""
    below(np.ones(1, dtype=np.int64), k)
    waiting = np.arange(keys.records)
    codes = [c.copy() for c in keys.codes]
    for shown in _sets(costs):
        if len(waiting) < k:
            break
        some, sizes = [keys.codes[i][waiting] for i in shown], [keys.sizes[i] for i in shown]
        ids, count = number(some, sizes) if shown else (np.zeros(len(waiting), dtype=np.int64), 1)
        placed = np.bincount(ids, minlength=count)[ids] >= k
        _hide(codes, waiting[placed], shown)
        waiting = waiting[~placed]
    _hide(codes, waiting, [])
    return _result(keys, codes, waiting)


def _wildcard(keys: Keys, k: int, costs: list[float]) -> Blanked:
    """In one pass: each record with too few like it sees as much as matches k records of the file as it came.

    Blanks only add to what matches, so all records stay at k or more whatever is blanked elsewhere.
    """
    f, _ = frequencies(keys, blanks="wildcard")
    waiting = np.flatnonzero(below(f, k))
    codes = [c.copy() for c in keys.codes]
    for shown in _sets(costs):
        if not len(waiting):
            break
        placed = _matches(keys, waiting, shown) >= k
        _hide(codes, waiting[placed], shown)
        waiting = waiting[~placed]
    _hide(codes, waiting, [])
    return _result(keys, codes, waiting)


def _matches(keys: Keys, waiting: Ints, shown: list[int]) -> Ints:
    """(waiting,): how many records of the file as it came match a record that shows only these keys."""
    if not shown:
        return np.full(len(waiting), keys.records)
    return frequencies(keys.only([keys.names[i] for i in shown]), blanks="wildcard")[0][waiting]


def _hide(codes: list[Codes], rows: Ints, shown: list[int]) -> None:
    for i, column in enumerate(codes):
        if i not in shown:
            column[rows] = BLANK


def _result(keys: Keys, codes: list[Codes], left_over: Ints) -> Blanked:
    new: list[Bools] = [(c == BLANK) & (was != BLANK) for c, was in zip(codes, keys.codes, strict=True)]
    by_key = np.array([int(n.sum()) for n in new], dtype=np.int64)
    return Blanked(keys.with_codes(codes), int(by_key.sum()), by_key, left_over)
