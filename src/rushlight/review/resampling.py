"""Agreement with intervals: reports are drawn, not statements, for what one report says stands and falls together.

The percentile bootstrap over clusters (Efron and Tibshirani 1993, chapters 13 and 16.5). All that kappa and alpha need of a
report is a handful of counts that add up over reports, so every draw is a sum. The counts of a report are kept side by side in
one long whole number, 64 bits each: adding two such numbers adds all their counts at once, and 2,000 draws of 500 reports take
a second instead of a minute.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from rushlight.review.coefficients import masi

Sampler = Callable[[int], Sequence[int]]
"""n -> n whole numbers below n, drawn with replacement."""

DRAWS = 2000
INSIDE = 0.95
FEWEST_STATEMENTS, FEWEST_REPORTS = 30, 10
"""Below these it is too few to say. Ten: with fewer clusters an interval that draws clusters is known to be too narrow
(Cameron, Gelbach and Miller, "Bootstrap-based improvements for inference with clustered errors", 2008: "few" is 5 to 30)."""

LANE = 8
"""Bytes of one count. The largest is a few thousand millions; 64 bits hold any sum of such."""

PARTS = 7560
"""A distance of 1 in whole numbers: 3 times the least number that 1 to 10 divide, so that MASI of up to 10 is exact."""

Label = frozenset[str]
"""What one reader says in a field: one word, several ids, or nothing."""

Pair = tuple[Label, Label]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and the bounds between which 95 of 100 draws lie; None where it is not defined."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far two readers agree in one field.

    ``statements``, ``reports``: how many both have said something of. ``same``: in how many statements exactly the same.
    ``enough``: whether these are enough for an interval to say anything.
    """

    field: str
    statements: int
    reports: int
    same: int
    kappa: Interval
    alpha: Interval

    @property
    def enough(self) -> bool:
        return self.statements >= FEWEST_STATEMENTS and self.reports >= FEWEST_REPORTS

    @property
    def raw(self) -> float | None:
        """The share of statements in which both said exactly the same, 0 to 1."""
        return self.same / self.statements if self.statements else None


def agreements(fields: Mapping[str, Sequence[Sequence[Pair]]], local: frozenset[str], sampler: Sampler) -> list[FieldAgreement]:
    """Agreement in each field. ``fields``: by name, for each report (in the same order) what (first, second) said.

    Values of ``local`` fields are ids that hold within one report: those of two reports are never the same, and chance agrees
    on them only within the report, and on "not stated". Distances are MASI's, which for single values is same or not.
    """
    counted = {name: [_counts(pairs, name in local) for pairs in reports] for name, reports in fields.items()}
    lanes = _Lanes(counted)
    reports = max((len(of) for of in counted.values()), default=0)
    packed = [lanes.packed({name: of[n] for name, of in counted.items()}) for n in range(reports)]
    drawn = [lanes.unpacked(sum(map(packed.__getitem__, sampler(reports)))) for _ in range(DRAWS if reports > 1 else 0)]
    whole = lanes.unpacked(sum(packed))
    return [_agreement(name, fields[name], whole[name], [d[name] for d in drawn]) for name in fields]


def _agreement(name: str, reports: Sequence[Sequence[Pair]], whole: _Tally, drawn: Sequence[_Tally]) -> FieldAgreement:
    with_any = sum(bool(pairs) for pairs in reports)
    kappa, alpha = (_interval(of(whole), [of(tally) for tally in drawn]) for of in (_kappa, _alpha))
    made = FieldAgreement(name, whole.units, with_any, whole.same, kappa, alpha)
    if made.enough:
        return made
    return FieldAgreement(name, whole.units, with_any, whole.same, Interval(kappa.value), Interval(alpha.value))


def _interval(value: float | None, drawn: Sequence[float | None]) -> Interval:
    """A draw in which chance is not defined says nothing and is left out."""
    held = sorted(v for v in drawn if v is not None)
    if value is None or not held:
        return Interval(value)
    outside = (1 - INSIDE) / 2
    return Interval(value, _quantile(held, outside), _quantile(held, 1 - outside))


