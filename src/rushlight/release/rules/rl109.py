"""RL109: no consent for this purpose. No row means internal analysis only."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.record import Purpose
from rushlight.release.rules.base import Case, Finding, Rule, finding


def find(case: Case) -> Iterator[Finding]:
    if case.draft.purpose is Purpose.INTERNAL_ANALYSIS:
        return
    for s in case.subjects:
        missing = sum(not case.facts.consented(subject, case.draft.purpose) for subject in s.item.subjects)
        if missing or not s.item.subjects:
            yield finding("RL109", s.item.id, n=max(1, missing))


RULE = Rule("RL109", find)
