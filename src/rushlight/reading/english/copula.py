"""Clauses without a verb, as notes and headlines have them: ``Under house arrest since May``, ``Neighbours angry``.

A verb ``be`` without letters is put where it would stand, so that the frames of ``be`` hold for such clauses too.
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Item, Vg
from rushlight.reading.english.lexicon import lexicon
from rushlight.reading.english.tokens import Token

LONGEST = 16
"""Tokens; longer sentences without a verb are lists or titles."""
STATES = frozenset({"out", "home", "back", "inside", "away", "missing", "gone", "alive", "dead", "free"})
INTO_STATES = frozenset({"outside", "in", "under", "on", "at", "behind", "without", "with", "out of"})


def supply(items: list[Item], tokens: list[Token]) -> None:
    """Put a ``be`` into a short sentence that has no verb but tells a state of somebody."""
    if len(tokens) > LONGEST or tokens[-1].text in "?:" or any(i.vg is not None or i.kind == "W" for i in items):
        return
    k = _gap(items)
    if k is None:
        return
    at = items[k].first
    here = tokens[at].start
    verb = Token(here, here, "is", "is", "A", "be", "VBZ")
    items.insert(k, Item("V", at, at, vg=Vg(at, at, verb, "fin"), tokens=tokens))


def _gap(items: list[Item]) -> int | None:
    """The item before which the verb is missing, or None."""
    k = _over(items, 0, "HEY")
    if k < len(items) and items[k].np is not None and not items[k].prep:
        np = items[k].np
        if np is None or not (np.heads & lexicon().classes.keys() or np.name or np.pronoun or _told(np.heads)):
            return None
        k = _over(items, k + 1, "HEY", ",")
        return k if k < len(items) and _state(items, k) else None
    start = _over(items, 0, "HE", "")
    first = next((j for j in range(start + 1) if j < len(items) and _state(items, j)), None)
    return first if first is not None and len(items) > 1 else None


def _told(heads: frozenset[str]) -> bool:
    """Things whose state is told: whereabouts unknown, mood tense."""
    return bool(heads & {"whereabouts", "fate", "mood", "atmosphere", "family", "house", "home", "car", "van", "jeep"})


def _over(items: list[Item], k: int, kinds: str, marks: str = "") -> int:
    while (
        k < len(items)
        and items[k].kind in kinds
        and items[k].low not in STATES
        and (items[k].kind != "Y" or items[k].low == marks)
    ):
        k += 1
    return k


def _state(items: list[Item], k: int) -> bool:
    """Does a state begin here: ``in hiding``, ``angry``, ``home``?"""
    item = items[k]
    if item.kind == "P" and item.low in INTO_STATES:
        return k + 1 < len(items) and items[k + 1].np is not None
    return item.kind == "J" or item.low in STATES
