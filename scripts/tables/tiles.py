"""The schematic map: resources/atlas/tiles.yaml, each tile as the corners of its area."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def build(resources: Path) -> dict[str, Any]:
    """Country -> its columns, rows, north-western corner, tile size, and place -> [column, row]."""
    given = yaml.safe_load((resources / "atlas" / "tiles.yaml").read_text(encoding="utf-8"))
    out = {}
    for country, grid in given.items():
        places = {place: [c, r] for r, row in enumerate(grid["rows"]) for c, place in enumerate(row) if place}
        if len(places) != sum(bool(place) for row in grid["rows"] for place in row):
            raise ValueError(f"a place has two tiles: {country}")
        size = [max(len(row) for row in grid["rows"]), len(grid["rows"])]
        out[country] = {"corner": grid["corner"], "size": grid["size"], "grid": size, "places": places}
    return out
