"""Where words that a person gives stand in a report: by their place when the page knows it, else by the words themselves."""

from __future__ import annotations

from rushlight.errors import MisuseError
from rushlight.record import Span, places_of

GAP = "…"
"""Between stretches that do not stand together."""


def located(text: str, words: str, *, at: str = "", near: int | None = None) -> str:
    """The places of ``words`` in ``text``, such as "12-30" (code points of the NFC text, end exclusive).

    ``at`` are places that the page took from a selection: they count when exactly these words stand there. Else the words are
    searched for; where they stand more than once, the ones nearest to ``near``. Raises MisuseError, without a word of the text.
    """
    if at and _stand(text, words, at):
        return at
    spans: list[Span] = []
    for part in (p.strip() for p in words.split(GAP)):
        spans.append(_find(text, part, spans[-1].end if spans else near))
    return places_of(sorted(spans))


def _stand(text: str, words: str, at: str) -> bool:
    try:
        ends = [(int(a), int(b)) for a, b in (part.split("-") for part in at.split(","))]
    except ValueError:
        return False
    parts = [p.strip() for p in words.split(GAP)]
    return len(parts) == len(ends) and all(text[a:b] == p for (a, b), p in zip(ends, parts, strict=True))


def _find(text: str, part: str, near: int | None) -> Span:
    places = []
    start = text.find(part) if part else -1
    while start >= 0:
        places.append(start)
        start = text.find(part, start + 1)
    if not places:
        raise MisuseError("these words do not stand in the report", hint="copy them from the text exactly")
    if len(places) > 1 and near is None:
        raise MisuseError("these words stand in the report more than once", hint="give some more of the words around them")
    best = places[0] if near is None else min(places, key=lambda place: abs(place - near))
    return Span(best, best + len(part), part)
