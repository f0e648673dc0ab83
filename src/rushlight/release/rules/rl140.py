"""RL140: a percentage of few: 25 % of four is one."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import Piece, cue, found, pieces


def base(case: Case, piece: Piece) -> int:
    """How many reports the percentage can be of: those behind the sentence or table; for a title the fewest of all."""
    if piece.subject is not None:
        return piece.subject.item.reports
    tables = [len(t.subjects) for t in case.draft.tables if piece.item in (None, t.id)]
    return min([*tables, *(s.item.reports for s in case.subjects if piece.item is None)], default=0)


def find(case: Case) -> Iterator[Finding]:
    for piece in pieces(case):
        n = base(case, piece)
        if n < case.gates.base and found(piece.text, cue("RL140")):
            yield finding("RL140", piece.item, part=piece.called, n=n, least=case.gates.base)


RULE = Rule("RL140", find)
