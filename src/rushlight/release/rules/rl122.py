"""RL122: so many words of one source, over all releases, that its way of telling shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rushlight.release.facts import Facts
from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.rl104 import WORD


def published(facts: Facts) -> Counter[str]:
    """Words that earlier releases published, by the source they rest on."""
    out: Counter[str] = Counter()
    for earlier in facts.ledger:
        for view, text in zip(earlier.items, earlier.texts, strict=False):
            out.update(dict.fromkeys(facts.tellers(view.statements), len(WORD.findall(text))))
    return out


def find(case: Case) -> Iterator[Finding]:
    told = published(case.facts)
    for s in case.subjects:
        behind = case.facts.tellers(s.item.statements)
        told.update(dict.fromkeys(behind, len(WORD.findall(s.text))))
        if any(told[source] > case.gates.source_words for source in behind):
            yield finding("RL122", s.item.id, n=case.gates.source_words)


RULE = Rule("RL122", find)
