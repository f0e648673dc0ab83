"""CSV for the import of Uwazi (HURIDOCS): a template with these properties has to be there first (docs/exports.md).

Dates are ranges ``2025-01-01:2025-12-31``, several values are parted by ``|``; there is no geolocation, which is a point.
"""

from __future__ import annotations

from rushlight.exports.gate import released
from rushlight.exports.tables import place_shown, plain_csv
from rushlight.record import Interval
from rushlight.release import ReleasedItem, ReleasedView

PROPERTIES = ("title", "sentence", "act", "told_as", "place", "period", "made_general", "reports", "sources_min", "sources_max")


def uwazi_csv(view: ReleasedView) -> bytes:
    """One line for each sentence; the title holds how it was told, for a list of titles is what Uwazi shows first."""
    view = released(view)
    return plain_csv([PROPERTIES, *(_row(item, view.language) for item in view.items)])


def _row(item: ReleasedItem, language: str) -> tuple[str, ...]:
    act, told = item.act.of(language), item.modality.of(language)
    place = place_shown(item, language)
    general = "|".join(dict.fromkeys(_value(p.axis.of(language)) for p in item.parts if p.general))
    counts = (str(item.reports), str(item.sources_min), str(item.sources_max))
    return (f"{act} ({told})", item.text, _value(act), _value(told), _value(place), period(item.time), general, *counts)


def period(time: Interval | None) -> str:
    """A range as Uwazi reads it; a missing end stays empty."""
    if time is None or (time.earliest is None and time.latest is None):
        return ""
    return ":".join(day.isoformat() if day else "" for day in (time.earliest, time.latest))


def _value(words: str) -> str:
    """A value of a list: the sign that parts values is no part of one."""
    return words.replace("|", "/")
