"""The quick way to spread a product of intervals, against adding factor by factor and ordering the values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.release.chance import log_draws, quantile
from rushlight.release.spreading import CAPPED, DIMENSIONS, POINTS, Factor, at_share, spread

ends = st.floats(1e-3, 1e4)


@st.composite
def products(draw: st.DrawFn) -> tuple[Factor, ...]:
    names = draw(st.lists(st.sampled_from([*DIMENSIONS, "detail:0", "detail:1"]), min_size=1, max_size=9, unique=True))
    found = []
    for name in names:
        low = draw(ends)
        found.append(Factor(name, low, low * draw(st.sampled_from([1.0, 1.5, 10.0])), "a source"))
    return tuple(found)


def plainly(found: tuple[Factor, ...]) -> list[float]:
    values = []
    for k in range(POINTS):
        total, often = 0.0, 0.0
        for f in found:
            kind = f.name.partition(":")[0]
            drawn = log_draws(DIMENSIONS.index(kind), f.low, f.high, POINTS)[k]
            if kind in CAPPED:
                often += drawn
            else:
                total += drawn
        values.append(math.exp(total + min(0.0, often)))
    return sorted(values)


@settings(max_examples=40, deadline=None)
@given(products(), st.sampled_from([0.05, 0.5, 0.95]))
def test_the_quick_way_gives_what_the_plain_way_gives(found: tuple[Factor, ...], share: float) -> None:
    plain = plainly(found)
    assert spread(found) == pytest.approx(plain, rel=1e-9)
    assert at_share(found, share) == pytest.approx(quantile(plain, share), rel=1e-9)
