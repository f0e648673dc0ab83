"""Log, find, sources and settings: each works, tells nothing it should not, and refuses what makes no sense."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
import serving_case as case
from test_take_in import after

from rushlight.casefile import Cost, joining, read_proof
from rushlight.casefile.roles import MAY
from rushlight.desk import Desk
from rushlight.desk.desk import utc_now
from rushlight.record import Purpose
from rushlight.tables import load_table
from rushlight.workbench import keymap
from rushlight.workbench.screens import settings as screen
from rushlight.workbench.screens import sources

NAME = "Marigold Quillfeather"


def kinds(pages: case.Pages) -> list[str]:
    return [e.kind for e in pages.desk.log()]


# --- log ---------------------------------------------------------------------------------------------


def test_the_log_is_paged_from_the_newest_in_plain_words(pages: case.Pages) -> None:
    count = pages.desk.case.log.count()
    first = pages.get("/log")
    assert f"{count} entries, the newest first" in first.words()
    rows = [tr.text_content() for tr in first.html.cssselect("tbody tr")]
    assert len(rows) == 50
    assert "A statement was decided" in first.words("tbody")
    last = -(-count // 50)
    final = pages.get("/log", {"page": str(last)})
    assert "The casefile was made" in final.words("tbody")
    assert pages.get("/log", {"page": "999999"}).words("tbody") == final.words("tbody")
    assert pages.get("/log", {"page": "x"}).status == 400


def test_the_log_is_korean_on_korean_pages(korean: case.Pages) -> None:
    assert "진술을 결정함" in korean.get("/log").words("tbody")


def test_no_entry_tells_its_kind_as_a_code(pages: case.Pages) -> None:
    text = " ".join(pages.get("/log", {"page": str(n)}).words("tbody") for n in (1, 2, 3))
    assert not [kind for kind in MAY if kind in text]
    assert set(load_table("words")["event"]) >= set(MAY)


@pytest.mark.parametrize("how", ["quick", "deep"])
def test_checking_finds_nothing_in_a_sound_casefile(pages: case.Pages, how: str) -> None:
    assert pages.post("/log/verify", {"how": how}).where == "/work"
    after(pages)
    assert "Nothing was altered." in pages.get("/work").words()


def test_checking_finds_what_was_altered(pages: case.Pages) -> None:
    pages.held.thread.ask(lambda: pages.desk.case._db.rows("UPDATE log SET by = 'B9' WHERE seq = 3")).result()
    pages.post("/log/verify", {"how": "deep"})
    after(pages)
    assert "1 thing does not agree" in pages.get("/work").words()


def test_a_checkpoint_of_elsewhere_is_held_against_it(pages: case.Pages) -> None:
    kept = pages.get("/log/checkpoint")
    assert kept.headers["content-disposition"] == 'attachment; filename="checkpoint.txt"'
    pages.post("/log/verify", {"how": "quick", "checkpoint": kept.text})
    after(pages)
    assert "kept elsewhere" not in pages.get("/work").words()
    lines = kept.text.split("\n")
    lines[2] = ("B" if lines[2][0] == "A" else "A") + lines[2][1:]  # the hash that stands for the whole log
    pages.post("/log/verify", {"how": "quick", "checkpoint": "\n".join(lines)})
    after(pages)
    assert "does not agree" in pages.get("/work").words() or "did not work" in pages.get("/work").words()
    paper = pages.get("/log/paper").html.cssselect("pre")[0].text_content()
    assert paper.strip()


def test_an_entry_is_proven_to_whoever_knows_what_it_shows(pages: case.Pages) -> None:
    event = pages.desk.log()[0].id
    page = pages.get(f"/log/entry/{event}")
    assert "The casefile was made" in page.words()
    assert pages.post(f"/log/entry/{event}/proof", {}).status == 400
    proof = pages.post(f"/log/entry/{event}/proof", {"understood": "yes"})
    assert read_proof(json.loads(proof.text)).event.id == event
    assert pages.get("/log/entry/ev_none").status == 400


def test_a_page_of_a_long_log_is_fast(pages: case.Pages) -> None:
    def fill() -> None:
        for _ in range(4):
            with pages.desk.case.batch():
                for n in range(500):
                    pages.desk.case.put_setting("n", n, by="A1")

    pages.held.thread.ask(fill).result()
    pages.get("/log")
    started = time.perf_counter()
    assert pages.get("/log", {"page": "20"}).status == 200
    assert time.perf_counter() - started < 0.3


# --- find --------------------------------------------------------------------------------------------


def test_words_are_found_and_stand_in_no_address_and_no_log(pages: case.Pages) -> None:
    before = pages.desk.case.log.count()
    asked = pages.post("/find", {"words": "household"})
    assert asked.where == "/find"
    page = pages.follow(asked)
    assert re.search(r"\d+ reports? fits?", page.words())
    assert page.html.cssselect("mark")
    for link in page.html.cssselect("a, form"):
        address = (link.get("href") or link.get("action") or "").lower()
        assert "household" not in address
    assert pages.desk.case.log.count() == before
    assert page.html.cssselect("[name=words]")[0].get("value") == "household", "a reload shows the same"
    pages.post("/find/forget")
    assert pages.get("/find").html.cssselect("[name=words]")[0].get("value") == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "North Pyongan"},
        {"act": "detain"},
        {"modality": "threatened"},
        {"language": "ko"},
        {"kind": "testimony"},
        {"since": "2025-09-01", "until": "2025-12-31"},
        {"words": "family", "names": "yes"},
    ],
)
def test_conditions_find_what_the_desk_finds(pages: case.Pages, fields: dict[str, str]) -> None:
    page = pages.follow(pages.post("/find", fields))
    assert page.status == 200
    number = int(re.search(r"(\d+) reports? fit", page.words("h2"))[1])  # type: ignore[index]
    assert number == len(page.html.cssselect("ul.rows li"))
    assert number > 0


@pytest.mark.parametrize(
    "fields",
    [{"since": "last week"}, {"modality": "maybe"}, {"kind": "poem"}, {"band": "x"}, {"told": "x"}],
)
def test_a_question_that_makes_no_sense_is_told_at_once(pages: case.Pages, fields: dict[str, str]) -> None:
    assert pages.post("/find", fields).status == 400
    assert pages.get("/find").status == 200


def test_a_place_nobody_knows_is_told_and_the_page_is_not_lost(pages: case.Pages) -> None:
    pages.post("/find", {"place": "Nowhere-on-Sea"})
    assert pages.get("/find").status == 400
    pages.post("/find/forget")
    assert pages.get("/find").status == 200


# --- sources -----------------------------------------------------------------------------------------


@pytest.fixture
def with_name(pages: case.Pages) -> case.Pages:
    added = pages.post("/sources/add", {"alias": "S9", "name": NAME, "contact": "the mill"})
    assert added.where == "/sources"
    return pages


def test_sources_stand_there_by_alias(with_name: case.Pages) -> None:
    page = with_name.get("/sources")
    assert "S9" in page.words("tbody")
    assert NAME not in page.text
    assert page.html.cssselect("a[href$='/consent']")
    on_desk = with_name.held.thread.ask
    on_desk(lambda: with_name.desk.consent("S9", Purpose.COURT, until=dt.date(2030, 1, 1))).result()
    assert "until 2030-01-01" in with_name.get("/sources").words("tbody")
    on_desk(lambda: with_name.desk.consent("S9", Purpose.COURT, withdrawn=True)).result()
    assert "taken back on" in with_name.get("/sources").words("tbody")
    assert with_name.post("/sources/add", {"alias": "R9"}).status == 400


def test_a_name_opens_to_the_passphrase_and_closes_again(with_name: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    assert with_name.post("/sources/look/S9", {"passphrase": "wrong words here", "reason": "danger"}).status == 403
    assert with_name.post("/sources/look/S9", {"passphrase": case.PASSPHRASE, "reason": ""}).status == 400
    assert "vault.opened" not in kinds(with_name)
    opened = with_name.post("/sources/look/S9", {"passphrase": case.PASSPHRASE, "reason": "danger"})
    assert kinds(with_name)[-1] == "vault.opened"
    page = with_name.follow(opened)
    assert NAME not in opened.where
    veils = page.html.cssselect(".veil")
    assert NAME in [v.text_content() for v in veils]
    assert page.html.cssselect("#veiled[hidden]"), "nothing is shown before it is held"
    plain = with_name.get(opened.where, {"plain": "1"})
    assert NAME in plain.words("dl")
    assert kinds(with_name).count("vault.opened") == 1
    later = time.monotonic() + sources.SEEN_SECONDS + 1
    monkeypatch.setattr(sources.time, "monotonic", lambda: later)
    assert with_name.get(opened.where).status == 400
    monkeypatch.undo()
    assert with_name.get(opened.where).status == 400, "what was closed stays closed"


def test_what_was_opened_is_closed_by_a_button(with_name: case.Pages) -> None:
    opened = with_name.post("/sources/look/S9", {"passphrase": case.PASSPHRASE, "reason": "court"})
    with_name.post("/sources/close")
    assert with_name.get(opened.where).status == 400


def colleague(desk: Desk, folder: Path) -> Desk:
    """A trustee with a copy of their own, up to date."""
    made = joining.join(
        folder,
        joining.invitation(desk.case),
        case.PASSPHRASE,
        randomness=os.urandom,
        now=utc_now,
        by="A2",
        cost=Cost(64, 1, 1),
        _below_floor_in_tests=True,
    )
    joining.admit(desk.case, joining.request(made), ("reviewer", "trustee"), by=desk.actor)
    give(desk, other := Desk(made, actor="A2"))
    return other


def give(sender: Desk, receiver: Desk) -> None:
    sent = sender.bundle(sender.case.folder.parent, to=[receiver.case.device])
    receiver.merge(sent.path)
    sent.path.unlink()


def test_trustees_are_asked_in_place_of_opening_it(with_name: case.Pages, tmp_path: Path) -> None:
    desk, on_desk = with_name.desk, with_name.held.thread.ask
    other = on_desk(lambda: colleague(desk, tmp_path / "b.case")).result()
    on_desk(lambda: desk.set_trustees([desk.case.device, other.case.device], 2)).result()
    page = with_name.get("/sources")
    assert "sealed for trustees" in page.words("tbody")
    asked = with_name.post("/sources/look/S9", {"passphrase": case.PASSPHRASE, "reason": "consent"})
    assert asked.where == "/sources"
    page = with_name.follow(asked)
    assert "1 of 2 answers are here" in page.words()
    assert not page.html.cssselect("section.card form"), "nobody opens it alone"
    request = desk.requests()[0].request.id
    assert with_name.post(f"/sources/requests/{request}/open", {"passphrase": case.PASSPHRASE}).status == 400

    def answered() -> None:
        give(desk, other)
        other.answer(request)
        give(other, desk)

    on_desk(answered).result()
    assert "2 of 2 answers are here" in with_name.get("/sources").words()
    assert with_name.post(f"/sources/requests/{request}/open", {"passphrase": "wrong words here"}).status == 403
    opened = with_name.post(f"/sources/requests/{request}/open", {"passphrase": case.PASSPHRASE})
    assert NAME in with_name.get(opened.where, {"plain": "1"}).words()
    assert with_name.post(f"/sources/requests/{request}/open", {"passphrase": case.PASSPHRASE}).status == 400, "once only"
    other.close()


def test_a_source_that_is_not_there(pages: case.Pages) -> None:
    assert pages.get("/sources/look/S77").status == 400
    assert pages.post("/sources/look/S77", {"passphrase": case.PASSPHRASE, "reason": "danger"}).status == 400
    assert pages.get("/sources/seen/5").status == 400


# --- settings ----------------------------------------------------------------------------------------


def test_how_pages_look_is_kept(pages: case.Pages) -> None:
    assert pages.post("/settings/pages", {"language": "ko", "theme": "dark", "fonts": "system"}).where == "/settings"
    html = pages.get("/settings").html
    assert (html.get("lang"), html.get("data-theme"), html.get("data-fonts")) == ("ko", "dark", "system")
    assert pages.post("/settings/pages", {"theme": "neon"}).status == 400


def every_key(pages: case.Pages) -> dict[str, str]:
    fields = pages.get("/settings").html.cssselect("#main input[name^='key:']")
    return {field.get("name"): field.get("value") for field in fields}


def test_every_key_can_be_changed_and_is_taken_back(pages: case.Pages) -> None:
    shown = every_key(pages)
    for name in (keymap.EVERYWHERE, *keymap.screens()):
        for key in keymap.keys_of(name, "en"):
            assert shown[f"key:{key.name}"] == key.key
    pages.post("/settings/keys", shown | {"single-keys": "yes", "key:everywhere.find": "8"})
    assert pages.desk.case.get_setting("pages.A1")["keys"] == {"everywhere.find": "8"}
    assert pages.get("/").html.cssselect('footer [data-key="8"]')
    assert "usually /" in pages.get("/settings").words()
    pages.post("/settings/keys/usual")
    assert every_key(pages) == shown


def test_a_clash_of_keys_is_refused_and_nothing_is_changed(pages: case.Pages) -> None:
    shown = every_key(pages)
    refused = pages.post("/settings/keys", shown | {"single-keys": "yes", "key:everywhere.find": "J"})
    assert refused.status == 400
    assert "same key" in refused.words()
    assert pages.post("/settings/keys", shown | {"key:everywhere.find": "NO"}).status == 400
    assert every_key(pages) == shown


def test_single_keys_are_switched_off(pages: case.Pages) -> None:
    pages.post("/settings/keys", every_key(pages))
    assert pages.get("/").html.cssselect("body")[0].get("data-keys") == "off"


def test_the_minutes_of_the_lock_hold_at_once(pages: case.Pages) -> None:
    pages.post("/settings/lock-after", {"minutes": "3"})
    assert pages.held._idle.remaining() <= 180  # type: ignore[union-attr]  # it is open
    assert pages.post("/settings/lock-after", {"minutes": "0"}).status == 400
    assert pages.post("/settings/lock-after", {"minutes": "many"}).status == 400


def test_a_passphrase_is_changed_by_whoever_knows_the_one_of_today(pages: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rushlight.casefile.keys.calibrated", lambda: case.Cost(64, 1, 1))
    new = "another six plain words for tests"
    fields = {"current": "wrong words here", "new": new, "again": new, "how": "change"}
    assert pages.post("/settings/passphrase", fields).status == 403
    fields["current"] = case.PASSPHRASE
    assert pages.post("/settings/passphrase", fields | {"again": "x"}).status == 400
    assert pages.post("/settings/passphrase", fields | {"how": "add"}).where == "/settings"
    ways = [option.text for option in pages.get("/settings").html.cssselect("#f-way option")]
    assert len(ways) == 2
    assert pages.post("/settings/ways/remove", {"current": new, "way": ways[0]}).where == "/settings"
    assert not pages.get("/settings").html.cssselect("#f-way")
    pages.held.close()
    assert pages.post("/unlock", {"passphrase": case.PASSPHRASE}).status == 403
    assert pages.post("/unlock", {"passphrase": new}).where == "/"


def test_the_share_read_blind_is_kept(pages: case.Pages) -> None:
    pages.post("/settings/blind", {"percent": "20"})
    assert pages.desk.case.get_setting(screen.BLIND) == 20
    assert pages.post("/settings/blind", {"percent": "51"}).status == 400


def test_a_backup_is_made_and_tried(pages: case.Pages, tmp_path: Path) -> None:
    for none in (" ", "backup", "../backup", "~nobody-here/backup"):
        assert pages.post("/settings/backup", {"folder": none}).status == 400
    pages.post("/settings/backup", {"folder": str(tmp_path / "other disk")})
    after(pages)
    assert "restored once and verified" in pages.get("/work").words()
    assert list((tmp_path / "other disk").glob("*.rush"))
    assert pages.get("/settings").html.cssselect("#f-folder")[0].get("value") == str(tmp_path / "other disk")


def test_the_ways_in_are_destroyed_by_a_typed_word_only(pages: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[Any] = []
    monkeypatch.setattr(screen, "end_process", lambda: ended.append(True))
    folder = pages.desk.case.folder
    assert pages.post("/settings/panic", {"word": "yes"}).status == 400
    assert pages.post("/settings/panic", {}).status == 400
    assert (folder / "keyslots.json").exists()
    pages.post("/settings/panic", {"word": " Destroy "})
    assert ended == [True]
    assert not (folder / "keyslots.json").exists()


def test_no_key_destroys() -> None:
    for name in (keymap.EVERYWHERE, *keymap.screens()):
        assert not {key.verb for key in keymap.keys_of(name, "en")} & {"panic", "drop", "remove", "erase", "destroy"}


def test_pages_where_more_is_set_are_led_to(pages: case.Pages) -> None:
    assert "New recovery shares" in pages.get("/settings").words()


# --- a backup that is due --------------------------------------------------------------------------------


def days_on(pages: case.Pages, days: int) -> None:
    """Let the casefile believe that so many days went by."""

    def now() -> dt.datetime:
        return utc_now() + dt.timedelta(days=days)

    pages.desk.now = pages.desk.case._now = now


def test_the_desk_says_once_a_day_that_a_backup_is_due(pages: case.Pages) -> None:
    said = "days old and was never backed up"
    assert said not in pages.get("/").words(), "not in the first week"
    days_on(pages, 9)
    desk, settings = pages.get("/").words(".notice"), pages.get("/settings").words("#s-backup ~ .notice")
    assert settings == "This casefile is 9 days old and was never backed up."
    assert desk.startswith(settings), "the same sentence"
    assert pages.post("/backup-later").where == "/"
    assert said not in pages.get("/").words()
    assert said in pages.get("/settings").words(), "where backups are made it stays"
    days_on(pages, 10)
    assert said in pages.get("/").words()


def test_nobody_is_told_of_a_backup_of_nothing(tmp_path: Path) -> None:
    case.cheap_desk(tmp_path / "empty.case").close()
    pages = case.open_pages(tmp_path / "empty.case")
    days_on(pages, 30)
    assert "never backed up" not in pages.get("/").words()
    pages.close()
