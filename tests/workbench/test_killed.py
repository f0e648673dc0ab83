"""Killed with -9, or locked, in the middle of long work: all of it or nothing, no plain word anywhere, and it is done again."""

from __future__ import annotations

import base64
import contextlib
import copy
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import filled_case as filled
import pyrage
import pytest
import serving_case as case
from plain_browser import GONE, PlainBrowser, first
from test_locking import in_memory
from test_waited import until

from rushlight.casefile import erasing
from rushlight.desk import Desk, open_desk

pytestmark = [pytest.mark.slow]
SERVER = Path(__file__).with_name("killed_server.py")
MARK = "Quillfeather of Brindlewick"
KOREAN_MARK = "가온달네 초롱새"
TEXT = (
    f"In March 2022 a broker, {MARK}, demanded 5,000 yuan from the family in Hyesan. {KOREAN_MARK}라고 이웃이 말했다. "
    + "The family paid in April and nobody came to the house again, a neighbour said on the telephone. " * 30
    + "\n"
)


def plain_marks() -> list[bytes]:
    """The marks and the passphrase in the forms in which words lie about: each alone is enough to be found out."""
    out = []
    for word in (MARK, KOREAN_MARK, case.PASSPHRASE):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            raw = word.encode(encoding)
            shifted = (base64.b64encode(bytes(shift) + raw)[4:-4] for shift in range(3))
            out += [raw, *shifted, raw.hex().encode()]
        out += [ascii(word).strip("'").encode()]
    return out


MARKS = plain_marks()


def left_in_plain(*folders: Path) -> list[Path]:
    """Every file of these folders with a mark in its bytes or its name."""
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            if any(mark in data or mark in os.fsencode(path.name) for mark in MARKS):
                found.append(path)
    return found


# --- what is worked on -----------------------------------------------------------------------------------


@dataclass
class World:
    """A founder's casefile and a colleague's, a release that passes, and bundles for the colleague."""

    folder: Path
    release: str = ""
    device: str = ""


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World(tmp_path_factory.mktemp("killed") / "made")
    world.folder.mkdir()
    pages = case.open_pages(filled.make_filled(world.folder / "first.case"))
    marked = filled.on_desk(pages, lambda desk: desk.take_in_bytes(TEXT.encode(), "marked.txt")).alias
    filled.copy_of(pages, world.folder / "second.case", "B1", ("reviewer", "analyst", "releaser"))
    world.release = filled.passing(pages)
    other = case.open_pages(world.folder / "second.case", actor="B1")
    world.device = filled.on_desk(other, lambda desk: desk.case.device)
    filled.sync(pages, other)
    filled.sync(other, pages)
    other.close()
    filled.on_desk(pages, lambda desk: desk.take_in_bytes(TEXT.replace("March", "May").encode(), "news.txt"))
    (world.folder / "news.bundle").write_bytes(filled.on_desk(pages, lambda desk: desk.bundle_whole(to=[world.device]))[0])
    pages.close()
    shutil.copytree(world.folder / "first.case", world.folder / "later.case")
    with open_desk(world.folder / "later.case", case.PASSPHRASE, actor="A1") as desk:
        desk.erase(desk.plan_erasure(marked))
        (world.folder / "erasing.bundle").write_bytes(desk.bundle_whole(to=[world.device])[0])
    shutil.rmtree(world.folder / "later.case")
    return world


@pytest.fixture
def world(made_once: World, tmp_path: Path) -> World:
    shutil.copytree(made_once.folder, tmp_path / "world")
    return World(tmp_path / "world", made_once.release, made_once.device)


@dataclass
class Served:
    """A server of its own home and temporary folder, which dies at a point."""

    folder: Path
    case: Path
    point: str
    still: bool = False
    process: subprocess.Popen[str] = field(init=False)
    browser: PlainBrowser = field(init=False)

    def __post_init__(self) -> None:
        self.home, self.temporary = self.folder / "home", self.folder / "tmp"
        for folder in (self.home, self.temporary):
            folder.mkdir(exist_ok=True)
        changed = {"HOME": str(self.home), "TMPDIR": str(self.temporary), "XDG_CACHE_HOME": str(self.home / "cache")}
        with (self.folder / "stderr").open("w") as told:
            self.process = subprocess.Popen(
                [sys.executable, str(SERVER), str(self.case), self.point, *(["still"] if self.still else [])],
                env=os.environ | changed,
                cwd=self.temporary,  # where a core would lie
                stdout=subprocess.PIPE,
                stderr=told,
                text=True,
            )
        assert self.process.stdout is not None
        self.browser = PlainBrowser(self.process.stdout.readline().strip())
        self.browser.unlock()


