"""A conditional logit over the parties of a report and nobody, for each of the two questions.

P(party) is proportional to exp(sum of the weights of its features) among all that are weighed for the statement, nobody
included (McFadden, "Conditional logit analysis of qualitative choice behavior", 1974). The weights come from
``scripts/train_choosing.py``, in hundredths.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rushlight.reading.choosing.features import ROLES, facts, of_nobody, of_party
from rushlight.reading.choosing.scene import Moment, Scene
from rushlight.tables import load_table

QUESTIONS = tuple(ROLES)
"""Who did it, and whom it befell; the order of the weights in the table."""
UNIT = 100


@dataclass(frozen=True)
class Chances:
    """For one question: the probability of each party weighed, by its number, and of nobody. They sum to 1."""

    parties: Mapping[int, float]
    nobody: float


def chances(scene: Scene, moment: Moment) -> dict[str, Chances]:
    """The chances of both questions for a statement. Pure; parties without weights count as unknown, not as unlikely."""
    weights: Mapping[str, Sequence[int]] = load_table(f"choosing_{scene.language}")["weights"]
    f = facts(scene, moment)
    rows = [_sums(weights, of_nobody(f)), *(_sums(weights, of_party(f, n)) for n in f.weighed)]
    return {name: _shares(f.weighed, [row[k] for row in rows]) for k, name in enumerate(QUESTIONS)}


def _sums(weights: Mapping[str, Sequence[int]], features: Iterable[str]) -> tuple[int, int]:
    doer = sufferer = 0
    for feature in features:
        row = weights.get(feature)
        if row is not None:
            doer += row[0]
            sufferer += row[1]
    return doer, sufferer


def _shares(weighed: Sequence[int], sums: Sequence[int]) -> Chances:
    most = max(sums)
    parts = [math.exp((s - most) / UNIT) for s in sums]
    total = sum(parts)
    return Chances({n: part / total for n, part in zip(weighed, parts[1:], strict=True)}, parts[0] / total)
