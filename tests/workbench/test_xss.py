"""Strings that try to become scripts stay words: in every page, in every answer to a form, in a real browser."""

from __future__ import annotations

import contextlib
import html
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import serving_case as case
from crawling import Crawled, crawl
from hostile_sending import xss
from served_world import served
from stuffing import RAN, explore, looked, raw_in, stuff_desk, wrong_elements

from rushlight.workbench.holding import Held
from rushlight.workbench.rendering import TITLE

ALL = xss()
A_TENTH = ALL[::10]
NAMED = "<img src=x onerror=alert(1)>"
"""What the casefile's folder is called: its alias stands on every page."""


@dataclass(frozen=True, slots=True)
class Full:
    """A casefile with the strings in it, open: the paths of its pages, what is wrong with what the forms answered."""

    pages: case.Pages
    paths: tuple[str, ...]
    wrong: tuple[str, ...]


def named(demo: Path, folder: Path) -> Path:
    """The demonstration under a name that tries to become a script."""
    shutil.copytree(demo, folder / f"{NAMED}.case")
    return folder / f"{NAMED}.case"


@contextlib.contextmanager
def filled(folder: Path, strings: Sequence[str], in_forms: Sequence[str], language: str = "en") -> Iterator[Full]:
    """Strings in every report and reason, and each of ``in_forms`` in every field of every form."""
    pages = case.open_pages(folder, language=language)
    try:
        begin = pages.held.thread.ask(lambda: stuff_desk(pages.desk, strings)).result()
        after, answers = explore(pages, in_forms, begin)
        came = [(form.action, answered) for form, answered in answers] + list(after.pages.items())
        yield Full(pages, tuple(_html(after)), tuple(_wrong(came, strings)))
    finally:
        pages.close()


def _html(crawled: Crawled) -> Iterator[str]:
    return (path for path, a in crawled.pages.items() if a.status == 200 and "html" in a.headers["content-type"])


def _wrong(came: Sequence[tuple[str, case.Answered]], strings: Sequence[str]) -> Iterator[str]:
    for where, answered in came:
        handed = answered.headers.get("content-disposition")
        if handed is not None and not re.fullmatch(r'attachment; filename="[a-z.]+"', handed):
            yield f"{where}: {handed}"
        if answered.status >= 500:
            yield f"{where}: {answered.status} {answered.words()}"
        elif "html" in answered.headers.get("content-type", ""):
            yield from (f"{where}: {w}" for w in [*raw_in(answered, strings), *wrong_elements(answered)])
            titles = [t.text for t in answered.html.cssselect("head > title")]
            if titles != [TITLE]:
                yield f"{where}: the title is {titles}"
        elif answered.status == 303 and any(c in answered.where for c in "<>\"'{} %"):
            yield f"{where}: led to {answered.where}"


@pytest.fixture(scope="module")
def tenth(demo_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    """The demonstration with a tenth of the strings; forms get them all in one."""
    folder = named(demo_once, tmp_path_factory.mktemp("xss"))
    with filled(folder, A_TENTH, ["\n".join(A_TENTH), " ".join(A_TENTH)]) as full:
        yield full


def test_there_are_many_strings_and_none_twice() -> None:
    assert len(ALL) >= 500
    assert len(set(ALL)) == len(ALL)


def test_words_stay_words_in_every_page_and_every_answer(tenth: Full) -> None:
    assert not tenth.wrong, "\n".join(tenth.wrong[:20])


def test_a_template_in_a_text_computes_nothing(tenth: Full) -> None:
    """{{7*7}} and its relatives are shown as they are; 49 would stand where they stood."""
    text = " ".join(tenth.pages.get(path).text for path in tenth.paths if path.startswith("/reading/"))
    shown = [
        word
        for word in A_TENTH
        if "{{" in word and html.escape(word) in text.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
    ]
    assert shown


def _opened(browser: Any, full: Full, *, language: str = "en") -> list[str]:
    """Everything that ran, was stopped, was asked for elsewhere or complained, when every page is opened."""
    wrong: list[str] = []
    full.pages.post("/language", {"language": language})
    with served(full.pages) as server, case.tab_on(browser, server, unlock=False) as tab:
        tab.page.add_init_script(RAN)
        tab.page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        for path in full.paths:
            tab.go(path)
            wrong += [f"{path}: {what}" for what in tab.page.evaluate(looked())]
            if tab.page.title() != TITLE:
                wrong.append(f"{path}: the title is {tab.page.title()!r}")
        return [*wrong, *tab.strays, *tab.broken]


@pytest.mark.browser
def test_no_page_runs_them_in_a_browser(browser: Any, tenth: Full) -> None:
    wrong = _opened(browser, tenth)
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.browser
def test_what_the_test_looks_for_is_found_where_it_is(browser: Any, tenth: Full) -> None:
    """The looking itself: a page of which an element was made by hand is told."""
    with served(tenth.pages) as server, case.tab_on(browser, server, unlock=False) as tab:
        tab.page.add_init_script(RAN)
        tab.go("/")
        tab.page.evaluate(
            "() => { const e = document.createElement('img'); e.src = 'http://xss.invalid/'; document.body.append(e); }"
        )
        tab.page.wait_for_timeout(300)
        found = tab.page.evaluate(looked())
        assert "img" in found
        assert any(f.startswith("img-src") for f in found)


def test_before_a_casefile_is_open_words_stay_words_too(tmp_path: Path) -> None:
    """The pages on which one is made, joined or chosen."""
    pages = case.Pages(Held(None, actor="", lock=lambda: None))
    try:
        word = " ".join(A_TENTH)
        crawled = crawl(pages)
        assert {"/new/begin", "/join/begin", "/choose", "/practice/begin"} <= {f.action for f in crawled.forms.values()}
        for form in crawled.forms.values():
            for name in form.typed:
                answered = pages.post(
                    form.action, {**form.fields, name: word}, {"invitation": (word, b"x")} if form.files else None
                )
                came = [(form.action, answered), *crawl(pages).pages.items()]
                assert not list(_wrong(came, A_TENTH))
    finally:
        pages.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_page_runs_any_of_them(browser: Any, demo_once: Path, tmp_path: Path, language: str) -> None:
    """All strings, each in every field of every form, then every page in a browser."""
    with filled(named(demo_once, tmp_path), ALL, ALL, language) as full:
        assert not full.wrong, "\n".join(full.wrong[:20])
        wrong = _opened(browser, full, language=language)
        assert not wrong, "\n".join(wrong[:20])
