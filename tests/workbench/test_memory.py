"""What the server holds: nothing large before it is needed, and nothing longer than it is."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from types import FunctionType, ModuleType

import apsw
import pytest
from serving_case import Pages

from rushlight.record import Report
from rushlight.workbench import deskthread, giving_back, joined
from rushlight.workbench.deskthread import DeskThread
from rushlight.workbench.holding import Held
from rushlight.workbench.work import Progress, Steps, Work

LARGE = (
    *("numpy", "lxml", "rushlight.reading.pipeline", "rushlight.reading.places"),
    *("rushlight.release.file", "rushlight.desk.bulk"),
)
"""What is loaded where a text is read, a table measured, reports compared or a file searched: together 30 MB."""


def test_the_server_starts_without_what_only_some_pages_need() -> None:
    script = (
        "import sys; from rushlight.workbench.application import all_routes; all_routes();"
        f"print(*[name for name in {LARGE!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_desk_rests_once_when_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deskthread, "REST", 0.01)
    rested, times = threading.Event(), []

    def rest() -> None:
        times.append(1)
        rested.set()

    thread = DeskThread(rest)
    assert rested.wait(5)
    assert not threading.Event().wait(0.05), "it rests once, and then waits"
    assert times == [1]
    rested.clear()
    assert thread.ask(lambda: "asked").result() == "asked"
    assert rested.wait(5)
    thread.end()


def test_resting_that_fails_harms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deskthread, "REST", 0.01)
    rested = threading.Event()

    def rest() -> None:
        rested.set()
        raise OSError

    thread = DeskThread(rest)
    assert rested.wait(5)
    assert thread.ask(lambda: 1).result() == 1
    thread.end()


def test_resting_lets_go_of_what_the_store_read(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr("rushlight.workbench.holding.give_back", lambda: given.append(1))
    db = pages.desk.case._db

    def read_and_rest() -> tuple[int, int]:
        db.rows("SELECT * FROM document")
        held = db._connection.status(apsw.SQLITE_DBSTATUS_CACHE_USED)[0]
        pages.held.rest_memory()
        return held, db._connection.status(apsw.SQLITE_DBSTATUS_CACHE_USED)[0]

    held, left = pages.held.thread.ask(read_and_rest).result()  # at once, so that it does not rest by itself between
    assert left < held
    assert given
    assert pages.get("/reading").status == 200
    Held(None, actor="", lock=lambda: None).rest_memory()  # with no casefile there is nothing to let go of


def test_pages_say_the_same_after_resting(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joined, "AT_ONCE", 0)  # as in a large casefile: what was found is kept without its reports
    rooms = ("/pairs", "/events", "/counting", "/map", "/reading", "/team", "/")
    before = {room: _shown(pages, room) for room in rooms}
    linked = pages.held.memory[joined.MEMORY].linked
    case = pages.desk.case

    def rest() -> tuple[int, int]:
        pages.held.memory[joined.MEMORY].linked.report("R1")
        held = len(linked.shelf._read) and len(case._known_readings._known)
        pages.held.rest_memory()
        return held, len(linked.shelf._read) + len(case._known_readings._known)

    held, left = pages.held.thread.ask(rest).result()
    assert held
    assert left == 0
    assert {room: _shown(pages, room) for room in rooms} == before


def test_what_was_counted_holds_no_report(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joined, "AT_ONCE", 0)
    _shown(pages, "/counting")
    _shown(pages, "/map")
    worked_out = pages.held.memory[joined.MEMORY].worked_out
    assert len(worked_out) == 3
    assert not [one for value in worked_out.values() for one in _within(value) if isinstance(one, Report)]


def _shown(pages: Pages, room: str) -> str:
    """The words of a room once nothing is compared or counted for it any more."""
    for _ in range(400):
        shown = pages.get(room)
        if not shown.html.cssselect("progress"):
            return shown.words()
    raise AssertionError("it was never compared")


def _within(value: object) -> list[object]:
    """Everything that hangs on a value, but modules, classes and functions of modules."""
    seen: dict[int, object] = {}
    todo = [value]
    while todo:
        one = todo.pop()
        if id(one) in seen or isinstance(one, (type, ModuleType)):
            continue
        seen[id(one)] = one
        todo += [] if isinstance(one, FunctionType) and "<" not in one.__qualname__ else gc.get_referents(one)
    return list(seen.values())


def test_a_library_that_gives_nothing_back_is_none_the_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    giving_back.give_back()
    monkeypatch.setattr("ctypes.CDLL", lambda name: object())
    giving_back.give_back()


def test_long_work_makes_way_for_a_page_after_a_hundredth_of_a_second() -> None:
    at = [0.0]

    def steps() -> Steps:
        while True:
            at[0] += 0.002
            yield Progress()

    work = Work(clock=lambda: at[0])
    work.start("read", steps())
    assert work.step()
    assert 0.002 <= at[0] <= 0.012
