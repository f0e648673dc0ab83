"""The place of a statement at a chosen level; what cannot be placed there is said to be so."""

from __future__ import annotations

from typing import Literal

from rushlight.record import Place

PlaceLevel = Literal["named", "county", "province", "country"]

DEPTH: dict[PlaceLevel, int] = {"country": 1, "province": 2, "county": 3}
"""Steps from the top of the chain of parents, which ends with the country."""
PRECISION: dict[PlaceLevel, int] = {"country": 6, "province": 4, "county": 3}
AREAS = (2, 3, 4, 6)
"""Precisions that name an area of the administration itself; points and stretches only lie in one."""


def place_at(place: Place | None, level: PlaceLevel) -> str | None:
    """The atlas id (or name) of what the place is, or lies in, at ``level``; None when it cannot be placed there.

    Levels go by depth below the country, as administrations do: what lies directly below the country is
    at province level (Pyongyang with the provinces), the next at county level (a city beside the
    counties of its province). ``named`` gives the place itself. A name with several readings, a
    cross-border stretch, several places or an unnamed area is placed nowhere above its own name.
    """
    if place is None:
        return None
    name = place.atlas_id or place.name
    if level == "named":
        return name
    if place.precision in (7, 8, 9) or (place.readings and place.atlas_id is None):
        return None
    if not place.parents:
        return name if place.precision == PRECISION[level] else None
    chain = (name, *place.parents) if place.precision in AREAS else place.parents
    return chain[-DEPTH[level]] if len(chain) >= DEPTH[level] else None
