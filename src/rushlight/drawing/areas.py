"""A schematic map: a square for each first-level unit of a country. Areas only; nothing is placed within one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.codebook.words import column_words, figure_words
from rushlight.drawing.figures import WIDTH, Drawing, label, nothing, svg, table
from rushlight.drawing.markup import Markup, el, join, shorten, told
from rushlight.drawing.spoken import spoken

GAP, TALL, LETTER = 6, 64, 7.2


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit at its column and row; ``named``: how many sentences name it or an area that holds it.

    In a map of counts (``count_map``) it is the count, None where it is withheld.
    """

    label: str
    column: int
    row: int
    named: int | None = 0


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
    return spoken(
        Drawing(title, drawn, table((column_words("area", lang), column_words("sentences", lang)), rows, numbers=(1,))), lang
    )


def count_map(
    tiles: Sequence[Tile], threshold: int, others: Sequence[tuple[str, int | None]] = (), lang: str = "en"
) -> Drawing:
    """Counts by area: tinted where the number is shown, broken edges and words where it is withheld.

    ``tiles`` hold numbers that are fit to be shown (``counting.suppress``): what is None is below ``threshold``, or
    withheld so that such a number cannot be worked out. ``others`` are rows of the table without a tile, such as
    the total.
    """
    title = figure_words("happenings_told", lang)
    if not tiles:
        return nothing(title, lang)
    columns = max(t.column for t in tiles) + 1
    wide = min(130.0, (WIDTH - 2 * GAP) / columns - GAP)
    height = (max(t.row for t in tiles) + 1) * (TALL + GAP) + GAP
    few, short = (figure_words(name, lang).format(n=threshold) for name in ("few", "few_short"))
    shown = sum(t.named is not None for t in tiles)
    about = figure_words("desc_happenings", lang).format(n=shown, of=len(tiles))
    drawn = svg(height, title, about, [_tile(t, wide, few, short) for t in tiles])
    rows = [(told(label_), few if n is None else n) for label_, n in (*((t.label, t.named) for t in tiles), *others)]
    heads = (column_words("area", lang), column_words("happenings", lang))
    return spoken(Drawing(title, drawn, table(heads, rows, numbers=(1,))), lang)


def _tile(tile: Tile, wide: float, few: str = "", short: str = "") -> Markup:
    x, y = GAP + tile.column * (wide + GAP), GAP + tile.row * (TALL + GAP)
    box = el("rect", {"x": x, "y": y, "width": wide, "height": TALL, "rx": 3, "class": _tile_class(tile)})
    name = label(x + 8, y + 22, shorten(tile.label, int((wide - 12) / LETTER)), "on" if tile.named else "quiet on")
    count = label(x + 8, y + 48, tile.named, "stage on") if tile.named else Markup("")
    if tile.named is None:
        count = label(x + 8, y + 48, shorten(short, int((wide - 12) / LETTER)), "quiet on")
    said = f"{tile.label}: {few if tile.named is None else tile.named}" if few else tile.label
    return el("g", {}, el("title", {}, said), join((box, name, count)))


def _tile_class(tile: Tile) -> str:
    if tile.named is None:
        return "tile-few"
    return "tile-named" if tile.named else "tile"
