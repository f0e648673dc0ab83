"""A brief's title, and what is said of its picture, are a person's own words: they name only what the sentences show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rushlight.errors import ReleaseRefused
from rushlight.record import DocumentKind, Paragraph, ParagraphRole

COUNTRY = 6
"""The precision of a country's name; a country alone tells nothing (docs/model.md)."""


def require_plain(title: str, sentences: Iterable[str], *, release: str, what: str = "title") -> None:
    """Raise ReleaseRefused when ``title`` (called ``what``) names a place, time or sum that no sentence shows.

    The release rules compare a title with the sentences that stay; a way to pass may have left out the very
    sentence whose place or day the title repeats.
    """
    shown = " ".join(sentences).casefold()
    if any(words.casefold() not in shown for words in _values(title)):
        raise ReleaseRefused(
            f"the {what} names a place, time or sum that no sentence shows",
            where=release,
            hint="check the release again with another title" if what == "title" else "say less of what it shows",
        )


def _values(title: str) -> Iterator[str]:
    """The places below a country, times and sums that either language's rules find in the title."""
    # the readers are large: they are loaded where words are read
    from rushlight.reading.money import find_amounts
    from rushlight.reading.places import find_places
    from rushlight.reading.times import find_times

    parts = (Paragraph(0, len(title), ParagraphRole.BODY),)
    for language in ("en", "ko"):
        yield from (p.name for p in find_places(title, parts, language=language, outlet=None) if p.precision != COUNTRY)
        times = find_times(title, parts, language=language, published=None, kind=DocumentKind.PUBLICATION)
        yield from (t.span.exact for t in times)
        yield from (a.span.exact for a in find_amounts(title, parts, language=language))
