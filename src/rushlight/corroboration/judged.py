"""What people said of links, folded: the latest judgement of a pair and relation stands, in any order of sides."""

from __future__ import annotations

from collections.abc import Iterable

from rushlight.record import Judgement, LinkJudgement, Relation


def standing_links(judgements: Iterable[LinkJudgement], relation: Relation) -> dict[frozenset[str], LinkJudgement]:
    """The judgement that stands for each pair of ids. Of two at the same instant the later in the log stands."""
    out: dict[frozenset[str], LinkJudgement] = {}
    for judgement in judgements:
        if judgement.relation is not relation or judgement.left == judgement.right:
            continue
        pair = frozenset((judgement.left, judgement.right))
        if pair not in out or out[pair].at <= judgement.at:
            out[pair] = judgement
    return out


def pairs_judged(judgements: Iterable[LinkJudgement], relation: Relation, wanted: Judgement) -> frozenset[frozenset[str]]:
    """The pairs whose standing judgement is ``wanted``."""
    return frozenset(p for p, j in standing_links(judgements, relation).items() if j.judgement is wanted)
