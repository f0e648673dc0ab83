"""RL124: a pseudonym that an earlier release used: it ties the two stories together."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found, pieces


def pseudonyms(text: str) -> set[str]:
    """Names that stand for somebody, without their dots and case."""
    return {m.replace(".", "").casefold().strip() for m in found(text, cue("RL124"))}


def find(case: Case) -> Iterator[Finding]:
    used = {name for earlier in case.facts.ledger for text in earlier.texts for name in pseudonyms(text)}
    for piece in pieces(case):
        if pseudonyms(piece.text) & used:
            yield finding("RL124", piece.item, part=piece.called)


RULE = Rule("RL124", find)
