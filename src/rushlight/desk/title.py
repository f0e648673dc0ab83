"""A brief's title is a person's own words: it may name only what the sentences below it show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rushlight.errors import ReleaseRefused
from rushlight.reading.money import find_amounts
from rushlight.reading.places import find_places
from rushlight.reading.times import find_times
from rushlight.record import DocumentKind, Paragraph, ParagraphRole

COUNTRY = 6
"""The precision of a country's name; a country alone tells nothing (docs/model.md)."""


def require_plain(title: str, sentences: Iterable[str], *, release: str) -> None:
    """Raise ReleaseRefused when ``title`` names a place, time or sum that no sentence shows.

    The release rules compare a title with the sentences that stay; a way to pass may have left out the very
    sentence whose place or day the title repeats.
    """
    shown = " ".join(sentences).casefold()
    if any(words.casefold() not in shown for words in _values(title)):
        raise ReleaseRefused(
            "the title names a place, time or sum that no sentence shows",
            where=release,
            hint="check the release again with another title",
        )


def _values(title: str) -> Iterator[str]:
    """The places below a country, times and sums that either language's rules find in the title."""
    parts = (Paragraph(0, len(title), ParagraphRole.BODY),)
    for language in ("en", "ko"):
        yield from (p.name for p in find_places(title, parts, language=language, outlet=None) if p.precision != COUNTRY)
        times = find_times(title, parts, language=language, published=None, kind=DocumentKind.PUBLICATION)
        yield from (t.span.exact for t in times)
        yield from (a.span.exact for a in find_amounts(title, parts, language=language))
