"""RL123: traces of the original wording: another script, a translator's mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import cue, found, pieces

HAN = r"\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff"
FOREIGN = {"en": re.compile(rf"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f{HAN}]"), "ko": re.compile(f"[{HAN}]")}
"""Scripts that do not belong in a text of this language."""


def find(case: Case) -> Iterator[Finding]:
    for piece in pieces(case):
        if FOREIGN[piece.language].search(piece.text) or found(piece.text, cue("RL123")):
            yield finding("RL123", piece.item, part=piece.called)


RULE = Rule("RL123", find)
