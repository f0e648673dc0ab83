"""Long work of a form: its page shows how far it is, can be asked for again, be stopped, and leads on; nothing half stays."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import serving_case as case

from rushlight.desk import releasing
from rushlight.errors import MisuseError
from rushlight.parts import Parts, Tell, at_once, scaled
from rushlight.workbench import waited
from rushlight.workbench.own_thread import beside, stepped
from rushlight.workbench.work import Progress, Steps

SOON = 20.0
"""Seconds within which a thread of the test has its turn, on a busy machine too."""


def until(holds: Any) -> None:
    end = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


# --- parts ---------------------------------------------------------------------------------------------


def adding(ended: list[str]) -> Parts[int]:
    try:
        yield 1, 3
        two = yield lambda tell: (tell(2, 3), 2)[1]
        try:
            yield fails
        except MisuseError:
            two += 1
        return two
    finally:
        ended.append("ended")


def drained(steps: Steps) -> tuple[list[Progress], Any]:
    seen: list[Progress] = []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as ended:
            return seen, ended.value


def fails(tell: Tell) -> None:
    raise MisuseError("no")


def test_parts_at_once_and_in_steps_come_to_the_same() -> None:
    told: list[tuple[int, int]] = []
    ended: list[str] = []
    assert at_once(adding(ended), lambda *so_far: told.append(so_far)) == 3
    assert (told, ended) == ([(1, 3), (2, 3)], ["ended"])
    steps = stepped(adding(ended))
    seen, value = drained(steps)
    assert value == 3
    assert (seen[0].done, seen[0].total, ended) == (1, 3, ["ended", "ended"])


def test_what_nobody_takes_up_is_raised_where_it_was_asked_for() -> None:
    def failing() -> Parts[None]:
        yield fails

    with pytest.raises(MisuseError):
        at_once(failing())
    with pytest.raises(MisuseError):
        list(stepped(failing()))


def test_telling_that_raises_ends_the_work_and_it_clears_up() -> None:
    ended: list[str] = []

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        at_once(adding(ended), interrupt)
    assert ended == ["ended"]


def test_a_part_of_the_whole_is_told_within_its_bounds() -> None:
    told: list[tuple[int, int]] = []
    tell = scaled(lambda *so_far: told.append(so_far), 200, 400)
    for done in (0, 1, 2, 3):
        tell(done, 2)
    assert told == [(200, 1000), (300, 1000), (400, 1000), (400, 1000)]


def test_a_thread_nobody_waits_for_is_stopped_and_clears_up() -> None:
    cleared = threading.Event()

    def endless(tell: Tell) -> None:
        try:
            while True:
                tell(1, 2)
                time.sleep(0.001)
        finally:
            cleared.set()

    going = beside(endless)
    next(going)
    assert not cleared.is_set()
    going.close()
    assert cleared.is_set()


# --- a check that takes long ---------------------------------------------------------------------------


class Held:
    """A check that goes on when it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on, self.judged = threading.Event(), threading.Event(), releasing._judged
        monkeypatch.setattr(releasing, "_judged", self)
        monkeypatch.setattr(waited, "QUICK_WHERE_SMALL", 0.0)

    def __call__(self, draft: Any, facts: Any, limits: Any, ways: bool, tell: Tell) -> Any:
        tell(1, 4)
        self.begun.set()
        while not self.go_on.wait(0.005):
            tell(2, 4)
        return self.judged(draft, facts, limits, ways, tell)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    made = Held(monkeypatch)
    yield made
    made.go_on.set()


def begin(pages: case.Pages, held: Held) -> str:
    boxes = pages.get("/release/new").html.cssselect("input[name=statement]")
    fields = {"statement": [box.get("value") for box in boxes][:3], "purpose": "public_anonymous", "language": "en"}
    made = pages.post("/release/new", fields)
    assert (made.status, made.where.rpartition("/")[2]) == (303, "wait")
    assert held.begun.wait(SOON)
    return made.where


def events(pages: case.Pages) -> int:
    return pages.held.thread.ask(lambda: len(pages.desk.case.events())).result()


def test_a_check_is_waited_for_reloaded_and_leads_on_while_other_rooms_go_on(pages: case.Pages, held: Held) -> None:
    path = begin(pages, held)
    until(lambda: pages.get(path).html.cssselect("progress[value='500']"))
    shown = pages.get(path)  # a reload
    assert "Checking the release" in shown.words("h1")
    assert "leads on when it is done" in shown.words()
    assert "Checking the release" in pages.get("/work").words()
    assert pages.get("/reading").status == 200
    held.go_on.set()
    until(lambda: pages.get("/work").html.cssselect(f"a[href$='{path}']"))
    led = pages.get(path)
    assert led.status == 303
    assert "may not leave as it stands" in pages.follow(led).words()
    assert pages.get(path).where == "/work", "it was put away"


def test_a_check_that_is_stopped_leaves_nothing(pages: case.Pages, held: Held) -> None:
    before = events(pages)
    path = begin(pages, held)
    stopped = pages.post(path.replace("/wait", "/cancel"))
    assert "Nothing of it is half done" in pages.follow(stopped).words()
    assert events(pages) == before
    assert "findings" not in pages.get("/release").words("table")


def test_what_is_written_meanwhile_ends_the_check_with_a_sentence(pages: case.Pages, held: Held) -> None:
    path = begin(pages, held)
    pages.held.thread.ask(lambda: pages.desk.add_source("S9")).result()
    held.go_on.set()
    until(lambda: "under way" not in pages.get("/work").words())
    told = pages.get(path)
    assert told.status == 400
    assert "the casefile was changed while this was looked at" in told.words()


def test_a_lock_in_the_middle_ends_it_and_keeps_nothing(pages: case.Pages, held: Held) -> None:
    before = events(pages)
    begin(pages, held)
    folder = pages.held.folder
    assert folder is not None
    pages.close()
    opened = case.open_pages(folder)
    try:
        assert events(opened) == before
        assert "Nothing is under way" in opened.get("/work").words()
    finally:
        opened.close()
