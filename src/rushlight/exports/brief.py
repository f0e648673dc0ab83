"""The brief: a page that works from a file, with how each sentence is founded and what was made more general."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rushlight.drawing.markup import Markup, el, join, told
from rushlight.drawing.page import page
from rushlight.exports.gate import released
from rushlight.release import ReleasedItem, ReleasedTable, ReleasedView
from rushlight.release.settings import part

Texts = Mapping[str, Any]


def brief_html(view: ReleasedView) -> bytes:
    """The brief of a released view, in its language: no script, nothing fetched, the same bytes for the same view.

    Raises ReleaseError for anything that is no ReleasedView.
    """
    view = released(view)
    language = "ko" if view.language.startswith("ko") else "en"
    texts: Texts = part("brief")[language]
    sections = (
        el("p", {"class": "quiet"}, texts["lead"].format(items=len(view.items)), " ", texts["release"].format(id=view.id)),
        _reported(view.items, texts),
        _founded(view.items, texts, language),
        _general(view.items, texts, language),
        _tables(view.tables, texts),
        _listed(texts["method"], [t.format(rules=len(view.rules)) for t in texts["method_text"]]),
        _listed(texts["limits"], texts["limits_text"]),
    )
    return page(view.title, join(sections), language).encode("utf-8")


def _listed(heading: str, lines: Iterable[object]) -> Markup:
    return join((el("h2", {}, heading), el("ul", {}, *(el("li", {}, line) for line in lines))))


def _reported(items: tuple[ReleasedItem, ...], texts: Texts) -> Markup:
    lines = (el("li", {}, told(item.text)) for item in items)
    return join((el("h2", {}, texts["reported"]), el("ol", {}, *lines))) if items else Markup("")


def _founded(items: tuple[ReleasedItem, ...], texts: Texts, language: str) -> Markup:
    if not items:
        return Markup("")
    heads = [texts[k] for k in ("number", "act", "told_as", "shown", "reports", "sources")]
    head = el("tr", {}, *(el("th", {"scope": "col", "class": "n" if i > 3 else None}, h) for i, h in enumerate(heads)))
    rows = (_row(n, item, texts, language) for n, item in enumerate(items, start=1))
    table = el("table", {}, el("thead", {}, head), el("tbody", {}, *rows))
    return join((el("h2", {}, texts["founded"]), el("div", {"class": "scroll"}, table)))


def _row(n: int, item: ReleasedItem, texts: Texts, language: str) -> Markup:
    shown = (_part(p.axis.of(language), p.label.of(language), texts["made_general"] if p.general else "") for p in item.parts)
    return el(
        "tr",
        {},
        el("th", {"scope": "row"}, n),
        el("td", {}, item.act.of(language)),
        el("td", {}, item.modality.of(language)),
        el("td", {}, *shown),
        el("td", {"class": "n"}, item.reports),
        el("td", {"class": "n"}, sources(item)),
    )


def _part(axis: str, label: str, mark: str) -> Markup:
    note = el("span", {"class": "quiet"}, f" ({mark})") if mark else ""
    return el("div", {}, f"{axis}: ", told(label), note)


def sources(founded: ReleasedItem | ReleasedTable) -> str:
    """``2`` or ``1–3``."""
    low, high = founded.sources_min, founded.sources_max
    return str(low) if low == high else f"{low}–{high}"


def _general(items: tuple[ReleasedItem, ...], texts: Texts, language: str) -> Markup:
    """What was widened, by the name of the part only: never what it was before."""
    lines = []
    for n, item in enumerate(items, start=1):
        axes = dict.fromkeys(p.axis.of(language) for p in item.parts if p.general)
        if axes:
            lines.append(texts["why"].format(n=n, parts=", ".join(axes)))
    return _listed(texts["general"], lines or [texts["nothing_general"]])


def _tables(tables: tuple[ReleasedTable, ...], texts: Texts) -> Markup:
    if not tables:
        return Markup("")
    return join((el("h2", {}, texts["tables"]), *(_table(t, texts) for t in tables)))


def _table(table: ReleasedTable, texts: Texts) -> Markup:
    rows = list(dict.fromkeys(c.row for c in table.cells))
    columns = list(dict.fromkeys(c.column for c in table.cells))
    counts = {(c.row, c.column): c.count for c in table.cells}

    def cell(row: str, column: str) -> Markup:
        if (row, column) not in counts:
            return el("td", {"class": "n"}, "")
        count = counts[row, column]
        return el("td", {"class": "n"}, texts["blank"] if count is None else count)

    head = el("tr", {}, el("td", {}, ""), *(el("th", {"scope": "col", "class": "n"}, told(c)) for c in columns))
    body = (el("tr", {}, el("th", {"scope": "row"}, told(r)), *(cell(r, c) for c in columns)) for r in rows)
    caption = el("caption", {}, told(table.title))
    founded = f"{texts['reports']}: {table.reports}. {texts['sources']}: {sources(table)}."
    shown = el("table", {}, caption, el("thead", {}, head), el("tbody", {}, *body))
    return join((el("div", {"class": "scroll"}, shown), el("p", {"class": "quiet"}, founded)))
