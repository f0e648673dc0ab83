"""A figure names its language and marks words of the other; nothing else of it changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.drawing.figures import Drawing, label, svg
from rushlight.drawing.markup import Markup, el, told
from rushlight.drawing.spoken import marked, spoken

MARKS = re.compile(r'<(t?span) lang="(?:ko|en)">(.*?)</\1>')
WORDS = st.text(alphabet=st.sampled_from("가나 ab;&<>\"'#1.,-/lt"), max_size=30)


@pytest.mark.parametrize(
    ("markup", "language", "seen"),
    [
        ("<text>어디: Onsong</text>", "ko", '<text>어디: <tspan lang="en">Onsong</tspan></text>'),
        ("<td><bdi>온성, R1</bdi></td>", "en", '<td><bdi><span lang="ko">온성</span>, R1</bdi></td>'),
        ("<title>far bank</title>", "ko", '<title lang="en">far bank</title>'),
        ("<title>온성: far bank</title>", "ko", "<title>온성: far bank</title>"),
        ("<text>far bank</text>", "en", "<text>far bank</text>"),
    ],
)
def test_what_is_marked(markup: str, language: str, seen: str) -> None:
    assert marked(Markup(markup), language) == seen


@given(WORDS, st.sampled_from(["en", "ko"]))
def test_only_marks_are_put_in(words: str, language: str) -> None:
    """Without them the figure is what it was, and no entity is cut in two."""
    plain = Markup(label(1, 2, words) + el("p", {"aria-label": words}, told(words)))
    seen = marked(plain, language)
    assert MARKS.sub(r"\2", seen) == plain
    assert not any("&" in found[1] or "<" in found[1] for found in MARKS.findall(seen))
    assert not re.search(r"&[#\w]*<", seen)


def test_a_figure_names_its_language_in_the_page_and_in_the_file() -> None:
    drawn = spoken(Drawing("곳", svg(10, "곳", "글", [label(1, 2, "Onsong")]), Markup("")), "ko")
    assert drawn.svg.startswith('<svg lang="ko" xmlns=')
    assert '<tspan lang="en">Onsong</tspan>' in drawn.svg_file
    assert drawn.svg in drawn.html
