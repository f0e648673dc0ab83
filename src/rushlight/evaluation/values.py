"""Sums, times, places and the stretches of a page without statements: are they found, with the same values?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from rushlight.evaluation.matching import Json, overlap

Hits = tuple[int, int, int]
"""(found and right, found and wrong, not found)."""

Bounds = tuple[Any, Any]


def money(amount: Json) -> tuple[Any, ...]:
    """What has to agree between two sums: value, currency, and the conversions stated beside it."""
    stated = sorted((_number(c["value"]), c.get("currency")) for c in amount.get("conversions", ()))
    return _number(amount["value"]), amount.get("currency"), tuple(stated)


def _number(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value).normalize()


def money_hits(gold: Json, found: Json) -> Hits:
    """Over the sums with a stated value, as multisets."""
    want = Counter(money(a) for a in gold["amounts"] if a.get("value"))
    have = Counter(money(a) for a in found.get("amounts", ()) if a.get("value"))
    right = (want & have).total()
    return right, have.total() - right, want.total() - right


def intervals(time: Json) -> list[Bounds]:
    """The gold interval and those another careful coder could give."""
    others = [(earliest, latest) for earliest, latest in time.get("alternatives", ())]
    return [(time["earliest"], time["latest"]), *others]


def same_time(gold: Json, found: Json) -> bool:
    """The same interval, or both left open."""
    both_open = not gold["resolved"] and not found.get("resolved")
    return both_open or (found.get("earliest"), found.get("latest")) in intervals(gold)


def time_hits(gold: Json, found: Json) -> Hits:
    """Over time expressions: overlapping words and the same interval."""
    return _taken(
        gold["times"],
        list(found.get("times", ())),
        lambda g, f: overlap([g["span"]], [f["span"]]) > 0 and same_time(g, f),
    )


def place_hits(gold: Json, found: Json) -> Hits:
    """Over mentions of places: overlapping words."""
    return _taken(_mentions(gold), _mentions(found), lambda g, f: overlap([g], [f]) > 0)


def _mentions(sheet: Json) -> list[Json]:
    return [m for p in sheet.get("places", ()) for m in p.get("mentions", ())]


def _taken(gold: Iterable[Json], free: list[Json], same: Callable[[Json, Json], bool]) -> Hits:
    """Each gold row takes the first free row that is the same."""
    right = missed = 0
    for row in gold:
        at = next((n for n, other in enumerate(free) if same(row, other)), None)
        if at is None:
            missed += 1
        else:
            right += 1
            del free[at]
    return right, len(free), missed


def apart_hits(gold: Json, found: Json) -> Hits:
    """Over the characters of what carries no statements."""
    want, have = _characters(gold["boilerplate"]), _characters(found.get("boilerplate", ()))
    return len(want & have), len(have - want), len(want - have)


def _characters(spans: Iterable[Json]) -> set[int]:
    return {at for s in spans for at in range(s["start"], s["end"])}


def spans_in(value: object) -> Iterator[dict[str, Any]]:
    """Every span anywhere in a sheet, also under keys of its author's own."""
    if isinstance(value, dict):
        if {"start", "end", "exact"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_in(inner)


def unsupported(found: Json, text: str) -> int:
    """How many quoted stretches are not the text's words at their place: must be 0."""
    return sum(text[s["start"] : s["end"]] != s["exact"] for s in spans_in(found))
