"""RL146: one source told as several."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found, pieces


def find(case: Case) -> Iterator[Finding]:
    for piece in pieces(case):
        s = piece.subject
        if s is not None and not piece.field and s.item.sources.min < 2 and found(piece.text, cue("RL146")):
            yield finding("RL146", piece.item, part=piece.called)


RULE = Rule("RL146", find)
