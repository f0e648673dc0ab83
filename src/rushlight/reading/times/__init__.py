"""Times in a report: each expression with its words and, where an anchor allows it, the days it may mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rushlight.reading.times.english import RULES as ENGLISH
from rushlight.reading.times.korean import RULES as KOREAN
from rushlight.reading.times.resolve import Resolver
from rushlight.record import DocumentKind, Paragraph, TimeExpr

__all__ = ["find_times"]


def find_times(
    text: str, paragraphs: Sequence[Paragraph], *, language: str, published: dt.date | None, kind: DocumentKind
) -> list[TimeExpr]:
    """Every time expression in text order, with empty ids, after the conventions of docs/model.md.

    Times of captions, bylines, titles and footers, and days of telling ("said on Thursday"), apply to OTHER.
    Without ``published`` relative dates stay unresolved; no bound lies after it. Pure.
    """
    rules = KOREAN if language == "ko" else ENGLISH
    resolver = Resolver(text, tuple(paragraphs), language, published, kind)
    return resolver.run(rules)
