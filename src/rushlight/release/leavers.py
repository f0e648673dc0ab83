"""How many families with a relative who left live at a place: shipped figures, the team's own, or a share by population."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rushlight.release.figures import Figures, families_by_place
from rushlight.release.places import Gazetteer
from rushlight.release.settings import part
from rushlight.release.spreading import ASSUMED, OWN, Factor


def families_at(place: str | None, atlas: Gazetteer, own: Figures) -> tuple[Factor, ...] | None:
    """The factors of their number; of the whole country without a place; None where nobody can state one."""
    table, rows = part("priors")["families_of_leavers"], families_by_place(own, atlas)
    at = place or str(table["country"])
    if at in rows:
        return (_row(at, rows, table, own),)
    return _by_population(at, atlas, rows, own)


def _row(place: str, rows: Mapping[str, Any], table: Any, own: Figures) -> Factor:
    key = f"families.{place}"
    figure = own.get(key)
    source, standing = (figure.source, OWN) if figure else (str(table["source"]), str(table["standing"]))
    low, high = rows[place]
    return Factor("families", low, high, source, standing, key)


def _by_population(place: str, atlas: Gazetteer, rows: Mapping[str, Any], own: Figures) -> tuple[Factor, ...] | None:
    """A part of a place with a figure by its share of the people; elsewhere a part of all other provinces."""
    table = part("priors")["families_of_leavers"]
    here = atlas.population(place)
    above = next((p for p in atlas.ladder(place) if p in rows and atlas.population(p)), None)  # regions have no census
    if not here or above is None:
        return None
    if above == table["country"]:
        return _elsewhere(place, here, atlas, rows)
    whole = atlas.population(above)
    if not whole:
        return None
    share = table["city_share"]
    low, high = (min(1.0, here / whole * f) for f in share["factor"])
    return _row(above, rows, table, own), Factor("city_share", low, high, str(share["note"]))


def _elsewhere(place: str, here: int, atlas: Gazetteer, rows: Mapping[str, Any]) -> tuple[Factor, ...] | None:
    table = part("priors")["families_of_leavers"]
    rest = table["elsewhere"]
    country = atlas.population(str(table["country"]))
    counted = [atlas.population(p) for p in table["counted"]]
    if not country or not all(counted):
        return None
    share = min(1.0, here / (country - sum(c for c in counted if c)))
    within = [rows[p] for p in atlas.ladder(place) if p in rows]  # no part holds more than a team says of the whole
    each = [p * share / float(rest["persons_per_family"]) for p in rest["persons"]]
    low, high = (min(n, *(row[end] for row in within)) for end, n in enumerate(each))
    return (Factor("families", low, high, str(rest["note"]), ASSUMED, f"families.{place}"),)
