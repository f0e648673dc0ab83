"""RL102: only few could have told: people who could know a happening, reports behind a practice."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.record import Scope
from rushlight.release.draft import DraftItem
from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.settings import part

PRACTICES = (Scope.PATTERN, Scope.TREND)


def knowers(item: DraftItem) -> int:
    """How many people outside the authorities could know of it: the editor's kinds, or the usual ones."""
    table = part("priors")["knowers"]
    return sum(table["kinds"].get(kind, 0) for kind in item.knowers or table["default"])


def find(case: Case) -> Iterator[Finding]:
    for s in case.subjects:
        if s.item.scope is Scope.INCIDENT and knowers(s.item) < case.gates.knowers:
            yield finding("RL102", s.item.id, n=knowers(s.item))
        if s.item.scope in PRACTICES and s.item.reports < case.gates.families:
            yield finding("RL102", s.item.id, say="say_families", n=s.item.reports, least=case.gates.families)


RULE = Rule("RL102", find)
