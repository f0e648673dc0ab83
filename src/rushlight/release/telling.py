"""Which part of a sentence tells an insider most, and who the likeliest insider is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rushlight.release.draft import DraftItem, Words
from rushlight.release.facts import Facts
from rushlight.release.insider import Families, bounds, worst
from rushlight.release.ladders import Ladders, axis_label
from rushlight.release.projection import project_at
from rushlight.release.settings import Adversary, adversaries


def most_telling(item: DraftItem, steps: Ladders, at: Mapping[str, int], facts: Facts, who: Adversary) -> tuple[str, ...]:
    """Axes by how many more families would fit were that axis alone shown at its most general, most telling first."""
    here = bounds(project_at(item, steps, at), who, facts.world)[1]
    gains = []
    for axis, rungs in steps.items():
        wide = bounds(project_at(item, steps, {**at, axis: len(rungs) - 1}), who, facts.world)[1]
        if wide > here:
            gains.append((here / wide, axis))
    return tuple(axis for _, axis in sorted(gains))


def telling_words(steps: Ladders, at: Mapping[str, int], axes: tuple[str, ...]) -> Words:
    """The two most telling parts as a reader sees them."""
    shown = [(axis_label(a), steps[a][at[a]].label) for a in axes[:2]]
    if not shown:
        return Words("what is left has no step to widen", "더 넓힐 수 있는 단계가 없음")
    en = ", then ".join(f"{axis.en} (“{label.en}”)" for axis, label in shown)
    ko = ", 그다음 ".join(f"{axis.ko}(‘{label.ko}’)" for axis, label in shown)
    return Words(en, ko)


def likeliest(pools: Sequence[Families]) -> Adversary:
    """The least knowing adversary who alone comes as close as the closest; of the state itself only where nobody does."""
    closest = worst(pools).worst_p
    near = [f.adversary for f in pools if f.worst_p >= 0.9 * closest]
    return adversaries()[near[0]]
