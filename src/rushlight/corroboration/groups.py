"""Happenings told of by one or more reports: a view over proposals and judgements, never a stored merge.

Average linkage, because connected components chain unlike events together (pairwise F1 .68 against
.78 on real reports, design/CORROBORATION.md 3). A person's "same" joins, a person's "different" is
never crossed, and the machine joins only what it calls likely and nobody has judged.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rushlight.corroboration.gist import Gist, all_gists
from rushlight.corroboration.graph import Components
from rushlight.corroboration.links import Likelihood, LinkProposal, judged_heads
from rushlight.record import Judgement, LinkJudgement, Report

AVERAGE = 0.6
"""Two clusters join when their pairs average more than this: likely 1, possible one half, nothing 0."""

STRENGTH = {Likelihood.LIKELY: 1.0, Likelihood.POSSIBLE: 0.5, Likelihood.UNLIKELY: 0.0}

Pair = frozenset[str]
Cluster = frozenset[str]


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Tellings taken to speak of one happening.

    ``heads`` stand for its tellings, ``supports`` are the ids of the statements that tell of it,
    ``contradicting`` those that deny an act another telling gives; ``contradictions`` say in plain
    words, with aliases only, what the tellings give differently. ``basis``: single (one telling),
    machine, person, or both. ``id`` depends on the members alone.
    """

    id: str
    reports: tuple[str, ...]
    heads: tuple[str, ...]
    supports: tuple[str, ...]
    contradicting: tuple[str, ...]
    contradictions: tuple[str, ...]
    basis: str


def event_groups(
    reports: Sequence[Report], proposals: Sequence[LinkProposal], judgements: Sequence[LinkJudgement] = ()
) -> tuple[EventGroup, ...]:
    """All happenings that accepted incident statements tell of, in the order of aliases and text."""
    return groups_of(all_gists(reports), proposals, judgements)


def groups_of(
    gists: Sequence[Gist], proposals: Iterable[LinkProposal], judgements: Sequence[LinkJudgement] = ()
) -> tuple[EventGroup, ...]:
    """The same of gists in the order of ``all_gists``."""
    told = {t.head: t for t in gists}
    verdicts = judged_heads(gists, judgements)
    linked = {frozenset((p.left, p.right)): p for p in proposals if p.left in told and p.right in told}
    clusters, crossed = _clusters(told, linked, verdicts)
    clusters = [c for c in clusters if any(told[h].tells for h in c)]
    order = {head: n for n, head in enumerate(told)}
    groups = [_group([told[h] for h in sorted(c, key=order.__getitem__)], linked, verdicts, crossed) for c in clusters]
    return tuple(sorted(groups, key=lambda g: order[g.heads[0]]))


def hanging_together(
    heads: Iterable[str], groups: Iterable[EventGroup], proposals: Iterable[LinkProposal], judged: Iterable[Pair]
) -> frozenset[str]:
    """The heads of all tellings whose happening may have changed with these: what likely pairs, people's judgements (pairs
    of heads) and the happenings that were (``groups``) join to one of them, over however many steps."""
    likely = (frozenset((p.left, p.right)) for p in proposals if p.label is Likelihood.LIKELY)
    bundles = [*likely, *judged, *(frozenset(g.heads) for g in groups if len(g.heads) > 1)]
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for n, bundle in enumerate(bundles):
        for head in bundle:
            holding[head].append(n)
    reached, waiting = set(heads), list(heads)
    while waiting:
        more = {h for n in holding.get(waiting.pop(), ()) for h in bundles[n]} - reached
        reached |= more
        waiting += more
    return frozenset(reached)


def _clusters(
    told: Mapping[str, Gist], linked: Mapping[Pair, LinkProposal], verdicts: Mapping[Pair, Judgement]
) -> tuple[list[Cluster], list[Pair]]:
    """The clusters, and the pairs judged the same that could not be joined across a "different"."""
    apart = {pair for pair, verdict in verdicts.items() if verdict is Judgement.DIFFERENT}
    clusters = {head: frozenset([head]) for head in told}
    crossed = []
    for pair in sorted((p for p, v in verdicts.items() if v is Judgement.SAME), key=sorted):
        a, b = (clusters[h] for h in sorted(pair))
        if _crosses(a, b, apart):
            crossed.append(pair)
        else:
            _join(clusters, a | b)
    likely = [p for p, link in linked.items() if link.label is Likelihood.LIKELY and p not in verdicts]
    order = {head: n for n, head in enumerate(told)}
    for part in _parts(likely, clusters):
        while best := _best(part, clusters, told, order, linked, verdicts, apart):
            _join(clusters, best)
    return list(dict.fromkeys(clusters.values())), crossed


