"""What an adversary noticed of the happening itself, or of the telling: officers at a door, a record, a call, a transfer.

A family that he noticed is worth far more to him than one of the crowd. With chance q the true family is among those he
noticed; then he guesses among them, X of the others being noticed besides: E[1/(c + X)]. If it is not and he noticed
nobody who fits, he guesses in the crowd: p = q E[1/(c + X)] + (1 - q) P(X = 0) p_crowd.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rushlight.record import Scope
from rushlight.release.chance import p_found, p_none
from rushlight.release.factors import class_families, remitting, traits, window
from rushlight.release.figures import stated
from rushlight.release.projection import Projection
from rushlight.release.settings import Adversary, part
from rushlight.release.spreading import Factor, Plain, at_share, plain, values
from rushlight.release.world import World

SHOWN = ("exact", "double", "order")


@dataclass(frozen=True, slots=True)
class Clue:
    """How likely the true family is among those he noticed, and the factors of how many others are."""

    low: float
    high: float
    factors: tuple[Factor, ...]

    @property
    def mean(self) -> float:
        """Of a chance that is spread log-uniformly."""
        return self.low if self.low == self.high else (self.high - self.low) / math.log(self.high / self.low)


def clue(view: Projection, who: Adversary, known: frozenset[str], world: World, found: tuple[Factor, ...]) -> Clue | None:
    """What he noticed of a happening; None for those who have fields and files only. ``found``: the factors of the crowd."""
    row: Any = part("adversaries")["clues"].get(who.id)
    base = class_families(view, known, world)
    if row is None or base is None or view.scope is not Scope.INCIDENT:
        return None
    low, high = row["caught"]
    caught = Factor("caught", *_ends(row.get("times", row["caught"])), row["source"])
    if row["of"] in ("records", "calls"):
        return Clue(low, high, (*found, caught))
    dated = (remitting(world), _often(row, world), window(view, known | {"time"}, world))
    if row["of"] == "visits":
        return Clue(low, high, (*base, *dated, *traits(view, known, world)))
    step = view.shares.get("amount", "").partition(":")[0].partition("_")[0]
    fits = Factor("amount", *_ends(row["fits"][step]), row["source"]) if step in SHOWN else None
    return Clue(low, high, (*base, *dated, caught, *((fits,) if fits else ()), *traits(view, known, world)))


def _often(row: Any, world: World) -> Factor:
    if row["of"] == "visits":
        return Factor("calls", *_ends(row["a_year"]), row["source"])
    return stated("transfers", "transfers", part("priors")["transfers"]["a_year"], world.own)


def _ends(row: Iterable[float]) -> tuple[float, float]:
    low, high = row
    return low, high


def chance_at_worst(noticed: Clue, certain: int, crowd: float, shape: float | None) -> float:
    """The chance of a right guess at worst; ``crowd`` is that of a guess among all who fit."""
    return _mixed(noticed.high, certain, at_share(noticed.factors, 0.05), crowd, shape)


def chance_in_the_mean(noticed: Clue, certain: int, crowd: float, shape: float | None) -> float:
    """The same in the mean over the plausible."""
    return _in_the_mean(noticed.mean, certain, plain(noticed.factors), crowd, shape)


@lru_cache(maxsize=4096)
def _in_the_mean(q: float, certain: int, factors: Plain, crowd: float, shape: float | None) -> float:
    sample = values(factors)[::8]
    return sum(_mixed(q, certain, lam, crowd, shape) for lam in sample) / len(sample)


def _mixed(q: float, certain: int, lam: float, crowd: float, shape: float | None) -> float:
    return q * p_found(certain, lam, shape) + (1 - q) * p_none(lam, shape) * crowd


def forget() -> None:
    """Drop what is kept, to measure from the beginning."""
    _in_the_mean.cache_clear()
