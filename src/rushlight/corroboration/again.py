"""Comparing that is kept: what was found stands, and only what changed is compared anew, with what may belong to it.

``again`` gives exactly what ``anew`` would. Between two comparings a pair of tellings can come out otherwise only where one of
their reports changed, where a sum of theirs became more common or rarer by a step of the table, where a common text of the two
came or went, or where a person judged them; reports of which none of this is true keep their pairs, and happenings that hang
together with no changed one keep theirs. Both go on in steps: they give work that needs nothing but its arguments, and take
its result, so that whoever runs them may do it beside something else.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from rushlight.corroboration.compare import Surroundings
from rushlight.corroboration.features import Sum
from rushlight.corroboration.gist import Gist
from rushlight.corroboration.groups import EventGroup, groups_of, hanging_together
from rushlight.corroboration.links import LinkProposal, judged_heads, propose, propose_again, surroundings, texts_judged
from rushlight.corroboration.settings import limit, rarity_share
from rushlight.corroboration.textreuse import TextRuns, Together
from rushlight.record import Judgement, LinkJudgement, Relation

Pair = frozenset[str]
T = TypeVar("T")
Told = tuple[int, int]
"""How many of how many are done."""
Steps = Generator[Callable[[], Any] | Told | None, Any, T]
"""Yields work to be done (its result is sent back), or between two steps how far it is, or None."""


@dataclass(frozen=True, slots=True)
class Found:
    """What comparing found. ``measured`` are pairs of aliases with a common text, ``texts`` these as people corrected them;
    ``verdicts`` what people judged, by pairs of heads; ``told`` by head its report's alias and its place in the report."""

    proposals: tuple[LinkProposal, ...] = ()
    groups: tuple[EventGroup, ...] = ()
    measured: frozenset[Pair] = frozenset()
    texts: frozenset[Pair] = frozenset()
    verdicts: Mapping[Pair, Judgement] = field(default_factory=dict)
    told: Mapping[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than before: gists and runs as they ``were`` (by alias), and the aliases of what is there now."""

    were: Mapping[str, tuple[Sequence[Gist], TextRuns]]
    now: frozenset[str]

    @property
    def aliases(self) -> frozenset[str]:
        return self.now | self.were.keys()


class Shelf(Protocol):
    """Where gists and runs are kept, of every report that is compared."""

    def gists(self, aliases: Set[str] | None = None) -> Iterator[Gist | None]:
        """Those of some reports, or of all; in any order. None now and then, where many reports have none."""

    def texts(self, aliases: Set[str] | None = None) -> Iterator[tuple[str, TextRuns]]:
        """(alias, runs) of some reports, or of all."""

    def near(self, gists: Iterable[Gist]) -> Set[str]:
        """The aliases of all reports that may share a month or a sum with one of these, and of more."""

    def with_sums(self, sums: Set[Sum]) -> Mapping[Sum, Set[str]]:
        """By sum, the aliases of the reports that state it."""

    def telling(self, ids: Set[str]) -> Set[str]:
        """The aliases of the reports that have one of these statements, or are one of these documents."""

    def alias_of(self, documents: Set[str]) -> Mapping[str, str]:
        """By document its alias, as far as they are compared."""


def anew(shelf: Shelf, judgements: Sequence[LinkJudgement]) -> Steps[Found]:
    """Everything compared."""
    measured = yield from _texts_anew(shelf)
    told = yield from _ordered(shelf.gists())
    corrected = texts_judged(measured, _aliases(shelf, judgements), judgements)
    proposals = yield lambda: propose(told, surroundings(told, corrected), judgements)
    groups = yield lambda: groups_of(told, proposals, judgements)
    verdicts = judged_heads(told, judgements)
    return Found(proposals, groups, measured, corrected, verdicts, {g.head: (g.alias, g.place) for g in told})


def again(before: Found, shelf: Shelf, change: Change, judgements: Sequence[LinkJudgement]) -> Steps[Found]:
    """The same after ``change``, which the shelf has taken up already, and with these judgements."""
    fresh = yield from _ordered(shelf.gists(change.now))
    were = [g for gists, _ in change.were.values() for g in gists]
    measured = yield from _texts_again(before.measured, shelf, change)
    corrected = texts_judged(measured, _aliases(shelf, judgements), judgements)
    judged = yield from _ordered(shelf.gists(shelf.telling({i for j in judgements for i in (j.left, j.right)})))
    verdicts = judged_heads(judged, judgements)
    told = _told(before.told, were, fresh)
    touched = change.aliases | _of_sums(shelf, were, fresh) | _members(corrected ^ before.texts)
    touched |= {told[h][0] for p in _differing(before.verdicts, verdicts) for h in p if h in told}
    mine = yield from _ordered(shelf.gists(touched))
    beside = (
        shelf.near(mine) | touched | _members(p for p in corrected if not touched.isdisjoint(p)) | {g.alias for g in judged}
    )
    near = yield from _ordered(shelf.gists(beside))
    around = Surroundings(_counts(shelf, near), corrected)
    proposals = yield lambda: propose_again(before.proposals, touched, near, around, judgements)
    heads = {g.head for g in (*were, *mine)} | {h for h, (alias, _) in before.told.items() if alias in touched}
    groups = yield from _groups_again(before.groups, shelf, heads, proposals, verdicts, told, judgements)
    return Found(proposals, groups, measured, corrected, verdicts, told)


def at_once(steps: Steps[T]) -> T:
    """The result, with everything done here and now."""
    try:
        work = next(steps)
        while True:
            work = steps.send(work() if callable(work) else None)
    except StopIteration as ended:
        value: T = ended.value
        return value


# --- parts ---------------------------------------------------------------------------------------------


def _ordered(gists: Iterable[Gist | None]) -> Steps[list[Gist]]:
    """In the order of ``all_gists``."""
    out = []
    for n, one in enumerate(gists):
        if one is not None:
            out.append(one)
        if one is None or n % 50 == 0:
            yield None
    return sorted(out, key=lambda g: (g.alias, g.place))


def _told(before: Mapping[str, tuple[str, int]], were: Iterable[Gist], fresh: Iterable[Gist]) -> dict[str, tuple[str, int]]:
    out = dict(before)
    for old in were:
        out.pop(old.head, None)
    return out | {g.head: (g.alias, g.place) for g in fresh}


def _aliases(shelf: Shelf, judgements: Iterable[LinkJudgement]) -> Mapping[str, str]:
    """By document its alias, for those whose text somebody judged."""
    return shelf.alias_of({i for j in judgements if j.relation is Relation.SAME_TEXT for i in (j.left, j.right)})


def _pairs(found: Iterable[Any]) -> frozenset[Pair]:
    return frozenset(frozenset((t.left, t.right)) for t in found)


def _members(pairs: Iterable[Pair]) -> frozenset[str]:
    return frozenset(name for pair in pairs for name in pair)


def _differing(before: Mapping[Pair, Judgement], now: Mapping[Pair, Judgement]) -> Iterator[Pair]:
    yield from (p for p in before.keys() | now.keys() if before.get(p) is not now.get(p))


def _of_sums(shelf: Shelf, were: Iterable[Gist], fresh: Iterable[Gist]) -> frozenset[str]:
    """Every report with a sum that weighs otherwise than before, or brings tellings together otherwise."""
    old, new = _stating(were), _stating(fresh)
    out: set[str] = set()
    for value, who in shelf.with_sums(old.keys() | new.keys()).items():
        before = len(who - new.get(value, set()) | old.get(value, set()))
        if _kind(before) != _kind(len(who)):
            out |= who
    return frozenset(out)


def _stating(gists: Iterable[Gist]) -> dict[Sum, set[str]]:
    out: dict[Sum, set[str]] = {}
    for one in gists:
        for value in one.seen.all_sums:
            out.setdefault(value, set()).add(one.alias)
    return out


def _kind(reports: int) -> tuple[float, bool]:
    return rarity_share(reports), reports <= limit("blocking", "sum_in")


def _counts(shelf: Shelf, gists: Iterable[Gist]) -> dict[Sum, int]:
    return {value: len(who) for value, who in shelf.with_sums({v for g in gists for v in g.seen.all_sums}).items()}


def _texts_anew(shelf: Shelf) -> Steps[frozenset[Pair]]:
    """Common texts of everything."""
    texts = Together()
    for alias, runs in shelf.texts():
        texts.add(alias, runs)
        yield None
    found: frozenset[Pair] = yield lambda: _pairs(texts.pairs())
    return found


def _texts_again(measured: frozenset[Pair], shelf: Shelf, change: Change) -> Steps[frozenset[Pair]]:
    """Common texts of what changed with all others; all anew where a phrase came to be one of the trade, or ceased to."""
    from rushlight.corroboration.shingles import Spread  # numpy takes a tenth of a second to load: only comparing waits for it

    now = dict(shelf.texts(change.now))
    spread = Spread({alias: runs for alias, (_, runs) in change.were.items()}, now)
    for alias, runs in shelf.texts():
        if alias not in now:
            spread.take(alias, runs)
        yield None
    if spread.crossed:
        return (yield from _texts_anew(shelf))
    kept = (p for p in measured if change.aliases.isdisjoint(p))
    return frozenset([*kept, *spread.pairs()])


def _groups_again(
    before: Sequence[EventGroup],
    shelf: Shelf,
    heads: Set[str],
    proposals: Sequence[LinkProposal],
    verdicts: Mapping[Pair, Judgement],
    told: Mapping[str, tuple[str, int]],
    judgements: Sequence[LinkJudgement],
) -> Steps[tuple[EventGroup, ...]]:
    reached = yield lambda: hanging_together(heads, before, proposals, verdicts)
    gists = yield from _ordered(shelf.gists({told[h][0] for h in reached if h in told}))
    parts = [g for g in gists if g.head in reached]

    def grouped() -> tuple[EventGroup, ...]:
        fresh = groups_of(parts, (p for p in proposals if p.left in reached), judgements)
        kept = (g for g in before if reached.isdisjoint(g.heads))
        return tuple(sorted((*kept, *fresh), key=lambda g: told[g.heads[0]]))

    groups: tuple[EventGroup, ...] = yield grouped
    return groups
