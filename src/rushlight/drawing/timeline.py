"""A timeline of interval bars: what is open or uncertain is drawn so, what is undated stands beneath."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rushlight.codebook.words import column_words, figure_words
from rushlight.drawing.figures import WIDTH, Drawing, key, label, nothing, svg, table
from rushlight.drawing.markup import Markup, el, join, shorten, text, told
from rushlight.drawing.spoken import spoken

LEFT, RIGHT, TOP, ROW, BAR = 16, WIDTH - 16, 34, 42, 12
SMALLEST = 6
LETTER = 7.5
"""Width of a figure or a hyphen in the widest of the usual system fonts."""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One row: its words and its days. A missing bound is open, two missing bounds are undated.

    ``every_day`` is for what went on throughout; otherwise it happened on at least one of the days.
    ``when`` are the words for the time shown in the table; without them the bounds are. ``core`` are the first and
    last day on which everything told of it agrees: the bar is then what is possible, the core is drawn within it.
    ``whole`` rows stand for all the others and come first.
    """

    label: str
    earliest: dt.date | None = None
    latest: dt.date | None = None
    every_day: bool = False
    when: str = ""
    core: tuple[dt.date, dt.date] | None = None
    whole: bool = False


def timeline(rows: Sequence[TimelineRow], lang: str = "en") -> Drawing:
    """Bars by first day. Solid: on that day or every day. Pale with broken edges: some time within. Arrow: open end."""
    title = figure_words("timeline", lang)
    if not rows:
        return nothing(title, lang)
    dated = sorted((r for r in rows if r.earliest or r.latest), key=_order)
    undated = [r for r in rows if not (r.earliest or r.latest)]
    listed = table((column_words("what", lang), column_words("period", lang)), [_line(r, lang) for r in (*dated, *undated)])
    if not dated:
        return spoken(Drawing(title, Markup(""), listed), lang)
    scale = _Scale.over(dated)
    drawn = [*scale.axis(TOP + ROW * len(dated)), *(_row(r, n, scale) for n, r in enumerate(dated))]
    about = figure_words("desc_timeline", lang).format(n=len(dated), a=scale.first, b=scale.last, u=len(undated))
    drawing = svg(TOP + ROW * len(dated) + 12, title, about, drawn)
    return spoken(Drawing(title, drawing, listed, _key(lang, core=any(r.core for r in dated))), lang)


def _order(row: TimelineRow) -> tuple[bool, dt.date, dt.date, str]:
    return (not row.whole, row.earliest or row.latest or dt.date.max, row.latest or dt.date.max, row.label)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days along the width, from the first of a month to the end of one."""

    first: dt.date
    last: dt.date

    @classmethod
    def over(cls, rows: Sequence[TimelineRow]) -> _Scale:
        days = [d for r in rows for d in (r.earliest, r.latest) if d]
        first, last = min(days).replace(day=1), max(days)
        return cls(first, max(last, _next_month(first, 1)))

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days + 1)
        return LEFT + share * (RIGHT - LEFT)

    def axis(self, bottom: float) -> Iterator[Markup]:
        for day in self._ticks():
            x = self.x(day)
            words = str(day.year) if self._step() >= 12 else f"{day.year}-{day.month:02}"
            yield el("path", {"d": f"M{x:g} {TOP - 8:g}V{bottom:g}", "class": "grid"})
            beyond = x + 3 + LETTER * len(words) > WIDTH
            yield label(x - 3 if beyond else x + 3, TOP - 14, words, "quiet", "end" if beyond else None)

    def _step(self) -> int:
        """Months between ticks, so that ten at most are drawn."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return next((s for s in (1, 2, 3, 6, 12, 24, 60, 120, 300) if months / s <= 10), 1200 * -(-months // 12000))

    def _ticks(self) -> Iterator[dt.date]:
        step = self._step()
        day = self.first if step < 12 else dt.date(self.first.year, 1, 1)
        while day <= self.last:
            if day >= self.first:
                yield day
            if day.year + step // 12 + 1 > dt.MAXYEAR:
                return
            day = _next_month(day, step)