def _quantile(held: Sequence[float], share: float) -> float:
    """Linear between the two nearest (type 7 of Hyndman and Fan 1996)."""
    at = share * (len(held) - 1)
    below = int(at)
    above = min(below + 1, len(held) - 1)
    return held[below] + (at - below) * (held[above] - held[below])


# --- counts --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tally:
    """What kappa and alpha need of some reports. Distances and likenesses in ``PARTS``.

    ``across``, ``pooled``: likenesses within each report of every first with every second value, and of all with all, for
    values that hold within one report. ``first``, ``second``: how often each of the other values was given; ``likeness``:
    (value, value, how alike), of those that are alike at all.
    """

    units: int
    same: int
    apart: int
    across: int
    pooled: int
    first: Sequence[int]
    second: Sequence[int]
    likeness: Sequence[tuple[int, int, int]]


def _kappa(t: _Tally) -> float | None:
    alike = sum(t.first[a] * t.second[b] * parts for a, b, parts in t.likeness) + t.across
    expected = t.units**2 * PARTS - alike
    return 1 - t.apart * t.units / expected if expected > 0 else None


def _alpha(t: _Tally) -> float | None:
    n = 2 * t.units
    both = [a + b for a, b in zip(t.first, t.second, strict=True)]
    alike = sum(both[a] * both[b] * parts for a, b, parts in t.likeness) + t.pooled
    expected = n * n * PARTS - alike
    return 1 - (n - 1) * 2 * t.apart / expected if expected > 0 else None


_OWN = ("units", "same", "apart", "across", "pooled")


def _counts(pairs: Sequence[Pair], local: bool) -> Counter[Hashable]:
    """The counts of one report: by the names of ``_OWN``, and by (0 first or 1 second, value)."""
    out: Counter[Hashable] = Counter()
    out["units"], out["same"] = len(pairs), sum(a == b for a, b in pairs)
    out["apart"] = sum(_parts(a, b) for a, b in pairs)
    for side in (0, 1):
        out.update((side, pair[side]) for pair in pairs if not (local and pair[side]))
    if local:
        firsts, seconds = Counter(a for a, _ in pairs if a), Counter(b for _, b in pairs if b)
        out["across"], everybody = _alike(firsts, seconds), firsts + seconds
        out["pooled"] = _alike(everybody, everybody)
    return out


def _parts(left: Label, right: Label) -> int:
    return round(masi(left, right) * PARTS)


def _alike(left: Counter[Label], right: Counter[Label]) -> int:
    return sum(n * m * (PARTS - _parts(a, b)) for a, n in left.items() for b, m in right.items())


class _Lanes:
    """Which count stands where in the long number."""

    def __init__(self, counted: Mapping[str, Sequence[Counter[Hashable]]]) -> None:
        self.labels = {name: _values(reports) for name, reports in counted.items()}
        self.likeness = {name: _likeness(values) for name, values in self.labels.items()}
        self.size = LANE * sum(len(_OWN) + 2 * len(values) for values in self.labels.values())

    def packed(self, report: Mapping[str, Counter[Hashable]]) -> int:
        out = bytearray()
        for name, values in self.labels.items():
            counts = report[name]
            for key in (*_OWN, *((0, v) for v in values), *((1, v) for v in values)):
                out += counts[key].to_bytes(LANE, "little")
        return int.from_bytes(out, "little")

    def unpacked(self, number: int) -> dict[str, _Tally]:
        read = number.to_bytes(self.size, "little")
        counts = [int.from_bytes(read[at : at + LANE], "little") for at in range(0, self.size, LANE)]
        out, at = {}, 0
        for name, values in self.labels.items():
            first = at + len(_OWN)
            second = first + len(values)
            end = second + len(values)
            units, same, apart, across, pooled = counts[at:first]
            out[name] = _Tally(
                units, same, apart, across, pooled, counts[first:second], counts[second:end], self.likeness[name]
            )
            at = end
        return out


def _likeness(values: Sequence[Label]) -> list[tuple[int, int, int]]:
    every = [(a, b, PARTS - _parts(left, right)) for a, left in enumerate(values) for b, right in enumerate(values)]
    return [found for found in every if found[2]]


def _values(reports: Sequence[Counter[Hashable]]) -> list[Label]:
    found = {key[1] for counts in reports for key in counts if isinstance(key, tuple)}
    return sorted(found, key=sorted)
