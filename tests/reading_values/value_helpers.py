"""One-paragraph texts for the value grammars."""

from __future__ import annotations

import datetime as dt

from rushlight.reading.money import find_amounts
from rushlight.reading.places import find_places
from rushlight.reading.times import find_times
from rushlight.record import Amount, DocumentKind, Paragraph, ParagraphRole, Place, TimeExpr

PUBLISHED = dt.date(2025, 3, 14)


def whole(text: str, role: ParagraphRole = ParagraphRole.BODY) -> tuple[Paragraph, ...]:
    """Every line a paragraph of one role."""
    out, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append(Paragraph(at, at + len(line), role))
        at += len(line) + 1
    return tuple(out)


def times(
    text: str, language: str, published: dt.date | None = PUBLISHED, kind: DocumentKind = DocumentKind.PUBLICATION
) -> list[TimeExpr]:
    return find_times(text, whole(text), language=language, published=published, kind=kind)


def amounts(text: str, language: str) -> list[Amount]:
    return find_amounts(text, whole(text), language=language)


def places(text: str, language: str, outlet: str | None = None) -> list[Place]:
    return find_places(text, whole(text), language=language, outlet=outlet)
