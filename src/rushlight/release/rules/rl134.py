"""RL134: somebody in the state's hands, named by a relation: the bureau has one such daughter."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found, sentences, tells_a_happening
from rushlight.release.rules.levels import TAKEN, stopped


def find(case: Case) -> Iterator[Finding]:
    yield from stopped("RL134", case)
    for piece in sentences(case):
        s = piece.subject
        taken = s is not None and s.item.act.partition(".")[0] in TAKEN
        if taken and tells_a_happening(case, piece) and found(piece.text, cue("RL134")):
            yield finding("RL134", piece.item)


RULE = Rule("RL134", find)
