"""RL122: so many words of one source, over all releases, that its way of telling shows."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.voices import published, voiced, words_of


def find(case: Case) -> Iterator[Finding]:
    told = published(case.facts.said, case.facts)
    for sentence in voiced(case.draft, [s.text for s in case.subjects]):
        here = words_of(sentence, case.facts)
        told.update(here)
        if any(told[source] > case.gates.source_words for source in here):
            yield finding("RL122", sentence.item, n=case.gates.source_words)


RULE = Rule("RL122", find)
