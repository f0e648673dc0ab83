"""RL125: an id of the casefile or of an earlier release in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import pieces


def inner_ids(case: Case) -> set[str]:
    """Aliases of the reports, ids of statements, events and sources behind the draft, and public ids of earlier releases."""
    sources = case.facts.sources
    out = {*sources, *sources.values(), *(i for e in case.facts.said for i in (e.id, *(item.id for item in e.items)))}
    for item in case.draft.items:
        out |= {*item.subjects, *item.statements, *((item.event,) if item.event else ())}
    return out | {alias for table in case.draft.tables for alias in table.subjects}


def find(case: Case) -> Iterator[Finding]:
    ids = inner_ids(case) - {""}
    if not ids:
        return
    pattern = re.compile(r"(?<![\w.-])(?:" + "|".join(map(re.escape, sorted(ids))) + r")(?![\w-])")
    for piece in pieces(case):
        if pattern.search(piece.text):
            yield finding("RL125", piece.item, part=piece.called)


RULE = Rule("RL125", find)
