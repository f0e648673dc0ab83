"""Doors of a casefile that is shut: recovery shares typed on a page, and a casefile from a backup or a pack."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import door_case
import pytest
import serving_case as case

from rushlight.casefile import open_casefile, slots
from rushlight.casefile.keys import split
from rushlight.desk import keeping
from rushlight.desk.copies import copy_at
from rushlight.desk.desk import Desk, utc_now
from rushlight.errors import Tampered, WrongPassphrase
from rushlight.workbench import application, waited
from rushlight.workbench.holding import Held


@pytest.fixture(autouse=True)
def cheap() -> Iterator[None]:
    with door_case.cheap_passphrases():
        yield


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """The folder that ``door_case`` makes, and its shares."""
    around = tmp_path_factory.mktemp("doors")
    return around, door_case.make(around)


@pytest.fixture
def around(once: tuple[Path, tuple[str, ...]], tmp_path: Path) -> Path:
    shutil.copytree(once[0], tmp_path / "a")
    return tmp_path / "a"


def locked() -> None:
    raise AssertionError("it locked")


@pytest.fixture
def door(around: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[case.Pages]:
    """Pages on the casefile, still shut."""
    monkeypatch.chdir(around)
    opened = case.open_pages(around / "first.case", unlocked=False)
    yield opened
    opened.close()


@pytest.fixture
def nothing(around: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[case.Pages]:
    """Pages where no casefile was named."""
    monkeypatch.chdir(around)
    opened = case.Pages(Held(None, actor="", lock=locked))
    yield opened
    opened.close()


Once = tuple[Path, tuple[str, ...]]


def new_words(pages: case.Pages) -> str:
    """The passphrase that was drawn, once it is written down."""
    words = pages.get("/recover").words("p.words")
    assert len(words.split()) == 6
    pages.post("/recover/written")
    return words


def test_shares_open_it_and_a_new_passphrase_does_from_then_on(door: case.Pages, once: Once, around: Path) -> None:
    assert "Open with recovery shares" in door.get("/").words()
    assert "The words of one paper" in door.get("/recover").words()
    door.post("/recover/share", {"share": once[1][2].upper().replace(" ", "\n7 ")})
    page = door.get("/recover")
    assert "Share 3 is right. 1 more is needed." in page.words()
    assert once[1][2][:30] not in page.text.lower(), "what was typed is not shown again"
    door.post("/recover/share", {}, {"file": ("anybody.txt", f"1 {once[1][0]}\n".encode())})
    words = new_words(door)
    assert door.post("/recover/make", {"passphrase": "other words"}).where == "/recover"
    assert "not the passphrase" in door.get("/recover").words()
    done = door.post("/recover/make", {"passphrase": words})
    assert done.where == "/recovered"
    told = door.follow(done).words()
    assert "Older passphrases open it" in told
    assert "Make new ones" in told
    assert door.desk.case.documents()
    door.held.thread.ask(door.held.close).result()
    open_casefile(around / "first.case", words, randomness=os.urandom, now=utc_now).close()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "no share was typed"),
        ("some words that are no share", "a word is missing or misspelt"),
    ],
)
def test_what_is_no_share_is_told_and_can_be_mended(door: case.Pages, typed: str, said: str) -> None:
    refused = door.post("/recover/share", {"share": typed})
    assert refused.status == 400
    assert said in refused.words()
    assert refused.words("textarea") == typed


def test_a_share_twice_and_shares_of_another_casefile_open_nothing(door: case.Pages, once: Once) -> None:
    others = split(os.urandom(32), 2, 3)
    door.post("/recover/share", {"share": once[1][0]})
    assert "given already" in door.post("/recover/share", {"share": once[1][0]}).words()
    assert "of another set" in door.post("/recover/share", {"share": others[1]}).words()
    door.post("/recover/other")
    door.post("/recover/share", {"share": others[0]})
    refused = door.post("/recover/share", {"share": others[1]})
    assert refused.status == 403
    assert "replaced by newer ones" in refused.words()
    assert "The words of one paper" in door.get("/recover").words(), "they are forgotten"
    assert not door.held.open


def test_nothing_typed_at_the_door_outlasts_the_person(door: case.Pages, once: Once) -> None:
    assert door.held.rest == 0
    door.post("/recover/share", {"share": once[1][0]})
    assert door.held.rest == 600, "it locks as an open casefile does"
    assert door.get("/still-open").status == 204
    door.post("/recover/leave")
    assert door.held.rest == 0
    assert "The words of one paper" in door.get("/recover").words()
    door.post("/recover/share", {"share": once[1][1]})
    assert "1 more is needed" in door.get("/recover").words(), "the first one was forgotten"


def test_without_shares_or_a_casefile_there_is_nothing_to_recover(nothing: case.Pages, shut: case.Pages) -> None:
    for pages in (nothing, shut):
        assert pages.get("/recover").where == "/"
        assert "Open with recovery shares" not in pages.get("/").words()
        for path in ("share", "written", "again", "make"):
            assert pages.post(f"/recover/{path}", {"share": "x", "passphrase": "x"}).status == 400


# --- copies --------------------------------------------------------------------------------------------


def chosen(pages: case.Pages, where: Path) -> case.Answered:
    assert pages.post("/restore/look", {"where": str(where)}).where == "/restore"
    return pages.get("/restore")


@pytest.mark.parametrize("where", ["usb", "first.rush"])
def test_a_copy_becomes_a_casefile_that_is_open(nothing: case.Pages, around: Path, where: str) -> None:
    page = chosen(nothing, around / where)
    assert ("backup of 20" if where == "usb" else "a packed casefile") in page.words()
    done = nothing.post("/restore/make", {"copy": "0", "name": "second", "how": "passphrase", "passphrase": case.PASSPHRASE})
    assert done.where == "/recovered"
    told = nothing.follow(done).words()
    assert "nothing was altered" in told
    assert "as a new device" in told
    assert "recovery shares" not in told
    assert nothing.desk.case.folder == around / "second.case"
    assert len(nothing.desk.case.documents()) == 1
    assert nothing.desk.actor == "A1"
    assert nothing.held.rest == 600


def test_shares_open_a_copy_and_it_gets_a_passphrase_of_today(nothing: case.Pages, once: Once, around: Path) -> None:
    chosen(nothing, around / "usb")
    assert nothing.post("/restore/make", {"name": "second", "how": "shares"}).where == "/recover"
    for share in once[1][:2]:
        nothing.post("/recover/share", {"share": share})
    words = new_words(nothing)
    assert not (around / "second.case").exists(), "nothing is made before it stands on paper"
    assert nothing.follow(nothing.post("/recover/make", {"passphrase": words})).words("h1") == "The casefile is here again"
    nothing.held.thread.ask(nothing.held.close).result()
    open_casefile(around / "second.case", words, randomness=os.urandom, now=utc_now).close()


def left(around: Path) -> list[str]:
    return sorted(path.name for path in around.iterdir())


def test_what_fails_leaves_nothing(nothing: case.Pages, around: Path) -> None:
    before = left(around)
    chosen(nothing, around / "usb")
    sent = {"copy": "0", "name": "second", "how": "passphrase"}
    assert nothing.post("/restore/make", sent | {"passphrase": "not these words at all"}).status == 403
    assert "no passphrase was typed" in nothing.post("/restore/make", sent | {"passphrase": ""}).words()
    assert "in this place already" in nothing.post("/restore/make", sent | {"name": "first", "passphrase": "x"}).words()
    assert nothing.post("/restore/make", sent | {"copy": "7", "passphrase": "x"}).status == 400
    assert left(around) == before
    assert not nothing.held.open


@pytest.mark.parametrize("where", ["", "usb", "/nowhere/at/all", "first.case", "first.case/vault.db"])
def test_where_nothing_lies_is_told(nothing: case.Pages, around: Path, where: str) -> None:
    sent = str(around / where) if where.startswith("first") else where
    refused = nothing.post("/restore/look", {"where": sent})
    assert refused.status == 400
    assert "Where the copy lies" in refused.words()


def test_without_the_erase_list_somebody_has_to_say_so(nothing: case.Pages, around: Path) -> None:
    for path in (around / "usb").glob("erased_*"):
        path.unlink()
    page = chosen(nothing, around / "usb")
    assert "The erase list is missing" in page.words()
    sent = {"copy": "0", "name": "second", "how": "passphrase", "passphrase": case.PASSPHRASE}
    assert "would come back" in nothing.post("/restore/make", sent).words()
    assert "no such file" in nothing.post("/restore/make", sent | {"list": "/nowhere.json"}).words()
    assert nothing.post("/restore/make", sent | {"lost": "yes"}).where == "/recovered"


def test_it_goes_on_beside_the_pages_and_is_stopped_whole(
    nothing: case.Pages, around: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waited, "QUICK_WHERE_SMALL", 0.0)
    before = left(around)
    real, going = keeping.restore, []

    def slow(*args: object, progress: object, **more: object) -> Desk:
        while not going:
            progress(1, 1000)  # type: ignore[operator]  # told as the real one tells it; raises once nobody waits
            time.sleep(0.01)
        return real(*args, progress=progress, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "restore", slow)
    chosen(nothing, around / "usb")
    sent = {"copy": "0", "name": "second", "how": "passphrase", "passphrase": case.PASSPHRASE}
    waits = nothing.post("/restore/make", sent)
    assert waits.where == "/work/1/wait"
    assert "Making the casefile of the copy" in nothing.follow(waits).words()
    assert "made already" in nothing.post("/restore/make", sent).words()
    stopped = nothing.post("/work/1/cancel")
    assert "Nothing of it is half done" in nothing.follow(nothing.follow(stopped)).words()
    assert left(around) == before
    going.append(True)
    waits = nothing.post("/restore/make", sent)
    for _ in range(400):
        page = nothing.follow(waits)
        if page.status == 303:
            break
        time.sleep(0.02)
    assert page.where == "/recovered"
    assert nothing.get("/").words("h1") == "Desk"


def test_a_door_shows_nothing_while_a_casefile_is_open(pages: case.Pages) -> None:
    assert [pages.get(path).where for path in ("/recover", "/restore", "/recovered")] == ["/"] * 3
    for path in ("/recover/share", "/recover/make", "/recover/leave", "/restore/look", "/restore/make"):
        assert pages.post(path, {"where": "/", "share": "x", "passphrase": "x"}).status == 400


# --- going away ----------------------------------------------------------------------------------------


@pytest.fixture
def inside(around: Path) -> Iterator[case.Pages]:
    """Pages on the casefile, unlocked; where it locks, its folder is noted and nothing ends."""
    opened = case.open_pages(around / "first.case")
    yield opened
    opened.close()


def test_before_a_journey_every_passphrase_goes_and_shares_open_it_again(
    inside: case.Pages, once: Once, around: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(inside.held, "lock", lambda: ended.append(True))
    monkeypatch.setattr(application, "LOCK_AFTER", 0.0)
    page = inside.get("/journey")
    assert "any 2 of the 3 keepers" in page.words()
    sent = {"passphrase": case.PASSPHRASE, "reached": "yes"}
    assert "still opens it" in inside.post("/journey/travel", sent | {"reached": ""}).words()
    assert inside.post("/journey/travel", sent | {"passphrase": "not these words"}).status == 403
    assert inside.held.open
    cookie = inside.passes.cookie
    gone = inside.post("/journey/travel", sent)
    assert "No passphrase opens it any more" in gone.words("h1")
    assert gone.headers["clear-site-data"]
    assert inside.passes.cookie != cookie
    assert not inside.held.open
    assert ended == [True], "the process that held the key goes"
    page = inside.get("/")
    assert "taken away for a journey" in page.words()
    assert not page.html.cssselect("input[type=password]")
    with pytest.raises(WrongPassphrase):
        open_casefile(around / "first.case", case.PASSPHRASE, randomness=os.urandom, now=utc_now)
    for share in once[1][1:]:
        inside.post("/recover/share", {"share": share})
    words = new_words(inside)
    assert inside.post("/recover/make", {"passphrase": words}).where == "/recovered"
    assert "Older passphrases" not in inside.get("/recovered").words()


def test_nobody_leaves_whose_shares_were_never_confirmed(pages: case.Pages) -> None:
    page = pages.get("/journey")
    assert "could never be opened again" in page.words()
    assert not page.html.cssselect("input[name=reached]")
    refused = pages.post("/journey/travel", {"passphrase": case.PASSPHRASE, "reached": "yes"})
    assert refused.status == 400
    assert pages.held.open


def test_it_is_packed_into_one_file_that_a_door_opens(inside: case.Pages, around: Path) -> None:
    usb = str(around / "usb")
    for wrong in ({"name": "../x"}, {"name": "x", "folder": "usb"}, {"name": "x", "folder": usb + "/nowhere"}):
        assert inside.post("/journey/pack", {"folder": usb} | wrong).status == 400
    assert inside.post("/journey/pack", {"folder": usb, "name": "carried"}).where == "/work"
    for _ in range(400):
        if "Packed as carried.rush" in (page := inside.get("/work")).words():
            break
        time.sleep(0.02)
    assert page.html.cssselect("a[href$='/journey']")
    assert copy_at(around / "usb" / "carried.rush").day is None


def test_a_new_key_shuts_old_copies_of_the_slots_out(inside: case.Pages, around: Path) -> None:
    older = (around / "first.case" / slots.FILE).read_bytes()
    assert inside.post("/settings/rekey", {"current": "not these words"}).status == 403
    done = inside.post("/settings/rekey", {"current": case.PASSPHRASE})
    assert done.where == "/settings#s-ways"
    assert "has a new key" in inside.follow(done).words()
    assert "1 to decide" in inside.get("/").words(".bar"), "one goes on working"
    inside.held.thread.ask(inside.held.close).result()
    open_casefile(around / "first.case", case.PASSPHRASE, randomness=os.urandom, now=utc_now).close()
    (around / "first.case" / slots.FILE).write_bytes(older)
    with pytest.raises(Tampered):
        open_casefile(around / "first.case", case.PASSPHRASE, randomness=os.urandom, now=utc_now)
