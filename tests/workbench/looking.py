"""Every page in a real browser, in two languages and two themes: what a person sees, and what a person cannot."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import crawling
import serving_case as case
from axe_playwright_python.sync_playwright import Axe

from rushlight.codebook.words import LANGUAGES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Rules of axe: WCAG 2.2 at AA, and what its makers hold for good."""
THEMES = ("light", "dark")
EVERY = tuple((language, theme) for language in LANGUAGES for theme in THEMES)


@dataclass
class Look:
    """A tab, the paths to go to, and which language and theme it shows."""

    tab: case.Tab
    paths: tuple[str, ...]
    language: str

    def each(self) -> Iterator[tuple[str, Any]]:
        for path in self.paths:
            self.tab.go(path)
            yield path, self.tab.page


def paths_of(folder: Path, *, most: int = 1) -> tuple[str, ...]:
    """Every page that links lead to, at most ``most`` of one route; pages that end a work or lock are left out."""
    pages = case.open_pages(folder)
    try:
        found = crawling.crawl(pages, most=most).pages
    finally:
        pages.close()
    return tuple(path for path, got in found.items() if "html" in got.headers.get("content-type", "") and got.status != 303)


@contextlib.contextmanager
def looking(browser: Any, folder: Path, language: str, theme: str, **kinds: Any) -> Iterator[Look]:
    paths = paths_of(folder)
    with (
        case.serving(folder) as server,
        case.tab_on(browser, server, language=language, dark=theme == "dark", **kinds) as tab,
    ):
        yield Look(tab, paths, language)


def violations(page: Any) -> list[str]:
    """What axe finds wrong: the rule and where."""
    found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{v['id']}: {node['target'][0]} {node['failureSummary'].splitlines()[-1].strip()}"
        for v in found
        for node in v["nodes"]
    ]


STRANGE = """(language) => {
  const out = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const skip = 'script, style, code, kbd, samp, pre, option, textarea, [data-foreign]';
  for (let node; (node = walker.nextNode());) {
    const words = node.data.trim(), parent = node.parentElement;
    if (!words || parent.closest(skip)) continue;
    const spoken = parent.closest('[lang]').getAttribute('lang').slice(0, 2);
    const hangul = /[\\uac00-\\ud7a3]/.test(words), english = /(?:\\b[A-Za-z][a-z]+\\b[ ,.;:'-]*){3}|^[a-z]{3,}$/.test(words);
    const other = (spoken !== 'ko' && hangul) || (spoken === 'ko' && english && !hangul);
    if (other) out.push(spoken + ': ' + words.slice(0, 90));
  }
  return out;
}"""
"""Words that stand under another language than their own (WCAG 3.1.2); in Korean pages also words left in English."""

WIDE = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return [];
  const over = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest('.scroll') && getComputedStyle(e).position !== 'absolute');
  return over.slice(0, 3).map((e) => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right));
}"""
"""What makes a page wider than its window, outside the boxes that may scroll (WCAG 1.4.10)."""

FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const left = Math.max(0, box.left), top = Math.max(0, box.top);
  const width = Math.min(innerWidth, box.right) - left, height = Math.min(innerHeight, box.bottom) - top;
  const inside = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => {
    const seen = width > 0 && height > 0 && document.elementFromPoint(left + width * x, top + height * y);
    return seen && (e.contains(seen) || seen.contains(e));
  });
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return {what: e.tagName + ' ' + (e.name || e.textContent || '').trim().slice(0, 40), shown: inside, ring,
    width: box.width, height: box.height, first: e.classList.contains('skip')};
}"""
"""The element in focus: whether any of it can be seen under the bars (WCAG 2.4.11), and its ring (2.4.7)."""

SMALL = """() => [...document.querySelectorAll('main button, main .button, main input, main select, header button, header a')]
  .filter((e) => e.checkVisibility() && !e.closest('.visually-hidden') && !['hidden'].includes(e.type))
  .map((e) => [e.tagName + ' ' + (e.name || e.textContent).trim().slice(0, 30), e.getBoundingClientRect()])
  .filter(([, b]) => b.width && (b.height < 24 || b.width < 24)).map(([n, b]) => n + ' ' + b.width + 'x' + b.height)"""
"""Targets under 24 pixels (WCAG 2.5.8; ours aim at 36, boxes to tick at 24)."""


def focus_walk(page: Any, most: int = 60) -> tuple[list[str], list[str]]:
    """Tab through the page: what was hidden or without a ring, and the order of what was reached."""
    wrong, order = [], []
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None:
            break
        if order and at["first"]:
            break
        order.append(at["what"])
        if not at["shown"] or not at["ring"]:
            wrong.append(json.dumps(at, ensure_ascii=False))
    return wrong, order
