"""RL133: a child: of an age there are few in a place, and schools know them."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule
from rushlight.release.rules.cues import in_happenings
from rushlight.release.rules.levels import stopped

written = in_happenings("RL133")


def find(case: Case) -> Iterator[Finding]:
    yield from stopped("RL133", case)
    yield from written(case)


RULE = Rule("RL133", find)
