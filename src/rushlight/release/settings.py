"""The release table's parts, typed: gates, adversaries, priors (resources/release)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

from rushlight.errors import ReleaseError
from rushlight.release.draft import Words
from rushlight.tables import load_table


@dataclass(frozen=True, slots=True)
class Gates:
    """What a release has to meet (resources/release/thresholds.yaml).

    ``worst``: highest probability (95 % bound) that an insider's one guess is right; ``pool``: fewest families
    (5 % bound) that must fit; ``knowers``: fewest people who could have told; ``families``: fewest reports
    behind a practice; ``cell``: smallest cell; ``quote_words``: so many words in a row are a quotation;
    ``recent_days``: a happening this fresh is recent; ``soon_days``: one this fresh may not leave at all;
    ``base``: fewest reports that a percentage may be taken of; ``people``: fewest who live in an area that is named;
    ``source_words``: most words that all releases together may rest on one source; ``margin``: so many times less than
    assumed may the weightiest figure be that nobody of the team stands for, and the gates hold still (1: no margin).
    """

    preset: str
    worst: float
    pool: float
    knowers: int
    families: int
    cell: int
    quote_words: int
    recent_days: int
    soon_days: int
    base: int
    people: int
    source_words: int
    margin: float


GATES = ("worst", "pool", "knowers", "families", "cell", "quote_words", "recent_days", "source_words", "margin")
AT_MOST = ("worst", "quote_words", "source_words")
"""Gates that let more pass the larger they are."""
BROKEN = ("worst", "pool", "margin")
"""Gates that need not be whole numbers."""
MOST = 1_000_000
SENSE = "worst lies between 0 and 1, the others are 1 or more"


def looser(mine: Gates) -> tuple[str, ...]:
    """The gates that let more pass than the shipped default: a longer quotation, a less wide pool and so on."""
    shipped, out = gates("default"), []
    for name in GATES:
        here, there = getattr(mine, name), getattr(shipped, name)
        if here > there if name in AT_MOST else here < there:
            out.append(name)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Adversary:
    """Who he is, which fields he knows before he reads, and what he counts by: happenings, calls or transfers."""

    id: str
    label: Words
    knows: frozenset[str]
    universe: str = "happenings"

    def fields(self, act: str) -> frozenset[str]:
        """The fields that filter for him where this act is told: who sent the money knows sum and day of the transfer,
        not of the bribe."""
        return self.knows | {"amount", "time"} if "transfer" in self.knows and act.startswith("exchange.") else self.knows


def part(name: str) -> Any:
    """One part of the packaged release table."""
    return load_table("release")[name]


def gates(preset: str, **changes: float) -> Gates:
    """The gates of a preset, with a team's own figures in place of some.

    Raises ReleaseError when there is no preset of that name, no such gate, or when a figure makes no sense as one.
    """
    presets = part("thresholds")["presets"]
    if preset not in presets:
        raise ReleaseError("no such preset of the release gates", where=preset, hint=f"use one of {', '.join(presets)}")
    for name, value in changes.items():
        if name not in GATES:
            raise ReleaseError("there is no such release gate", where=name, hint=f"use one of {', '.join(GATES)}")
        if not math.isfinite(value) or not (0 < value < 1 if name == "worst" else 1 <= value <= MOST):
            raise ReleaseError("this figure makes no sense as a gate", where=name, hint=SENSE)
        if name not in BROKEN and value != int(value):
            raise ReleaseError("this gate is a whole number", where=name)
    counted = {n: v if n in BROKEN else int(v) for n, v in changes.items()}
    return Gates(preset, **{**presets[preset], **counted})


@cache
def adversaries() -> dict[str, Adversary]:
    """A1 to A7, by id."""
    rows = part("adversaries")["adversaries"]
    return {k: Adversary(k, Words(r["en"], r["ko"]), frozenset(r["knows"]), r["universe"]) for k, r in rows.items()}


def against(adversary: str) -> tuple[Adversary, ...]:
    """Whom a check has in mind: the state with everything stands for all seven, each with his own files."""
    known = adversaries()
    return tuple(known.values()) if adversary == part("adversaries")["default"] else (known[adversary],)


def words(row: Any) -> Words:
    """``{en, ko}`` as Words."""
    return Words(row["en"], row["ko"])
