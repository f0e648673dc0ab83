"""RL153: the state's label told as a fact. Receiving money or calling a relative is no offence in the codebook."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found, pieces


def find(case: Case) -> Iterator[Finding]:
    for piece in pieces(case):
        if found(piece.text, cue("RL153")) and not found(piece.text, cue("RL153")["holder"]):
            yield finding("RL153", piece.item, part=piece.called)


RULE = Rule("RL153", find)
