"""Which tellings of different reports may speak of one happening: proposals for a person to judge.

A transparent sum of hand-set weights (resources/corroboration/weights.yaml). No expectation
maximisation: on event reports it latches onto the battle phase instead of the event (F1 0.08,
design/CORROBORATION.md 3). A label is never a percentage, and nothing here merges anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rushlight.corroboration.blocking import Blocks
from rushlight.corroboration.compare import Surroundings, compare
from rushlight.corroboration.features import Features, Sum, features
from rushlight.corroboration.judged import pairs_judged, standing_links
from rushlight.corroboration.settings import Evidence, evidence, limit
from rushlight.corroboration.tellings import Telling, tellings
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
    told = all_tellings(reports)
    found = {t.head: features(t) for t in told}
    around = surroundings(reports, told, found, judgements)
    verdicts = judged_heads(told, judgements)
    blocks = Blocks(told, found, around, verdicts.keys())

    def compared(pairs: Iterable[tuple[int, int]]) -> Iterator[LinkProposal]:
        for left, right in ((told[a], told[b]) for a, b in pairs):
            seen = compare(left, right, found[left.head], found[right.head], around)
            yield _proposal(left, right, seen, verdicts.get(frozenset((left.head, right.head))))

    pairs = blocks.candidates()
    first = list(compared(pairs))
    likely = _likely(first)
    every = [*first, *compared(sorted(blocks.companions(likely, set(pairs))))]
    shown = (p for p in _with_companions(every, likely) if _worth_a_look(p))
    return tuple(sorted(shown, key=lambda p: (-p.weight, p.left_report, p.right_report, p.left, p.right)))


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


def all_tellings(reports: Sequence[Report]) -> tuple[Telling, ...]:
    """The tellings of all reports, ordered by alias so that the order of reports does not matter."""
    return tuple(t for report in sorted(reports, key=lambda r: r.alias) for t in tellings(report))


def surroundings(
    reports: Sequence[Report], told: Sequence[Telling], found: Mapping[str, Features], judgements: Sequence[LinkJudgement]
) -> Surroundings:
    """How common each sum is among the reports, and which reports share a text."""
    sums: defaultdict[Sum, set[str]] = defaultdict(set)
    for telling in told:
        for value in found[telling.head].all_sums:
            sums[value].add(telling.alias)
    return Surroundings({value: len(who) for value, who in sums.items()}, text_pairs(reports, judgements))


def text_pairs(reports: Sequence[Report], judgements: Sequence[LinkJudgement]) -> frozenset[frozenset[str]]:
    """Pairs of aliases with a common text: as measured, corrected by what people judged."""
    alias = {r.document.id: r.alias for r in reports}
    pairs = {frozenset((t.left, t.right)) for t in same_text(reports)}
    for judged, verdict in ((Judgement.SAME, True), (Judgement.DIFFERENT, False)):
        for documents in pairs_judged(judgements, Relation.SAME_TEXT, judged):
            if documents <= alias.keys():
                change = pairs.add if verdict else pairs.discard
                change(frozenset(alias[d] for d in documents))
    return frozenset(pairs)


def judged_heads(told: Sequence[Telling], judgements: Sequence[LinkJudgement]) -> dict[frozenset[str], Judgement]:
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


def _proposal(left: Telling, right: Telling, seen: tuple[Evidence, ...], judged: Judgement | None) -> LinkProposal:
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
