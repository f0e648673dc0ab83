"""RL110: a proposal nobody reviewed, or a sentence nobody else read."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding


def find(case: Case) -> Iterator[Finding]:
    for s in case.subjects:
        waiting = sum(statement not in case.facts.accepted for statement in s.item.statements)
        if waiting or not s.item.statements:
            yield finding("RL110", s.item.id, n=max(1, waiting))
        by_hand = s.item.wording is not None or s.item.attribution is not None
        if by_hand and not s.item.wording_reviewed:
            yield finding("RL110", s.item.id, say="say_wording", remedies=(1,))


RULE = Rule("RL110", find)