@contextlib.contextmanager
def served(folder: Path, which: Path, point: str, *, still: bool = False) -> Iterator[Served]:
    server = Served(folder, which, point, still)
    try:
        yield server
    finally:
        server.process.kill()
        server.process.communicate()


# --- the kinds of work -----------------------------------------------------------------------------------

Work = Callable[[PlainBrowser, World], case.Answered]


def check(browser: PlainBrowser, world: World) -> case.Answered:
    boxes = browser.get("/release/new").html.cssselect("input[name=statement]")
    fields = {"statement": [box.get("value") for box in boxes][:3], "purpose": "public_anonymous", "language": "en"}
    return browser.led(browser.post("/release/new", fields))


def approve(browser: PlainBrowser, world: World) -> case.Answered:
    shown = browser.led(browser.post(f"{world.release}/look", {}, filled.NO_IMAGE))
    digest = first(shown, "input[name=digest]")
    return browser.led(browser.post(f"{world.release}/approve", {"digest": digest, "seen": "yes"}))


def publish(browser: PlainBrowser, world: World) -> case.Answered:
    return browser.led(browser.post(f"{world.release}/publish", {"format": ["html", "csv"]}, filled.NO_IMAGE))


def merge(name: str) -> Work:
    def merging(browser: PlainBrowser, world: World) -> case.Answered:
        data = (world.folder / f"{name}.bundle").read_bytes()
        return browser.led(browser.post("/team/merge", {}, {"bundle": ("x.bundle", data)}))

    return merging


def bundle(browser: PlainBrowser, world: World) -> case.Answered:
    return _file(browser, browser.post("/team/bundle", {"device": world.device, "whole": "yes"}), "/team/devices/ready")


def exchange(browser: PlainBrowser, world: World) -> case.Answered:
    key = str(pyrage.x25519.Identity.generate().to_public())
    return _file(browser, browser.post("/hand-on/exchange", {"report": ["R1", "R2"], "key": key}), "/hand-on/ready")


def _file(browser: PlainBrowser, answered: case.Answered, ready: str) -> case.Answered:
    """The file that a form gave at once, or that waits on its page."""
    if answered.status == 303:
        browser.led(answered)
        answered = browser.get(ready)
    assert "content-disposition" in answered.headers
    return case.Answered(200, answered.headers, b"<main>a file</main>", answered.place)


def kinds(*wanted: str) -> Callable[[Desk], list[int]]:
    return lambda desk: [[e.kind for e in desk.log()].count(kind) for kind in wanted]


def taken(desk: Desk) -> list[int]:
    return [len(desk.case.documents())]


def erased(desk: Desk) -> list[int]:
    return [len(desk.case.records(erasing.KIND)), int(erasing.unfinished(desk.case))]


@dataclass(frozen=True)
class Kind:
    """What is asked for on which casefile, what of it stands in the log, and what one of it adds."""

    work: Work
    case: str
    state: Callable[[Desk], list[int]]
    adds: list[int]


KINDS = {
    "check": Kind(check, "first", kinds("release.refused"), [1]),
    "approve": Kind(approve, "second", kinds("release.approved"), [1]),
    "publish": Kind(publish, "first", kinds("release.published", "release.projected"), [1, 1]),
    "merge": Kind(merge("news"), "second", taken, [1]),
    "erase": Kind(merge("erasing"), "second", erased, [1, 0]),
    "bundle": Kind(bundle, "first", kinds("exchange.sealed", "release.checked"), [0, 0]),
    "exchange": Kind(exchange, "first", kinds("exchange.sealed"), [1]),
}
DONE = {"check: entered", "approve: approved", "publish: entered", "merge: in"}
DONE |= {"erase: emptied", "erase: copied", "erase: two keys", "erase: named"}
"""Points at which the log has it already: the next opening finds all of it, and finishes what is left."""
LEFT = {"publish: entered"}
"""Points at which it left already: once more is another release, which has to be approved anew."""
POINTS: list[str] = re.findall(r'^    "([a-z]+: [a-z ]+)"', SERVER.read_text(), re.MULTILINE)


