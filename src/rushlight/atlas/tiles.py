"""The schematic map of a country: one square tile for each first-level unit. Areas only; there are no points to give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rushlight.atlas.gazetteer import atlas
from rushlight.tables import load_table

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class TileMap:
    """``places`` maps the id of a unit to its (column, row); ``grid`` is the number of columns and rows."""

    country: str
    corner: tuple[float, float]
    size: tuple[float, float]
    grid: tuple[int, int]
    places: dict[str, tuple[int, int]]

    def ring(self, unit: str) -> Ring:
        """The tile's closed ring of (longitude, latitude), counter-clockwise (RFC 7946, 3.1.6)."""
        column, row = self.places[unit]
        west, north = self.corner[0] + column * self.size[0], self.corner[1] - row * self.size[1]
        east, south = west + self.size[0], north - self.size[1]
        corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
        return tuple((round(x, 6), round(y, 6)) for x, y in corners)


@cache
def tile_map(country: str) -> TileMap | None:
    """The schematic map of a country (``KP``), None where nobody has laid one."""
    row = load_table("tiles").get(country)
    if row is None:
        return None
    places = {place: (at[0], at[1]) for place, at in row["places"].items()}
    return TileMap(country, tuple(row["corner"]), tuple(row["size"]), tuple(row["grid"]), places)


def country_of(place: str) -> str:
    """The country of a place or region: the first part of its id."""
    return place.split(".")[0]


def drawn_as(place: str) -> tuple[str, ...]:
    """The units whose tiles stand for a place: itself, the unit that holds it, or all that a region or country holds.

    Empty where the country has no schematic map.
    """
    tiles = tile_map(country_of(place))
    if tiles is None:
        return ()
    if place == tiles.country:
        return tuple(tiles.places)
    members = atlas().members(place)
    if members:
        return tuple(unit for unit in tiles.places if unit in members)
    if place not in atlas():
        return ()
    chain = (place, *atlas().parents(place))
    return tuple(unit for unit in chain if unit in tiles.places)[:1]
