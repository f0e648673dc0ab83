"""Acts that no frame knows: clauses that are like the phrasebook's examples of one (see ``reading.likeness``)."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import lexicon
from rushlight.reading.english.matching import View, negated
from rushlight.reading.english.spans import spans_of
from rushlight.reading.likeness import proposed

FEWEST_TOKENS = 2
UNKNOWN = "context.background"
BREAKS = frozenset(",;:.!?—–()")


def likely_hits(text: str, view: View, n: int, taken: list[Hit]) -> list[Hit]:
    """Hits by likeness for the verbs and verbless stretches of a sentence that no rule took."""
    covered = [(s.start, s.end) for h in taken if not h.drop for s in spans_of(text, view, h)]
    out: list[Hit] = []
    for hit in [*_of_verbs(view, n, taken), *_of_stretches(view, n)]:
        spans = spans_of(text, view, hit)
        if not spans or any(a < s.end and s.start < b for a, b in covered for s in spans):
            continue
        like = proposed(" ".join(s.exact for s in spans), "en")
        if like is not None:
            hit.act, hit.likeness = like.act, like.lead
            out.append(hit)
            covered += [(s.start, s.end) for s in spans]
    return out


def _of_verbs(view: View, n: int, taken: list[Hit]) -> Iterator[Hit]:
    used = {id(h.event) for h in taken if h.event is not None}
    for e in view.parsed.events:
        if id(e) not in used and not _only_says(e):
            yield Hit(UNKNOWN, n, event=e, patients=list(e.patients), agents=list(e.agents), negated=negated(e))


def _only_says(e: Event) -> bool:
    """A verb of saying with what is said: the clause behind it is looked at by itself."""
    return e.lemma in lexicon().speech["say"] and bool(e.that or e.comps or not e.objects)


def _of_stretches(view: View, n: int) -> Iterator[Hit]:
    """Stretches between marks that have no verb, as field notes write them: ``County lock-up, ten days``."""
    tokens = view.parsed.sentence.tokens
    verbs = [e.vg.first for e in view.parsed.events]
    start = 0
    for k in range(len(tokens) + 1):
        if k < len(tokens) and tokens[k].text not in BREAKS:
            continue
        if k - start >= FEWEST_TOKENS and not any(start <= v < k for v in verbs):
            yield Hit(UNKNOWN, n, noun=_first_noun(view, start, k), tokens=[(start, k)])
        start = k + 1


def _first_noun(view: View, first: int, last: int) -> Np | None:
    return next((np for np in view.parsed.nps if first <= np.first < last), None)
