"""RL118: a family's story: two relatives or more and what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found, pieces, tells_a_happening


def trajectory(text: str) -> bool:
    """Whether two different relatives stand in the text, and a move or fate."""
    kin = {k.lower().removesuffix("s") for k in found(text, cue("RL118")["kin"])}
    return len(kin) >= 2 and bool(found(text, cue("RL118")["moves"]))


def find(case: Case) -> Iterator[Finding]:
    for piece in pieces(case):
        if tells_a_happening(case, piece) and trajectory(piece.text):
            yield finding("RL118", piece.item, part=piece.called)


RULE = Rule("RL118", find)
