"""Several passes over one question, each with its labels in another order: only what most of them say is kept.

How often a model agrees with itself tells more than the confidence it states (READING.md: DiNCo, arXiv 2509.25532).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from rushlight.reading.second.claims import Claim, Offsets

Value = TypeVar("Value", bound=Hashable)


def agreed(passes: Sequence[Sequence[Claim]]) -> list[Claim]:
    """The claims that more than half of the passes make, each field with the value most of them have, or none."""
    if len(passes) == 1:
        return list(passes[0])
    heaps: list[list[tuple[int, Claim]]] = []
    for n, claims in enumerate(passes):
        for claim in claims:
            _heap(heaps, n, claim).append((n, claim))
    return [_one([c for _, c in heap], len(passes)) for heap in heaps if len(heap) * 2 > len(passes)]


def _heap(heaps: list[list[tuple[int, Claim]]], n: int, claim: Claim) -> list[tuple[int, Claim]]:
    """The heap of the same act on the same words that this pass has not added to yet; else a new one."""
    for heap in heaps:
        if all(m != n for m, _ in heap) and _same(heap[0][1], claim):
            return heap
    heaps.append([])
    return heaps[-1]


def _same(left: Claim, right: Claim) -> bool:
    """Never across modality or polarity: a pass that reads a threat does not speak for one that reads a deed."""
    alike = (left.act, left.modality, left.polarity, left.content) == (right.act, right.modality, right.polarity, right.content)
    return alike and left.span[0] < right.span[1] and right.span[0] < left.span[1]


def _one(claims: Sequence[Claim], passes: int) -> Claim:
    def most(values: Iterable[Value]) -> Value | None:
        value, count = Counter(values).most_common(1)[0]
        return value if count * 2 > passes else None

    def most_of(rows: Iterable[tuple[Offsets, ...]]) -> tuple[Offsets, ...]:
        counted = Counter(at for row in rows for at in row)
        return tuple(at for at, count in counted.items() if count * 2 > passes)

    return replace(
        claims[0],
        scope=most(c.scope for c in claims) or claims[0].scope,
        mode=most(c.mode for c in claims),
        by=most_of(c.by for c in claims),
        to=most_of(c.to for c in claims),
        says=most(c.says for c in claims),
        time=most(c.time for c in claims),
        place=most(c.place for c in claims),
        amounts=most_of(c.amounts for c in claims),
    )
