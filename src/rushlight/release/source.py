"""Who could have told: people outside the authorities who could know each stated fact, and the chance of naming the source.

``p_source = p_family x share``: of those who could know the least known fact, the likeliest teller's share; with
all alike it is 1 / N_know (design/RELEASE, 4a).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rushlight.release.draft import DraftItem, Words
from rushlight.release.ladders import axis_label
from rushlight.release.projection import Projection
from rushlight.release.settings import part, words

HAPPENED = "act"
"""The name of the happening itself among the stated facts; the others go by their axis."""
HIDDEN = ("removed", "officials", "relative")


@dataclass(frozen=True, slots=True)
class SourceRisk:
    """``knowers``: how many could know each stated fact (by axis); ``fact`` the least known; ``p`` the chance at worst
    that one guess names the source."""

    knowers: Mapping[str, int]
    fact: str
    p: float

    @property
    def fewest(self) -> int:
        return self.knowers[self.fact]


def source_risk(item: DraftItem, view: Projection, p_family: float) -> SourceRisk:
    """The answer for an item as it is shown; ``p_family`` is the chance of a right guess of the family."""
    facts = [HAPPENED, *(axis for axis, step in view.shares.items() if step not in HIDDEN)]
    kinds = {fact: _kinds(item, fact) for fact in facts}
    counted = {fact: _count(kinds[fact]) for fact in facts}
    least = min(facts, key=lambda fact: counted[fact])
    return SourceRisk(counted, least, p_family * max((_share(kinds[fact]) for fact in facts), default=1.0))


def fact_words(fact: str) -> Words:
    """What to call a stated fact."""
    return words(part("priors")["knowers"]["happened"]) if fact == HAPPENED else axis_label(fact)


def _kinds(item: DraftItem, fact: str) -> tuple[str, ...]:
    """The kinds of people whom the editor named for this fact, for the item, or the usual ones."""
    return item.known_to.get(fact) or item.knowers or tuple(part("priors")["knowers"]["default"])


def _count(kinds: tuple[str, ...]) -> int:
    table = part("priors")["knowers"]["kinds"]
    return sum(table.get(kind, 0) for kind in kinds)


def _share(kinds: tuple[str, ...]) -> float:
    """The share of the likeliest one, 1 where nobody is known who could."""
    table, weights = part("priors")["knowers"]["kinds"], part("priors")["knowers"]["weights"]
    each = {kind: float(weights.get(kind, 1)) for kind in kinds if table.get(kind)}
    total = sum(weight * table[kind] for kind, weight in each.items())
    return max(each.values()) / total if total else 1.0
