"""Where statements begin and end: strict, exact, partial and type agreement.

The four measures of SemEval-2013 task 9.1 (Segura-Bedmar, Martínez and Herrero-Zazo 2013, section 4) with the
categories of MUC-5 (Chinchor and Sundheim 1993): correct, incorrect, partial, missing, spurious.
An entity is a statement, its type the act, its boundaries the set of its characters (spans may be discontinuous).
Pairs of one act come first, so that ``type`` is the act measure; then what overlaps under another act.
"""

from __future__ import annotations

from rushlight.evaluation.matching import Json, Match, unanswered
from rushlight.evaluation.matching import match as pair
from rushlight.evaluation.tally import Tally

MEASURES = ("strict", "exact", "partial", "type")


def other_acts(gold: Json, found: Json, matches: list[Match]) -> list[Match]:
    """What was read at a missed statement's words, but as another act; optional gold asks for nothing."""
    missed = [g for g in unanswered(gold["statements"], (g for g, _ in matches)) if not g.get("optional")]
    false = unanswered(found["statements"], (f for _, f in matches))
    return pair(missed, false, lambda _: "")


def add_boundaries(tally: Tally, gold: Json, found: Json, matches: list[Match], others: list[Match]) -> None:
    """Add the counts of one report under ``("span", measure, category)``."""
    for rows, same_act in ((matches, True), (others, False)):
        for wanted, proposed in rows:
            _add_pair(tally, _extent(wanted) == _extent(proposed), same_act)
    pairs = len(matches) + len(others)
    missed = [g for g in unanswered(gold["statements"], (g for g, _ in (*matches, *others))) if not g.get("optional")]
    for measure in MEASURES:
        tally["span", measure, "missing"] += len(missed)
        tally["span", measure, "spurious"] += len(found["statements"]) - pairs


def _add_pair(tally: Tally, same_extent: bool, same_act: bool) -> None:
    tally["span", "strict", "correct" if same_extent and same_act else "incorrect"] += 1
    tally["span", "exact", "correct" if same_extent else "incorrect"] += 1
    tally["span", "partial", "correct" if same_extent else "partial"] += 1
    tally["span", "type", "correct" if same_act else "incorrect"] += 1


def _extent(statement: Json) -> frozenset[int]:
    return frozenset(at for s in statement["spans"] for at in range(s["start"], s["end"]))
