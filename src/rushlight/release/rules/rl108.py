"""RL108: the honesty gate. The modality and a single source must be worded."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.record import Modality, Polarity
from rushlight.release.rules.base import Case, Finding, Rule, Subject, finding, has_cue
from rushlight.release.settings import part, words


def unworded(subject: Subject, language: str) -> Iterator[str]:
    """Modality (or negation) that the sentence does not word."""
    item = subject.item
    if item.modality is not Modality.OCCURRED and not has_cue(subject.text, item.modality.value, language):
        yield item.modality.value
    if item.polarity is Polarity.NEGATED and not has_cue(subject.text, "negated", language):
        yield "negated"


def find(case: Case) -> Iterator[Finding]:
    for s in case.subjects:
        for name in unworded(s, case.draft.language):
            yield finding("RL108", s.item.id, modality=words(part("phrases")["modalities"][name]))
        if s.item.sources.min < 2 and not has_cue(s.text, "source", case.draft.language):
            yield finding("RL108", s.item.id, say="say_source", remedies=(1,), modality="")


RULE = Rule("RL108", find)
