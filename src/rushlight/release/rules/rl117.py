"""RL117: a chronology: three dated steps or more, in one text or of one happening in several sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found, pieces
from rushlight.release.rules.rl112 import DAY, MONTH
from rushlight.release.rules.rl115 import days

STEPS = 3
SHORT = 31
"""Days: times as short as a month make a step."""


def steps(text: str) -> int:
    """How many different days, months and steps in time ("a week later") the text names."""
    relative = {m.lower() for m in found(text, cue("RL117"))}
    named = {m.group() for m in DAY.finditer(text)}
    return len(relative) + len(named | {m.group() for m in MONTH.finditer(DAY.sub(" ", text))})


def find(case: Case) -> Iterator[Finding]:
    for piece in pieces(case):
        if steps(piece.text) >= STEPS:
            yield finding("RL117", piece.item, part=piece.called)
    told: dict[str, dict[object, str]] = defaultdict(dict)
    for s in case.subjects:
        if s.item.event is not None and days(s) <= SHORT:
            told[s.item.event].setdefault((s.view.time.earliest, s.view.time.latest) if s.view.time else None, s.item.id)
    for items in told.values():
        for item in list(items.values())[STEPS - 1 :]:
            yield finding("RL117", item, say="say_together", remedies=(1,), n=len(items))


RULE = Rule("RL117", find)
