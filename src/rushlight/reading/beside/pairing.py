"""Statements of two texts that say the same, one beside one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from rushlight.reading.beside.aligning import Alignment, Telling
from rushlight.reading.beside.anchors import sum_key, time_keys
from rushlight.record import Statement


class Trust(StrEnum):
    """What a pair of words rests on."""

    SAME = "same"
    """Both say the same act in the same way, the same sum, days, place, figure or name."""
    NEAR = "near"
    """An act of the same family or a word for it; a value of statements that belong together."""
    ORDER = "order"
    """Nothing but where it stands: each side has one left over in this place."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement of each side that say the same. ``differs``: fields in which they were read differently."""

    left: str
    right: str
    trust: Trust
    differs: tuple[str, ...] = ()


def pairs(alignment: Alignment, left: Telling, right: Telling) -> tuple[Pair, ...]:
    """Statements that say the same, one beside one; turned round, the same pairs. Pure."""
    if (right.language, right.text) < (left.language, left.text):
        turned = pairs(alignment.turned, right, left)
        return tuple(replace(p, left=p.right, right=p.left) for p in turned)
    ours, theirs = _placed(alignment, left), _placed(alignment.turned, right)
    possible = sorted(_possible(ours, theirs, left, right), key=lambda row: (-row[0], row[1]))
    made: dict[str, Pair] = {}
    taken: set[str] = set()
    for _, _, pair in possible:
        if pair.left not in made and pair.right not in taken:
            made[pair.left] = pair
            taken.add(pair.right)
    made |= {p.left: p for p in _left_over(ours, theirs, {*made}, taken)}
    return tuple(made[s.id] for s, _ in ours if s.id in made)


_Placed = list[tuple[Statement, tuple[int, ...]]]


def _placed(alignment: Alignment, telling: Telling) -> _Placed:
    """A text's statements in order, each with the beads where its words stand."""
    ordered = sorted(telling.reading.statements, key=lambda s: (s.spans[0].start, s.spans[0].end, s.id))
    return [(s, alignment.beads_of(s.spans)) for s in ordered]


_Possible = tuple[float, tuple[int, int, int], Pair]
"""How much they have in common, where they stand in their order, the pair."""


def _possible(ours: _Placed, theirs: _Placed, left: Telling, right: Telling) -> Iterator[_Possible]:
    for n, (s, places) in enumerate(ours):
        for m, (t, others) in enumerate(theirs):
            if not set(places).isdisjoint(others):
                points, trust = _alike(s, t, left, right)
                if trust is not None:
                    yield points, (abs(n - m), n, m), Pair(s.id, t.id, trust, _differing(s, t))


def _alike(s: Statement, t: Statement, left: Telling, right: Telling) -> tuple[float, Trust | None]:
    """How much two statements have in common, and what a pair of them would rest on; None: nothing."""
    told_alike = s.modality is t.modality and s.polarity is t.polarity
    sums = {_sum(left, a) for a in s.amounts} & {_sum(right, a) for a in t.amounts} - {""}
    same_family = s.act.partition(".")[0] == t.act.partition(".")[0]
    points = 4.0 * (s.act == t.act) + 1.5 * same_family + 2.0 * len(sums) + 1.5 * told_alike
    points += 0.5 * ((s.content_of is None) == (t.content_of is None)) + 1.0 * _same_when_or_where(s, t, left, right)
    if s.act == t.act:
        return points, Trust.SAME if told_alike else Trust.NEAR
    return points, Trust.NEAR if told_alike and (same_family or sums) else None


def _sum(telling: Telling, amount: str) -> str:
    return sum_key(telling.reading.amount(amount))


def _same_when_or_where(s: Statement, t: Statement, left: Telling, right: Telling) -> int:
    times = (time_keys(x.reading.time(y.time)) if y.time else () for x, y in ((left, s), (right, t)))
    places = [x.reading.place(y.place).atlas_id if y.place else None for x, y in ((left, s), (right, t))]
    return int(not set(next(times)).isdisjoint(next(times))) + int(places[0] is not None and places[0] == places[1])


def _differing(s: Statement, t: Statement) -> tuple[str, ...]:
    """Fields whose terms are not the same."""
    return tuple(name for name in ("act", "modality", "polarity") if getattr(s, name) != getattr(t, name))


def _left_over(ours: _Placed, theirs: _Placed, made: set[str], taken: set[str]) -> Iterator[Pair]:
    """Of a bead with one statement left on each side that are told in the same way: those two."""
    lone: dict[int, tuple[list[Statement], list[Statement]]] = {}
    for which, (placed, done) in enumerate(((ours, made), (theirs, taken))):
        for statement, beads in placed:
            if statement.id not in done and len(beads) == 1:
                lone.setdefault(beads[0], ([], []))[which].append(statement)
    for one, other in lone.values():
        if len(one) == len(other) == 1 and _told_alike(one[0], other[0]):
            yield Pair(one[0].id, other[0].id, Trust.ORDER, _differing(one[0], other[0]))


def _told_alike(s: Statement, t: Statement) -> bool:
    return (s.modality, s.polarity, s.scope, s.stage) == (t.modality, t.polarity, t.scope, t.stage)
