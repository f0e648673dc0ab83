"""The pathway of coercion: twelve stages down a spine, practices on one side, cases on the other.

Bars stand side by side and are never stacked: what was threatened does not add to what was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rushlight.codebook.words import column_words, figure_words
from rushlight.drawing.figures import WIDTH, Drawing, bar, key, label, nothing, svg, table
from rushlight.drawing.markup import Markup, el, in_lines, join, shorten, told
from rushlight.drawing.spoken import spoken

Standing = Literal["happened", "threatened", "negated", "otherwise"]
Side = Literal["pattern", "case"]
STANDINGS: tuple[Standing, ...] = ("happened", "threatened", "negated", "otherwise")
SIDES: tuple[Side, ...] = ("pattern", "case")

TOP, HEAD, LINE = 40, 24, 17
SHORTEST = 4.0  # of a bar, so that it is seen
LETTER = 7.2  # width of a Latin letter at 13 px in the widest of the usual system fonts


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many statements tell of a stage, for one side and one standing.

    ``words`` say exactly what is counted where the standing alone does not, such as "was believed, several
    happenings"; counts of different words are never one bar. ``sources`` in words, such as "1-2".
    """

    side: Side
    standing: Standing
    statements: int
    reports: int
    sources: str
    words: str = ""

    def said(self, lang: str) -> str:
        return self.words or standing_words(self.standing, lang)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, its label, and its counts; no counts means that nobody told of it, not that it did not happen."""

    id: str
    label: str
    counts: tuple[StageCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """How many cases tell one stage before another. ``stated`` is for what the text itself links."""

    before: str
    after: str
    cases: int
    stated: bool = False


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the spine and the two lanes stand; the margin for arcs is there only if arcs are."""

    spine: int

    def lane(self, side: Side) -> tuple[int, int]:
        left = self.spine + 20
        half = (WIDTH - 10 - left) // 2
        return (left, left + half - 10) if side == "pattern" else (left + half + 10, WIDTH - 10)


def pathway_figure(
    stages: Sequence[Stage], steps: Sequence[Step] = (), lang: str = "en", *, inferred: bool = False, below: int = 0
) -> Drawing:
    """Stages as lanes with counts by side and standing.

    A count of fewer reports than ``below``, or a step of fewer cases, is said to be "fewer than" that: its bar has a length
    that tells nothing.

    Of ``steps`` those the text states are drawn, as whole arcs at the left. The order of telling is no order of
    events: it stands in the table beneath, marked so, and is drawn (broken, with an open head) where ``inferred`` asks.
    """
    title = figure_words("pathway", lang)
    if not stages:
        return nothing(title, lang)
    shown = [s for s in steps if s.stated or inferred]
    layout = _Layout(110 if shown else 24)
    few = _Few(below, lang)
    most = max((c.statements for s in stages for c in s.counts if not few.count(c)), default=0)
    lanes = _Lanes(layout, most, few)
    tops = _tops(stages, lanes)
    height = tops[-1] + lanes.height(stages[-1]) + 8
    drawn = [
        *(label(layout.lane(side)[0], 22, figure_words(side, lang), "stage") for side in SIDES),
        el("path", {"d": f"M{layout.spine} {TOP:g}V{height - 8:g}", "class": "spine"}),
        *_arcs(shown, {s.id: top + 10 for s, top in zip(stages, tops, strict=True)}, layout.spine, few),
        *(_stage(s, top, lanes) for s, top in zip(stages, tops, strict=True)),
    ]
    about = figure_words("desc_pathway", lang).format(n=len(stages))
    tables = join((_table(stages, few), _steps_table(steps, stages, few)))
    return spoken(Drawing(title, svg(height, title, about, drawn), tables, _key(lang, shown)), lang)


@dataclass(frozen=True, slots=True)
class _Few:
    """Which numbers are too small to be shown, and the words in their place."""

    below: int
    lang: str

    def count(self, count: StageCount) -> bool:
        return count.reports < self.below

    def step(self, step: Step) -> bool:
        return step.cases < self.below

    def words(self) -> str:
        return figure_words("few_short", self.lang).format(n=self.below)

    def shown(self, number: int, few: bool) -> int | str:
        return self.words() if few else number


@dataclass(frozen=True, slots=True)
class _Lanes:
    """How long bars are and what stands behind each, in as many lines as it takes."""

    layout: _Layout
    most: int
    few: _Few

    def bar_width(self, count: StageCount) -> float:
        if self.few.count(count):
            return SHORTEST
        left, right = self.layout.lane(count.side)
        return max(SHORTEST, (right - left) * 0.4 * count.statements / self.most) if count.statements else 0.0

    def said(self, count: StageCount) -> tuple[str, ...]:
        left, right = self.layout.lane(count.side)
        words = f"{self.few.shown(count.statements, self.few.count(count))} {count.said(self.few.lang)}"
        return in_lines(words, int((right - left - self.bar_width(count) - 8) / LETTER))

    def height(self, stage: Stage) -> float:
        lines = max(1, *(sum(len(self.said(c)) for c in stage.counts if c.side == side) for side in SIDES))
        return HEAD + LINE * lines + 8


def _tops(stages: Sequence[Stage], lanes: _Lanes) -> list[float]:
    tops = [float(TOP)]
    for stage in stages[:-1]:
        tops.append(tops[-1] + lanes.height(stage))
    return tops