def _next_month(day: dt.date, months: int) -> dt.date:
    count = day.year * 12 + day.month - 1 + months
    return dt.date(min(count // 12, dt.MAXYEAR), count % 12 + 1, 1)


def _row(row: TimelineRow, number: int, scale: _Scale) -> Markup:
    y = TOP + ROW * number
    start = scale.x(row.earliest) if row.earliest else LEFT
    end = scale.x(row.latest + dt.timedelta(days=1)) if row.latest and row.latest < dt.date.max else RIGHT
    width = max(SMALLEST, end - start)
    start = min(start, RIGHT - width)
    return el(
        "g",
        {},
        el("title", {}, row.label),
        label(LEFT, y + 14, shorten(row.label, 92), "stage" if row.whole else None),
        _bar(row, start, y + 20, width),
        _core(row, scale, y + 20),
    )


def _core(row: TimelineRow, scale: _Scale, y: float) -> Markup:
    """The days on which all agree, solid within the pale bar; nothing where the bar itself is solid."""
    if row.core is None or _solid(row):
        return Markup("")
    first, last = row.core
    start = min(scale.x(first), RIGHT - SMALLEST)
    end = scale.x(last + dt.timedelta(days=1)) if last < dt.date.max else RIGHT
    return el("rect", {"x": start, "y": y + 3, "width": max(SMALLEST, end - start), "height": BAR - 6, "class": "exact"})


def _solid(row: TimelineRow) -> bool:
    return bool(row.earliest and row.latest and (row.every_day or row.earliest == row.latest))


def _bar(row: TimelineRow, x: float, y: float, width: float) -> Markup:
    """Solid only where both ends are known to the day or the days are meant throughout."""
    if _solid(row):
        return el("rect", {"x": x, "y": y, "width": width, "height": BAR, "class": "exact"})
    pale = el("rect", {"x": x, "y": y, "width": width, "height": BAR, "class": "open"})
    edges = el("path", {"d": f"M{x:g} {y:g}h{width:g}M{x:g} {y + BAR:g}h{width:g}", "class": "open-edge"})
    arrows = []
    if row.earliest is None:
        arrows.append(_arrow(x, y, 1))
    if row.latest is None:
        arrows.append(_arrow(x + width, y, -1))
    return join((pale, edges, *arrows))


def _arrow(x: float, y: float, inwards: int) -> Markup:
    return el("path", {"d": f"M{x + 6 * inwards:g} {y:g}L{x:g} {y + BAR / 2:g}l{6 * inwards:g} {BAR / 2:g}", "class": "spine"})


def _line(row: TimelineRow, lang: str) -> tuple[Markup, Markup]:
    when = text(row.when) if row.when else _bounds(row, lang)
    if row.core is None or _solid(row):
        return told(row.label), when
    first, last = row.core
    days = _date(first) if first == last else join((_date(first), " – ", _date(last)))
    before, after = figure_words("core", lang).split("{a}")
    return told(row.label), join((when, "; ", before, days, after))


def _bounds(row: TimelineRow, lang: str) -> Markup:
    if row.earliest is None and row.latest is None:
        return text(figure_words("undated", lang))
    if row.earliest == row.latest:
        return _date(row.earliest)
    first = _date(row.earliest) if row.earliest else figure_words("open_start", lang)
    last = _date(row.latest) if row.latest else figure_words("open_end", lang)
    return join((first, " – ", last))


def _date(day: dt.date | None) -> Markup:
    """A date that no line break tears apart."""
    return el("span", {"class": "date"}, day)


def _key(lang: str, *, core: bool) -> Markup:
    exact = TimelineRow("", dt.date.min, dt.date.min)
    within = TimelineRow("", dt.date.min, dt.date.max)
    opened = TimelineRow("", dt.date.min, None)
    marks = [(_bar(row, 0, 0, 28), name) for row, name in ((exact, "key_exact"), (within, "key_within"), (opened, "key_open"))]
    if core:
        inner = el("rect", {"x": 9, "y": 3, "width": 10, "height": BAR - 6, "class": "exact"})
        marks.append((join((_bar(within, 0, 0, 28), inner)), "key_core"))
    return key([(mark, figure_words(name, lang)) for mark, name in marks])
