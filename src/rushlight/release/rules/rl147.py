"""RL147: a confession told without the pressure it was made under, or as a free one."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.record import Modality
from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found, pieces


def find(case: Case) -> Iterator[Finding]:
    words = cue("RL147")
    for piece in pieces(case):
        s = piece.subject
        if s is None or piece.field:
            continue
        confession = s.item.modality is Modality.CONFESSED or s.item.act.startswith("respond.confess")
        told = confession or bool(found(piece.text, words["marks"]))
        pressed = bool(found(piece.text, words["pressure"]))
        if s.item.wording == piece.text and told and (not pressed or found(piece.text, words["free"])):
            yield finding("RL147", piece.item)


RULE = Rule("RL147", find)
