"""The place of a statement at a chosen level; what cannot be placed there is said to be so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from rushlight.record import Place

PlaceLevel = Literal["named", "county", "province", "country"]
LevelOf = Callable[[str], int | None]
"""Precision (3 county, 4 province, 6 country) of an atlas id, for gazetteers that know it."""

PRECISION: dict[PlaceLevel, int] = {"county": 3, "province": 4, "country": 6}
FROM_THE_TOP = (6, 4, 3, 2)  # a chain of parents ends with the country


def place_at(place: Place | None, level: PlaceLevel, level_of: LevelOf | None = None) -> str | None:
    """The atlas id of the place's parent (or itself) at ``level``; None when it cannot be placed there.

    ``named`` gives the place itself, by atlas id or else by name. A name with several readings, a
    cross-border stretch, several places or an unnamed area (precision 7 to 9) is placed nowhere
    above its own name. Without ``level_of`` the chain is read from its end: country, province, county.
    """
    if place is None:
        return None
    if level == "named":
        return place.atlas_id or place.name
    if place.precision in (7, 8, 9) or (place.readings and place.atlas_id is None):
        return None
    if place.precision == PRECISION[level]:
        return place.atlas_id or place.name
    return _parent_at(place, PRECISION[level], level_of)


def _parent_at(place: Place, wanted: int, level_of: LevelOf | None) -> str | None:
    if level_of is not None:
        return next((p for p in place.parents if level_of(p) == wanted), None)
    levels = dict(zip(FROM_THE_TOP, reversed(place.parents), strict=False))
    return levels.get(wanted)
