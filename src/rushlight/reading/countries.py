"""Which countries a text speaks of: each name of a country or of a place in it counts once."""

from __future__ import annotations

from collections import Counter

from rushlight.atlas import atlas
from rushlight.reading.scan import scan


def countries_named(text: str, language: str) -> Counter[str]:
    """Country id (ISO 3166) -> how often the text names it or a place of it; names with several meanings do not count."""
    counts: Counter[str] = Counter()
    for hit in scan(text, language):
        found = {atlas().country(m.entry.id) for m in hit.matches}
        if len(found) == 1 and not hit.weak:
            counts[found.pop()] += 1
    return counts
