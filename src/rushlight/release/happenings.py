"""Which sentences of a text tell of one happening: by paragraph, and across paragraphs where place and time agree.

Joining too much only makes the check stricter, since all facts about one happening are laid together; joining too
little would let a town in one sentence and a month in the next pass one by one. So in doubt it is joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rushlight.record import Interval
from rushlight.release.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Fact:
    """What one statement of a text says, and where: its item's id, its paragraph, its place (atlas id) and time."""

    id: str
    paragraph: int
    place: str | None = None
    time: Interval | None = None


@dataclass(slots=True)
class Told:
    """One happening of a text: the ids of its facts, in order."""

    facts: list[Fact] = field(default_factory=list)

    @property
    def places(self) -> list[str]:
        return [f.place for f in self.facts if f.place]

    @property
    def times(self) -> list[Interval]:
        return [f.time for f in self.facts if f.time]


def happenings(facts: Iterable[Fact], atlas: Gazetteer) -> tuple[Told, ...]:
    """The happenings of a text. A fact goes to the latest happening of its paragraph that it does not contradict, or to
    an earlier one whose place and time it shares; a paragraph that begins without place and time goes on with the last."""
    out: list[Told] = []
    for fact in facts:
        here = [t for t in reversed(out) if t.facts[-1].paragraph == fact.paragraph]
        home = next((t for t in here if agrees(fact, t, atlas)), None)
        if home is None:
            home = next((t for t in reversed(out) if _goes_on(fact, t, here, atlas)), None)
        if home is None:
            home = Told()
            out.append(home)
        home.facts.append(fact)
    return tuple(out)


def agrees(fact: Fact, told: Told, atlas: Gazetteer) -> bool:
    """Whether nothing in the fact excludes that it belongs to the happening."""
    place = fact.place is None or all(nested(fact.place, p, atlas) for p in told.places)
    return place and (fact.time is None or all(overlap(fact.time, t) for t in told.times))


def _goes_on(fact: Fact, told: Told, here: Sequence[Told], atlas: Gazetteer) -> bool:
    if not agrees(fact, told, atlas):
        return False
    if fact.place is None and fact.time is None:
        return not here
    shares_place = fact.place is not None and bool(told.places)
    shares_time = fact.time is not None and bool(told.times)
    return shares_place and shares_time


def nested(one: str, other: str, atlas: Gazetteer) -> bool:
    """Whether one place lies in the other, or they are one."""
    return one in atlas.ladder(other) or other in atlas.ladder(one)


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two times have a day in common; an open end excludes nothing."""
    early = one.latest is not None and other.earliest is not None and one.latest < other.earliest
    late = other.latest is not None and one.earliest is not None and other.latest < one.earliest
    return not early and not late
