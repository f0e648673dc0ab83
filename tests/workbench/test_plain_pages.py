"""Every page as it is served: what it is called, where it leads, what it carries, and that it asks nobody else for anything."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import serving_case as case
from crawling import Crawled
from served_world import served
from stuffing import explore, wrong_elements

from rushlight.workbench.guard import HEADERS
from rushlight.workbench.rendering import TITLE

PLAIN = re.compile(r"/[A-Za-z0-9_./-]*(?:\?[A-Za-z0-9_=&.%-]*)?(?:#[A-Za-z0-9_.-]*)?")
"""An address of ours: opaque ids, numbers and words of the program."""

HEAVY = 120 * 1024
"""Bytes that a page may have without its fonts."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The open casefile, and its pages."""

    pages: case.Pages
    crawled: Crawled


@pytest.fixture(scope="module")
def seen(demo_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """Every page of the demonstration, in English, after its forms were sent as they stand."""
    folder = tmp_path_factory.mktemp("pages") / "demo.case"
    shutil.copytree(demo_once, folder)
    pages = case.open_pages(folder)
    yield Seen(pages, explore(pages)[0])
    pages.close()


@pytest.fixture
def crawled(seen: Seen) -> Crawled:
    return seen.crawled


def _html(crawled: Crawled) -> Iterator[tuple[str, case.Answered]]:
    for path, answered in crawled.pages.items():
        if "html" in answered.headers.get("content-type", ""):
            yield path, answered


def test_every_page_carries_the_policy_and_no_other_cookie(crawled: Crawled) -> None:
    for path, answered in crawled.pages.items():
        for name, value in HEADERS:
            assert answered.headers.get(name.decode()) == value.decode(), (path, name)
        assert not {"set-cookie", "server", "access-control-allow-origin", "etag", "last-modified"} & set(answered.headers), (
            path
        )


def test_the_policy_lets_nothing_in() -> None:
    policy = {part.split()[0]: part.split()[1:] for part in dict(HEADERS)[b"content-security-policy"].decode().split("; ")}
    assert policy["default-src"] == ["'none'"]
    assert policy["require-trusted-types-for"] == ["'script'"]
    assert policy["trusted-types"] == ["'none'"]
    for directive in ("base-uri", "frame-ancestors"):
        assert policy[directive] == ["'none'"]
    assert all(value in (["'none'"], ["'self'"], ["'script'"]) for value in policy.values()), policy
    assert dict(HEADERS)[b"cache-control"] == b"no-store"


def test_every_page_is_called_the_same(crawled: Crawled) -> None:
    for path, answered in _html(crawled):
        assert [t.text for t in answered.html.cssselect("head > title")] == [TITLE], path


def test_no_address_holds_a_word(crawled: Crawled) -> None:
    for path, answered in _html(crawled):
        for element in answered.html.cssselect("[href], [src], [action], [formaction]"):
            for name in ("href", "src", "action", "formaction"):
                value = element.get(name)
                assert value is None or value.startswith("#") or PLAIN.fullmatch(value), (path, value)


def test_what_is_typed_is_posted_and_the_browser_is_asked_to_remember_nothing(crawled: Crawled) -> None:
    for path, answered in _html(crawled):
        for form in answered.html.cssselect("form"):
            if form.get("method", "").lower() != "post":  # only what was there to tick stands in an address
                kinds = {str(field.get("type")) for field in form.cssselect("input")}
                assert kinds <= {"checkbox", "radio", "hidden", "date"}, (path, kinds)
                assert not form.cssselect("textarea"), path
        for field in answered.html.cssselect("input[type=text], input[type=search], input:not([type])"):
            assert field.get("autocomplete") in ("off", None), path
        body = answered.html.cssselect("body")[0]
        assert body.get("spellcheck") == "false"
        assert answered.html.get("translate") == "no"


def test_a_page_is_made_of_known_elements_only(crawled: Crawled) -> None:
    wrong = [f"{path}: {what}" for path, answered in _html(crawled) for what in wrong_elements(answered)]
    assert not wrong, "\n".join(wrong)


def test_nothing_fails_and_nothing_is_heavy(crawled: Crawled) -> None:
    for path, answered in crawled.pages.items():
        assert answered.status < 400, (path, answered.words())
        assert len(answered.body) <= HEAVY, path


@pytest.mark.browser
def test_no_page_asks_anybody_else(browser: Any, seen: Seen) -> None:
    """The browser can resolve no name; whatever is asked for off our own address is noted all the same."""
    with served(seen.pages) as server, case.tab_on(browser, server, unlock=False) as tab:
        for path, answered in _html(seen.crawled):
            if answered.status == 200:
                tab.go(path)
                assert tab.page.title() == TITLE
        assert tab.strays == []
        assert tab.broken == []
        kept = tab.page.evaluate(
            "async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,"
            " (await indexedDB.databases()).length, (await navigator.serviceWorker.getRegistrations()).length]"
        )
        assert kept == [0, 0, 0, 0, 0]
        assert tab.page.evaluate("document.cookie") == ""
        assert {c["httpOnly"] for c in tab.page.context.cookies()} == {True}
        assert {c["sameSite"] for c in tab.page.context.cookies()} == {"Strict"}
