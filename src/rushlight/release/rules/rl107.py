"""RL107: words that say there is no other (only, first, 유일한, 처음)."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found


def says_unique(text: str) -> bool:
    return bool(found(text, cue("RL107")))


def find(case: Case) -> Iterator[Finding]:
    for item, called, text in case.texts():
        if says_unique(text):
            yield finding("RL107", item, part=called)


RULE = Rule("RL107", find)
