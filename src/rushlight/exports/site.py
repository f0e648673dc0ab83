"""A static site of a few pages: no script, nothing fetched, links only to one another. To be put on any server, or a stick."""

from __future__ import annotations

from rushlight.drawing.markup import Markup, el, join
from rushlight.drawing.page import page
from rushlight.exports.brief import lead_html, section_html
from rushlight.exports.outline import Outline, Section, outline
from rushlight.exports.pictures import Illustration
from rushlight.release import ReleasedView
from rushlight.release.settings import part

PAGES = {
    "index.html": ("reported", "figures"),
    "founded.html": ("founded", "general"),
    "numbers.html": ("tables",),
    "method.html": ("method", "limits"),
}
"""File -> the sections it holds. Names are the same in every release: they tell nothing."""


def site(view: ReleasedView, picture: Illustration | None = None) -> dict[str, bytes]:
    """The pages by file name. A page whose sections are empty is left out, the first never is."""
    told = outline(view, picture)
    held = {name: [s for s in told.sections if s.key in keys] for name, keys in PAGES.items()}
    kept = {name: sections for name, sections in held.items() if sections or name == "index.html"}
    return {name: _page(name, sections, told, tuple(kept)) for name, sections in kept.items()}


def _page(name: str, sections: list[Section], told: Outline, names: tuple[str, ...]) -> bytes:
    first = name == "index.html"
    lead = lead_html(told) if first else Markup("")
    body = join((_links(name, names, told), lead, *(section_html(s) for s in sections)))
    return page(told.title, body, told.language, pictures=first and told.picture is not None).encode("utf-8")


def _links(here: str, names: tuple[str, ...], told: Outline) -> Markup:
    """Links to the other pages; the one that is shown is named, not linked."""
    texts = part("brief")[told.language]
    parts = []
    for name in names:
        words = texts[PAGES[name][0]]
        shown = el("strong", {"aria-current": "page"}, words) if name == here else el("a", {"href": name}, words)
        parts.append(el("li", {}, shown))
    return el("nav", {}, el("ul", {"class": "key"}, *parts))
