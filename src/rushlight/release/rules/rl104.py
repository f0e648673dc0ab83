"""RL104: the exact sum of a happening, or a report's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rushlight.record import Scope
from rushlight.release.rules.base import Case, Finding, Rule, Subject, finding
from rushlight.release.sealed import plain

WORD = re.compile(r"\w+")


def exact_sum(subject: Subject) -> bool:
    return subject.view.shares.get("amount", "").startswith("exact") and subject.item.scope is Scope.INCIDENT


def repeated(text: str, sources: list[str], n: int) -> bool:
    """Whether ``n`` words in a row of the text stand in a source (both as WORDs joined by one space)."""
    said = WORD.findall(plain(text))
    windows = (f" {' '.join(said[i : i + n])} " for i in range(len(said) - n + 1))
    return any(window in source for window in windows for source in sources)


def find(case: Case) -> Iterator[Finding]:
    sources = [f" {' '.join(WORD.findall(plain(t)))} " for t in case.facts.texts]
    for s in case.subjects:
        if exact_sum(s):
            yield finding("RL104", s.item.id)
    for item, called, text in case.texts():
        if repeated(text, sources, case.gates.quote_words):
            yield finding("RL104", item, say="say_quote", remedies=(1,), part=called, n=case.gates.quote_words)


RULE = Rule("RL104", find)
