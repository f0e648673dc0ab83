"""Long work that writes: what cannot be stopped says so, what can leaves nothing half, nor does a lock in the middle."""

from __future__ import annotations

import threading
from typing import Any

import pytest
import serving_case as case
import test_team as team
from test_waited import until

from rushlight.casefile import erasing, rekeying
from rushlight.parts import Tell
from rushlight.workbench import waited

colleague = team.colleague


class HeldStill:
    """Stands in for a part that is done in a thread of its own: it waits until it is let, or nobody waits for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, where: Any, name: str) -> None:
        self.begun, self.go_on, self.real = threading.Event(), threading.Event(), getattr(where, name)
        monkeypatch.setattr(where, name, self)
        monkeypatch.setattr(waited, "QUICK_WHERE_SMALL", 0.0)

    def __call__(self, *what: Any) -> Any:
        tell: Tell = what[-1]
        self.begun.set()
        while not self.go_on.wait(0.002):
            tell(400, 1000)
        return self.real(*what)


# --- an erasure that comes with a bundle -----------------------------------------------------------------


def erasure_under_way(pages: case.Pages, colleague: case.Pages, monkeypatch: pytest.MonkeyPatch) -> tuple[HeldStill, str]:
    """(what is held still, the page of a merge that is in, with the erasure that came along not finished)."""
    team.admitted(pages, colleague)
    team.carry(pages, colleague)
    pages.held.thread.ask(lambda: pages.desk.erase(pages.desk.plan_erasure("R2"))).result()
    held = HeldStill(monkeypatch, rekeying, "_made_whole")
    path = team.carry(pages, colleague).where
    assert held.begun.wait(20)
    return held, path


def test_an_erasure_that_came_with_a_bundle_goes_through_and_says_so(
    pages: case.Pages, colleague: case.Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, path = erasure_under_way(pages, colleague, monkeypatch)
    before = colleague.desk.case
    until(lambda: "This cannot be stopped" in colleague.get(path).words())
    for where in (path, "/reading", "/"):  # a reload, and any other room
        shown = colleague.get(where)
        assert "cannot be stopped" in shown.words()
        assert not shown.html.cssselect("form[action$='/cancel']")
        assert shown.html.cssselect("progress[value]")
    refused = colleague.post(path.replace("/wait", "/cancel"))
    assert refused.status == 400
    assert "can no longer be stopped" in refused.words()
    held.go_on.set()
    told = colleague.follow(team.led(colleague, path)).words()
    assert "1 erasure was carried out here too" in told
    assert colleague.desk.case is not before, "it is written under another key"
    assert not erasing.unfinished(colleague.desk.case)
    assert colleague.desk.verify(deep=True).ok


def test_a_lock_while_an_erasure_is_finished_leaves_it_to_the_next_opening(
    pages: case.Pages, colleague: case.Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, _ = erasure_under_way(pages, colleague, monkeypatch)
    folder = colleague.held.folder
    assert folder is not None
    colleague.close()
    assert not list(folder.glob("*.next*")), "what was begun of the copy is gone"
    held.go_on.set()
    opened = case.open_pages(folder)
    try:
        assert not erasing.unfinished(opened.desk.case)
        assert "R2" not in {d.alias for d in opened.desk.case.documents()}
        assert opened.desk.verify(deep=True).ok
    finally:
        opened.close()
