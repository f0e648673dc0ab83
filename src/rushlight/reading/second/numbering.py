"""The report as a model sees it: numbered sentences, and numbered candidates for whom, when, where, how much.

Candidates are what the rules (and plug-ins) found; a model in pointer mode chooses among them and can name
nothing else. Ids count within one page, in text order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rushlight.record import Paragraph, ParagraphRole, Party, PartyClass, Reading, Span, cut

LONGEST = 600
"""Code points after which a sentence is cut at a space: some texts have no full stops."""

END = re.compile(r"[.?!。…]+[\"”’'»」』)\]]*(?=\s)|\n+")
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Sgt|Gov|No|vs|cf|e\.g|i\.e|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)"
    r"|\b[A-Z])\.$"
)
TELLERS = {
    PartyClass.SOURCE: "the witness or source who tells this (I, we)",
    PartyClass.OUTLET: "the publisher",
    PartyClass.REPORTER: "the author",
}
"""Who can tell a report without being spoken of in it, and what they are called where only the page's head names them."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body, ``s1``, ``s2`` …"""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a field may point at: ``p1`` a party, ``t1`` a time, ``l1`` a place, ``a1`` a sum.

    ``always``: on every page. ``called`` is shown instead of words that do not stand in the body.
    """

    id: str
    mentions: tuple[Span, ...]
    always: bool = False
    called: str = ""

    @property
    def at(self) -> tuple[int, int]:
        """Offsets of the first mention: how a claim names it."""
        return self.mentions[0].start, self.mentions[0].end


@dataclass(frozen=True)
class Page:
    """What one question shows: consecutive sentences with their candidates. ``language`` is a primary subtag."""

    text: str
    language: str
    sentences: tuple[Sentence, ...]
    parties: tuple[Candidate, ...]
    times: tuple[Candidate, ...]
    places: tuple[Candidate, ...]
    amounts: tuple[Candidate, ...]

    def sentence(self, sentence_id: object) -> Sentence | None:
        return next((s for s in self.sentences if s.id == sentence_id), None)

    def candidate(self, kind: str, candidate_id: object) -> Candidate | None:
        return next((c for c in self.rows(kind) if c.id == candidate_id), None)

    def rows(self, kind: str) -> tuple[Candidate, ...]:
        """The candidates of ``kind``: parties, times, places or amounts."""
        rows: tuple[Candidate, ...] = getattr(self, kind)
        return rows


Row = TypeVar("Row")


def nearest(span: Span, rows: Iterable[Row], mentions: Callable[[Row], Iterable[Span]]) -> Row | None:
    """The row with the mention that fits ``span`` best; None where none overlaps it."""
    met = [(abs(m.start - span.start) + abs(m.end - span.end), row) for row in rows for m in mentions(row) if m.overlaps(span)]
    return min(met, key=lambda pair: pair[0])[1] if met else None


def number(text: str, paragraphs: Iterable[Paragraph], reading: Reading, mentions: Iterable[Span] = ()) -> Page:
    """The body of a report as one page. ``mentions`` are further words for a party, from plug-ins.

    Only words of the body are shown: who wrote and published it is nothing a model needs.
    """
    bodies = [p for p in paragraphs if p.role is ParagraphRole.BODY]
    spans = [s for p in bodies for s in _sentences(text, p.start, p.end)]

    def body(rows: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(m for m in rows if any(p.start <= m.start and m.end <= p.end for p in bodies))

    known = [c for p in reading.parties if (c := _party(p, body(p.mentions), _speakers(reading)))]
    known += [Candidate("", (m,)) for m in _new(body(mentions), [m for c in known for m in c.mentions])]
    return Page(
        text=text,
        language=reading.language.split("-")[0],
        sentences=tuple(Sentence(f"s{n}", s) for n, s in enumerate(spans, 1)),
        parties=tuple(replace(c, id=f"p{n}") for n, c in enumerate(sorted(known, key=lambda c: c.mentions[0]), 1)),
        times=_candidates("t", (body((t.span,)) for t in reading.times)),
        places=_candidates("l", (body(p.mentions) for p in reading.places)),
        amounts=_candidates("a", (body((a.span,)) for a in reading.amounts)),
    )


def _party(party: Party, own: tuple[Span, ...], speakers: frozenset[str]) -> Candidate | None:
    """A party by its words in the body; one who only tells, by what they are called; else none."""
    tells = party.party_class in TELLERS or party.id in speakers
    if own:
        return Candidate("", own, tells)
    if not (tells and party.mentions):
        return None
    return Candidate("", party.mentions, True, TELLERS.get(party.party_class, "the one who tells this (I, we)"))


def _speakers(reading: Reading) -> frozenset[str]:
    return frozenset(s.attribution.speaker for s in reading.statements if s.attribution.speaker)


def _new(mentions: Iterable[Span], known: Sequence[Span]) -> list[Span]:
    """Mentions that no known party has, each once."""
    out: list[Span] = []
    for m in sorted(set(mentions)):
        if not any(m.overlaps(k) for k in (*known, *out)):
            out.append(m)
    return out


def _candidates(letter: str, rows: Iterable[tuple[Span, ...]]) -> tuple[Candidate, ...]:
    return tuple(Candidate(f"{letter}{n}", row) for n, row in enumerate(filter(None, rows), 1))


def _sentences(text: str, start: int, end: int) -> list[Span]:
    out: list[Span] = []
    at = start
    for match in END.finditer(text, start, end):
        if SHORT.search(text, at, match.end()) and not text[match.start() : match.end()].startswith("\n"):
            continue
        out += _pieces(text, at, match.end())
        at = match.end()
    return out + _pieces(text, at, end)


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """A sentence, cut at spaces where it is longer than LONGEST; nothing where no letter or digit stands."""
    out = []
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        stop = space if space > 0 else start + LONGEST
        out.append((start, stop))
        start = stop
    out.append((start, end))
    return [cut(text, a, b) for a, b in out if any(c.isalnum() for c in text[a:b])]


def pages(whole: Page, size: int) -> list[Page]:
    """The page in parts of about ``size`` code points, each with the candidates mentioned in it."""
    groups: list[list[Sentence]] = []
    room = 0
    for sentence in whole.sentences:
        length = sentence.span.end - sentence.span.start
        if not groups or room < length:
            groups.append([])
            room = size
        groups[-1].append(sentence)
        room -= length
    return [_part(whole, tuple(group)) for group in groups]


def _part(whole: Page, sentences: tuple[Sentence, ...]) -> Page:
    reach = range(sentences[0].span.start, sentences[-1].span.end)

    def near(rows: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        return tuple(c for c in rows if c.always or any(m.start in reach for m in c.mentions))

    return replace(
        whole,
        sentences=sentences,
        parties=near(whole.parties),
        times=near(whole.times),
        places=near(whole.places),
        amounts=near(whole.amounts),
    )
