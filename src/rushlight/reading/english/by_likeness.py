"""Acts that no frame knows: runs of words that are like the phrasebook's examples of one (see ``reading.likeness``).

A sentence opens and closes at its marks and conjunctions, and wherever a clause may begin; the runs between are compared,
and the strongest likeness is taken first. Where a rule read another act in the same words it must be stronger. The first
verb of the run gives the parties, the time and the modality.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.matching import View, negated
from rushlight.reading.english.spans import spans_of
from rushlight.reading.english.tokens import Token
from rushlight.reading.likeness import Likeness, line_around
from rushlight.tables import load_table

FEWEST_TOKENS = 2
MOST_TOKENS = 30
WIDEST = 3
"""Stretches between marks that together can say one act."""
MOST = 3
"""Finite verbs in such a run, verbs of saying aside: with more, one may threaten or deny what the others do."""
MARKS = frozenset(",;:.!?—–()")
JOINTS = rule_words("by_likeness_joints")
OPENERS = rule_words("by_likeness_openers")
BELIEF = "belief.imputed"
"""What somebody only believes is told by a rule; its words are like a deed."""
Stretch = tuple[int, int]


def likely_hits(text: str, view: View, n: int, taken: list[Hit]) -> list[Hit]:
    """Hits by likeness for the runs of a sentence that no rule read so."""
    found = sorted(_likely(text, view, taken), key=lambda row: (-row[1].strength, row[0]))
    out: list[Hit] = []
    used: list[Stretch] = []
    for (start, end), like in found:
        if not any(a < end and start < b for a, b in used):
            used.append((start, end))
            out.append(_hit(view, n, (start, end), like))
    return sorted(out, key=lambda hit: hit.tokens)


def _likely(text: str, view: View, taken: Sequence[Hit]) -> Iterator[tuple[Stretch, Likeness]]:
    """The runs that are like an act which no rule read there, strongly where a rule read another."""
    tokens = view.parsed.sentence.tokens
    around, shift = line_around(text, tokens[0].start, tokens[-1].end, "en")
    if around is None:
        return
    read = [(h.act, s.start, s.end) for h in taken if not h.drop for s in spans_of(text, view, h)]
    against = load_table("likeness")["en"]["against"]
    for first, last in _runs(view):
        start, end = tokens[first].start, tokens[last - 1].end
        like = around.proposed(start - shift, end - shift)
        if like is None:
            continue
        others = [act for act, a, b in read if a < end and start < b]
        if BELIEF in others:
            continue
        if not others or (like.act not in others and like.strength >= against):
            yield (first, last), like


def _runs(view: View) -> Iterator[Stretch]:
    """Runs of tokens from where something may open to where it may close."""
    tokens = view.parsed.sentence.tokens
    stretches = list(_stretches(tokens))
    within = set(_openings(view))
    words = {n for n in range(1, len(tokens) - 1) if tokens[n].low in OPENERS or _infinitive(tokens, n)}
    opens = sorted({*(first for first, _ in stretches), *within, *words, *(n + 1 for n in words)})
    closes = sorted({*(last for _, last in stretches), *within, *words} - {n + 1 for n in words})
    ends = [last for _, last in stretches]
    verbs = sorted(_verbs(view))
    for first in opens:
        for last in closes[bisect_left(closes, first + FEWEST_TOKENS) :]:
            marks = bisect_left(ends, last) - bisect_left(ends, first + 1)
            if last - first > MOST_TOKENS or marks >= WIDEST or bisect_left(verbs, last) - bisect_left(verbs, first) > MOST:
                break
            yield first, last


def _openings(view: View) -> Iterator[int]:
    """Where a clause begins inside a stretch: at a verb with its subject."""
    for event in view.parsed.events:
        own = (
            np.first
            for np in event.subjects
            if event.subject_how != "other" and event.vg.first - 1 <= np.last <= event.vg.first
        )
        yield min([*own, event.vg.first])


def _stretches(tokens: Sequence[Token]) -> Iterator[Stretch]:
    start = 0
    for k in range(len(tokens) + 1):
        ends = k == len(tokens) or _is_mark(tokens[k].text) or (tokens[k].low in JOINTS and k > start)
        if not ends:
            continue
        if k > start:
            yield start, k
        start = k if k < len(tokens) and tokens[k].low in JOINTS else k + 1


def _infinitive(tokens: Sequence[Token], n: int) -> bool:
    return tokens[n].low == "to" and tokens[n + 1].tag == "V"


def _is_mark(token: str) -> bool:
    """A mark, or a quotation: it is one token here and a sentence of its own elsewhere."""
    return token in MARKS or " " in token


def _hit(view: View, n: int, stretch: Stretch, like: Likeness) -> Hit:
    event = _event(view, stretch)
    noun = None if event is not None else _noun(view, stretch)
    hit = Hit(like.act, n, event=event, noun=noun, tokens=[stretch], likeness=like.strength)
    if event is not None:
        hit.patients, hit.agents, hit.negated = list(event.patients), list(event.agents), negated(event)
    return hit


def _verbs(view: View) -> Iterator[int]:
    """Where finite verbs stand that do more than say what another does."""
    says = lexicon().speech["say"]
    return (e.vg.first for e in view.parsed.events if e.vg.form == "fin" and e.lemma not in says)


def _event(view: View, stretch: Stretch) -> Event | None:
    """The first verb inside, one that only says what another does last."""
    inside = [e for e in view.parsed.events if stretch[0] <= e.vg.first < stretch[1]]
    return min(inside, key=lambda e: (e.lemma in lexicon().speech["say"], e.vg.form != "fin", e.vg.first), default=None)


def _noun(view: View, stretch: Stretch) -> Np | None:
    return next((np for np in view.parsed.nps if stretch[0] <= np.first < stretch[1]), None)
