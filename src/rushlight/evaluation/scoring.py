"""The team's metrics, figure for figure those of its ``score_reading.py`` (a test compares them).

``act``        same act and overlapping words, one to one; a missed optional gold statement costs nothing
``family``     the same by what stands before the dot
``modality`` … ``affected``   shares right on the matched statements
``money`` … ``boilerplate``   values over the whole report
``quotes``     quoted stretches that are not the text's words
``broken``     forbidden readings that came out
"""

from __future__ import annotations

from collections import Counter

from rushlight.evaluation import forbidden, values
from rushlight.evaluation.matching import (
    AFFECTED,
    DOERS,
    Json,
    Match,
    Parties,
    act,
    family,
    in_roles,
    match,
    parties,
    same_party,
    speaker,
    unanswered,
)
from rushlight.evaluation.tally import Tally, add_hits, tell

MODE = {
    "direct_quote": "quote",
    "embedded_quote": "quote",
    "indirect_speech": "reported",
    "according_to": "reported",
    "hearsay": "reported",
    "narrator": "narrator",
    "first_person": "narrator",
}
"""Modes that count as one: quoted, reported, told by the author."""

SCOPE = {"incident": "single", "set": "single", "pattern": "general", "trend": "general"}
"""Scopes that count as one: single happenings, repeated practice."""


def score(gold: Json, found: Json, text: str, matches: list[Match] | None = None) -> Tally:
    """Counts of one report. ``matches`` are the pairs of equal act, where the caller has them already."""
    tally: Tally = Counter()
    pairs = match(gold["statements"], found["statements"], act) if matches is None else matches
    add_hits(tally, "act", _statement_hits(gold, found, pairs))
    families = match(gold["statements"], found["statements"], family)
    add_hits(tally, "family", _statement_hits(gold, found, families))
    sides = parties(gold), parties(found)
    for wanted, proposed in pairs:
        _fields(tally, wanted, proposed, *sides)
    add_hits(tally, "money", values.money_hits(gold, found))
    add_hits(tally, "time", values.time_hits(gold, found))
    add_hits(tally, "place", values.place_hits(gold, found))
    add_hits(tally, "boilerplate", values.apart_hits(gold, found))
    _must_be_none(tally, gold, found, text)
    return tally


def _statement_hits(gold: Json, found: Json, pairs: list[Match]) -> values.Hits:
    missed = [g for g in unanswered(gold["statements"], (g for g, _ in pairs)) if not g.get("optional")]
    return len(pairs), len(found["statements"]) - len(pairs), len(missed)


def _fields(tally: Tally, gold: Json, found: Json, gold_parties: Parties, found_parties: Parties) -> None:
    right = gold["modality"] == found["modality"]
    tell(tally, "modality", right)
    if gold["modality"] != "occurred":
        tell(tally, "mod_hard", right)
    if "negated" in (gold.get("polarity"), found.get("polarity")):
        tell(tally, "polarity", gold.get("polarity") == found.get("polarity"))
    tell(tally, "scope", same_scope(gold, found))
    tell(tally, "mode", same_mode(gold, found))
    tell(tally, "speaker", same_party(speaker(gold), speaker(found), gold_parties, found_parties))
    for name, roles in (("agent", DOERS), ("affected", AFFECTED)):
        if wanted := in_roles(gold, roles):
            tell(tally, name, same_party(wanted, in_roles(found, roles), gold_parties, found_parties))


def same_scope(gold: Json, found: Json) -> bool:
    return SCOPE.get(gold["scope"], gold["scope"]) == SCOPE.get(found["scope"], found["scope"])


def same_mode(gold: Json, found: Json) -> bool:
    told = found.get("attribution", {}).get("mode", "")
    return MODE[gold["attribution"]["mode"]] == MODE.get(told, "")


def _must_be_none(tally: Tally, gold: Json, found: Json, text: str) -> None:
    rules = gold.get("must_not", ())
    tally["quotes", "bad"] += values.unsupported(found, text)
    tally["quotes", "n"] += sum(1 for _ in values.spans_in(found))
    tally["broken", "bad"] += sum(forbidden.broken(rule, found) for rule in rules)
    tally["broken", "n"] += len(rules)
