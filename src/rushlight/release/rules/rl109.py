"""RL109: no consent for this purpose. No row means internal analysis only.

Consent to aggregate statistics covers tables and practices, never a single happening.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rushlight.record import Purpose, Scope
from rushlight.release.rules.base import Case, Finding, Rule, finding


def missing(case: Case, subjects: Sequence[str]) -> int:
    """How many of the reports have no consent; one at least where nobody is named."""
    lacking = sum(not case.facts.consented(subject, case.draft.purpose) for subject in subjects)
    return lacking if subjects else 1


def find(case: Case) -> Iterator[Finding]:
    purpose = case.draft.purpose
    if purpose is Purpose.INTERNAL_ANALYSIS:
        return
    for s in case.subjects:
        single = purpose is Purpose.AGGREGATE_STATISTICS and s.item.scope is Scope.INCIDENT
        n = max(1, len(s.item.subjects)) if single else missing(case, s.item.subjects)
        if n:
            yield finding("RL109", s.item.id, n=n)
    for table in case.draft.tables:
        n = missing(case, table.subjects)
        if n:
            yield finding("RL109", table.id, say="say_table", n=n)


RULE = Rule("RL109", find)
