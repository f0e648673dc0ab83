"""RL154: what happened to an intermediary told of a family."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found


def find(case: Case) -> Iterator[Finding]:
    words = cue("RL154")
    for s in case.subjects:
        if s.item.group != "intermediaries" or s.item.wording is None:
            continue
        if found(s.text, words["family"]) and not found(s.text, words["broker"]):
            yield finding("RL154", s.item.id)


RULE = Rule("RL154", find)
