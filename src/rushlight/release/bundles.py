"""Three ways to pass: the cheapest bundle of steps, the one that keeps the place, the one that keeps the time.

Branch and bound over the lattice of ladder steps: more general never lowers the number of families that fit,
so a branch is cut when even its most general completion fails, or when it already costs more than the best.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from rushlight.errors import ReleaseError
from rushlight.parts import Tell, nobody, scaled
from rushlight.record import Scope
from rushlight.release.check import Check
from rushlight.release.draft import Draft, DraftItem, Words, digest
from rushlight.release.facts import Facts
from rushlight.release.insider import Families, all_pools, bounds, worst
from rushlight.release.ladders import Ladders, ladders, loss, shown
from rushlight.release.ledger import views
from rushlight.release.projection import Projection, meet, project_at, same_happening
from rushlight.release.rules.base import Subject, count_of
from rushlight.release.rules.levels import too_narrow
from rushlight.release.rules.rl101 import asked
from rushlight.release.rules.rl126 import one_story
from rushlight.release.settings import Adversary, Gates, adversaries, against, part
from rushlight.release.wording import compose

Steps = dict[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One item made more general: its new levels, what the reader loses, the sentence, the families before and after."""

    item: str
    levels: Mapping[str, str]
    loss: float
    text: str
    before: Families
    after: Families

    def says(self) -> Words:
        """ "Change to: … Then about 60 families would fit (at least 20)."""
        texts = part("rules")["RL101"]["remedies"]
        after, low = count_of(self.after.typical), count_of(self.after.low)

        def of(language: str) -> str:
            fill = {"wording": self.text, "after": after.of(language), "after_low": low.of(language)}
            return str(texts[language][0]).format_map(fill)

        return Words(of("en"), of("ko"))


@dataclass(frozen=True, slots=True)
class Bundle:
    """One way to pass. ``kind``: cheapest, keeps_place, keeps_time. ``left_out`` are items no step can save."""

    kind: str
    changes: tuple[Change, ...]
    left_out: tuple[str, ...]

    @property
    def loss(self) -> float:
        return round(sum(c.loss for c in self.changes), 6)


@dataclass(frozen=True)
class _Search:
    """The search for one item: which steps pass."""

    item: DraftItem
    steps: Ladders
    earlier: tuple[Projection, ...]
    who: Adversary
    facts: Facts
    language: str
    limits: Gates

    @cached_property
    def asked(self) -> bool:
        """Whether the insider's question is asked of the item at all."""
        at = shown(self.item, self.steps)
        view = project_at(self.item, self.steps, at)
        return asked(Subject(self.item, self.steps, at, view, "", self.facts, self.who))

    def passes(self, at: Mapping[str, int]) -> bool:
        if self.item.scope is Scope.INCIDENT and "amount" in at and self.steps["amount"][at["amount"]].name == "exact":
            return False
        if too_narrow(self.item, self.steps, at, self.facts, self.limits):
            return False
        if not self.asked:
            return True
        views = [project_at(self.item, self.steps, at)]
        if self.earlier:
            joined = views[0]
            for other in self.earlier:
                joined = meet(joined, other, self.facts.atlas)
            views.append(joined)
        return all(self._meets(view) for view in views)

    def _meets(self, view: Projection) -> bool:
        """Whether it holds against everybody; the state with everything first, who mostly comes closest."""
        world = self.facts.world
        found = (bounds(view, who, world, self.limits.margin) for who in reversed(against(self.who.id)))
        return all(p <= self.limits.worst and low >= self.limits.pool for p, low in found)


def propose(draft: Draft, check: Check, facts: Facts, tell: Tell = nobody) -> tuple[Bundle, Bundle, Bundle]:
    """Three bundles for the items that an insider, an exact sum or an earlier release stops.

    Each item's bundle has the smallest loss among all that pass; keeps_place (keeps_time) shows the place (the
    time) as exactly as any passing bundle can. ``tell`` is told after every item of each bundle. Raises ReleaseError when
    the check is of another draft.
    """
    if check.draft != digest(draft):
        raise ReleaseError("this check is of another draft", where=draft.id, hint="check the draft again")
    searches = [_search(item, draft, check, facts) for item in draft.items]
    return (
        _bundle("cheapest", searches, _cheapest, scaled(tell, 0, 333)),
        _bundle("keeps_place", searches, lambda s: _keeping(s, "place"), scaled(tell, 333, 667)),
        _bundle("keeps_time", searches, lambda s: _keeping(s, "time"), scaled(tell, 667, 1000)),
    )


