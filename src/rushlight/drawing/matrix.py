"""Claims by origins: who says so, who says otherwise and who is silent, by sign and word, never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from rushlight.codebook.words import column_words, figure_words
from rushlight.drawing.figures import Drawing, nothing
from rushlight.drawing.markup import Markup, el, told
from rushlight.drawing.spoken import spoken

Mark = Literal["says_so", "differs", "silent"]
SIGNS: dict[Mark, str] = {"says_so": "✓", "differs": "≠", "silent": "–"}


@dataclass(frozen=True, slots=True)
class Origin:
    """A report or teller, with the common origin it belongs to. ``id`` is an alias such as "R3"."""

    id: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim and what each origin says of it; an origin not mentioned is silent.

    ``sources`` is the count of independent sources in words, such as "1-2".
    """

    label: str
    marks: Mapping[str, Mark] = field(default_factory=dict)
    sources: str = ""


def matrix(claims: Sequence[Claim], origins: Sequence[Origin], lang: str = "en") -> Drawing:
    """The table is the figure: rows are claims, columns are origins grouped under what they have in common."""
    title = figure_words("matrix", lang)
    if not claims or not origins:
        return nothing(title, lang)
    ordered = sorted(origins, key=lambda o: (o.group, o.id))
    rows = (_row(claim, ordered, lang) for claim in claims)
    return spoken(Drawing(title, Markup(""), el("table", {}, _head(ordered, lang), el("tbody", {}, *rows))), lang)


def _head(origins: Sequence[Origin], lang: str) -> Markup:
    grouped = [(name, len(list(group))) for name, group in groupby(origins, key=lambda o: o.group)]
    groups = (el("th", {"scope": "colgroup", "colspan": n, "class": "group"}, told(name)) for name, n in grouped)
    names = (el("th", {"scope": "col"}, told(o.label)) for o in origins)
    tall: dict[str, str | int | float | None] = {"scope": "col", "rowspan": 2}
    claim = el("th", tall, column_words("claim", lang))
    sources = el("th", tall | {"class": "n"}, column_words("sources", lang))
    return el("thead", {}, el("tr", {}, claim, *groups, sources), el("tr", {}, *names))


def _row(claim: Claim, origins: Sequence[Origin], lang: str) -> Markup:
    cells = (_cell(claim.marks.get(o.id, "silent"), lang) for o in origins)
    return el("tr", {}, el("th", {"scope": "row"}, told(claim.label)), *cells, el("td", {"class": "n"}, claim.sources))


def _cell(mark: Mark, lang: str) -> Markup:
    sign = el("span", {"aria-hidden": "true"}, f"{SIGNS[mark]} ")
    return el("td", {"class": f"mark {mark}"}, sign, figure_words(mark, lang))
