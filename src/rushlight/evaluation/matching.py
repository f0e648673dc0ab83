"""Which proposal answers which gold statement, and whether two parties are the same one.

Gold and proposals are coding sheets as JSON data: people's sheets carry keys that a Reading does not keep
(``optional``, ``must_not``), and a model's wrong quotation must be counted, not refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]
Parties = Mapping[str, Json]
Match = tuple[Json, Json]
"""A gold statement and the proposal that answers it."""

DOERS = frozenset({"perpetrator", "ordering_authority", "informant"})
"""Roles on the perpetrating side."""

AFFECTED = frozenset({"affected"})


def overlap(left: Iterable[Json], right: Iterable[Json]) -> int:
    """How many code points two sets of spans share."""
    other = tuple(right)
    return sum(max(0, min(a["end"], b["end"]) - max(a["start"], b["start"])) for a in left for b in other)


def match(gold: Sequence[Json], found: Sequence[Json], key: Callable[[Json], str]) -> list[Match]:
    """One-to-one pairs with equal ``key`` and overlapping spans: longest overlap first, then equal modality."""
    pairs = [
        (-shared, g["modality"] != f.get("modality"), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if key(g) == key(f) and (shared := overlap(g["spans"], f["spans"]))
    ]
    taken_gold, taken_found, out = set(), set(), []
    for _, _, i, j in sorted(pairs):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            out.append((gold[i], found[j]))
    return out


def act(statement: Json) -> str:
    return str(statement["act"])


def family(statement: Json) -> str:
    """The act's family: what stands before the dot."""
    return act(statement).split(".")[0]


def unanswered(rows: Iterable[Json], answered: Iterable[Json]) -> list[Json]:
    """The rows that stand in no pair, by identity: two statements of one sheet may look alike."""
    ids = {id(row) for row in answered}
    return [row for row in rows if id(row) not in ids]


def parties(sheet: Json) -> Parties:
    return {p["id"]: p for p in sheet.get("parties", ())}


def in_roles(statement: Json, wanted: Collection[str]) -> set[str]:
    """Ids of the parties in any of the roles."""
    return {p["party"] for p in statement.get("participants", ()) if p["role"] in wanted}


def speaker(statement: Json) -> set[str]:
    """The speaker's id, or nothing."""
    told = statement.get("attribution", {}).get("speaker")
    return {told} if told else set()


def same_party(gold_ids: set[str], found_ids: set[str], gold: Parties, found: Parties) -> bool:
    """Whether one found party shares a mention (without mentions: the class) with a gold one; rightly none counts."""
    if not gold_ids:
        return not found_ids
    return any(_alike(gold[g], found[f]) for f in found_ids if f in found for g in gold_ids)


def _alike(gold: Json, found: Json) -> bool:
    if gold["mentions"] and found.get("mentions"):
        return overlap(gold["mentions"], found["mentions"]) > 0
    return bool(gold["class"] == found.get("class"))
