"""RL110: a proposal nobody reviewed, or a sentence nobody else read."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding


def find(case: Case) -> Iterator[Finding]:
    written = {passage.id for passage in case.draft.passages}
    for s in case.subjects:
        waiting = sum(statement not in case.facts.accepted for statement in s.item.statements)
        if waiting:
            yield finding("RL110", s.item.id, n=waiting)
        elif not s.item.statements and not s.item.elsewhere:
            yield finding("RL110", s.item.id, say="say_unknown", remedies=(2,)) if written else finding("RL110", s.item.id, n=1)
        by_hand = s.item.wording is not None or s.item.attribution is not None
        if by_hand and not s.item.wording_reviewed and not written:
            yield finding("RL110", s.item.id, say="say_wording", remedies=(1,))
    for passage in case.draft.passages:
        if not passage.signed:
            yield finding("RL110", passage.id, say="say_unsigned", remedies=(3,))
        elif passage.unread:
            yield finding("RL110", passage.id, say="say_unread", remedies=(4,))


RULE = Rule("RL110", find)