def _parts(likely: Sequence[Pair], clusters: Mapping[str, Cluster]) -> list[list[Pair]]:
    """The likely pairs by what hangs together: joining within one part changes nothing in another."""
    parts = Components(dict.fromkeys(clusters[h] for pair in likely for h in sorted(pair)))
    for pair in likely:
        parts.join(*(clusters[h] for h in sorted(pair)))
    out: dict[Cluster, list[Pair]] = {}
    for pair in likely:
        out.setdefault(parts.root(clusters[min(pair)]), []).append(pair)
    return list(out.values())


def _join(clusters: dict[str, Cluster], joined: Cluster) -> None:
    for head in joined:
        clusters[head] = joined


def _crosses(a: Cluster, b: Cluster, apart: set[Pair]) -> bool:
    return any(frozenset((x, y)) in apart for x in a for y in b)


def _best(
    likely: Sequence[Pair],
    clusters: Mapping[str, Cluster],
    told: Mapping[str, Gist],
    order: Mapping[str, int],
    linked: Mapping[Pair, LinkProposal],
    verdicts: Mapping[Pair, Judgement],
    apart: set[Pair],
) -> Cluster | None:
    """The union of the two clusters that are closest on average and may be joined; None when none may.

    Of those equally close the one whose tellings come first, in the order of aliases and text: never that of ids.
    """
    options: list[tuple[float, list[int], Cluster]] = []
    for pair in likely:
        a, b = (clusters[h] for h in pair)
        if a == b or _crosses(a, b, apart) or {told[h].alias for h in a} & {told[h].alias for h in b}:
            continue
        average = sum(_strength(frozenset((x, y)), linked, verdicts) for x in a for y in b) / (len(a) * len(b))
        if average > AVERAGE:
            options.append((-average, sorted(order[h] for h in a | b), a | b))
    return min(options, key=lambda option: option[:2])[2] if options else None


def _strength(pair: Pair, linked: Mapping[Pair, LinkProposal], verdicts: Mapping[Pair, Judgement]) -> float:
    if pair in verdicts:
        return 1.0 if verdicts[pair] is Judgement.SAME else 0.0
    return STRENGTH[linked[pair].label] if pair in linked else 0.0


def _group(
    members: Sequence[Gist],
    linked: Mapping[Pair, LinkProposal],
    verdicts: Mapping[Pair, Judgement],
    crossed: Sequence[Pair],
) -> EventGroup:
    heads = tuple(t.head for t in members)
    digest = hashlib.sha256("|".join(sorted(heads)).encode()).hexdigest()[:26]
    contradicting = tuple(_contradicting(members))
    notes = dict.fromkeys(_differences(members, linked))
    notes |= dict.fromkeys(_crossing_notes(members, crossed))
    return EventGroup(
        id=f"ev_{digest}",
        reports=tuple(dict.fromkeys(t.alias for t in members)),
        heads=heads,
        supports=tuple(i for t in members for i in t.ids if i not in contradicting),
        contradicting=contradicting,
        contradictions=tuple(notes),
        basis=_basis(heads, verdicts, linked),
    )


def _contradicting(members: Sequence[Gist]) -> Iterator[str]:
    """Statements that deny an act which another telling of the group gives as done."""
    for telling in members:
        elsewhere = {d.act for t in members if t is not telling for d in t.deeds if d.done}
        yield from (d.statement for d in telling.deeds if not d.done and d.act in elsewhere)


def _differences(members: Sequence[Gist], linked: Mapping[Pair, LinkProposal]) -> Iterator[str]:
    for a, b in combinations(members, 2):
        link = linked.get(frozenset((a.head, b.head)))
        for words in link.against if link else ():
            yield f"{a.alias} and {b.alias}: {words}"


def _crossing_notes(members: Sequence[Gist], crossed: Sequence[Pair]) -> Iterator[str]:
    for telling in members:
        if any(telling.head in pair for pair in crossed):
            yield f'{telling.alias}: a judgement "same" was not followed, because it would cross a judgement "different"'


def _basis(heads: Sequence[str], verdicts: Mapping[Pair, Judgement], linked: Mapping[Pair, LinkProposal]) -> str:
    if len(heads) == 1:
        return "single"
    pairs = [frozenset(p) for p in combinations(heads, 2)]
    person = any(verdicts.get(p) is Judgement.SAME for p in pairs)
    machine = any(p not in verdicts and p in linked and linked[p].label is Likelihood.LIKELY for p in pairs)
    return "person and machine" if person and machine else "person" if person else "machine"
