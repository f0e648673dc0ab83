"""RL124: a name that an earlier release gave to somebody: it ties the two stories together."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.draft import Words
from rushlight.release.pseudonyms import called
from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import pieces


def find(case: Case) -> Iterator[Finding]:
    used = frozenset(name for said in case.facts.said for name in said.names)
    for piece in pieces(case):
        if called(piece.text) & used:
            yield finding("RL124", piece.item, part=piece.called)
    for passage in case.draft.passages:
        if not passage.told and called(passage.text) & used:
            yield finding("RL124", passage.id, part=Words("sentence", "문장"))


RULE = Rule("RL124", find)
