"""RL102: only few could have told: people who could know what is stated, reports behind a practice."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.record import Scope
from rushlight.release.rules.base import Case, Finding, Rule, Subject, finding
from rushlight.release.source import HAPPENED, fact_words

PRACTICES = (Scope.PATTERN, Scope.TREND)


def find(case: Case) -> Iterator[Finding]:
    for s in case.subjects:
        if s.item.scope is Scope.INCIDENT:
            yield from _few(case, s)
        if s.item.scope in PRACTICES and s.item.reports < case.gates.families:
            yield finding("RL102", s.item.id, say="say_families", n=s.item.reports, least=case.gates.families)


def _few(case: Case, s: Subject) -> Iterator[Finding]:
    """Every stated fact that only few could know: one is enough."""
    risk = s.source
    for fact, n in risk.knowers.items():
        if n < case.gates.knowers and (fact == HAPPENED or n < risk.knowers[HAPPENED]):
            yield finding("RL102", s.item.id, n=n, fact=fact_words(fact))


RULE = Rule("RL102", find)
