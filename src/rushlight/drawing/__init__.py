"""Pure functions from plain values to SVG and HTML. Nothing here fetches, scripts or counts."""

from rushlight.drawing.areas import Tile, area_map, count_map
from rushlight.drawing.bars import BarRow, bar_table
from rushlight.drawing.figures import Drawing
from rushlight.drawing.hearsay import Heard, Teller, hearsay_figure
from rushlight.drawing.markup import Markup, el, join, text, told
from rushlight.drawing.matrix import Claim, Origin, matrix
from rushlight.drawing.page import page
from rushlight.drawing.pathway import Stage, StageCount, Step, pathway_figure
from rushlight.drawing.timeline import TimelineRow, timeline
from rushlight.drawing.tokens import COLOURS, stylesheet

__all__ = [
    "COLOURS",
    "BarRow",
    "Claim",
    "Drawing",
    "Heard",
    "Markup",
    "Origin",
    "Stage",
    "StageCount",
    "Step",
    "Teller",
    "Tile",
    "TimelineRow",
    "area_map",
    "bar_table",
    "count_map",
    "el",
    "hearsay_figure",
    "join",
    "matrix",
    "page",
    "pathway_figure",
    "stylesheet",
    "text",
    "timeline",
    "told",
]
