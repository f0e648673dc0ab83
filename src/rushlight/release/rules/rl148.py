"""RL148: hearsay without its mark."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found


def find(case: Case) -> Iterator[Finding]:
    for s in case.subjects:
        by_hand = s.item.wording is not None or s.item.attribution is not None
        if s.item.hearsay and by_hand and not found(s.text, cue("RL148")):
            yield finding("RL148", s.item.id)


RULE = Rule("RL148", find)
