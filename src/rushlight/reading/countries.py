"""Which countries a text speaks of: each name of a country or of a place in it counts once."""

from __future__ import annotations

from rushlight.atlas import atlas
from rushlight.reading.scan import scan


def named_countries(text: str, language: str) -> list[tuple[int, str]]:
    """Where the text names a country or a place of it, and the country's id (ISO 3166), in text order.

    Names with several meanings and names that are ordinary words do not count.
    """
    out = []
    for hit in scan(text, language):
        found = {atlas().country(m.entry.id) for m in hit.matches}
        if len(found) == 1 and not hit.weak:
            out.append((hit.start, found.pop()))
    return out
