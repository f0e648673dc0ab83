"""Which part of a sentence tells an insider most, and which insider is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rushlight.release.draft import DraftItem, Words
from rushlight.release.facts import Facts
from rushlight.release.insider import Families, bounds, worst
from rushlight.release.ladders import Ladders
from rushlight.release.projection import project_at
from rushlight.release.settings import Adversary, part, words
from rushlight.release.spreading import OWN


def most_telling(item: DraftItem, steps: Ladders, at: Mapping[str, int], facts: Facts, who: Adversary) -> tuple[str, ...]:
    """Axes by how many more families would fit were that axis alone shown at its most general, most telling first."""
    here = bounds(project_at(item, steps, at), who, facts.world)[1]
    gains = []
    for axis, rungs in steps.items():
        wide = bounds(project_at(item, steps, {**at, axis: len(rungs) - 1}), who, facts.world)[1]
        if wide > here:
            gains.append((here / wide, axis))
    return tuple(axis for _, axis in sorted(gains))


def telling_words(labels: Sequence[Words]) -> Words:
    """A sentence with the two most telling parts as a reader sees them."""
    shown, texts = labels[:2], part("rules")["RL101"]["telling"]
    if not shown:
        return words(texts["nothing"])
    en, ko = ", then ".join(f"“{label.en}”" for label in shown), ", 그다음은 ".join(f"‘{label.ko}’" for label in shown)
    return Words(texts["most"]["en"].format(parts=en), texts["most"]["ko"].format(parts=ko))


def rests(fitting: Families) -> Words | None:
    """The assumption that carries most weight in one insider's answer; None where nothing had to be assumed."""
    texts, heaviest = part("priors")["assumptions"], fitting.heaviest
    if not fitting.countable:
        return words(texts["own_only"])
    if heaviest is None:
        return None
    name = words(part("priors")["factors"][heaviest.name.partition(":")[0]])
    low, high = number(heaviest.low), number(heaviest.high)
    heavy = words(texts["own" if heaviest.standing == OWN else "heaviest"])
    return Words(heavy.en.format(factor=name.en, low=low, high=high), heavy.ko.format(factor=name.ko, low=low, high=high))


def number(n: float) -> str:
    """As people write it: 20,000, 0.05, 1.5."""
    return f"{n:,.0f}" if n >= 100 else f"{n:.2g}"


OFFICER = "A3"
NEAR = 0.9


def likeliest(pools: Sequence[Families]) -> Families:
    """Whose answer is told: of those who alone come as close as the closest the officer who took part, since he reads
    with the happening before his eyes; without him the least knowing, and the state itself only where nobody else does."""
    closest = worst(pools).worst_p
    near = [f for f in pools if f.worst_p >= NEAR * closest]
    return next((f for f in near if f.adversary == OFFICER), near[0])
