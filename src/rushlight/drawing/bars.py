"""Tables with a small bar in each row. The number is in the table; the bar only helps the eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.codebook.words import figure_words
from rushlight.drawing.figures import Drawing, bar, key, nothing
from rushlight.drawing.markup import Markup, el, told
from rushlight.drawing.pathway import STANDINGS, Standing, standing_words
from rushlight.drawing.spoken import spoken

LONGEST = 120


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row: cells of words, the count (None where it is withheld), and its standing for the bar's pattern."""

    cells: tuple[str, ...]
    value: int | None
    standing: Standing = "happened"


def bar_table(title: str, headers: Sequence[str], rows: Sequence[BarRow], lang: str = "en") -> Drawing:
    """``headers`` name the cells and, last, the count. Bars of different standing share one scale and never add up."""
    if not rows:
        return nothing(title, lang)
    most = max((r.value or 0 for r in rows), default=0)
    names = (el("th", {"scope": "col"}, h) for h in headers[:-1])
    head = el("tr", {}, *names, el("th", {"scope": "col", "class": "n", "colspan": 2}, headers[-1]))
    body = el("tbody", {}, *(_row(row, most, lang) for row in rows))
    used = [s for s in STANDINGS if any(r.standing == s for r in rows)]
    legend = key([(bar(1, 1, 26, 10, s), standing_words(s, lang)) for s in used]) if len(used) > 1 else Markup("")
    return spoken(Drawing(title, Markup(""), el("div", {}, el("table", {}, el("thead", {}, head), body), legend)), lang)


def _row(row: BarRow, most: int, lang: str) -> Markup:
    first, *rest = row.cells or ("",)
    cells = [el("th", {"scope": "row"}, told(first)), *(el("td", {}, told(c)) for c in rest)]
    if row.value is None:
        return el("tr", {}, *cells, el("td", {"class": "n quiet", "colspan": 2}, figure_words("withheld", lang)))
    width = max(3.0, LONGEST * row.value / most) if row.value else 0.0
    drawn = el("svg", {"class": "rl bar", "viewBox": "0 0 128 14", "aria-hidden": "true"}, bar(2, 2, width, 10, row.standing))
    return el("tr", {}, *cells, el("td", {}, drawn), el("td", {"class": "n"}, row.value))
