"""Acts that no frame knows: stretches that are like the phrasebook's examples of one (see ``reading.likeness``).

A sentence is cut at its marks and conjunctions; runs of a few neighbouring stretches that no rule took are compared,
and the strongest likeness is taken first. The first verb of the run gives the parties, the time and the modality.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rushlight.reading.drafts import Source
from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.matching import View, negated
from rushlight.reading.english.sentences import split
from rushlight.reading.english.spans import spans_of
from rushlight.reading.english.tokens import Token
from rushlight.reading.likeness import Likeness, beside, proposed

FEWEST_TOKENS = 2
WIDEST = 3
"""Stretches that together can say one act."""
MOST = 2
"""Finite verbs in such a run, verbs of saying aside: with more, one may threaten or deny what the others do."""
MARKS = frozenset(",;:.!?—–()")
JOINTS = rule_words("by_likeness_joints")
Stretch = tuple[int, int]


def likely_hits(text: str, view: View, n: int, taken: list[Hit]) -> list[Hit]:
    """Hits by likeness for the stretches of a sentence that no rule took."""
    free = _free(text, view, taken)
    found = sorted(_candidates(text, view, free), key=lambda row: (-row[1].lead, row[0]))
    out: list[Hit] = []
    used: list[Stretch] = []
    for (start, end), like in found:
        if not any(a < end and start < b for a, b in used):
            used.append((start, end))
            out.append(_hit(view, n, (start, end), like))
    return sorted(out, key=lambda hit: hit.tokens)


def stretches_of(source: Source) -> Iterator[list[tuple[int, int]]]:
    """(start, end) of the stretches of each sentence that likeness looks at, for training."""
    for sentence in split(source):
        tokens = sentence.tokens
        yield [(tokens[first].start, tokens[last - 1].end) for first, last in _stretches(tokens)]


def _free(text: str, view: View, taken: list[Hit]) -> list[Stretch | None]:
    """The sentence's stretches in order, None for those that a rule took words of."""
    tokens = view.parsed.sentence.tokens
    covered = [(s.start, s.end) for h in taken if not h.drop for s in spans_of(text, view, h)]
    return [
        None if any(a < tokens[last - 1].end and tokens[first].start < b for a, b in covered) else (first, last)
        for first, last in _stretches(tokens)
    ]


def _stretches(tokens: Sequence[Token]) -> Iterator[Stretch]:
    start = 0
    for k in range(len(tokens) + 1):
        ends = k == len(tokens) or _is_mark(tokens[k].text) or (tokens[k].low in JOINTS and k > start)
        if not ends:
            continue
        if k > start:
            yield start, k
        start = k if k < len(tokens) and tokens[k].low in JOINTS else k + 1


def _is_mark(token: str) -> bool:
    """A mark, or a quotation: it is one token here and a sentence of its own elsewhere."""
    return token in MARKS or " " in token


def _candidates(text: str, view: View, free: Sequence[Stretch | None]) -> Iterator[tuple[Stretch, Likeness]]:
    tokens = view.parsed.sentence.tokens
    for n, first in enumerate(free):
        for last in free[n : n + WIDEST]:
            if first is None or last is None:
                break
            if last[1] - first[0] < FEWEST_TOKENS:
                continue
            if _verbs(view, (first[0], last[1])) > MOST:
                break
            start, end = tokens[first[0]].start, tokens[last[1] - 1].end
            like = proposed(text[start:end], "en", *beside(text, start, end))
            if like is not None:
                yield (first[0], last[1]), like


def _hit(view: View, n: int, stretch: Stretch, like: Likeness) -> Hit:
    event = _event(view, stretch)
    noun = None if event is not None else _noun(view, stretch)
    hit = Hit(like.act, n, event=event, noun=noun, tokens=[stretch], likeness=like.lead)
    if event is not None:
        hit.patients, hit.agents, hit.negated = list(event.patients), list(event.agents), negated(event)
    return hit


def _verbs(view: View, stretch: Stretch) -> int:
    """Finite verbs of a run that do more than say what another does."""
    finite = (e for e in view.parsed.events if stretch[0] <= e.vg.first < stretch[1] and e.vg.form == "fin")
    return sum(e.lemma not in lexicon().speech["say"] for e in finite)


def _event(view: View, stretch: Stretch) -> Event | None:
    """The first verb inside, one that only says what another does last."""
    inside = [e for e in view.parsed.events if stretch[0] <= e.vg.first < stretch[1]]
    return min(inside, key=lambda e: (e.lemma in lexicon().speech["say"], e.vg.form != "fin", e.vg.first), default=None)


def _noun(view: View, stretch: Stretch) -> Np | None:
    return next((np for np in view.parsed.nps if stretch[0] <= np.first < stretch[1]), None)
