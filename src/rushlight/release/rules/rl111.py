"""RL111: when and how it was told; a happening so fresh that few calls lie between it and the release (a warning)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rushlight.record import Scope
from rushlight.release.rules.base import Case, Finding, Rule, Subject, finding
from rushlight.release.rules.cues import cue, found


def tells_when(text: str) -> bool:
    return bool(found(text, cue("RL111")))


def recent(subject: Subject, on: dt.date, days: int) -> bool:
    """Whether the time shown begins less than ``days`` before the release."""
    time = subject.view.time
    return subject.item.scope is Scope.INCIDENT and bool(time and time.earliest) and (on - time.earliest).days < days  # type: ignore[union-attr, operator]


def find(case: Case) -> Iterator[Finding]:
    for item, called, text in case.texts():
        if tells_when(text):
            yield finding("RL111", item, part=called)
    for s in case.subjects:
        if recent(s, case.facts.on, case.gates.recent_days):
            yield finding("RL111", s.item.id, say="say_recent", remedies=(1,), stops=False, n=case.gates.recent_days)


RULE = Rule("RL111", find)
