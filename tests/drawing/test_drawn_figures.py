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
    Drawing,
    Heard,
    Origin,
    Stage,
    StageCount,
    Step,
    Teller,
    Tile,
    TimelineRow,
    bar_table,
    count_map,
    hearsay_figure,
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


def test_what_all_agree_on_is_drawn_within_what_is_possible() -> None:
    row = TimelineRow("a", dt.date(2025, 5, 1), dt.date(2025, 5, 31), core=(dt.date(2025, 5, 8), dt.date(2025, 5, 10)))
    drawn = timeline([row])
    outer, inner = etree.fromstring(drawn.svg).iter(f"{S}rect")
    assert (outer.get("class"), inner.get("class")) == ("open", "exact")
    assert float(outer.get("x", "")) < float(inner.get("x", ""))
    assert float(inner.get("x", "")) + float(inner.get("width", "")) < float(outer.get("x", "")) + float(outer.get("width", ""))
    assert "2025-05-08" in drawn.table
    assert figure_words("key_core") in drawn.key


def test_what_stands_for_the_whole_comes_first() -> None:
    rows = [TimelineRow("early", dt.date(2025, 1, 1)), TimelineRow("whole", dt.date(2025, 2, 1), whole=True)]
    assert timeline(rows).table.index("whole") < timeline(rows).table.index("early")


def test_the_order_of_telling_is_drawn_broken_and_only_where_asked() -> None:
    stages = [Stage("P05", "a", (counted("happened", 1),)), Stage("P06", "b")]
    drawn = pathway_figure(stages, [Step("P05", "P06", 3), Step("P06", "P05", 4, stated=True)], inferred=True)
    assert classes(drawn.svg, "path").count("step-inferred") == 1
    assert figure_words("key_inferred_step") in drawn.key
    assert figure_words("key_stated_step") in drawn.key
    heads = [p.get("d", "") for p in etree.fromstring(drawn.svg).iter(f"{S}path") if p.get("class") == "step-stated"]
    assert sum(d.endswith("Z") for d in heads) == 1


def test_a_map_of_counts_says_what_is_withheld_without_a_number() -> None:
    tiles = [Tile("North", 0, 0, 7), Tile("South", 0, 1, None), Tile("East", 1, 0, 0)]
    drawn = count_map(tiles, 3, [("all together", None)])
    assert classes(drawn.svg, "rect") == ["tile-named", "tile-few", "tile"]
    assert drawn.table.count(figure_words("few").format(n=3)) == 2
    assert figure_words("few_short").format(n=3).replace("<", "&lt;") in drawn.svg
    cells = [td.text for td in etree.fromstring(drawn.table).iter("td")]
    assert cells[0] == "7"
    assert cells[2] == "0"


def test_hearsay_draws_known_and_possible_links_apart_and_leaves_out_strangers() -> None:
    tellers = [Teller("a", "R1", "own experience"), Teller("b", "R2"), Teller("s", "S1")]
    links = [Heard("a", "s"), Heard("b", "a", certain=False), Heard("a", "nobody"), Heard("a", "a")]
    drawn = hearsay_figure(tellers, links)
    assert classes(drawn.svg, "path") == ["link", "link", "link-maybe"]
    assert "nobody" not in drawn.html
    rows = [["".join(cell.itertext()) for cell in row] for row in etree.fromstring(drawn.table).findall(".//tbody/tr")]
    assert rows == [["R1", "S1", "R2"], ["R2", figure_words("not_recorded"), "R1"], ["S1", figure_words("not_recorded"), ""]]


words = st.text(st.characters(codec="utf-8"), max_size=30)
some_day = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(words, st.integers(0, 5), st.integers(0, 5), st.none() | st.integers(0, 10**6)), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=8),
    st.lists(st.tuples(words, some_day, some_day), min_size=1, max_size=4),
)
def test_every_figure_is_well_formed_escaped_finite_inside_and_the_same_again(
    areas: list[tuple[str, int, int, int | None]], arcs: list[tuple[int, int, bool]], days: list[tuple[str, dt.date, dt.date]]
) -> None:
    def drawn() -> list[Drawing]:
        tellers = [Teller(str(n), label) for n, (label, *_) in enumerate(areas)]
        heard = [Heard(str(a), str(b), certain) for a, b, certain in arcs]
        rows = [TimelineRow(label, min(a, b), max(a, b), core=(min(a, b), min(a, b))) for label, a, b in days]
        stages = [
            Stage(f"P{n:02}", label, (StageCount("case", "happened", v or 0, v or 0, "1"),))
            for n, (label, _, _, v) in enumerate(areas)
        ]
        steps = [Step(f"P{a:02}", f"P{b:02}", a, stated=certain) for a, b, certain in arcs]
        tiles = [Tile(label, x, y, v) for label, x, y, v in areas]
        return [
            count_map(tiles, 3),
            hearsay_figure(tellers, heard),
            timeline(rows),
            pathway_figure(stages, steps, inferred=True),
        ]

    for figure, again in zip(drawn(), drawn(), strict=True):
        assert figure == again
        root = etree.fromstring(figure.svg)
        assert root.get("role") == "img"
        assert [c.tag for c in root[:2]] == [f"{S}title", f"{S}desc"]
        height = float(root.get("viewBox", "").split()[3])
        drawn_with = [node.get(name, "") for node in root.iter() for name in ("x", "y", "width", "height", "d", "cx", "cy")]
        assert not any(bad in value for value in drawn_with for bad in ("nan", "inf", "None", "e+"))
        for node in root.iter(f"{S}text"):
            assert 0 <= float(node.get("x", "-1")) <= WIDTH
            assert 0 <= float(node.get("y", "-1")) <= height
        assert etree.fromstring(f"<div>{figure.table}</div>").findall("table")
