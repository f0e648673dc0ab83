"""RL107: words that say there is no other (only, first, 유일한, 처음)."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, any_word, finding
from rushlight.release.settings import part


def says_unique(text: str) -> bool:
    cues = part("phrases")["cues"]
    low = text.casefold()
    for harmless in (*cues["unique_not"]["en"], *cues["unique_not"]["ko"]):
        low = low.replace(harmless, " ")
    return any_word(low, (*cues["unique"]["en"], *cues["unique"]["ko"]))


def find(case: Case) -> Iterator[Finding]:
    for item, called, text in case.texts():
        if says_unique(text):
            yield finding("RL107", item, part=called)


RULE = Rule("RL107", find)
