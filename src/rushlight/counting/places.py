"""The place of a statement at a chosen level; what cannot be placed there is said to be so."""

from __future__ import annotations

from functools import cache
from typing import Literal

from rushlight.atlas import Entry, atlas
from rushlight.record import Place

PlaceLevel = Literal["named", "county", "province", "country"]

PRECISION: dict[PlaceLevel, int] = {"country": 6, "province": 4, "county": 3}
COUNTY_KINDS = ("county", "city", "district")


def place_at(place: Place | None, level: PlaceLevel) -> str | None:
    """The atlas id (or name) of what the place is, or lies in, at ``level``; None when it cannot be placed there.

    A city that the atlas divides into districts and that lies directly below its country (Pyongyang)
    stands with the provinces; a city of a province stands with its counties. Where the atlas knows no
    province between a town and its country, the town is placed at neither level rather than guessed.
    ``named`` gives the place itself. A name with several readings, a cross-border stretch, several
    places or an unnamed area is placed nowhere above its own name.
    """
    if place is None:
        return None
    if level == "named":
        return place.atlas_id or place.name
    if place.precision in (7, 8, 9) or (place.readings and place.atlas_id is None):
        return None
    if place.atlas_id is None and not place.parents:
        return place.name if place.precision == PRECISION[level] else None
    ids = (place.atlas_id, *place.parents)
    return _unit([atlas().entry(i) for i in ids if i and i in atlas()], level)


def _unit(chain: list[Entry], level: PlaceLevel) -> str | None:
    """The first that fits in ``chain``, which goes from the place up to its country."""
    province = next((e for e in chain if e.kind == "province" or e.id in _cities_like_provinces()), None)
    if level == "county":
        below = [e for e in chain[: chain.index(province)] if e.kind in COUNTY_KINDS] if province else []
        fits = below[-1:] or [e for e in chain if e.kind == "county"]
        return fits[0].id if fits else None
    if level == "province":
        return province.id if province else None
    return next((e.id for e in chain if e.kind == "country"), None)


@cache
def _cities_like_provinces() -> frozenset[str]:
    """Cities directly below a country that hold districts or counties of their own."""
    parents = {e.parent for e in atlas() if e.kind in ("district", "county")}
    return frozenset(e.id for e in atlas() if e.kind == "city" and e.id in parents and _below_a_country(e))


def _below_a_country(entry: Entry) -> bool:
    return entry.parent is not None and atlas().entry(entry.parent).kind == "country"
