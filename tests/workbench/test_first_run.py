"""The first run: from nothing to a casefile whose passphrase and shares are on paper, then the practice."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import serving_case as case

from rushlight.casefile import open_casefile, recover_casefile
from rushlight.desk import practice as practising
from rushlight.record import Verdict
from rushlight.workbench.holding import Held
from rushlight.workbench.screens import new as screen


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[case.Pages]:
    """Pages with no casefile at all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(screen, "new_desk", case.cheap_new)
    monkeypatch.setattr(practising, "new_desk", case.cheap_new)

    def lock() -> None:
        raise AssertionError("it locked")

    opened = case.Pages(Held(None, actor="", lock=lock))
    yield opened
    opened.close()


def passphrase_of(pages: case.Pages) -> str:
    """Draw a passphrase for winter.case, and read it off the page."""
    assert pages.post("/new/begin", {"name": "winter"}).where == "/new"
    return pages.get("/new").words("p.words")


def make(pages: case.Pages) -> str:
    """A casefile, up to its first share; gives its passphrase."""
    words = passphrase_of(pages)
    pages.post("/new/written")
    assert pages.post("/new/make", {"passphrase": words}).where == "/shares"
    return words


def shares(pages: case.Pages) -> list[list[str]]:
    """Every share, as it is written down from the pages."""
    out = []
    while "Recovery share" in (page := pages.get("/shares")).words("h1"):
        out.append([li.text_content() for li in page.html.cssselect("ol.share li")])
        pages.post("/shares/onward")
    return out


def answers(pages: case.Pages, written: list[list[str]]) -> dict[str, str]:
    names = [field.get("name") for field in pages.get("/shares").html.cssselect("main input[type=text]")]
    out = {}
    for name in names:
        _, share, position = name.split("-")
        out[name] = written[int(share) - 1][int(position) - 1]
    return out


def test_from_nothing_to_a_casefile(nothing: case.Pages, tmp_path: Path) -> None:
    assert 'href="' in nothing.get("/").text
    assert "Make a new casefile" in nothing.get("/").words()
    words = make(nothing)
    written = shares(nothing)
    assert [len(share) for share in written] == [20] * 3
    page = nothing.get("/shares")
    assert "Look at the papers" in page.words()
    done = nothing.post("/shares/confirm", answers(nothing, written))
    assert done.where == "/welcome"
    assert "Your casefile is made" in nothing.follow(done).words()
    assert nothing.desk.case.set_up
    folder = nothing.desk.case.folder
    assert folder == tmp_path / "winter.case"
    nothing.held.close()
    open_casefile(folder, words, randomness=os.urandom, now=case.utc_now).close()
    held = [" ".join(share) for share in written[1:]]
    recover_casefile(folder, held, randomness=os.urandom, now=case.utc_now).close()


def test_a_passphrase_that_differs_makes_nothing(nothing: case.Pages, tmp_path: Path) -> None:
    words = passphrase_of(nothing)
    nothing.post("/new/written")
    assert words not in nothing.get("/new").text, "it is typed from paper"
    nothing.post("/new/make", {"passphrase": words + " and more"})
    assert "not the passphrase" in nothing.get("/new").words()
    assert list(tmp_path.iterdir()) == []
    nothing.post("/new/again")
    assert nothing.get("/new").words("p.words") == words, "it can be looked at again while nothing was made"
    nothing.post("/new/written")
    assert nothing.post("/new/make", {"passphrase": f"  {words.replace(' ', '   ')} "}).where == "/shares"


def test_words_that_are_wrong_confirm_nothing(nothing: case.Pages) -> None:
    make(nothing)
    assert nothing.post("/shares/confirm", {}).status == 400, "not before all were shown"
    written = shares(nothing)
    right = answers(nothing, written)
    first = next(iter(right))
    nothing.post("/shares/confirm", right | {first: "academic" if right[first] != "academic" else "acid"})
    page = nothing.get("/shares")
    assert "another word there" in page.words()
    assert [f.get("name") for f in page.html.cssselect("[aria-invalid]")] == [first]
    assert not nothing.desk.case.set_up
    assert "nothing is taken in" in nothing.get("/take-in").words()
    nothing.post("/shares/back")
    assert shares(nothing) == written, "they can be looked at again while they are at hand"
    nothing.post("/shares/confirm", right)
    assert nothing.desk.case.set_up


def test_shares_that_were_left_are_made_anew(nothing: case.Pages) -> None:
    words = make(nothing)
    nothing.held.memory.clear()
    page = nothing.get("/shares")
    assert "never confirmed" in page.words()
    assert nothing.post("/shares/make", {"passphrase": "no such words", "counts": "3/5"}).status == 403
    nothing.post("/shares/make", {"passphrase": words, "counts": "3/5"})
    written = shares(nothing)
    assert len(written) == 5
    nothing.post("/shares/confirm", answers(nothing, written))
    assert nothing.desk.case.set_up


@pytest.mark.parametrize("name", ["", "a/b", "../up", ".hidden", "x" * 70, "winter\n"])
def test_a_name_that_is_none_is_refused(nothing: case.Pages, name: str, tmp_path: Path) -> None:
    refused = nothing.post("/new/begin", {"name": name})
    assert refused.status == 400 or name == "winter\n"
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_taken_is_refused_before_anything_is_drawn(nothing: case.Pages, tmp_path: Path) -> None:
    (tmp_path / "winter.case").mkdir()
    assert "in this place already" in nothing.post("/new/begin", {"name": "winter"}).words()


