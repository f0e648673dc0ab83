"""Reading and the queue with something on them, looked at by axe: both languages, light and dark, and a narrow window."""

from __future__ import annotations

from typing import Any

import pytest
import serving_case as case


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(browser: Any, server: case.Server, language: str, dark: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with case.tab_on(browser, server, language=language, dark=dark) as tab:
        tab.go("/queue")
        tab.page.wait_for_selector("#item")
        for summary in tab.page.locator("#item summary").all():
            summary.click()
        found = [("queue", v["id"]) for v in Axe().run(tab.page).response["violations"]]
        tab.go("/reading")
        found += [("list", v["id"]) for v in Axe().run(tab.page).response["violations"]]
        tab.page.click("text=R2")
        tab.page.wait_for_selector("article.reading")
        tab.page.click('summary[data-key-verb="add"]')
        found += [("reading", v["id"]) for v in Axe().run(tab.page).response["violations"]]
        assert not found
        tab.page.set_viewport_size({"width": 320, "height": 800})
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320
