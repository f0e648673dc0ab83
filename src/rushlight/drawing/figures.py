"""What all figures share: a drawing with its title, its description and the table beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.codebook.words import figure_words
from rushlight.drawing.markup import Attribute, Markup, el, join
from rushlight.drawing.tokens import figure_stylesheet, plain_stylesheet

NO_MARKUP = Markup("")

WIDTH = 720
"""Width of every figure in its own units; it scales with the page."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure: ``svg`` without style, the ``table`` with the same values, and ``key``, what the marks mean."""

    title: str
    svg: Markup
    table: Markup
    key: Markup = NO_MARKUP

    @property
    def html(self) -> Markup:
        """The figure with its table beneath, for a page (see ``page``) that carries the style."""
        box: dict[str, Attribute] = {"class": "scroll", "tabindex": "0", "role": "group", "aria-label": self.title}
        parts = (el("div", box, self.svg), self.key) if self.svg else ()
        return el("figure", {}, el("figcaption", {}, self.title), *parts, el("div", box, self.table))

    @property
    def svg_file(self) -> str:
        """The drawing as an SVG file of its own, with its style inside."""
        return self._file(figure_stylesheet())

    @property
    def plain_file(self) -> str:
        """The same in light colours only, for word processors and printers, which know no style variables."""
        return self._file(plain_stylesheet())

    def _file(self, style: str) -> str:
        opening, rest = self.svg.split(">", 1)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}><style>{style}</style>{rest}\n'


def svg(height: float, title: str, description: str, children: Sequence[Markup]) -> Markup:
    """An SVG picture with its accessible name and description."""
    attributes = {"xmlns": "http://www.w3.org/2000/svg", "class": "rl", "viewBox": f"0 0 {WIDTH} {height:g}", "role": "img"}
    return el("svg", attributes, el("title", {}, title), el("desc", {}, description), *children)


def label(x: float, y: float, words: object, cls: str | None = None, anchor: str | None = None) -> Markup:
    """One line of text in a figure."""
    return el("text", {"x": x, "y": y, "class": cls, "text-anchor": anchor}, words)


def bar(x: float, y: float, width: float, height: float, standing: str) -> Markup:
    """A bar whose pattern tells its standing without colour.

    ``happened`` is solid, ``threatened`` hatched, ``negated`` crossed through, anything else dotted.
    """
    box = el("rect", {"x": x, "y": y, "width": width, "height": height, "class": standing})
    if standing == "threatened":
        return join((box, el("path", {"d": _hatch(x, y, width, height), "class": standing})))
    if standing == "negated":
        middle = y + height / 2
        return join((box, el("path", {"d": f"M{x:g} {middle:g}H{x + width:g}", "class": standing})))
    return box


def _hatch(x: float, y: float, width: float, height: float) -> str:
    """Slanted lines within the box, five units apart."""
    lines = []
    at = 0.0
    while at < width:
        reach = min(height, width - at)
        lines.append(f"M{x + at:g} {y + height:g}l{reach:g} {-reach:g}")
        at += 5
    return "".join(lines)


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], numbers: Sequence[int] = ()) -> Markup:
    """A table whose first column names the row; ``numbers`` are the columns set flush to the end."""
    names = [el("th", {"scope": "col", "class": "n" if i in numbers else None}, h) for i, h in enumerate(headers)]
    body = [el("tr", {}, *(_cell(i, c, i in numbers) for i, c in enumerate(row))) for row in rows]
    return el("table", {}, el("thead", {}, el("tr", {}, *names)), el("tbody", {}, *(body or ("",))))


def _cell(column: int, content: object, number: bool) -> Markup:
    tag, scope = ("th", "row") if column == 0 else ("td", None)
    return el(tag, {"scope": scope, "class": "n" if number else None}, "" if content is None else content)


def nothing(title: str, lang: str) -> Drawing:
    """A figure with no rows says so instead of drawing an empty frame."""
    return Drawing(title, Markup(""), el("p", {"class": "quiet"}, figure_words("nothing_to_show", lang)))


def key(entries: Sequence[tuple[Markup, str]]) -> Markup:
    """What the marks of a figure mean: (mark drawn within 28 x 12, words)."""
    items = (
        el("li", {}, el("svg", {"class": "rl", "viewBox": "0 0 28 12", "aria-hidden": "true"}, mark), words)
        for mark, words in entries
    )
    return el("ul", {"class": "key"}, *items)
