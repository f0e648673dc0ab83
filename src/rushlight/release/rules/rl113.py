"""RL113: the work of one person beside a small place, or where no field counts it."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule
from rushlight.release.rules.cues import beside_the_fields
from rushlight.release.rules.levels import stopped

written = beside_the_fields("RL113")


def find(case: Case) -> Iterator[Finding]:
    yield from stopped("RL113", case)
    yield from (f for f in written(case) if f.item is not None)  # a title may speak of "the driver of change"


RULE = Rule("RL113", find)
