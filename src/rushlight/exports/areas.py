"""GeoJSON (RFC 7946) of the areas that sentences name: areas only, never a point, and schematic where no border is known."""

from __future__ import annotations

import json
from typing import Any

from rushlight.atlas import atlas
from rushlight.atlas.tiles import country_of, drawn_as, tile_map
from rushlight.exports.gate import released
from rushlight.exports.tables import dictionary_rows
from rushlight.release import ReleasedItem, ReleasedView
from rushlight.release.settings import part, words

PROPERTIES = ("area", "name", "sentences", "drawn_as", "schematic")


def areas_geojson(view: ReleasedView) -> bytes:
    """One feature for each area that a sentence shows, with the ids of these sentences.

    An area without a shape of its own is drawn as the unit that holds it (``drawn_as``); one in a country without
    a schematic map has no geometry, which GeoJSON allows. ``dictionary`` explains the properties.
    """
    view = released(view)
    named: dict[str, list[ReleasedItem]] = {}
    for item in view.items:
        if item.place is not None:
            named.setdefault(item.place, []).append(item)
    collection = {
        "type": "FeatureCollection",
        "note": words(part("brief")["areas_note"]).of(view.language),
        "dictionary": dict(dictionary_rows(view, PROPERTIES)),
        "features": [_feature(place, items, view.language) for place, items in sorted(named.items())],
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _feature(place: str, items: list[ReleasedItem], language: str) -> dict[str, Any]:
    units = drawn_as(place)
    return {
        "type": "Feature",
        "properties": {
            "area": place,
            "name": atlas().label(place, language),
            "sentences": [i.id for i in items],
            "drawn_as": list(units),
            "schematic": bool(units),
        },
        "geometry": _geometry(place, units),
    }


def _geometry(place: str, units: tuple[str, ...]) -> dict[str, Any] | None:
    tiles = tile_map(country_of(place))
    if tiles is None or not units:
        return None
    rings = [[[list(point) for point in tiles.ring(unit)]] for unit in units]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}
