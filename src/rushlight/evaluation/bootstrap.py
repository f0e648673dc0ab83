"""Intervals: the percentile bootstrap over reports (Efron and Tibshirani 1993, chapter 13).

Reports are drawn, not statements: those of one report stand and fall together. Two readers of the same reports
are compared on the same draws (paired); two sets of reports are drawn apart. Chance comes as an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rushlight.evaluation.figures import Figure, Parts, ratio
from rushlight.evaluation.tally import Tally

Sampler = Callable[[int], Sequence[int]]
"""n -> n indices below n, drawn with replacement."""

DRAWS = 2000
INSIDE = 0.95
"""The share of the draws that an interval holds."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure of a set, or a difference of two; ``low`` and ``high`` bound its interval.

    All None where there was nothing to judge; the bounds None also where there is only one report.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


def draw(sampler: Sampler, reports: int, draws: int = DRAWS) -> list[Sequence[int]]:
    """The drawn reports of every draw; none where one report is all there is."""
    return [sampler(reports) for _ in range(draws)] if reports > 1 else []


def estimate(figure: Figure, reports: Sequence[Tally], drawn: Sequence[Sequence[int]]) -> Estimate:
    """The figure over all reports with its interval."""
    parts = [figure.parts(t) for t in reports]
    return _estimate(_figure(parts, range(len(parts))), [_figure(parts, picked) for picked in drawn])


def difference(
    figure: Figure,
    left: Sequence[Tally],
    left_drawn: Sequence[Sequence[int]],
    right: Sequence[Tally],
    right_drawn: Sequence[Sequence[int]],
) -> Estimate:
    """Left less right. Pass the same draws twice for two readers of the same reports."""
    ours, theirs = [figure.parts(t) for t in left], [figure.parts(t) for t in right]
    value = _minus(_figure(ours, range(len(ours))), _figure(theirs, range(len(theirs))))
    drawn = [_minus(_figure(ours, a), _figure(theirs, b)) for a, b in zip(left_drawn, right_drawn, strict=False)]
    return _estimate(value, drawn)


def _figure(parts: Sequence[Parts], picked: Sequence[int]) -> float | None:
    return ratio((sum(parts[i][0] for i in picked), sum(parts[i][1] for i in picked)))


def _minus(left: float | None, right: float | None) -> float | None:
    return None if left is None or right is None else left - right


def _estimate(value: float | None, drawn: Sequence[float | None]) -> Estimate:
    """A draw in which there is nothing to judge says nothing and is left out."""
    held = sorted(v for v in drawn if v is not None)
    if value is None or not held:
        return Estimate(value)
    outside = (1 - INSIDE) / 2
    return Estimate(value, _quantile(held, outside), _quantile(held, 1 - outside))


def _quantile(held: Sequence[float], share: float) -> float:
    """Linear between the two nearest, as in most statistics packages (type 7 of Hyndman and Fan 1996)."""
    at = share * (len(held) - 1)
    below = int(at)
    above = min(below + 1, len(held) - 1)
    return held[below] + (at - below) * (held[above] - held[below])
