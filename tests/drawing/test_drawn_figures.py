"""What the figures show: open ends open, threats hatched, nothing stacked, nothing withheld shown."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from rushlight.codebook.words import figure_words
from rushlight.drawing import (
    BarRow,
    Claim,
    Origin,
    Stage,
    StageCount,
    Step,
    TimelineRow,
    bar_table,
    matrix,
    pathway_figure,
    timeline,
)
from rushlight.drawing.figures import WIDTH

S = "{http://www.w3.org/2000/svg}"


def classes(svg: str, tag: str) -> list[str | None]:
    return [node.get("class") for node in etree.fromstring(svg).iter(f"{S}{tag}")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (TimelineRow("a", dt.date(2025, 5, 8), dt.date(2025, 5, 8)), "exact"),
        (TimelineRow("a", dt.date(2025, 5, 1), dt.date(2025, 5, 31), every_day=True), "exact"),
        (TimelineRow("a", dt.date(2025, 5, 1), dt.date(2025, 5, 31)), "open"),
        (TimelineRow("a", dt.date(2025, 5, 1), None), "open"),
        (TimelineRow("a", None, dt.date(2025, 5, 1), every_day=True), "open"),
    ],
)
def test_only_known_days_are_drawn_solid(row: TimelineRow, expected: str) -> None:
    assert classes(timeline([row]).svg, "rect") == [expected]


def test_undated_rows_are_listed_and_not_drawn() -> None:
    drawn = timeline([TimelineRow("dated", dt.date(2025, 5, 8), dt.date(2025, 5, 8)), TimelineRow("adrift")])
    assert "adrift" not in drawn.svg
    assert "adrift" in drawn.table
    assert figure_words("undated") in drawn.table
    assert timeline([TimelineRow("adrift")]).svg == ""


days = st.one_of(st.none(), st.dates())


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(days, days), min_size=1, max_size=6))
def test_bars_stay_within_the_picture(pairs: list[tuple[dt.date | None, dt.date | None]]) -> None:
    rows = [TimelineRow("x", *sorted(p)) if all(p) else TimelineRow("x", *p) for p in pairs]  # type: ignore[type-var]
    drawn = timeline(rows)
    if drawn.svg:
        root = etree.fromstring(drawn.svg)
        for rect in root.iter(f"{S}rect"):
            x, width = float(rect.get("x", "0")), float(rect.get("width", "0"))
            assert 0 <= x < x + width <= WIDTH + 0.01
        assert len([t for t in root.iter(f"{S}text") if t.get("class") == "quiet"]) <= 11


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [TimelineRow(str(n), dt.date(2025, 1 + n, 1), None) for n in range(5)]
    assert timeline(rows) == timeline(rows[::-1])


def counted(standing: str, n: int) -> StageCount:
    return StageCount("case", standing, n, 1, "1")  # type: ignore[arg-type]


def test_a_threat_is_told_from_a_deed_by_pattern_word_and_place() -> None:
    drawn = pathway_figure([Stage("P07", "Enforcement", (counted("threatened", 5), counted("happened", 2)))])
    assert classes(drawn.svg, "rect") == ["happened", "threatened"]
    assert "2 happened" in drawn.svg
    assert "5 threatened" in drawn.svg
    assert ">7<" not in drawn.html
    assert ">7 " not in drawn.html
    tops = [float(r.get("y", "0")) for r in etree.fromstring(drawn.svg).iter(f"{S}rect")]
    assert len(set(tops)) == 2


@given(st.integers(0, 9), st.integers(0, 9))
def test_what_is_too_few_is_drawn_and_listed_the_same_however_many(one: int, other: int) -> None:
    def drawn(n: int) -> str:
        few = StageCount("case", "threatened", n, 2, "1")
        many = StageCount("case", "happened", 12, 7, "3")
        stages = [Stage("P05", "a", (many, few)), Stage("P06", "b", (few,))]
        return pathway_figure(stages, [Step("P05", "P06", n % 3, stated=True)], below=3).html

    assert drawn(one) == drawn(other)
    assert "fewer than 3 threatened" in drawn(one)
    assert "12 happened" in drawn(one)


def test_bar_lengths_are_in_proportion() -> None:
    drawn = pathway_figure([Stage("P07", "x", (counted("happened", 40), counted("threatened", 20)))])
    first, second = (float(r.get("width", "0")) for r in etree.fromstring(drawn.svg).iter(f"{S}rect"))
    assert first == pytest.approx(2 * second)


def test_untold_is_said_and_drawn_hollow() -> None:
    drawn = pathway_figure([Stage("P01", "Classified", ())], lang="ko")
    assert drawn.svg.count(figure_words("none_told", "ko")) == 2
    assert classes(drawn.svg, "circle") == ["dot-empty"]


def test_only_stated_steps_are_drawn_and_all_are_listed() -> None:
    stages = [Stage("P05", "a", (counted("happened", 1),)), Stage("P06", "b")]
    told = pathway_figure(stages, [Step("P05", "P06", 3)])
    stated = pathway_figure(stages, [Step("P05", "P06", 3), Step("P06", "P05", 1, stated=True)])
    assert "step-stated" not in told.svg
    assert classes(stated.svg, "path").count("step-stated") == 2
    assert figure_words("as_told") in told.table


def test_the_matrix_says_every_mark_in_words_and_groups_origins() -> None:
    origins = [Origin("R3", "R3", "b"), Origin("R1", "R1", "a"), Origin("R2", "R2", "a")]
    shown = etree.fromstring(matrix([Claim("c", {"R1": "says_so", "R3": "differs"}, "1-2")], origins).table)
    assert [(g.get("colspan"), "".join(g.itertext())) for g in shown.iter("th") if g.get("scope") == "colgroup"] == [
        ("2", "a"),
        ("1", "b"),
    ]
    marks = ["".join(td.itertext()) for td in shown.iter("td") if (td.get("class") or "").startswith("mark")]
    assert marks == ["✓ says so", "– silent", "≠ differs"]


def test_a_withheld_number_has_no_bar() -> None:
    drawn = bar_table("t", ["what", "n"], [BarRow(("a",), None), BarRow(("b",), 0), BarRow(("c",), 9)]).table
    rows = etree.fromstring(drawn).findall(".//tbody/tr")
    assert figure_words("withheld") in "".join(rows[0].itertext())
    assert rows[0].find(".//rect") is None
    widths = [float(r.get("width", "0")) for r in etree.fromstring(drawn).iter("rect")]
    assert widths == [0, 120]


@pytest.mark.parametrize("empty", [timeline([]), pathway_figure([]), matrix([], []), bar_table("t", ["a"], [])])
def test_nothing_to_show_is_said(empty: object) -> None:
    assert figure_words("nothing_to_show") in empty.html  # type: ignore[attr-defined]
