"""Who had it from whom: a small arc diagram. Whole arcs are what the record knows, broken ones what may be one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.codebook.words import figure_words
from rushlight.drawing.figures import WIDTH, Drawing, key, label, nothing, svg, table
from rushlight.drawing.markup import Markup, el, join, shorten, told
from rushlight.drawing.spoken import spoken

LEFT, GAP, HEAD, FOOT = 40.0, 26.0, 16.0, 16.0
LETTER = 7.2
NAME = 300.0
"""Where the names begin: arcs stand at their left."""


@dataclass(frozen=True, slots=True)
class Teller:
    """One who tells, or an origin: ``id`` is an alias, ``basis`` says what it rests on ("own experience")."""

    id: str
    label: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """``teller`` had it from ``origin`` (both ids); or, where not ``certain``, the two may be one source."""

    teller: str
    origin: str
    certain: bool = True


def hearsay_figure(tellers: Sequence[Teller], heard: Sequence[Heard], lang: str = "en") -> Drawing:
    """Tellers in a column, an arc for each link; links to who is not in ``tellers`` are left out. The table says the same."""
    title = figure_words("hearsay", lang)
    if not tellers:
        return nothing(title, lang)
    at = {t.id: HEAD + GAP * n + GAP / 2 for n, t in enumerate(tellers)}
    links = sorted({h for h in heard if h.teller in at and h.origin in at and h.teller != h.origin}, key=_order)
    height = HEAD + GAP * len(tellers) + FOOT
    about = figure_words("desc_hearsay", lang).format(n=len(tellers), e=len(links))
    drawn = [*(_arc(h, at, len(tellers)) for h in links), *(_name(t, at[t.id]) for t in tellers)]
    return spoken(Drawing(title, svg(height, title, about, drawn), _table(tellers, links, lang), _key(links, lang)), lang)


def _order(link: Heard) -> tuple[str, str, bool]:
    return link.teller, link.origin, link.certain


def _arc(link: Heard, at: dict[str, float], count: int) -> Markup:
    a, b, x = at[link.teller], at[link.origin], NAME - 14
    reach = 24 + (NAME - LEFT - 40) * abs(b - a) / (GAP * max(1, count))
    cls = "link" if link.certain else "link-maybe"
    curve = el("path", {"d": f"M{x:g} {a:g}C{x - reach:g} {a:g} {x - reach:g} {b:g} {x:g} {b:g}", "class": cls})
    if not link.certain:
        return curve
    return join((curve, el("path", {"d": f"M{x - 6:g} {b - 4:g}L{x:g} {b:g}L{x - 6:g} {b + 4:g}", "class": "link"})))


def _name(teller: Teller, y: float) -> Markup:
    words = f"{teller.label}, {teller.basis}" if teller.basis else teller.label
    dot = el("circle", {"cx": NAME - 6, "cy": y, "r": 4, "class": "dot"})
    return el("g", {}, el("title", {}, words), dot, label(NAME + 8, y + 4, shorten(words, int((WIDTH - NAME - 16) / LETTER))))


def _table(tellers: Sequence[Teller], links: Sequence[Heard], lang: str) -> Markup:
    names = {t.id: t.label for t in tellers}
    rows = []
    for t in tellers:
        sure = ", ".join(names[h.origin] for h in links if h.teller == t.id and h.certain)
        pairs = [(h.teller, h.origin) for h in links if not h.certain and t.id in (h.teller, h.origin)]
        maybe = ", ".join(dict.fromkeys(names[b if a == t.id else a] for a, b in pairs))
        rows.append((told(t.label), told(sure or t.basis or figure_words("not_recorded", lang)), told(maybe)))
    return table([figure_words(n, lang) for n in ("teller", "had_it_from", "key_may_be_one")], rows)


def _key(links: Sequence[Heard], lang: str) -> Markup:
    kinds = ((True, "link", "key_had_from"), (False, "link-maybe", "key_may_be_one"))
    used = [(cls, name) for certain, cls, name in kinds if any(h.certain is certain for h in links)]
    return (
        key([(el("path", {"d": "M1 6H27", "class": cls}), figure_words(name, lang)) for cls, name in used])
        if used
        else Markup("")
    )
