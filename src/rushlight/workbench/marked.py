"""A report's text cut into pieces for a page, each with what stands there: whose words, and which statements say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rushlight.record import Document, Paragraph, ParagraphRole, PartyClass, Reading, Role, Span, Statement

PART = 12_000
"""Code points of a report that one page shows."""

KINDS = {
    PartyClass.AUTHORITY: "actor",
    PartyClass.OFFICER: "actor",
    PartyClass.AFFECTED: "harmed",
    PartyClass.SOURCE: "source",
    PartyClass.OUTLET: "source",
    PartyClass.REPORTER: "source",
}
"""Which tint the words for a party have; others have none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to show: ``kind`` is actor, harmed, place, time, money or source; or empty, for those of statement ``of``."""

    start: int
    end: int
    kind: str
    of: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text under the same marks. ``at``: where it begins (code points).

    ``kind`` and ``begins`` (a label is due here) for the tint; ``of`` the numbers of the statements, ``opens`` those whose
    words begin here.
    """

    at: int
    text: str
    kind: str
    begins: bool
    of: tuple[int, ...]
    opens: tuple[int, ...]

    @property
    def all_of(self) -> str:
        """The statements' numbers as a page carries them: "3 5"."""
        return " ".join(map(str, self.of))


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (or, of a very long one, a part): its role on the page and its pieces."""

    role: str
    pieces: tuple[Piece, ...]


def parts(document: Document) -> list[tuple[int, int]]:
    """The stretches of the text that each page shows, cut between paragraphs where that is possible."""
    out: list[tuple[int, int]] = []
    start = end = 0
    for paragraph in _whole(document):
        if paragraph.end - start > PART and end > start:
            out.append((start, end))
            start = end
        end = paragraph.end
        while end - start > PART:
            out.append((start, start + PART))
            start += PART
    return [*out, (start, max(end, document.length))]


def part_of(document: Document, offset: int) -> int:
    """Which of the parts (from 1) shows the word that stands at ``offset``."""
    return next((n for n, (start, end) in enumerate(parts(document), 1) if start <= offset < end), 1)


def blocks(document: Document, text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Block, ...]:
    """The paragraphs between two places, their words cut where a mark begins or ends."""
    out = []
    for paragraph in _whole(document):
        first, last = max(paragraph.start, start), min(paragraph.end, end)
        if first < last and text[first:last].strip():
            out.append(Block(paragraph.role.value, tuple(pieces(text, first, last, marks))))
    return tuple(out)


def around(document: Document, spans: Sequence[Span]) -> tuple[int, int]:
    """From the paragraph that holds the first of these words to the one that holds the last, and not more than a page."""
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    holding = [p for p in _whole(document) if p.start < last and first < p.end]
    start, end = (holding[0].start, holding[-1].end) if holding else (first, last)
    return max(start, first - PART // 2), min(end, max(last, first + PART // 2))


def _whole(document: Document) -> list[Paragraph]:
    """The paragraphs, and what lies between them, so that no word is left out."""
    out: list[Paragraph] = []
    place = 0
    for paragraph in document.paragraphs:
        if paragraph.start > place:
            out.append(Paragraph(place, paragraph.start, ParagraphRole.BODY))
        out.append(paragraph)
        place = paragraph.end
    if place < document.length:
        out.append(Paragraph(place, document.length, ParagraphRole.BODY))
    return out


def pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterable[Piece]:
    """A stretch of the text, cut wherever a mark begins or ends."""
    here = [m for m in marks if m.start < end and start < m.end]
    cuts = sorted({start, end, *(c for m in here for c in (m.start, m.end) if start < c < end)})
    for first, last in pairwise(cuts):
        over = [m for m in here if m.start <= first and last <= m.end]
        tint = min((m for m in over if m.kind), key=lambda m: m.end - m.start, default=None)
        said = [m for m in over if not m.kind]
        yield Piece(
            first,
            text[first:last],
            tint.kind if tint else "",
            tint is not None and tint.start == first,
            tuple(dict.fromkeys(m.of for m in said)),
            tuple(dict.fromkeys(m.of for m in said if m.start == first)),
        )


def marks_of(reading: Reading, numbered: Sequence[tuple[int, Statement]]) -> list[Mark]:
    """All words of a reading: those of parties, places, times and sums, and those of the numbered statements."""
    out = [Mark(s.start, s.end, "", n) for n, statement in numbered for s in statement.spans]
    for party in reading.parties:
        if kind := KINDS.get(party.party_class):
            out += [Mark(m.start, m.end, kind) for m in party.mentions]
    out += [Mark(m.start, m.end, "place") for place in reading.places for m in place.mentions]
    out += [Mark(t.span.start, t.span.end, "time") for t in reading.times]
    return out + [Mark(a.span.start, a.span.end, "money") for a in reading.amounts]


def marks_of_one(reading: Reading, statement: Statement) -> list[Mark]:
    """The words of one statement, and those of what it names, wherever they stand."""
    out = [Mark(s.start, s.end, "", 1) for s in statement.spans]
    agents = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY)
    for kind, ids in (
        ("actor", statement.parties(*agents)),
        ("harmed", statement.parties(Role.AFFECTED)),
        ("source", (statement.attribution.speaker,)),
    ):
        out += [Mark(m.start, m.end, kind) for i in ids if i for m in reading.party(i).mentions]
    if statement.place:
        out += [Mark(m.start, m.end, "place") for m in reading.place(statement.place).mentions]
    if statement.time:
        span = reading.time(statement.time).span
        out.append(Mark(span.start, span.end, "time"))
    return out + [Mark(s.start, s.end, "money") for a in statement.amounts for s in (reading.amount(a).span,)]
