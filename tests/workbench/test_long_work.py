"""Long work that writes: what cannot be stopped says so, what can leaves nothing half, nor does a lock in the middle."""

from __future__ import annotations

import threading
from typing import Any

import filled_case as filled
import pyrage
import pytest
import serving_case as case
import test_team as team
from test_waited import until

from rushlight.casefile import bundles, erasing, rekeying
from rushlight.desk import exchanging
from rushlight.parts import Tell
from rushlight.workbench import waited
from rushlight.workbench.screens import table_check

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


# --- a bundle ------------------------------------------------------------------------------------------


class HeldLines:
    """The lines of a bundle, which stand still after the first few until they are let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on, self.real = threading.Event(), threading.Event(), bundles._Sealing.took
        held = self

        def took(sealing: Any, some: Any) -> bool:
            held.begun.set()
            return held.go_on.is_set() and held.real(sealing, some)

        monkeypatch.setattr(bundles._Sealing, "took", took)
        monkeypatch.setattr(waited, "QUICK_WHERE_SMALL", 0.0)


def bundle_under_way(pages: case.Pages, colleague: case.Pages, held: HeldLines) -> str:
    made = pages.post("/team/bundle", {"device": colleague.desk.case.device})
    assert held.begun.wait(20)
    return made.where


def test_a_bundle_has_what_was_here_when_it_was_begun(
    pages: case.Pages, colleague: case.Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.admitted(pages, colleague)
    with monkeypatch.context() as patched:
        held = HeldLines(patched)
        path = bundle_under_way(pages, colleague, held)
        assert "Making a bundle" in pages.get(path).words("h1")
        assert pages.post("/sources/add", {"alias": "S77"}).status == 303, "others write meanwhile"
        assert pages.get(path).status == 200
        held.go_on.set()
        assert "The bundle is made" in pages.follow(team.led(pages, path)).words()
    made = pages.get("/team/devices/ready")
    assert made.headers["content-disposition"].endswith('casefile.bundle"')
    colleague.post("/team/merge", {}, {"bundle": ("x.bundle", made.body)})
    assert "S77" not in {s.alias for s in colleague.desk.case.sources()}
    assert colleague.desk.verify(deep=True).ok
    team.carry(pages, colleague)
    assert "S77" in {s.alias for s in colleague.desk.case.sources()}
    assert pages.post("/team/devices/let-go").where == "/team/devices"
    assert pages.get("/team/devices/ready").where == "/team/devices"
    assert "The bundle is made" not in pages.get("/team/devices").words()


def test_a_bundle_is_made_anew_where_something_is_erased_meanwhile(
    pages: case.Pages, colleague: case.Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.admitted(pages, colleague)
    held = HeldLines(monkeypatch)
    path = bundle_under_way(pages, colleague, held)
    pages.held.thread.ask(lambda: pages.desk.erase(pages.desk.plan_erasure("R2"))).result()
    held.go_on.set()
    assert "The bundle is made" in pages.follow(team.led(pages, path)).words()
    made = pages.get("/team/devices/ready")
    merged = colleague.post("/team/merge", {}, {"bundle": ("x.bundle", made.body)})
    assert "new here" in colleague.follow(team.led(colleague, merged.where)).words()
    assert "R2" not in {d.alias for d in colleague.desk.case.documents()}
    assert colleague.desk.case.documents()
    assert colleague.desk.verify(deep=True).ok


def test_a_device_that_is_sent_away_meanwhile_gets_no_bundle(
    pages: case.Pages, colleague: case.Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = team.admitted(pages, colleague)
    held = HeldLines(monkeypatch)
    path = bundle_under_way(pages, colleague, held)
    assert pages.post(f"/team/devices/{device}/revoke", {"typed": device[:9]}).where == "/team/devices"
    held.go_on.set()
    until(lambda: pages.get(path).status == 400)
    assert pages.get("/team/devices/ready").where == "/team/devices"


def test_a_bundle_that_is_stopped_or_cut_off_by_a_lock_leaves_nothing(
    pages: case.Pages, colleague: case.Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.admitted(pages, colleague)
    held = HeldLines(monkeypatch)
    path = bundle_under_way(pages, colleague, held)
    stopped = pages.post(path.replace("/wait", "/cancel"))
    assert "Nothing of it is half done" in pages.follow(stopped).words()
    assert pages.get("/team/devices/ready").where == "/team/devices"
    bundle_under_way(pages, colleague, held)
    pages.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "bundle"]


# --- a sealed file for a colleague's own tools -----------------------------------------------------------


def exchange(pages: case.Pages) -> case.Answered:
    key = str(pyrage.x25519.Identity.generate().to_public())
    return pages.post("/hand-on/exchange", {"report": ["R1", "R2"], "key": key})


def sealed_events(pages: case.Pages) -> int:
    return pages.held.thread.ask(lambda: [e.kind for e in pages.desk.log()].count("exchange.sealed")).result()


def test_what_is_handed_on_is_sealed_beside_the_pages_and_offered(pages: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    held = HeldStill(monkeypatch, exchanging, "_sealed")
    path = exchange(pages).where
    assert held.begun.wait(20)
    assert pages.get("/reading").status == 200
    assert sealed_events(pages) == 0
    assert "Nothing of it is half done" in pages.follow(pages.post(path.replace("/wait", "/cancel"))).words()
    assert sealed_events(pages) == 0
    held.begun.clear()
    path = exchange(pages).where
    assert held.begun.wait(20)  # what it rests on was noted by then
    pages.held.thread.ask(lambda: pages.desk.add_source("S9")).result()
    held.go_on.set()
    until(lambda: pages.get(path).status == 400)
    assert sealed_events(pages) == 0, "the casefile was changed meanwhile"
    path = exchange(pages).where
    assert "The file is sealed" in pages.follow(team.led(pages, path)).words()
    assert sealed_events(pages) == 1
    assert pages.get("/hand-on/ready").body.startswith(b"age-encryption.org/v1")


# --- a table -----------------------------------------------------------------------------------------------


def test_a_table_is_looked_at_beside_the_pages_and_shown_once(pages: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    held = HeldStill(monkeypatch, table_check, "_looked_at")
    fields = {"keys": "place, age", "told": "sum", "k": "5"}
    path = pages.post("/table-check", fields, {"file": ("t.csv", filled.table())}).where
    assert held.begun.wait(20)
    assert "Looking at a table" in pages.get(path).words("h1")
    assert pages.get("/reading").status == 200
    assert "Nothing of it is half done" in pages.follow(pages.post(path.replace("/wait", "/cancel"))).words()
    held.go_on.set()
    path = pages.post("/table-check", fields, {"file": ("t.csv", filled.table())}).where
    shown = pages.follow(team.led(pages, path))
    ways = shown.html.cssselect("form[action$='/table-check/take'] [name=way]")
    assert ways
    assert not pages.get("/table-check").html.cssselect("[name=way]"), "found things are shown once"
    taken = pages.post("/table-check/take", {"way": ways[0].get("value")})
    assert taken.headers["content-type"].startswith("text/csv")
    broken = pages.post("/table-check", {**fields, "keys": "nowhere"}, {"file": ("t.csv", filled.table())}).where
    until(lambda: pages.get(broken).status == 400)
