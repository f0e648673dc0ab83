"""Counts of one report: sums of them over reports give every figure.

The key is a path of words, such as ``("act", "tp")`` or ``("band", "high", "right")``.
"""

from __future__ import annotations

from collections import Counter

from rushlight.evaluation.values import Hits

Key = tuple[str, ...]
Tally = Counter[Key]


def tell(tally: Tally, name: str, right: bool) -> None:
    """One decision: right or not."""
    tally[name, "n"] += 1
    tally[name, "right"] += bool(right)


def add_hits(tally: Tally, name: str, hits: Hits) -> None:
    for kind, count in zip(("tp", "fp", "fn"), hits, strict=True):
        tally[name, kind] += count


def total(tallies: list[Tally]) -> Tally:
    """The sum; keys that stand at 0 are kept."""
    out: Tally = Counter()
    for tally in tallies:
        out.update(tally)
    return out
