"""What all releases together let a reader know of each happening, how many families still fit, and which step would be one
too many.

A reader has every release: places, times and sums of all sentences about one happening are met, and the details of all stand
side by side. A further step is asked as if a new sentence told that alone: the insider's question (``insider``) is put to
whatever would be known then. Other rules of the check may stop a sentence too; a step that is free here is not yet passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from rushlight.codebook import codebook
from rushlight.record import Scope
from rushlight.release.calendar import units
from rushlight.release.draft import DraftItem, Words
from rushlight.release.insider import Families, all_pools, bounds, worst
from rushlight.release.ladders import Rung, axis_label, ladders
from rushlight.release.ledger import Said
from rushlight.release.money import band_label, exact_label
from rushlight.release.places import Gazetteer
from rushlight.release.projection import Projection, meet, project_at, same_happening
from rushlight.release.rules.rl101 import opened
from rushlight.release.settings import Gates, against, part
from rushlight.release.world import World

HIDDEN = ("removed", "officials", "relative")
STEPS = ("place", "time", "amount")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one part of a happening (place, time, amount, officer, ...), as exactly as all releases tell it."""

    axis: str
    words: Words


@dataclass(frozen=True, slots=True)
class Further:
    """One more step and whether it would be stopped: ``step`` is the name of the rung, ``words`` how it would be told."""

    axis: str
    step: str
    words: Words
    stopped: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One happening: its act, how many releases and sentences tell of it, what is known, how many families fit for whoever
    comes closest, whether that meets the gates, and the further steps from general to exact. ``statements`` and ``events``
    are sealed ids.
    """

    act: Words
    releases: int
    sentences: int
    known: tuple[Known, ...]
    fitting: Families
    meets: bool
    further: tuple[Further, ...]
    statements: frozenset[str]
    events: frozenset[str]


Telling = tuple[int, Projection]
"""The number of a release, and what one of its sentences lets infer."""


def standings(ledger: Sequence[Said], items: Sequence[DraftItem], world: World, gates: Gates) -> tuple[Standing, ...]:
    """The happenings that any release told of, in the order they were first told. ``items`` are the casefile's own, as
    exactly as it knows them: they say which steps are left.
    """
    told = [(n, view) for n, said in enumerate(ledger) for view in said.views if view.scope is Scope.INCIDENT]
    return tuple(_standing(group, items, world, gates) for group in together(told))


def together(told: Iterable[Telling]) -> list[list[Telling]]:
    """Tellings of one happening in one group: two with an event or a statement in common, and all that hang on them."""
    groups: list[list[Telling]] = []
    for telling in told:
        mine = [g for g in groups if any(same_happening(telling[1], other) for _, other in g)]
        joined = [t for g in mine for t in g] + [telling]
        at = groups.index(mine[0]) if mine else len(groups)
        groups = [g for g in groups if g not in mine]
        groups.insert(at, joined)
    return groups


def _standing(group: Sequence[Telling], items: Sequence[DraftItem], world: World, gates: Gates) -> Standing:
    views = [view for _, view in group]
    view = reduce(lambda a, b: meet(a, b, world.atlas), views)
    statements = frozenset(s for v in views for s in v.statements)
    events = frozenset(v.event for v in views if v.event is not None)
    own = [i for i in items if i.scope is Scope.INCIDENT and (i.event in events or statements & set(i.statements))]
    pools = all_pools(view, against(part("adversaries")["default"]), world)
    act = codebook().term(view.act)
    return Standing(
        act=Words(act.label_en, act.label_ko),
        releases=len({n for n, _ in group}),
        sentences=len(group),
        known=tuple(_known(view, own, world.atlas)),
        fitting=worst(pools),
        meets=opened(pools, gates) is None,
        further=tuple(_further(view, own, world, gates)),
        statements=statements,
        events=events,
    )


def _known(view: Projection, own: Sequence[DraftItem], atlas: Gazetteer) -> Iterator[Known]:
    if view.place is not None:
        yield Known("place", Words(atlas.name(view.place, "en"), atlas.name(view.place, "ko")))
    if view.time is not None and view.time.earliest and view.time.latest:
        yield Known("time", next(units(view.time.earliest, view.time.latest))[2])
    if view.money is not None:
        low, high = view.money
        currency = next((i.amount.currency for i in own if i.amount), None)
        yield Known("amount", exact_label(low, currency) if low == high else band_label(low, high, currency))
    rungs = {(axis, r.name): r.label for i in own for axis, steps in ladders(i, atlas).items() for r in steps}
    for axis, share in view.shares.items():
        kind = axis.partition(":")[0]
        if share not in HIDDEN and kind != "detail" and not (kind == "amount" and view.money is not None):
            yield Known(kind, rungs.get((axis, share), axis_label(kind)))
    details = sum(axis.startswith("detail:") and share not in HIDDEN for axis, share in view.shares.items())
    if details:
        yield Known("detail", Words(str(details), str(details)))


def _further(view: Projection, own: Sequence[DraftItem], world: World, gates: Gates) -> Iterator[Further]:
    """Every step that would tell a reader something new, from general to exact."""
    for axis in STEPS:
        item = next((i for i in own if axis in ladders(i, world.atlas)), None)
        if item is None:
            continue
        steps, stopped = ladders(item, world.atlas), False
        for n in reversed(range(len(steps[axis]))):
            alone = replace(project_at(item, steps, {axis: n}), statements=view.statements)
            both = meet(view, alone, world.atlas)
            if (both.place, both.time, both.money, both.shares) != (view.place, view.time, view.money, view.shares):
                rung = steps[axis][n]
                stopped = stopped or _exact_sum(axis, rung) or not _passes(both, world, gates)  # more exact never leaves more
                yield Further(axis, rung.name, rung.label, stopped)


def _exact_sum(axis: str, rung: Rung) -> bool:
    """The exact sum of a happening never passes (RL104)."""
    return axis == "amount" and rung.name == "exact"


def _passes(view: Projection, world: World, gates: Gates) -> bool:
    found = (bounds(view, who, world) for who in reversed(against(part("adversaries")["default"])))
    return all(p <= gates.worst and low >= gates.pool for p, low in found)
