"""Figures of a released view as SVG files of their own: when, as far as shown, and which areas."""

from __future__ import annotations

from rushlight.atlas import atlas
from rushlight.atlas.tiles import country_of, drawn_as, tile_map
from rushlight.drawing.areas import Tile, area_map
from rushlight.drawing.figures import Drawing
from rushlight.drawing.timeline import TimelineRow, timeline
from rushlight.exports.gate import released
from rushlight.release import ReleasedItem, ReleasedView


def figures(view: ReleasedView) -> dict[str, str]:
    """SVG by file name, each without scripts, addresses or style variables; a figure with nothing to show is left out."""
    return {f"{name}.svg": drawing.plain_file for name, drawing in drawings(view).items()}


def drawings(view: ReleasedView) -> dict[str, Drawing]:
    """The figures of a release by name, which briefs show too; one with nothing to show is left out."""
    view = released(view)
    drawn = {"timeline": _timeline(view)}
    for country in dict.fromkeys(country_of(i.place) for i in view.items if i.place):
        drawn[f"areas-{country.lower()}"] = _areas(view, country)
    return {name: drawing for name, drawing in drawn.items() if drawing.svg}


def _timeline(view: ReleasedView) -> Drawing:
    rows = []
    for n, item in enumerate(view.items, start=1):
        first, last = (item.time.earliest, item.time.latest) if item.time else (None, None)
        rows.append(TimelineRow(_label(n, item, view.language), first, last))
    return timeline(rows, _lang(view))


def _label(n: int, item: ReleasedItem, language: str) -> str:
    return f"{n}. {item.act.of(language)} ({item.modality.of(language)})"


def _areas(view: ReleasedView, country: str) -> Drawing:
    tiles = tile_map(country)
    if tiles is None:
        return area_map(())
    named = [unit for i in view.items if i.place and country_of(i.place) == country for unit in drawn_as(i.place)]
    shown = [Tile(atlas().label(unit, view.language), *at, named.count(unit)) for unit, at in tiles.places.items()]
    return area_map(shown, _lang(view))


def _lang(view: ReleasedView) -> str:
    return "ko" if view.language.startswith("ko") else "en"
