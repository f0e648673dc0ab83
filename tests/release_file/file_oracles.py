"""What the file view says, worked out again the slow way and by nothing of its code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

Rows = list[tuple[Any, ...]]
patient = settings(deadline=None, max_examples=60)
"""Slow checkers on a machine with other work take as long as they take."""


def tables(most_keys: int = 4, most_records: int = 24, blanks: bool = False) -> st.SearchStrategy[Rows]:
    """Small tables of few values, so that records meet."""
    value = st.sampled_from(["a", "b", "c"])
    cell = st.none() | value if blanks else value
    return st.integers(1, most_keys).flatmap(lambda m: st.lists(st.tuples(*[cell] * m), min_size=1, max_size=most_records))


def columns(rows: Rows) -> dict[str, list[Any]]:
    return {f"k{i}": [row[i] for row in rows] for i in range(len(rows[0]))}


def matches(a: tuple[Any, ...], b: tuple[Any, ...], wildcard: bool) -> bool:
    return all(x == y or (wildcard and (x is None or y is None)) for x, y in zip(a, b, strict=True))


def frequency(rows: Rows, wildcard: bool) -> list[int]:
    return [sum(matches(a, b, wildcard) for b in rows) for a in rows]


def minimal_uniques(rows: Rows) -> list[set[frozenset[int]]]:
    """The minimal sample uniques of each record, as sets of keys."""
    found: list[set[frozenset[int]]] = [set() for _ in rows]
    for size in range(1, len(rows[0]) + 1):
        for chosen in combinations(range(len(rows[0])), size):
            seen = Counter(tuple(row[i] for i in chosen) for row in rows)
            for row, sets in zip(rows, found, strict=True):
                if seen[tuple(row[i] for i in chosen)] == 1 and not any(s <= set(chosen) for s in sets):
                    sets.add(frozenset(chosen))
    return found


def solutions(
    values: Sequence[int], totals: Sequence[tuple[int, Sequence[int]]], hidden: Sequence[int], most: int
) -> Iterator[list[int]]:
    """All whole numbers up to ``most`` that the hidden cells can have while every total holds."""
    for guess in product(range(most + 1), repeat=len(hidden)):
        whole = list(values)
        for cell, value in zip(hidden, guess, strict=True):
            whole[cell] = value
        if all(whole[total] == sum(whole[p] for p in parts) for total, parts in totals):
            yield whole
