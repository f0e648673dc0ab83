"""Away and back in a real browser on a real server: no passphrase is left, another process serves, and shares open it again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import door_case
import pytest
import serving_case as case

from rushlight.casefile import open_casefile
from rushlight.desk.desk import utc_now

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_away_over_a_border_and_back(browser: Any, tmp_path: Path, javascript: bool) -> None:
    shares = door_case.make(tmp_path)
    with (
        case.serving(tmp_path / "first.case") as server,
        case.tab_on(browser, server, javascript=javascript) as tab,
    ):
        page = tab.page
        tab.go("/journey")
        page.click("summary")
        page.check("input[name=reached]")
        page.fill("#f-passphrase", case.PASSPHRASE)
        page.click("form[action$='/journey/travel'] button")
        page.wait_for_selector("h1:has-text('No passphrase opens it any more')")
        page.click("main a")
        page.wait_for_selector("text=taken away for a journey")
        assert page.locator("input[type=password]").count() == 0
        page.click("main a[href$='/recover']")
        for share in shares[:2]:
            page.fill("#f-share", share)
            page.click("form[action$='/recover/share'] button.primary")
            page.wait_for_load_state()
        words = page.inner_text("p.words")
        page.click("form[action$='/recover/written'] button")
        page.fill("#f-passphrase", words)
        page.click("form[action$='/recover/make'] button")
        page.wait_for_selector("h1:has-text('The casefile is open')", timeout=60_000)
        assert tab.strays == []
    open_casefile(tmp_path / "first.case", words, randomness=os.urandom, now=utc_now).close()


def test_a_backup_is_brought_back_without_scripts(browser: Any, tmp_path: Path) -> None:
    door_case.make(tmp_path)
    with (
        case.serving(tmp_path / "first.case") as server,
        case.tab_on(browser, server, javascript=False, language="ko", unlock=False, width=320) as tab,
    ):
        page = tab.page
        page.click("main a[href$='/restore']")
        page.fill("#f-where", str(tmp_path / "usb"))
        page.click("form[action$='/restore/look'] button")
        page.fill("#f-name", "second")
        page.fill("#f-passphrase", case.PASSPHRASE)
        page.click("form[action$='/restore/make'] button")
        page.wait_for_selector("form#lock", timeout=60_000)
        assert "사건철을 되살렸습니다" in page.inner_text("h1")
        assert (tmp_path / "second.case").is_dir()
        assert tab.strays == []
