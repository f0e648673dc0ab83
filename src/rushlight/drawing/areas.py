"""A schematic map: a square for each first-level unit of a country. Areas only; nothing is placed within one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.codebook.words import column_words, figure_words
from rushlight.drawing.figures import WIDTH, Drawing, label, nothing, svg, table
from rushlight.drawing.markup import Markup, el, join, shorten, told

GAP, TALL, LETTER = 6, 64, 7.2


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit at its column and row; ``named``: how many sentences name it or an area that holds it."""

    label: str
    column: int
    row: int
    named: int = 0


def area_map(tiles: Sequence[Tile], lang: str = "en") -> Drawing:
    """The tiles in their grid, those that are named tinted and numbered; the table lists the named ones."""
    title = figure_words("areas", lang)
    if not any(t.named for t in tiles):
        return nothing(title, lang)
    columns = max(t.column for t in tiles) + 1
    wide = min(130.0, (WIDTH - 2 * GAP) / columns - GAP)
    height = (max(t.row for t in tiles) + 1) * (TALL + GAP) + GAP
    named = [t for t in tiles if t.named]
    about = figure_words("desc_areas", lang).format(n=len(named), of=len(tiles))
    drawn = svg(height, title, about, [_tile(t, wide) for t in tiles])
    rows = [(told(t.label), t.named) for t in named]
    return Drawing(title, drawn, table((column_words("area", lang), column_words("sentences", lang)), rows, numbers=(1,)))


def _tile(tile: Tile, wide: float) -> Markup:
    x, y = GAP + tile.column * (wide + GAP), GAP + tile.row * (TALL + GAP)
    box = el("rect", {"x": x, "y": y, "width": wide, "height": TALL, "rx": 3, "class": "tile-named" if tile.named else "tile"})
    name = label(x + 8, y + 22, shorten(tile.label, int((wide - 12) / LETTER)), "on" if tile.named else "quiet on")
    count = label(x + 8, y + 48, tile.named, "stage on") if tile.named else Markup("")
    return el("g", {}, el("title", {}, tile.label), join((box, name, count)))
