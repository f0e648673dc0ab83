"""Hostile strings stay inert: every figure is well-formed, carries no markup of theirs, and nothing that fetches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from rushlight.drawing import (
    BarRow,
    Claim,
    Drawing,
    Markup,
    Origin,
    Stage,
    StageCount,
    Step,
    TimelineRow,
    bar_table,
    el,
    join,
    matrix,
    page,
    pathway_figure,
    text,
    timeline,
    told,
)

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</svg></table></style><iframe src=//example.org>",
    "' onload='x",
    "]]><!--<x>--><!DOCTYPE x>&lt;&amp;&#0;",
    "\x00\x08\x0b\ufffe\ud800",
    "\u202eevil\u2066",
    "url(javascript:alert(1))",
    "가족에게 교화소를 언급",
    "مرحبا עברית",
]
HTML_TAGS = "figure figcaption div table thead tbody tr th td ul li p span bdi main body head html h1 meta title style"
SVG_TAGS = "svg g rect path circle text desc title tspan"
ALLOWED = set(f"{HTML_TAGS} {SVG_TAGS}".split())
NAMESPACE = "{http://www.w3.org/2000/svg}"

words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))


def a_timeline(w: str) -> Drawing:
    return timeline([TimelineRow(w, dt.date(2024, 1, 3), None), TimelineRow(w, None, None, when=w)])


def a_pathway(w: str) -> Drawing:
    counts = (StageCount("case", "threatened", 2, 1, w, w), StageCount("pattern", "happened", 3, 1, w))
    return pathway_figure([Stage("P06", w, counts), Stage("P07", w)], [Step("P06", "P07", 1, True), Step(w, w, 2)])


def a_matrix(w: str) -> Drawing:
    return matrix([Claim(w, {"R1": "differs"}, w)], [Origin("R1", w, w), Origin("R2", w, w)])


def some_bars(w: str) -> Drawing:
    return bar_table(w, [w, w], [BarRow((w,), 3), BarRow((w,), None), BarRow((w,), 1, "negated")])


FIGURES: list[Callable[[str], Drawing]] = [a_timeline, a_pathway, a_matrix, some_bars]


@pytest.mark.parametrize("figure", FIGURES)
@settings(max_examples=40, deadline=None)
@given(words)
def test_every_figure_is_well_formed_and_holds_only_our_elements(figure: Callable[[str], Drawing], w: str) -> None:
    drawn = figure(w)
    root = etree.fromstring(drawn.html)
    for node in root.iter():
        assert str(node.tag).removeprefix(NAMESPACE) in ALLOWED
        assert not [a for a in node.attrib if a.startswith("on") or a in ("href", "src", "style", "id")]
    if drawn.svg:
        svg = etree.fromstring(drawn.svg_file.encode())
        children = [str(c.tag).removeprefix(NAMESPACE) for c in svg]
        assert children[:3] == ["style", "title", "desc"]


@pytest.mark.parametrize("w", HOSTILE)
def test_a_browser_parses_the_page_as_meant(w: str) -> None:
    body = join(figure(w).html for figure in FIGURES)
    document = html.document_fromstring(page("Rushlight", body).encode())
    tags = {str(node.tag) for node in document.iter()}
    assert tags <= ALLOWED
    assert len(list(document.iter("style"))) == 1


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn"))))
def test_text_reads_back_as_written(w: str) -> None:
    assert (etree.fromstring(el("p", {}, w)).text or "") == w
    assert "<" not in text(w)


def test_what_xml_forbids_is_replaced_and_turned_directions_are_dropped() -> None:
    assert text("a\x00b\ud800c\u202ed") == "a\ufffdb\ufffdcd"


def test_markup_is_not_escaped_twice_and_strings_are_never_markup() -> None:
    assert text(Markup("<b>")) == "<b>"
    assert el("p", {}, "<b>", Markup("<i/>")) == "<p>&lt;b&gt;<i/></p>"
    assert told("a & b") == "<bdi>a &amp; b</bdi>"
    assert el("rect", {"x": 1.50, "y": None, "class": 'a"b'}) == '<rect x="1.5" class="a&quot;b"/>'
