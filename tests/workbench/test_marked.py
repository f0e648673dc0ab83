"""Words in the other language are marked; nothing else of a page changes."""

import re

import pytest
import serving_case as case
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from rushlight.workbench.language import marked

SPAN = re.compile(r'<span lang="(?:ko|en)">(.*?)</span>', re.DOTALL)


@pytest.mark.parametrize(
    ("html", "language", "seen"),
    [
        ("<p>in 온성 읍, then</p>", "en", '<p>in <span lang="ko">온성 읍</span>, then</p>'),
        ("<p>그는 two words 라고</p>", "ko", '<p>그는 <span lang="en">two words</span> 라고</p>'),
        ("<p>보고 R1, S2</p>", "ko", "<p>보고 R1, S2</p>"),
        (
            '<p lang="ko">온성 <b>읍</b></p><p>온성</p>',
            "en",
            '<p lang="ko">온성 <b>읍</b></p><p><span lang="ko">온성</span></p>',
        ),
        ('<html lang="en"><p title="온성">a</p>', "en", '<html lang="en"><p title="온성">a</p>'),
        ("<textarea>온성</textarea><br>온", "en", '<textarea>온성</textarea><br><span lang="ko">온</span>'),
        (
            "<option>온성</option><option>R1: 온성</option>",
            "en",
            '<option lang="ko">온성</option><option lang="ko">R1: 온성</option>',
        ),
        (
            '<option value="the brother">the brother</option>',
            "ko",
            '<option lang="en" value="the brother">the brother</option>',
        ),
        ("<option>그대로: the brother</option>", "ko", "<option>그대로: the brother</option>"),
        ('<option lang="de">zwei</option><option>R1</option>', "ko", '<option lang="de">zwei</option><option>R1</option>'),
        ("<figure><p>온성</p></figure>", "en", "<figure><p>온성</p></figure>"),
        ("<p>그 &lt;b&gt; &amp; &quot;</p>", "ko", "<p>그 &lt;b&gt; &amp; &quot;</p>"),
    ],
)
def test_what_is_marked(html: str, language: str, seen: str) -> None:
    assert marked(html, language) == seen


WORDS = st.text(alphabet=st.sampled_from("가나 ab;&<>\"'#1.,-/lt"), max_size=40)


@given(st.lists(WORDS, max_size=4), st.sampled_from(["en", "ko"]))
def test_only_spans_are_put_in(words: list[str], language: str) -> None:
    """Without them the page is what it was, and no entity is cut in two."""
    html = "".join(f'<p title="{escape(w)}">{escape(w)}<br>{escape(w)}</p>' for w in words)
    seen = marked(html, language)
    assert SPAN.sub(r"\1", seen) == html
    for found in SPAN.findall(seen):
        assert "<" not in found
        assert "&" not in found
    assert not re.search(r"&[#\w]*<", seen)


def test_a_page_is_marked(korean: case.Pages) -> None:
    assert '<span lang="en">Rushlight</span>' in korean.get("/").text
    assert "<title>Rushlight</title>" in korean.get("/").text
