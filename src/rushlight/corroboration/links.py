"""Which tellings of different reports may speak of one happening: proposals for a person to judge.

A transparent sum of hand-set weights (resources/corroboration/weights.yaml). No expectation
maximisation: on event reports it latches onto the battle phase instead of the event (F1 0.08,
design/CORROBORATION.md 3). A label is never a percentage, and nothing here merges anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from rushlight.corroboration.blocking import Blocks
from rushlight.corroboration.compare import Surroundings, compare
from rushlight.corroboration.features import Sum
from rushlight.corroboration.gist import Gist, all_gists
from rushlight.corroboration.judged import pairs_judged, standing_links
from rushlight.corroboration.settings import Evidence, evidence, limit
from rushlight.corroboration.textreuse import same_text
from rushlight.record import Judgement, LinkJudgement, Relation, Report


class Likelihood(StrEnum):
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


ANCHORS = frozenset({"time", "place", "sum", "text"})
"""Kinds of agreement of which a likely pair needs two."""

WHEN = frozenset({"time", "text"})
"""One of the two: the same sum in the same town is common, and without a day it is no likely link."""


@dataclass(frozen=True, slots=True)
class LinkProposal:
    """Two tellings that may speak of one happening.

    ``left`` and ``right`` are the statement ids that stand for the tellings (what a LinkJudgement
    names); ``left_report`` and ``right_report`` their reports' aliases. ``reasons`` speak for,
    ``against`` against. ``judged`` is the standing judgement of a person on this pair.
    """

    left: str
    right: str
    left_report: str
    right_report: str
    left_statements: tuple[str, ...]
    right_statements: tuple[str, ...]
    label: Likelihood
    evidence: tuple[Evidence, ...]
    judged: Judgement | None = None

    @property
    def reports(self) -> frozenset[str]:
        """The two aliases."""
        return frozenset((self.left_report, self.right_report))

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(e.says for e in self.evidence if e.weight > 0)

    @property
    def against(self) -> tuple[str, ...]:
        return tuple(e.says for e in self.evidence if e.weight < 0)

    @property
    def weight(self) -> float:
        """The sum of the weights: a sort key, never shown as a probability."""
        return round(sum(e.weight for e in self.evidence), 2)


def propose_links(reports: Sequence[Report], judgements: Sequence[LinkJudgement] = ()) -> tuple[LinkProposal, ...]:
    """Pairs of tellings of different reports worth a person's look, the weightiest first.

    Unlikely pairs are given only where they are look-alikes (a text, or a sum and a place in common)
    or judged, so that a person sees why they are kept apart. The order of ``reports`` does not matter.
    """
    told = all_gists(reports)
    return propose(told, surroundings(told, text_pairs(reports, judgements)), judgements)


def propose(told: Sequence[Gist], around: Surroundings, judgements: Sequence[LinkJudgement]) -> tuple[LinkProposal, ...]:
    """The same of gists in the order of ``all_gists``."""
    verdicts = judged_heads(told, judgements)
    blocks = Blocks(told, around, verdicts.keys())
    pairs = blocks.candidates()
    first = list(_compared(told, pairs, around, verdicts))
    likely = _likely(first)
    every = [*first, *_compared(told, sorted(blocks.companions(likely, set(pairs))), around, verdicts)]
    return in_order(p for p in _with_companions(every, likely) if _worth_a_look(p))


def propose_again(
    kept: Iterable[LinkProposal],
    touched: Set[str],
    told: Sequence[Gist],
    around: Surroundings,
    judgements: Sequence[LinkJudgement],
) -> tuple[LinkProposal, ...]:
    """The proposals after some reports changed (``touched``, by alias), from those that were ``kept``: the same as anew.

    ``told`` are the gists of the reports touched and of all that share a month, a sum, a text or a judgement with one of them.
    Touched is also what holds a sum that has become more common or rarer, or is in a pair of texts or judged, that was not so.
    """
    verdicts = judged_heads(told, judgements)
    blocks = Blocks(told, around, verdicts.keys())
    every = list(_compared(told, blocks.beside(touched), around, verdicts))
    shown = (p for p in _with_companions(every, _likely(every)) if _worth_a_look(p))
    return in_order([*(p for p in kept if touched.isdisjoint((p.left_report, p.right_report))), *shown])


def in_order(proposals: Iterable[LinkProposal]) -> tuple[LinkProposal, ...]:
    """The weightiest first; of those that weigh the same in an order that nothing but their names decides."""
    return tuple(sorted(proposals, key=lambda p: (-p.weight, p.left_report, p.right_report, p.left, p.right)))


def _compared(
    told: Sequence[Gist],
    pairs: Iterable[tuple[int, int]],
    around: Surroundings,
    verdicts: Mapping[frozenset[str], Judgement],
) -> Iterator[LinkProposal]:
    for left, right in ((told[a], told[b]) for a, b in pairs):
        yield _proposal(left, right, compare(left, right, around), verdicts.get(frozenset((left.head, right.head))))


def _likely(proposals: Iterable[LinkProposal]) -> Counter[frozenset[str]]:
    """How many likely pairs of tellings two reports have."""
    return Counter(p.reports for p in proposals if p.label is Likelihood.LIKELY)


def _with_companions(proposals: Sequence[LinkProposal], likely: Mapping[frozenset[str], int]) -> Iterator[LinkProposal]:
    """Two reports that share one happening are more likely to share the next: once, from likely pairs only."""
    for p in proposals:
        if likely.get(p.reports, 0) - (p.label is Likelihood.LIKELY) > 0:
            seen = (*p.evidence, evidence("companion"))
            yield replace(p, evidence=seen, label=_label(seen))
        else:
            yield p


def surroundings(told: Sequence[Gist], texts: frozenset[frozenset[str]]) -> Surroundings:
    """How common each sum is among the reports; ``texts``: which reports share a text."""
    sums: defaultdict[Sum, set[str]] = defaultdict(set)
    for telling in told:
        for value in telling.seen.all_sums:
            sums[value].add(telling.alias)
    return Surroundings({value: len(who) for value, who in sums.items()}, texts)


def text_pairs(reports: Sequence[Report], judgements: Sequence[LinkJudgement]) -> frozenset[frozenset[str]]:
    """Pairs of aliases with a common text: as measured, corrected by what people judged."""
    alias = {r.document.id: r.alias for r in reports}
    return texts_judged((frozenset((t.left, t.right)) for t in same_text(reports)), alias, judgements)


def texts_judged(
    measured: Iterable[frozenset[str]], alias: Mapping[str, str], judgements: Sequence[LinkJudgement]
) -> frozenset[frozenset[str]]:
    """Pairs of aliases as ``measured``, corrected by what people judged. ``alias`` is by the id of a document."""
    pairs = set(measured)
    for judged, verdict in ((Judgement.SAME, True), (Judgement.DIFFERENT, False)):
        for documents in pairs_judged(judgements, Relation.SAME_TEXT, judged):
            if documents <= alias.keys():
                change = pairs.add if verdict else pairs.discard
                change(frozenset(alias[d] for d in documents))
    return frozenset(pairs)


def judged_heads(told: Sequence[Gist], judgements: Sequence[LinkJudgement]) -> dict[frozenset[str], Judgement]:
    """Standing same_event judgements by the heads of the tellings; a judgement may name any statement of them.

    Where two judgements fall on one pair of tellings the later stands.
    """
    head = {i: t.head for t in told for i in t.ids}
    rows = sorted(standing_links(judgements, Relation.SAME_EVENT).items(), key=lambda row: row[1].at)
    out = {}
    for pair, judgement in rows:
        heads = frozenset(head[i] for i in pair if i in head)
        if len(heads) == 2:
            out[heads] = judgement.judgement
    return out


def _proposal(left: Gist, right: Gist, seen: tuple[Evidence, ...], judged: Judgement | None) -> LinkProposal:
    return LinkProposal(left.head, right.head, left.alias, right.alias, left.ids, right.ids, _label(seen), seen, judged)


def _label(seen: tuple[Evidence, ...]) -> Likelihood:
    weight = sum(e.weight for e in seen)
    anchors = {e.kind for e in seen if e.weight > 0} & ANCHORS
    strong = any(e.weight <= limit("label", "strong_against") for e in seen)
    anchored = len(anchors) >= limit("label", "kinds") and bool(anchors & WHEN)
    if weight >= limit("label", "likely") and anchored and not strong:
        return Likelihood.LIKELY
    return Likelihood.POSSIBLE if weight >= limit("label", "possible") else Likelihood.UNLIKELY


def _worth_a_look(proposal: LinkProposal) -> bool:
    """Likely, possible or judged; and look-alikes: a common text, or one sum in places that agree."""
    if proposal.label is not Likelihood.UNLIKELY or proposal.judged is not None:
        return True
    codes = {e.code for e in proposal.evidence}
    near = any(e.kind == "place" and e.weight > 0 for e in proposal.evidence)
    return "same_text" in codes or (near and bool(codes & {"same_sum", "sum_other_act"}))
