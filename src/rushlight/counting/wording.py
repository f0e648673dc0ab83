"""Sentences for counted rows: always "of the reports received", never a share of a population."""

from __future__ import annotations

from collections.abc import Mapping

from rushlight.codebook.words import language_of, scope_words, standing_words, word
from rushlight.counting.table import Row, What, what_words


def documented_sentence(row: Row, lang: str = "en", *, by: What = "act", place_names: Mapping[str, str] | None = None) -> str:
    """What may be said of a row to readers: reports, independent sources, happenings, and the limits.

    ``by`` is that of the row's table. Time and place follow the act where the table was split by them;
    ``place_names`` gives the atlas' names for its ids.
    """
    parts = [
        _reports(row, lang, by, place_names or {}),
        _sources(row, lang),
        _happenings(row, lang),
        word("sentence", "limits", lang),
    ]
    return " ".join(parts)


def waiting_sentence(waiting: int, lang: str = "en") -> str:
    """How many proposals nobody has decided on; every table carries it."""
    return word("sentence", "waiting", lang).format(n=waiting)


def _reports(row: Row, lang: str, by: What, names: Mapping[str, str]) -> str:
    k = row.key
    place = names.get(k.place, k.place) if k.place else None
    where_when = [part for part in (place, k.period.label(lang) if k.period else None) if part]
    return word("sentence", "documented", lang).format(
        received=row.received,
        reports=len(row.figure.reports),
        tell="tells" if len(row.figure.reports) == 1 else "tell",
        what=", ".join([what_words(by, k.what, lang), *where_when]),
        scope=scope_words(k.scope, lang),
        standing=standing_words(k.modality, k.polarity, lang),
    )


def _sources(row: Row, lang: str) -> str:
    sources = row.figure.sources
    noun = "source" if sources.min == sources.max == 1 else "sources"
    told = str(sources) if sources.min == sources.max else _between(sources.min, sources.max, lang)
    return word("sentence", "sources", lang).format(sources=told, noun=noun)


def _between(low: int, high: int, lang: str) -> str:
    return f"{low}~{high}" if language_of(lang) == "ko" else f"{low} to {high}"


def _happenings(row: Row, lang: str) -> str:
    if row.happenings is None:
        return word("sentence", "no_happenings", lang)
    noun = "happening" if row.happenings == 1 else "happenings"
    return word("sentence", "happenings", lang).format(happenings=row.happenings, noun=noun)