def _stage(stage: Stage, top: float, lanes: _Lanes) -> Markup:
    layout = lanes.layout
    dot = el("circle", {"cx": layout.spine, "cy": top + 10, "r": 5, "class": "dot" if stage.counts else "dot-empty"})
    left = layout.lane("pattern")[0]
    rule = el("path", {"d": f"M{left} {top - 4:g}H{WIDTH - 10}", "class": "grid"})
    name = label(left, top + 14, shorten(f"{stage.id} {stage.label}", 80), "stage")
    sides = (_lane(stage, side, top + HEAD, lanes) for side in SIDES)
    return el("g", {}, el("title", {}, f"{stage.id} {stage.label}"), dot, rule, name, *sides)


def _lane(stage: Stage, side: Side, top: float, lanes: _Lanes) -> Markup:
    left = lanes.layout.lane(side)[0]
    counts = [c for c in _ordered(stage) if c.side == side]
    if not counts:
        return label(left, top + 11, figure_words("none_told", lanes.few.lang), "quiet")
    drawn: list[Markup] = []
    y = top
    for c in counts:
        width = lanes.bar_width(c)
        drawn.append(bar(left, y + 2, width, 10, c.standing))
        for words in lanes.said(c):
            drawn.append(label(left + width + 8, y + 11, words))
            y += LINE
    return join(drawn)


def _ordered(stage: Stage) -> list[StageCount]:
    return sorted(stage.counts, key=lambda c: (SIDES.index(c.side), STANDINGS.index(c.standing), c.words))


def standing_words(standing: Standing, lang: str) -> str:
    """Plain words for a standing, the same in every figure."""
    return figure_words(f"standing_{standing}", lang)


def _arcs(steps: Sequence[Step], middle: dict[str, float], spine: int, few: _Few) -> Iterator[Markup]:
    drawn = [s for s in steps if s.before in middle and s.after in middle and s.before != s.after]
    for n, step in enumerate(sorted(drawn, key=lambda s: (s.before, s.after, not s.stated))):
        a, b = middle[step.before], middle[step.after]
        reach = min(92.0, 30 + abs(b - a) / 8) - (0 if step.stated else 14)
        x, cls = spine - 7, "step-stated" if step.stated else "step-inferred"
        yield el("path", {"d": f"M{x} {a:g}C{x - reach:g} {a:g} {x - reach:g} {b:g} {x} {b:g}", "class": cls})
        yield el("path", {"d": _arrow_head(x, b, step.stated), "class": "step-stated"})
        number = f"<{few.below}" if few.step(step) else str(step.cases)
        yield label(
            max(2.0 + LETTER * len(number), x - reach * 0.75 - 3),
            (a + b) / 2 + 4 + 12 * (n % 3),
            number,
            "quiet",
            "end",
        )


def _arrow_head(x: float, y: float, stated: bool) -> str:
    """A closed head for what the text states, an open one for the mere order of telling."""
    return f"M{x - 6:g} {y - 4:g}L{x:g} {y:g}L{x - 6:g} {y + 4:g}" + ("Z" if stated else "")


def _table(stages: Sequence[Stage], few: _Few) -> Markup:
    lang = few.lang
    columns = ("stage", "scope", "modality", "statements", "reports", "sources")
    rows: list[tuple[object, ...]] = []
    for stage in stages:
        name = told(f"{stage.id} {stage.label}")
        rows += [(name, figure_words(c.side, lang), c.said(lang), *_numbers(c, few)) for c in _ordered(stage)] or [
            (name, figure_words("none_told", lang), "", "", "", "")
        ]
    return table([column_words(c, lang) for c in columns], rows, numbers=(3, 4, 5))


def _numbers(count: StageCount, few: _Few) -> tuple[object, object, object]:
    if few.count(count):
        return few.words(), few.words(), few.words()
    return count.statements, count.reports, count.sources


def _steps_table(steps: Sequence[Step], stages: Sequence[Stage], few: _Few) -> Markup:
    lang = few.lang
    if not steps:
        return Markup("")
    names = [figure_words(n, lang) for n in ("step_before", "step_after", "step_cases", "step_basis")]
    labels = {s.id: told(f"{s.id} {s.label}") for s in stages}
    rows = [
        (
            labels.get(s.before, s.before),
            labels.get(s.after, s.after),
            few.shown(s.cases, few.step(s)),
            figure_words("stated" if s.stated else "as_told", lang),
        )
        for s in sorted(steps, key=lambda s: (0 if few.step(s) else -s.cases, s.before, s.after, s.stated))
    ]
    return table(names, rows, numbers=(2,))


def _key(lang: str, steps: Sequence[Step]) -> Markup:
    marks = [(bar(1, 1, 26, 10, s), standing_words(s, lang)) for s in STANDINGS]
    for stated, cls, name in ((True, "step-stated", "key_stated_step"), (False, "step-inferred", "key_inferred_step")):
        if any(s.stated is stated for s in steps):
            line = el("path", {"d": "M1 6H20", "class": cls})
            marks.append(
                (join((line, el("path", {"d": _arrow_head(26, 6, stated), "class": "step-stated"}))), figure_words(name, lang))
            )
    return key(marks)
