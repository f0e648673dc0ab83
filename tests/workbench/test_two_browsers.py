"""Two people, two casefiles, two servers, two browsers: what one checks the other approves, with packs carried between them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import serving_case as case

from rushlight.casefile import Cost, joining, merging, sending
from rushlight.desk import Desk, open_desk
from rushlight.desk.desk import utc_now
from rushlight.record import Purpose

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONG = 120_000


def _joined(first: Desk, folder: Path) -> None:
    """A second copy in the team, whose person may approve; both agreed to publication without names."""
    for alias in (*(d.alias for d in first.case.documents()), *(s.alias for s in first.case.sources())):
        first.consent(alias, Purpose.PUBLIC_ANONYMOUS)
    made = joining.join(
        folder,
        joining.invitation(first.case),
        case.PASSPHRASE,
        randomness=os.urandom,
        now=utc_now,
        by="B1",
        cost=Cost(64, 1, 1),
        _below_floor_in_tests=True,
    )
    joining.admit(first.case, joining.request(made), ("reviewer", "analyst", "releaser"), by="A1")
    sent = sending.send(first.case, folder.parent, to=[made.device])
    merging.merge(made, sent.path, by="B1")
    sent.path.unlink()
    back = sending.send(made, folder.parent, to=[first.case.device])
    merging.merge(first.case, back.path, by="A1")
    back.path.unlink()
    made.close()


def _press(page: Any, selector: str) -> None:
    with page.expect_navigation(timeout=LONG):
        page.locator(selector).first.click()


def _carry(sender: case.Tab, receiver: case.Tab, path: Path) -> None:
    """A pack is made in one browser, carried as a file, and taken in in the other."""
    sender.go("/team/devices")
    form = sender.page.locator("form[action$='/team/bundle']")
    for box in form.locator("input[name=device]").all():
        box.check()
    with sender.page.expect_download(timeout=LONG) as download:
        form.locator("button").first.click()
    download.value.save_as(path)
    receiver.go("/team/devices")
    receiver.page.set_input_files("form[action$='/team/merge'] input[type=file]", str(path))
    _press(receiver.page, "form[action$='/team/merge'] button")
    path.unlink()


def test_what_one_checks_the_other_approves(browser: Any, demo: Path, tmp_path: Path) -> None:
    with open_desk(demo, case.PASSPHRASE, actor="A1", randomness=os.urandom) as desk:
        _joined(desk, tmp_path / "second.case")
    with (
        case.serving(demo) as one,
        case.serving(tmp_path / "second.case") as other,
        case.tab_on(browser, one) as first,
        case.tab_on(browser, other, language="ko") as second,
    ):
        first.go("/release/new")
        for box in first.page.locator("input[name=statement]").all()[:3]:
            box.check()
        _press(first.page, "button[data-key-verb=check]")
        _press(first.page, "form[action$='/way'] button")
        assert first.page.get_by_text("A second person has to look at it").count()
        assert not first.page.locator("form[action$='/publish']").count(), "not before the other has approved it"
        draft = first.page.url.removeprefix(first.base)
        _carry(first, second, tmp_path / "a.bundle")
        second.go(draft)
        assert not second.page.locator("form[action$='/publish']").count()
        _press(second.page, "form[action$='/look'] button")
        second.page.check("input[name=seen]")
        _press(second.page, "form[action$='/approve'] button")
        _carry(second, first, tmp_path / "b.bundle")
        first.go(draft)
        assert first.page.get_by_text("B1 approved it").count()
        _press(first.page, "form[action$='/publish'] button.primary")
        with first.page.expect_download() as download:
            first.page.click("a[href$='/files/public']")
        assert download.value.suggested_filename == "release.zip"
        assert [first.strays, first.broken, second.strays, second.broken] == [[], [], [], []]
