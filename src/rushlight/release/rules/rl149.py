"""RL149: an estimate without its interval."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found, pieces


def find(case: Case) -> Iterator[Finding]:
    for piece in pieces(case):
        if found(piece.text, cue("RL149")) and not found(piece.text, cue("RL149")["range"]):
            yield finding("RL149", piece.item, part=piece.called)


RULE = Rule("RL149", find)
