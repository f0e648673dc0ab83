"""No English on Korean pages but words of reports and names; no code of the record on any page."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import filled_states
import lxml.html
import pytest
import serving_case as case

from rushlight.workbench import rendering
from rushlight.workbench.settings import Settings

LATIN = re.compile(r"(?<![\w./@&-])[A-Za-z][A-Za-z'’]+(?![\w@/-])")
CODE = re.compile(r"(?<![\w./-])[a-z]{2,}(?:_[a-z]+)+(?![\w.])|(?<![\w./-])[a-z]+\.[a-z]+(?:_[a-z]+)*(?![\w.])")
FILES = re.compile(r"\b[a-z]+\.(?:html|csv|json|age|zip|proof|tsq|pem|rush|case|txt|tar)\b")
SILENT = ("script", "style", "code", "kbd", "samp", "pre", "title", "svg")
QUOTES = ("bdi", "q", "blockquote", "textarea")
"""Elements for words of a report, of a person, of a file: the page does not speak there itself."""
SPOKEN = ("aria-label", "title", "placeholder", "alt")
ALLOWED = frozenset(
    word
    for word in (Path(__file__).parent / "latin_on_korean_pages.txt").read_text(encoding="utf-8").splitlines()
    if word and not word.startswith("#")
)
OF_THE_CASE = ".alias, select[name^=field-] option, select[name=content_of] option"
"""Where names of casefiles and words of reports stand without an element of their own: nothing can be marked in an option."""


def own_words(page: lxml.html.HtmlElement, language: str) -> Iterator[str]:
    """What the page says itself, in the order it stands there: its texts and names for those who do not see it."""
    theirs = {below for e in page.cssselect(OF_THE_CASE) for below in e.iter()}
    yield from _below(page, language, language, theirs)


def _below(node: lxml.html.HtmlElement, lang: str, wanted: str, theirs: set[lxml.html.HtmlElement]) -> Iterator[str]:
    lang = node.get("lang") or lang
    if not isinstance(node.tag, str) or node.tag in SILENT:
        return
    if lang == wanted and node not in theirs:
        yield from (node.get(name) for name in SPOKEN if node.get(name))
        if node.tag not in QUOTES:
            yield node.text or ""
            yield from (below.tail or "" for below in node)
    for below in node:
        if node.tag not in QUOTES:
            yield from _below(below, lang, wanted, theirs)


def english(text: str) -> list[str]:
    """Runs of two Latin words that nobody allowed."""
    words = [m for m in LATIN.finditer(FILES.sub("", text)) if m[0] not in ALLOWED]
    return [f"{a[0]} {b[0]}" for a, b in itertools.pairwise(words) if a.end() + 2 >= b.start()]


def codes(text: str) -> list[str]:
    return CODE.findall(FILES.sub("", text))


@pytest.fixture(autouse=True)
def unmarked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages as the templates made them, before English words are marked as such wherever they stand."""
    monkeypatch.setattr(rendering, "marked", lambda html, language: html)


def test_the_finder_sees_english_and_codes() -> None:
    page = lxml.html.fromstring(
        '<main><p>두 낱말 two words</p><bdi>in a report</bdi><p lang="en">said there</p><p>Rushlight PDF</p>'
        '<button aria-label="take back">K</button><span class="alias">my case</span></main>'
    )
    assert [e for text in own_words(page, "ko") for e in english(text)] == ["two words", "take back"]
    assert codes("detain.arrest, public_named, 공개.") == ["detain.arrest", "public_named"]
    assert codes("brief.html, R1.2, 3.5, www.un.org, e.g. so") == []


def wrong(page: case.Answered, language: str) -> list[str]:
    texts = list(own_words(page.html, language))
    return [e for t in texts for e in codes(t)] + ([e for t in texts for e in english(t)] if language == "ko" else [])


ROOMS = [path for path in filled_states.ROOMS if path not in ("/queue", "/shares", "/practice")]


def test_no_english_and_no_code_in_the_rooms(korean: case.Pages) -> None:
    found = {path: seen for path in ROOMS if (got := korean.get(path)).status == 200 and (seen := wrong(got, "ko"))}
    assert found == {}


@pytest.mark.slow
def test_no_english_and_no_code_on_pages_with_work_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for made in (case.Pages.__init__, case.open_pages):  # what a form says on the next page is Korean too
        monkeypatch.setitem(made.__kwdefaults__, "language", "ko")
    found: dict[str, list[str]] = {}
    seen = 0
    for state in filled_states.states(tmp_path):
        for language in ("ko", "en"):
            state.pages.held.front = Settings(language=language)
            got = state.pages.get(state.path)
            if b"<main" in got.body:
                seen += 1
                if left := wrong(got, language):
                    found[f"{state.name} {language}"] = left
        state.pages.held.front = Settings(language="ko")
    assert found == {}
    assert seen > 250
