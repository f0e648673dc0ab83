"""What a sentence lets a reader infer: the constraints it puts on place, time, sum and traits.

The release ledger keeps projections, so that a later sentence can be read together with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from rushlight.record import Interval, Modality, Scope
from rushlight.release.draft import DraftItem
from rushlight.release.ladders import Ladders, ladders, shown
from rushlight.release.places import Gazetteer
from rushlight.release.sealed import plain


@dataclass(frozen=True, slots=True)
class Projection:
    """``shares`` maps an axis to its step's prior (resources/release/priors.yaml, shares); ``steps`` to the index of
    the shown rung; ``details`` tells free details apart: their axis (detail:0) and the digest of their words. ``event``
    and ``statements`` are ids of the casefile and never leave it.
    """

    act: str
    scope: Scope
    modality: Modality
    group: str | None
    place: str | None = None
    time: Interval | None = None
    money: tuple[Decimal, Decimal] | None = None
    shares: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    event: str | None = None
    statements: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shares", MappingProxyType(dict(self.shares)))
        object.__setattr__(self, "steps", MappingProxyType(dict(self.steps)))
        object.__setattr__(self, "details", MappingProxyType(dict(self.details)))


def project(item: DraftItem, atlas: Gazetteer) -> Projection:
    """The projection of an item as it is shown."""
    steps = ladders(item, atlas)
    return project_at(item, steps, shown(item, steps))


def project_at(item: DraftItem, steps: Ladders, at: Mapping[str, int]) -> Projection:
    """The projection of an item with each axis at the given rung."""
    rungs = {axis: steps[axis][i] for axis, i in at.items()}
    return Projection(
        act=item.act,
        scope=item.scope,
        modality=item.modality,
        group=item.group,
        place=rungs["place"].place if "place" in rungs else None,
        time=rungs["time"].time if "time" in rungs else None,
        money=rungs["amount"].money if "amount" in rungs else None,
        shares={axis: rung.share for axis, rung in rungs.items() if rung.share},
        steps=at,
        event=item.event,
        statements=item.statements,
        details={f"detail:{i}": _words(d.words) for i, d in enumerate(item.details) if f"detail:{i}" in at},
    )


def _words(text: str) -> str:
    """The digest of a detail, however it is spaced, composed and capitalised."""
    return hashlib.sha256(" ".join(plain(text).split()).encode()).hexdigest()[:16]


def same_happening(left: Projection, right: Projection) -> bool:
    """Whether both are surely about one happening: one event, or a statement in common."""
    one_event = left.event is not None and left.event == right.event
    return one_event or bool(set(left.statements) & set(right.statements))


def alike(left: Projection, right: Projection, atlas: Gazetteer) -> bool:
    """Whether a reader could take both for one happening: same act, group and modality, nothing that excludes it."""
    same = (left.act, left.group, left.modality, left.scope) == (right.act, right.group, right.modality, right.scope)
    return same and _place_meet(left, right, atlas) is not False and _times_meet(left, right) and _money_meet(left, right)


def meet(left: Projection, right: Projection, atlas: Gazetteer) -> Projection:
    """What a reader of both knows: the narrower place, time and sum, and every detail that either shows."""
    right = _own_details(left, right)
    place = _place_meet(left, right, atlas)
    joined = {**right.shares, **left.shares}
    steps = {**right.steps, **left.steps}
    for axis in set(left.shares) & set(right.shares):
        finer = min((left, right), key=lambda p, a=axis: p.steps.get(a, 0))  # type: ignore[misc]
        joined[axis], steps[axis] = finer.shares[axis], finer.steps.get(axis, 0)
    return replace(
        left,
        place=place if isinstance(place, str) else left.place,
        time=_narrower_time(left.time, right.time),
        money=_narrower_money(left.money, right.money),
        shares=joined,
        steps=steps,
        details={**right.details, **left.details},
    )


def _own_details(left: Projection, right: Projection) -> Projection:
    """``right`` with its details under the names that ``left`` has for the same ones, and others under names of their own:
    the first detail of one is not the first detail of the other, and both filter.
    """
    names = {axis: _detail_name(axis, left, right) for axis in right.shares if axis.startswith("detail:")}
    return replace(
        right,
        shares={names.get(a, a): share for a, share in right.shares.items()},
        steps={names.get(a, a): i for a, i in right.steps.items()},
        details={names.get(a, a): words for a, words in right.details.items()},
    )


def _detail_name(axis: str, left: Projection, right: Projection) -> str:
    words = right.details.get(axis)
    if words is not None:
        return next((a for a, w in left.details.items() if w == words), f"detail:@{words}")
    one = set(left.statements) & set(right.statements) and axis not in left.details
    if one or "@" in axis:  # kept before details were told apart by their words
        return axis
    return f"{axis}@{'+'.join(right.statements)}"


def _place_meet(left: Projection, right: Projection, atlas: Gazetteer) -> str | bool | None:
    """The narrower place; None when neither has one; False when they exclude each other."""
    if left.place is None or right.place is None:
        return left.place or right.place
    if right.place in atlas.ladder(left.place):
        return left.place
    return right.place if left.place in atlas.ladder(right.place) else False


def _times_meet(left: Projection, right: Projection) -> bool:
    if left.time is None or right.time is None:
        return True
    a, b = left.time, right.time
    return not ((a.latest and b.earliest and a.latest < b.earliest) or (b.latest and a.earliest and b.latest < a.earliest))


def _money_meet(left: Projection, right: Projection) -> bool:
    if left.money is None or right.money is None:
        return True
    return left.money[0] <= right.money[1] and right.money[0] <= left.money[1]


def _narrower_time(a: Interval | None, b: Interval | None) -> Interval | None:
    if a is None or b is None:
        return a or b
    first = max((d for d in (a.earliest, b.earliest) if d), default=None)
    last = min((d for d in (a.latest, b.latest) if d), default=None)
    return a if first and last and first > last else Interval(first, last)


Band = tuple[Decimal, Decimal]


def _narrower_money(a: Band | None, b: Band | None) -> Band | None:
    if a is None or b is None:
        return a or b
    low, high = max(a[0], b[0]), min(a[1], b[1])
    return (low, high) if low <= high else a
