"""RL115: a festival, season or event that dates it more exactly than the time that is shown."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, Subject, finding
from rushlight.release.rules.cues import cue, found, pieces, tells_a_happening


def days(subject: Subject) -> float:
    """How many days the time that is shown spans; without end where none is."""
    time = subject.view.time
    return (time.latest - time.earliest).days + 1 if time and time.earliest and time.latest else float("inf")


def dated(text: str, shown: float) -> bool:
    """Whether the text names a stretch of time shorter than ``shown`` days."""
    harmless = cue("RL115")["not"]
    return any(row["days"] < shown and found(text, {**row, "not": harmless}) for row in cue("RL115")["named"])


def find(case: Case) -> Iterator[Finding]:
    for piece in pieces(case):
        if not tells_a_happening(case, piece):
            continue
        subjects = case.subjects if piece.subject is None else (piece.subject,)
        if dated(piece.text, max(map(days, subjects))):
            yield finding("RL115", piece.item, part=piece.called)


RULE = Rule("RL115", find)
