"""The brief: a page that works from a file, with how each sentence is founded and what was made more general."""

from __future__ import annotations

import base64

from rushlight.drawing.markup import Markup, el, join, told
from rushlight.drawing.page import page
from rushlight.exports.outline import Cell, Figure, Grid, Listing, Outline, Section, outline
from rushlight.exports.pictures import Illustration
from rushlight.release import ReleasedView


def brief_html(view: ReleasedView, picture: Illustration | None = None) -> bytes:
    """The brief of a released view, in its language: no script, nothing fetched, the same bytes for the same view.

    Raises ReleaseError for anything that is no ReleasedView.
    """
    told_in = outline(view, picture)
    body = join((lead_html(told_in), *(section_html(s) for s in told_in.sections)))
    return page(told_in.title, body, told_in.language, pictures=picture is not None).encode("utf-8")


def lead_html(told_in: Outline) -> Markup:
    """What stands before the sections: how many sentences, which release, and the illustration, held in the page itself."""
    lead = el("p", {"class": "quiet"}, " ".join(told_in.lead))
    shown = told_in.picture
    if shown is None:
        return lead
    held = "data:image/png;base64," + base64.b64encode(shown.png).decode("ascii")
    image = el("img", {"src": held, "alt": shown.alt, "width": shown.width, "height": shown.height})
    return join((lead, el("figure", {}, image, el("figcaption", {"class": "quiet"}, told_in.pictured))))


def section_html(section: Section) -> Markup:
    """A section as its heading and its blocks."""
    return join((el("h2", {}, section.heading), *(_block(b) for b in section.blocks)))


def _block(block: Listing | Grid | Figure) -> Markup:
    if isinstance(block, Figure):
        scroll = el(
            "div", {"class": "scroll", "tabindex": "0", "role": "group", "aria-label": block.caption}, Markup(block.page)
        )
        below = Markup(block.key) if block.key else el("p", {"class": "quiet"}, block.note)
        return el("figure", {}, el("figcaption", {}, block.caption), scroll, below)
    if isinstance(block, Listing):
        return el("ol" if block.ordered else "ul", {}, *(el("li", {}, told(line)) for line in block.lines))
    return _grid(block)


def _grid(grid: Grid) -> Markup:
    caption = el("caption", {}, told(grid.caption)) if grid.caption else ""
    heads = (_head(i, words, i in grid.numbers) for i, words in enumerate(grid.head))
    rows = (el("tr", {}, *(_cell(i, cell, i in grid.numbers) for i, cell in enumerate(row))) for row in grid.rows)
    shown = el("table", {}, caption, el("thead", {}, el("tr", {}, *heads)), el("tbody", {}, *rows))
    foot = el("p", {"class": "quiet"}, grid.foot) if grid.foot else ""
    return join((el("div", {"class": "scroll"}, shown), foot))


def _head(column: int, words: str, number: bool) -> Markup:
    if not words:
        return el("td", {}, "")
    return el("th", {"scope": "col", "class": "n" if number else None}, told(words))


def _cell(column: int, lines: Cell, number: bool) -> Markup:
    tag, scope = ("th", "row") if column == 0 else ("td", None)
    inner = (told(lines[0]),) if len(lines) == 1 else tuple(el("div", {}, told(line)) for line in lines)
    return el(tag, {"scope": scope, "class": "n" if number else None}, *(inner or ("",)))