def apply_bundle(draft: Draft, bundle: Bundle) -> Draft:
    """The draft with the bundle's steps taken. A sentence written by hand gives way to a composed one."""
    for change in bundle.changes:
        draft = draft.with_item(replace(draft.item(change.item).at(change.levels), wording=None))
    for item in bundle.left_out:
        draft = draft.without(item)
    return draft


def _search(item: DraftItem, draft: Draft, check: Check, facts: Facts) -> _Search:
    """The search for an item, against what earlier releases tell of the same happening."""
    steps, who, limits = ladders(item, facts.atlas), adversaries()[check.adversary], check.limits
    view = project_at(item, steps, shown(item, steps))
    earlier = tuple(p for p in views(facts.said) if _together(view, p, facts))
    return _Search(item, steps, earlier, who, facts, draft.language, limits)


def _together(left: Projection, right: Projection, facts: Facts) -> bool:
    """Whether the two must pass together: they tell of one happening, or come from one source and read as one story."""
    return same_happening(left, right) or one_story(left, right, facts)


def _bundle(kind: str, searches: list[_Search], solve: Callable[[_Search], Steps | None], tell: Tell) -> Bundle:
    """Items one after the other; each must also pass together with those before it that tell of the same happening."""
    told: list[Projection] = []
    changes, left_out = [], []
    for done, search in enumerate(searches):
        tell(done, len(searches))
        here = shown(search.item, search.steps)
        view = project_at(search.item, search.steps, here)
        beside = tuple(p for p in told if _together(view, p, search.facts))
        joint = replace(search, earlier=search.earlier + beside)
        at = here if joint.passes(here) else solve(joint)
        if at is None:
            left_out.append(search.item.id)
            continue
        told.append(project_at(search.item, search.steps, at))
        if at != here:
            changes.append(_change(joint, at))
    return Bundle(kind, tuple(changes), tuple(left_out))


def _change(s: _Search, at: Steps) -> Change:
    start = shown(s.item, s.steps)
    levels = {axis: s.steps[axis][i].name for axis, i in at.items() if i != start[axis]}
    before, after = (_closest(s, steps) for steps in (start, at))
    cost = round(loss(s.steps, at) - loss(s.steps, start), 6)
    return Change(s.item.id, levels, cost, _text(s, at), before, after)


def _closest(s: _Search, at: Mapping[str, int]) -> Families:
    return worst(all_pools(project_at(s.item, s.steps, at), against(s.who.id), s.facts.world))


def _text(s: _Search, at: Steps) -> str:
    return compose(s.item, {axis: s.steps[axis][i] for axis, i in at.items()}, s.language)


def _cheapest(s: _Search) -> Steps | None:
    return _solve(s, shown(s.item, s.steps), {axis: len(r) - 1 for axis, r in s.steps.items()})


def _keeping(s: _Search, axis: str) -> Steps | None:
    """The cheapest with this axis held at the most exact step that any bundle allows."""
    first = shown(s.item, s.steps)
    last = {a: len(r) - 1 for a, r in s.steps.items()}
    if axis not in s.steps:
        return _cheapest(s)
    for held in range(first[axis], last[axis] + 1):
        found = _solve(s, {**first, axis: held}, {**last, axis: held})
        if found is not None:
            return found
    return None


def _solve(s: _Search, first: Steps, last: Steps) -> Steps | None:
    """The passing assignment of least loss between ``first`` and ``last``, or None."""
    axes = sorted(s.steps, key=lambda a: (first[a] == last[a], a))
    best: tuple[float, Steps] | None = None

    def visit(depth: int, at: Steps) -> None:
        nonlocal best
        done = axes[:depth]
        cost = loss(s.steps, {a: at[a] if a in done else first[a] for a in axes})
        if (best is not None and cost >= best[0]) or not s.passes(at):
            return
        if depth == len(axes):
            best = (cost, dict(at))
            return
        for i in range(first[axes[depth]], last[axes[depth]] + 1):
            visit(depth + 1, {**at, axes[depth]: i})

    visit(0, dict(last))
    return best[1] if best else None
