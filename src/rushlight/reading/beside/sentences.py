"""The sentences of a whole report, in either language: every letter belongs to exactly one, in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rushlight.reading.paragraphs import sentences as cut_sentences
from rushlight.record import Document, Paragraph, ParagraphRole

DATE_PART = re.compile(r"(?<!\d)\d{1,4}\.\s*$")
"""2025. 5. 8.: points that end no sentence, when a figure follows."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` without white space at its ends (code points); ``paragraph`` counts from 0."""

    start: int
    end: int
    role: ParagraphRole
    paragraph: int

    @property
    def body(self) -> bool:
        return self.role is ParagraphRole.BODY


def sentences(document: Document, text: str) -> tuple[Sentence, ...]:
    """All sentences of a report, titles, captions and what lies between its paragraphs among them."""
    out = []
    for number, paragraph in enumerate(_whole(document, len(text))):
        for start, end in _joined(text, paragraph.start, paragraph.end):
            words = text[start:end]
            if words.strip():
                first = start + len(words) - len(words.lstrip())
                out.append(Sentence(first, first + len(words.strip()), paragraph.role, number))
    return tuple(out)


def at(found: Sequence[Sentence], place: int) -> int | None:
    """The number of the sentence that stands at a place of the text; None between two."""
    n = bisect_right(found, place, key=lambda s: s.start) - 1
    return n if n >= 0 and place < found[n].end else None


def _whole(document: Document, length: int) -> Iterator[Paragraph]:
    """The paragraphs and what lies between them."""
    place = 0
    for paragraph in sorted(document.paragraphs, key=lambda p: (p.start, p.end)):
        start, end = max(paragraph.start, place), min(paragraph.end, length)
        if start > place:
            yield Paragraph(place, start, ParagraphRole.BODY)
        if end > start:
            yield Paragraph(start, end, paragraph.role)
            place = end
    if place < length:
        yield Paragraph(place, length, ParagraphRole.BODY)


def _joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of a stretch; a date written with points is not cut."""
    out: list[tuple[int, int]] = []
    for first, last in cut_sentences(text, start, end):
        if out and DATE_PART.search(text, out[-1][0], out[-1][1]) and text[first : first + 1].isdigit():
            out[-1] = (out[-1][0], last)
        else:
            out.append((first, last))
    return out
