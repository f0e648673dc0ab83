"""What a brief says, in sections of lists and tables: one outline, which every kind of brief is written from."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rushlight.drawing.figures import Drawing
from rushlight.exports.figures import drawings
from rushlight.exports.gate import released
from rushlight.exports.pictures import Illustration
from rushlight.release import ReleasedItem, ReleasedTable, ReleasedView
from rushlight.release.settings import part, words

Texts = Mapping[str, Any]
Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines, numbered when ``ordered``."""

    lines: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: each cell holds lines; ``numbers`` are the columns set flush to the end; ``foot`` stands beneath it."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()
    caption: str = ""
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: markup for a ``page`` with its ``key``, an SVG ``file`` in plain colours, what it shows in words, and a
    ``note`` on how to read it, for where there is no key."""

    caption: str
    page: str
    key: str
    file: str
    about: str
    note: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands beneath it. ``key`` names it in the release table and is no word of the view."""

    key: str
    heading: str
    blocks: tuple[Listing | Grid | Figure, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A brief without its form. ``language`` is ``en`` or ``ko``; ``picture`` stands over the word ``pictured``."""

    title: str
    language: str
    lead: tuple[str, str]
    sections: tuple[Section, ...]
    pictured: str = ""
    picture: Illustration | None = None


def outline(view: ReleasedView, picture: Illustration | None = None) -> Outline:
    """The outline of a released view, in its language. Raises ReleaseError for anything that is no ReleasedView."""
    view = released(view)
    language = "ko" if view.language.startswith("ko") else "en"
    texts: Texts = part("brief")[language]
    lead = (texts["lead"].format(items=len(view.items)), texts["release"].format(id=view.id))
    return Outline(view.title, language, lead, tuple(_sections(view, texts, language)), texts["illustration"], picture)


def _sections(view: ReleasedView, texts: Texts, language: str) -> Iterator[Section]:
    if view.items:
        said = Listing(tuple(item.text for item in view.items), ordered=True)
        yield Section("reported", texts["reported"], (said,))
        if drawn := tuple(_figure(d, _note(name, texts, language)) for name, d in drawings(view).items()):
            yield Section("figures", texts["figures"], drawn)
        yield Section("founded", texts["founded"], (_founded(view.items, texts, language),))
    yield Section("general", texts["general"], (_general(view.items, texts, language),))
    if view.tables:
        yield Section("tables", texts["tables"], tuple(_table(t, texts) for t in view.tables))
    method = tuple(t.format(rules=len(view.rules)) for t in texts["method_text"])
    yield Section("method", texts["method"], (Listing(method),))
    yield Section("limits", texts["limits"], (Listing(tuple(texts["limits_text"])),))


def _note(name: str, texts: Texts, language: str) -> str:
    return str(texts["timeline_note"]) if name == "timeline" else words(part("brief")["areas_note"]).of(language)


def _figure(drawing: Drawing, note: str) -> Figure:
    """The same drawing as in a file of its own; a page needs no namespace, which looks like an address."""
    described = re.search(r"<desc>(.*?)</desc>", drawing.svg, re.DOTALL)
    about = html.unescape(described[1]) if described else drawing.title
    page = drawing.svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    return Figure(drawing.title, page, str(drawing.key), drawing.plain_file, f"{drawing.title}. {about}", note)


def _founded(items: tuple[ReleasedItem, ...], texts: Texts, language: str) -> Grid:
    head = tuple(texts[k] for k in ("number", "act", "told_as", "shown", "reports", "sources"))
    rows = tuple(_row(n, item, texts, language) for n, item in enumerate(items, start=1))
    return Grid(head, rows, numbers=(4, 5))


def _row(n: int, item: ReleasedItem, texts: Texts, language: str) -> tuple[Cell, ...]:
    shown = tuple(shown_parts(item, texts, language))
    told = (item.act.of(language),), (item.modality.of(language),)
    return ((str(n),), *told, shown, (str(item.reports),), (sources(item),))


def shown_parts(item: ReleasedItem, texts: Texts, language: str) -> Iterator[str]:
    """``the place: border provinces (made general)``, one for each part that is shown."""
    for p in item.parts:
        mark = f" ({texts['made_general']})" if p.general else ""
        yield f"{p.axis.of(language)}: {p.label.of(language)}{mark}"


def sources(founded: ReleasedItem | ReleasedTable) -> str:
    """``2`` or ``1–3``."""
    low, high = founded.sources_min, founded.sources_max
    return str(low) if low == high else f"{low}–{high}"


def _general(items: tuple[ReleasedItem, ...], texts: Texts, language: str) -> Listing:
    """What was widened, by the name of the part only: never what it was before."""
    lines = []
    for n, item in enumerate(items, start=1):
        axes = dict.fromkeys(p.axis.of(language) for p in item.parts if p.general)
        if axes:
            lines.append(texts["why"].format(n=n, parts=", ".join(axes)))
    return Listing(tuple(lines) or (texts["nothing_general"],))


def _table(table: ReleasedTable, texts: Texts) -> Grid:
    rows = list(dict.fromkeys(c.row for c in table.cells))
    columns = list(dict.fromkeys(c.column for c in table.cells))
    counts = {(c.row, c.column): texts["blank"] if c.count is None else str(c.count) for c in table.cells}
    body = tuple(((r,), *((counts.get((r, c), ""),) for c in columns)) for r in rows)
    foot = f"{texts['reports']}: {table.reports}. {texts['sources']}: {sources(table)}."
    return Grid(("", *columns), body, tuple(range(1, len(columns) + 1)), table.title, foot)
