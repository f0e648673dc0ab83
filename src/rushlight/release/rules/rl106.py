"""RL106: read together with what else tells of the same happening (the mosaic), here or in earlier releases.

All that tells of one happening is met and must pass the gates together. Releases of something alike
are met too, since a reader cannot know that they differ; that warns and does not stop.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from rushlight.release.draft import Words
from rushlight.release.insider import all_pools, bounds
from rushlight.release.ledger import views
from rushlight.release.projection import Projection, alike, meet, project_at, same_happening
from rushlight.release.rules.base import Case, Finding, Rule, Subject, finding
from rushlight.release.rules.rl101 import asked, capital, figures, named, opened
from rushlight.release.runs import runs
from rushlight.release.settings import Adversary, adversaries, against
from rushlight.release.telling import rests, telling_words


def joined(subject: Subject, others: list[Projection]) -> Projection:
    """What a reader of this sentence and the others knows."""
    return reduce(lambda a, b: meet(a, b, subject.facts.atlas), others, subject.view)


@dataclass(frozen=True, slots=True)
class Scene:
    """Items that tell of one happening: what is told of all of them together, and whether that is too little to leave."""

    items: tuple[str, ...]
    says: Words
    stops: bool
    rests: Words | None = None


def scenes(case: Case) -> Iterator[Scene]:
    """One happening told over several items, each once."""
    told: dict[str, list[Subject]] = defaultdict(list)
    for s in case.subjects:
        if s.item.event is not None and asked(s):
            told[s.item.event].append(s)
    for first, *others in (subjects for subjects in told.values() if len(subjects) > 1):
        yield _scene(case, (first, *others))


def _scene(case: Case, told: tuple[Subject, ...]) -> Scene:
    pools = all_pools(joined(told[0], [o.view for o in told[1:]]), against(case.adversary.id), case.facts.world)
    failing = opened(pools, case.gates)
    fitting = named(pools, case.gates)
    who, items = adversaries()[fitting.adversary], tuple(s.item.id for s in told)
    fill: dict[str, Any] = {"who": capital(who.label), **figures(fitting)}
    fill |= {"items": runs(i.partition(".")[0] for i in items), "telling": most_telling_together(told, who) if failing else ""}
    says = finding("RL106", items[0], say="say_scene", remedies=(), **fill).says
    return Scene(items, Words(says.en.rstrip(), says.ko.rstrip()), failing is not None, rests(fitting))


def most_telling_together(told: Sequence[Subject], who: Adversary) -> Words:
    """The two parts whose widening in every sentence would make most more fit all of them together."""
    world, atlas = told[0].facts.world, told[0].facts.atlas

    def low(wide: str) -> float:
        return bounds(reduce(lambda a, b: meet(a, b, atlas), (_widened(s, wide) for s in told)), who, world)[1]

    here, gains = low(""), list[tuple[float, str]]()
    for axis in dict.fromkeys(axis for s in told for axis in _own_axes(s)):
        there = low(axis)
        gains += [(here / there, axis)] if there > here else []
    labels = [next(label for s in told if (label := _own_axes(s).get(axis))) for _, axis in sorted(gains)]
    return telling_words(labels)


def _own_axes(s: Subject) -> dict[str, Words]:
    """The axes of an item with what is shown of each; a detail is its sentence's own, a place or time everybody's."""
    names = {axis: f"{s.item.id} {axis}" if axis.startswith("detail") else axis for axis in s.steps}
    return {names[axis]: s.steps[axis][i].label for axis, i in s.at.items() if i + 1 < len(s.steps[axis])}


def _widened(s: Subject, axis: str) -> Projection:
    own, _, name = axis.rpartition(" ")
    if name not in s.steps or own not in ("", s.item.id):
        return s.view
    return project_at(s.item, s.steps, {**s.at, name: len(s.steps[name]) - 1})


def find(case: Case) -> Iterator[Finding]:
    earlier = views(case.facts.said)
    for s in case.subjects:
        if not asked(s):
            continue
        beside = [o.view for o in case.subjects if o is not s]
        same = [p for p in (*earlier, *beside) if same_happening(s.view, p)]
        like = [p for p in earlier if p not in same and alike(s.view, p, s.facts.atlas)]
        yield from _judge(case, s, same, stops=True)
        yield from (f for p in like for f in _judge(case, s, [p], stops=False))


def _judge(case: Case, subject: Subject, others: list[Projection], *, stops: bool) -> Iterator[Finding]:
    view = joined(subject, others)
    if not others or view == subject.view:
        return
    pools = all_pools(view, against(case.adversary.id), case.facts.world)
    fitting = opened(pools, case.gates, case.gates.margin)
    if fitting is None:
        return
    fill: dict[str, Any] = {"who": adversaries()[fitting.adversary].label, **figures(fitting)}
    yield finding("RL106", subject.item.id, say="say" if stops else "say_alike", stops=stops, **fill)


RULE = Rule("RL106", find)