def test_nothing_is_made_while_a_casefile_is_open(pages: case.Pages) -> None:
    assert pages.get("/new").where == "/"
    for path in ("/new/begin", "/new/make"):
        assert pages.post(path, {"name": "x", "passphrase": "x"}).status == 400


def test_a_casefile_is_chosen_where_none_was_named(nothing: case.Pages, tmp_path: Path) -> None:
    case.cheap_desk(tmp_path / "spring.case").close()
    assert "Open spring" in nothing.get("/").words()
    for wrong in ("", "nowhere.case", "/", str(tmp_path), "\x01.case"):
        assert nothing.post("/choose", {"casefile": wrong}).status == 400
    assert nothing.post("/choose", {"casefile": "spring.case"}).where == "/"
    assert "Passphrase of spring" in nothing.get("/").words()
    assert nothing.post("/unlock", {"passphrase": case.PASSPHRASE}).where == "/"
    assert nothing.desk.case.folder.name == "spring.case"


def test_one_that_was_named_stays_the_one(shut: case.Pages, tmp_path: Path) -> None:
    case.cheap_desk(tmp_path / "spring.case").close()
    assert shut.post("/choose", {"casefile": str(tmp_path / "spring.case")}).status == 400
    assert "Passphrase of demo" in shut.get("/").words()


def test_korean_words_can_be_drawn(nothing: case.Pages) -> None:
    nothing.post("/new/begin", {"name": "winter", "words": "ko"})
    words = nothing.get("/new").words("p.words")
    assert len(words.split()) == 6
    assert all("가" <= c <= "힣" for c in words.replace(" ", ""))
    assert nothing.post("/new/begin", {"name": "winter", "words": "tlh"}).status == 400


# --- practice ----------------------------------------------------------------------------------------


def ready(pages: case.Pages) -> case.Answered:
    for _ in range(600):
        page = pages.get("/practice")
        if "are being prepared" not in page.words():
            return page
        time.sleep(0.05)
    raise AssertionError("it is never ready")


def test_the_practice_goes_from_a_report_to_a_release_that_passes(nothing: case.Pages, tmp_path: Path) -> None:
    make(nothing)
    nothing.post("/shares/confirm", answers(nothing, shares(nothing)))
    own = nothing.desk.case.folder
    assert "winter is shut meanwhile" in nothing.get("/practice").words()
    nothing.post("/practice/begin")
    page = ready(nothing)
    around = nothing.desk.case.folder.parent
    assert nothing.desk.case.folder != own
    assert "practice" in page.words(".alias")
    text = page.words("textarea")
    looked = nothing.post("/take-in/look", {"text": text})
    stored = nothing.post(f"{looked.where}/store", {"published": "2025-06-17", "kind": "testimony"})
    assert stored.where == "/practice"
    page = nothing.follow(stored)
    assert "It is stored as R8" in page.words()
    assert "0 of 10" in page.words()
    begins = page.html.cssselect("main a.primary")[0].get("href").rpartition("/")[2]
    assert begins in {item.statement.id for item in nothing.desk.queue() if item.alias == "R8"}, "at the person's own report"
    assert nothing.post("/practice/check").status == 400, "not before ten are decided"
    for item in nothing.desk.queue()[:10]:
        nothing.held.thread.ask(lambda item=item: nothing.desk.decide(item.statement.id, Verdict.ACCEPT)).result()
    assert "10 of 10" in nothing.get("/practice").words()
    assert "now check the release" in nothing.get("/take-in").words(".guide"), "the strip leads through every page"
    nothing.post("/practice/check")
    page = nothing.get("/practice")
    assert "refused" in page.words()
    assert page.html.cssselect("p.muted"), "it says why"
    nothing.post("/practice/widen", {"way": "1"})
    assert "it passes" in nothing.get("/practice").words()
    assert nothing.post("/practice/end").where == "/"
    page = nothing.get("/")
    assert "Passphrase of winter" in page.words()
    assert "thrown away" in page.words()
    assert not around.exists()
    assert own.exists()


def test_a_practice_comes_before_any_casefile_too(nothing: case.Pages) -> None:
    nothing.post("/practice/begin")
    ready(nothing)
    assert nothing.post("/practice/take-in").where == "/practice"
    assert "It is stored as R8" in nothing.get("/practice").words()
    around = nothing.desk.case.folder.parent
    assert nothing.post("/practice/end").where == "/new"
    assert not around.exists()


def test_a_server_that_ends_leaves_no_practice_behind(nothing: case.Pages) -> None:
    nothing.post("/practice/begin")
    around = nothing.desk.case.folder.parent
    nothing.held.thread.ask(nothing.held.close).result()
    assert not around.exists()


def test_without_a_practice_there_is_none_to_go_on_with(pages: case.Pages) -> None:
    for path in ("take-in", "check", "widen", "end"):
        assert pages.post(f"/practice/{path}").status == 400
    assert "Begin" in pages.get("/practice").words()
    assert not json.loads(pages.get("/work/state").text)