def state_of(path: Path, kind: Kind) -> list[int]:
    with open_desk(path, case.PASSPHRASE) as desk:
        assert desk.verify(deep=True).ok
        return kind.state(desk)


def plus(before: list[int], more: list[int]) -> list[int]:
    return [a + b for a, b in zip(before, more, strict=True)]


def test_the_looking_finds_words_in_every_form(tmp_path: Path) -> None:
    assert left_in_plain(tmp_path) == []
    forms = (TEXT.encode(), TEXT.encode("utf-16"), base64.b64encode(b"x" + TEXT.encode()), TEXT.encode().hex().encode())
    for number, data in enumerate(forms):
        (tmp_path / str(number)).write_bytes(data)
    (tmp_path / f"{KOREAN_MARK}.txt").touch()
    assert len(left_in_plain(tmp_path)) == len(forms) + 1


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_locked_at_this_point(world: World, tmp_path: Path, point: str) -> None:
    """What stands still there listens to nobody: the process is another one even so, without a word, and the work undone."""
    kind = KINDS[point.partition(":")[0]]
    path = world.folder / f"{kind.case}.case"
    if kind.work is publish:
        _approved(world, tmp_path)
    before = state_of(path, kind)
    with served(tmp_path, path, point, still=True) as server, ThreadPoolExecutor(1) as apart:
        asked = apart.submit(_tried, kind.work, server.browser, world)
        until(lambda: (server.temporary / "reached").exists())
        locking = copy.copy(server.browser)
        assert locking.lock().words("h1") == "Locked"
        assert asked.result(timeout=60) is None, "nobody gets an answer any more"
        until(lambda: locking.get("/").html.cssselect("#f-passphrase"))
        assert in_memory(server.process.pid, MARKS) == []
        assert state_of(path, kind) == (plus(before, kind.adds) if point in DONE else before)
        assert left_in_plain(tmp_path) == []
        locking.unlock()
        again = kind.work(locking, world)
        assert again.status == 200 or point in LEFT, again.words()
        assert server.process.poll() is None
    assert (tmp_path / "stderr").read_text().strip() == NOTICE
    _stands(point, state_of(path, kind), plus(before, kind.adds))


def _stands(point: str, now: list[int], then: list[int]) -> None:
    """What was there is there once more, or at least; what left already left once."""
    assert all(some >= least for some, least in zip(now, then, strict=True))
    if point in LEFT:
        assert now == then


def _tried(work: Work, browser: PlainBrowser, world: World) -> int | None:
    """The status that it came to; None where the connection ended, or the page has another cookie now."""
    try:
        status = work(browser, world).status
    except (*GONE, AssertionError, KeyError):
        return None
    return None if status == 403 else status


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_this_point(world: World, tmp_path: Path, point: str) -> None:
    kind = KINDS[point.partition(":")[0]]
    path = world.folder / f"{kind.case}.case"
    if kind.case == "first" and kind.work is publish:
        _approved(world, tmp_path)
    before = state_of(path, kind)
    with served(tmp_path, path, point) as server:
        with contextlib.suppress(*GONE):
            told = kind.work(server.browser, world)
            raise AssertionError(f"it was not killed: {told.status} {told.words()}")
        assert server.process.wait(60) == -9
    assert left_in_plain(tmp_path) == []
    assert (tmp_path / "stderr").read_text().strip() == NOTICE
    assert state_of(path, kind) == (plus(before, kind.adds) if point in DONE else before)
    assert not list(path.glob("*.next*"))
    with served(tmp_path, path, "never") as server:
        again = kind.work(server.browser, world)
        assert again.status == 200 or point in LEFT, again.words()
    _stands(point, state_of(path, kind), plus(before, kind.adds))
    assert left_in_plain(tmp_path) == []


NOTICE = "open within a minute, in a browser on this machine; Ctrl-C ends it"


def _approved(world: World, tmp_path: Path) -> None:
    """The colleague approves, and the approval comes back."""
    with served(tmp_path, world.folder / "second.case", "never") as server:
        assert approve(server.browser, world).status == 200
    one, other = world.folder / "first.case", world.folder / "second.case"
    with open_desk(other, case.PASSPHRASE) as second, open_desk(one, case.PASSPHRASE, actor="A1") as desk:
        desk.merge_whole(second.bundle_whole(to=[desk.case.device])[0])
