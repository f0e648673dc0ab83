"""The most that could speak for two tellings, worked out for very many pairs at a time.

Every number here is an upper bound of what ``compare`` finds: what is cheap to know is taken as it is, what is
not is taken at its best. Keys are folded onto 64 bits, so that two different ones may look alike, which only
raises a bound. Weights come from the one table (resources/corroboration/weights.yaml).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rushlight.atlas import atlas
from rushlight.corroboration.compare import Surroundings
from rushlight.corroboration.features import Features
from rushlight.corroboration.gist import Gist
from rushlight.corroboration.places import Spot
from rushlight.corroboration.settings import limit, weight
from rushlight.corroboration.tellings import width

Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

CELLS = 1 << 19
"""Pairs worked on at a time."""
BITS = 64
ROUNDED = 0.05
"""Evidence is rounded to hundredths: a bound may fall short of the sum by as much as that."""
NOBODY = -1.0


def near_in_time(told: Sequence[Gist], around: Surroundings, widest: int) -> Iterator[tuple[int, int]]:
    """Pairs of positions that share a month or a neighbouring one and could come to be shown, the lower first."""
    rows, sides = _Rows.of([t.seen for t in told], widest), _Sides.of(told, around, widest)
    for first, last, others in rows.sweeps():
        yield from _kept(rows, sides, np.arange(first, last), others)


@dataclass(frozen=True, slots=True)
class _Rows:
    """One row for each time of each telling, by first day: days as ordinals, months counted through."""

    telling: Ints
    start: Ints
    end: Ints
    first_month: Ints
    last_month: Ints

    @classmethod
    def of(cls, seen: Sequence[Features], widest: int) -> _Rows:
        days = sorted((d, n) for n, s in enumerate(seen) for d in s.days if width(d) <= widest)
        return cls(
            np.array([n for _, n in days], np.int64),
            np.array([a.toordinal() for (a, _), _ in days], np.int64),
            np.array([b.toordinal() for (_, b), _ in days], np.int64),
            np.array([_month(a) for (a, _), _ in days], np.int64),
            np.array([_month(b) for (_, b), _ in days], np.int64),
        )

    def sweeps(self) -> Iterator[tuple[int, int, Ints]]:
        """Runs of rows, each with the later rows that may share a month with one of them."""
        at, size = 0, len(self.telling)
        reach = np.searchsorted(self.first_month, self.last_month + 2, side="right")
        while at < size:
            wide = max(1, int(reach[at]) - at)
            last = min(size, at + max(1, CELLS // wide))
            upper = int(reach[at:last].max())
            if (upper - at) * (last - at) > 2 * CELLS:
                last = min(last, at + max(1, CELLS // (upper - at)))
                upper = int(reach[at:last].max())
            yield at, last, np.arange(at, upper)
            at = last


@dataclass(frozen=True, slots=True)
class _Sides:
    """What is comparable of each telling, as numbers by its position."""

    report: Ints
    acts: Bits
    classes: Bits
    office: Bits
    kin: Bits
    sex: Bits
    acting: Floats
    affected: Floats
    published: Floats
    sums: Bits
    sum_count: Ints
    share: Floats
    names: Bits
    spots: tuple[Bits, Bits]
    chains: tuple[Bits, Bits]
    placed: Mask
    several_days: Mask
    wide_days: Mask
    crowded: bool

    @classmethod
    def of(cls, told: Sequence[Gist], around: Surroundings, widest: int) -> _Sides:
        seen = [t.seen for t in told]
        acts, sums, aliases, names, known = _Numbers(), _Numbers(), _Numbers(), _Numbers(), _Numbers()
        where = [side.where.told for side in seen]
        return cls(
            report=np.array([aliases[t.alias] for t in told], np.int64),
            acts=_bits((acts[a] for a in s.done) for s in seen),
            classes=_bits((list(type(c)).index(c) for c in s.classes) for s in seen),
            office=_traits(seen, "office"),
            kin=_traits(seen, "kin"),
            sex=_traits(seen, "sex"),
            acting=_sizes(s.acting for s in seen),
            affected=_sizes(s.affected for s in seen),
            published=_sizes(_day(t.published) for t in told),
            sums=_bits((sums[v] for v in s.all_sums) for s in seen),
            sum_count=np.array([sum(len(v) for v in s.sums.values()) for s in seen], np.int64),
            share=np.array([_share(s, around) for s in seen], np.float64),
            names=_bits((names[spot.name] for spot in spots) for spots in where),
            spots=_twice([{known[k] for s in spots for k in (s.own, s.anchor) if k} for spots in where]),
            chains=_twice([{known[k] for s in spots for k in _chain(s)} for spots in where]),
            placed=np.array([any(s.anchor for s in spots) for spots in where], np.bool_),
            several_days=np.array([len(s.days) > 1 for s in seen], np.bool_),
            wide_days=np.array([any(width(d) > widest for d in s.days) for s in seen], np.bool_),
            crowded=len(acts) > BITS,
        )


class _Numbers(dict[object, int]):
    """Numbers things in the order in which they are asked for."""

    def __missing__(self, key: object) -> int:
        self[key] = len(self)
        return self[key]


def _bits(rows: Iterable[Iterable[int]]) -> Bits:
    return np.array([sum({1 << (n % BITS) for n in row}) for row in rows], np.uint64)


def _traits(seen: Sequence[Features], trait: str) -> Bits:
    number = _Numbers()
    return _bits((number[key] for key in getattr(s, trait)) for s in seen)


def _sizes(values: Iterable[Any]) -> Floats:
    return np.array([NOBODY if v is None else float(v) for v in values], np.float64)


def _twice(rows: Sequence[Iterable[int]]) -> tuple[Bits, Bits]:
    """Folded in two ways: things that are alike in both are nearly always the same."""
    return _bits(rows), _bits((n * 40503 >> 4 for n in row) for row in rows)


def _chain(spot: Spot) -> Iterator[str]:
    """The place and all that hold it."""
    for known in (spot.own, spot.anchor):
        if known:
            yield from (known, *atlas().parents(known))


def _share(seen: Features, around: Surroundings) -> float:
    return max((around.share(values) for sums in seen.sums.values() for values in sums), default=0.0)


def _day(published: dt.date | None) -> int | None:
    return published.toordinal() if published else None


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month


def _kept(rows: _Rows, sides: _Sides, mine: Ints, others: Ints) -> Iterator[tuple[int, int]]:
    """Pairs of a row in ``mine`` and a later one whose bound reaches what is shown."""
    a, b = mine[:, None], others[None, :]
    left, right = rows.telling[a], rows.telling[b]
    meeting = (b > a) & (rows.first_month[b] <= rows.last_month[a] + 2) & (sides.report[left] != sides.report[right])
    shared = (sides.sums[left] & sides.sums[right]) != 0
    place = _place(sides, left, right)
    so_far = _time(rows, sides, a, b) + place
    shown = limit("label", "possible") - ROUNDED
    alike = shared & (place > 0)
    at_best = so_far + np.where(shared, _best_sums(), 0.0) + _best_rest()
    i, j = np.nonzero(meeting & (alike | (at_best >= shown)))
    left, right = rows.telling[mine[i]], rows.telling[others[j]]
    most = so_far[i, j] + np.where(shared[i, j], _sums(sides, left, right), 0.0) + _rest(sides, left, right)
    keep = alike[i, j] | (most >= shown)
    low, high = np.minimum(left[keep], right[keep]), np.maximum(left[keep], right[keep])
    yield from set(zip(low.tolist(), high.tolist(), strict=True))


def _best(*codes: str) -> float:
    """The most that one of these rows of the table can add; nought if none adds anything."""
    return max(0.0, *(weight(code) for code in codes))


def _time(rows: _Rows, sides: _Sides, a: Ints, b: Ints) -> Floats:
    """For each pair of times, the most that times agreeing like these could say."""
    left, right = rows.telling[a], rows.telling[b]
    gap = np.maximum(0, np.maximum(rows.start[b] - rows.end[a], rows.start[a] - rows.end[b]))
    wide = np.maximum(rows.end[a] - rows.start[a], rows.end[b] - rows.start[b]) + 1
    narrow, touching = wide <= limit("days", "narrow"), gap == 0
    near = _best("days_near")
    out = np.where(gap <= limit("days", "near"), near, np.where(gap <= limit("days", "apart"), 0.0, weight("other_days")))
    out = np.where(gap > limit("days", "far"), weight("far_apart"), out)
    out = np.where(
        (sides.wide_days[left] | sides.wide_days[right]) | touching, np.maximum(out, _best("same_month", "days_near")), out
    )
    out = np.where(narrow & (gap == 1), np.maximum(out, _best("next_day")), out)
    out = np.where(touching & (wide <= limit("days", "period")), np.maximum(out, _best("same_period")), out)
    again = np.where(sides.several_days[left] | sides.several_days[right], _best("same_days_again"), 0.0)
    same = _best("same_day", "same_day_other_act") + again
    return np.where(narrow & touching, np.maximum(out, same), out)


def _place(sides: _Sides, left: Ints, right: Ints) -> Floats:
    """At best the same place; places that are known and have nothing in common are others."""
    in_common = (sides.names[left] & sides.names[right]) != 0
    for one, other in ((left, right), (right, left)):
        both = [(sides.spots[n][one] & sides.chains[n][other]) != 0 for n in (0, 1)]
        in_common |= both[0] & both[1]
    apart = np.where(sides.placed[left] & sides.placed[right], weight("other_place"), _best("same_town_named"))
    return np.where(in_common, _best("same_place", "place_within", "same_town"), apart)


def _best_sums() -> float:
    return _best("same_sum") + 2 * _best("same_sum_again")


def _sums(sides: _Sides, left: Ints, right: Ints) -> Floats:
    """The same sum, and others again where there is more than one; what is common weighs less."""
    again = np.minimum(2, sides.sum_count[left] * sides.sum_count[right] - 1)
    whole = _best("same_sum") + again * _best("same_sum_again")
    return np.asarray(whole * np.maximum(sides.share[left], sides.share[right]))


def _best_rest() -> float:
    traits = sum(_best(f"same_{trait}") for trait in ("office", "kin", "sex"))
    return _best("acts_shared", "acts_shared_many") + traits + 2 * _best("same_size") + _best("published_near")


def _rest(sides: _Sides, left: Ints, right: Ints) -> Floats:
    out = _acts(sides, left, right)
    out = out + _trait(sides.classes, left, right, 0.0, weight("other_class"))
    for trait in ("office", "kin", "sex"):
        out += _trait(getattr(sides, trait), left, right, weight(f"same_{trait}"), weight(f"other_{trait}"))
    for sizes in (sides.acting, sides.affected):
        both = (sizes[left] != NOBODY) & (sizes[right] != NOBODY)
        out += np.where(both, np.where(sizes[left] == sizes[right], weight("same_size"), weight("other_size")), 0.0)
    dated = (sides.published[left] != NOBODY) & (sides.published[right] != NOBODY)
    near = np.abs(sides.published[left] - sides.published[right]) <= limit("days", "published_near")
    return out + np.where(dated & near, weight("published_near"), 0.0)


def _acts(sides: _Sides, left: Ints, right: Ints) -> Floats:
    """Acts in common; where there are more acts than bits, few could be many."""
    common = np.bitwise_count(sides.acts[left] & sides.acts[right])
    few = _best("acts_shared", "acts_shared_many") if sides.crowded else weight("acts_shared")
    told = (sides.acts[left] != 0) & (sides.acts[right] != 0)
    none = np.where(told, weight("no_shared_act"), 0.0)
    return np.where(common > 2, weight("acts_shared_many"), np.where(common > 0, few, none))


def _trait(bits: Bits, left: Ints, right: Ints, same: float, other: float) -> Floats:
    mine, theirs = bits[left], bits[right]
    given = (mine != 0) & (theirs != 0)
    return np.where(given, np.where((mine & theirs) != 0, same, other), 0.0)
