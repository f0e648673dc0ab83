"""Take in: nothing is stored before it was seen, many go on between pages, and no name of a file stays."""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import serving_case as case

from rushlight.casefile import kept_originals
from rushlight.desk import bulk, waiting
from rushlight.desk.planned import Plan
from rushlight.intake import Taken, scan
from rushlight.intake.scan import RECOGNISED
from rushlight.intake.uploads import Upload
from rushlight.workbench import jobs
from rushlight.workbench.placed import placed
from rushlight.workbench.screens import take_in as screen
from rushlight.workbench.work import Work

REPORT = (
    "On 12 October 2025 in Hyesan, two officers of the county security office demanded 10,000 yuan from a family. "
    "They threatened to send the family to a prison camp.\n"
)
MARK = "quillfeather-list-of-names"


def after(pages: case.Pages, *, tries: int = 400) -> list[dict[str, Any]]:
    """The jobs once all of them are over."""
    for _ in range(tries):
        told = json.loads(pages.get("/work/state").text)
        if all(job["over"] for job in told):
            return told
        time.sleep(0.05)
    raise AssertionError("the work does not end")


def archive(*texts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for n, text in enumerate(texts):
            packed.writestr(f"{n}.txt", text)
    return out.getvalue()


def aliases(pages: case.Pages) -> list[str]:
    return [stored.alias for stored in pages.desk.case.documents()]


def test_what_is_pasted_is_shown_first_and_then_stored(pages: case.Pages) -> None:
    before = aliases(pages)
    looked = pages.post("/take-in/look", {"text": REPORT})
    assert looked.where == "/take-in/1"
    page = pages.follow(looked)
    assert "demanded 10,000 yuan" in page.words("pre.came")
    assert "demanded 10,000 yuan" in page.words(".stored")
    assert "English" in page.words()
    assert aliases(pages) == before, "looking stores nothing"
    done = pages.post("/take-in/1/store", {"published": "2025-11-01", "source": "S1", "kind": "message"})
    assert done.where == "/take-in"
    assert "Sealed and stored as R9" in pages.follow(done).words()
    stored = pages.desk.case.documents()[-1]
    assert (stored.alias, str(stored.document.published), stored.document.kind.value) == ("R9", "2025-11-01", "message")
    assert stored.source == pages.desk.case.sources()[0].id
    assert pages.get("/take-in/1").status == 400, "it is not held any more"


def test_what_is_not_stored_leaves_nothing(pages: case.Pages) -> None:
    before = pages.desk.case.log.count()
    pages.post("/take-in/look", {"text": REPORT})
    assert "number 1" in pages.get("/take-in").words()
    pages.post("/take-in/1/drop")
    assert pages.desk.case.log.count() == before
    assert pages.get("/take-in/1").status == 400


def test_hostile_words_are_shown_as_words(pages: case.Pages) -> None:
    page = pages.follow(pages.post("/take-in/look", {"text": "<script>alert(1)</script> said the officer in Hyesan."}))
    assert "<script>alert" not in page.text
    assert "<script>alert(1)</script>" in page.words("pre.came")


def test_a_page_that_says_who_wrote_it_is_pointed_at(pages: case.Pages) -> None:
    html = (
        "<html><head><title>A house in Hyesan</title><meta name='author' content='Marigold Quillfeather'></head>"
        f"<body><article><h1>A house in Hyesan</h1><p>{REPORT}</p></article></body></html>"
    )
    page = pages.follow(pages.post("/take-in/look", files={"files": (f"{MARK}.html", html.encode())}))
    assert "The file says this of itself" in page.words()
    assert "Marigold Quillfeather" in page.words("dl.facts")
    assert MARK not in page.text


def test_a_file_that_cannot_be_opened_is_sealed_all_the_same(pages: case.Pages) -> None:
    page = pages.follow(pages.post("/take-in/look", files={"files": (f"{MARK}.pdf", b"%PDF-1.7\nbroken")}))
    assert "Its text could not be taken out" in page.words()
    assert MARK not in page.text
    failed = pages.post("/take-in/1/store")
    assert failed.status == 400
    assert "wait there" in failed.words()
    assert MARK not in failed.text
    assert [kept.alias for kept in kept_originals(pages.desk.case)] == ["R9"]
    assert "R9" in pages.get("/take-in").words()
    pages.post("/take-in/take-up")
    (job,) = after(pages)
    assert "1 with a problem" in job["counts"]
    assert "What could not be taken in" in pages.get("/work").words()
    assert "work to look at" in pages.get("/").words("header"), "every page leads there"
    pages.post("/work/1/put-away")
    assert "work to look at" not in pages.get("/").words("header")


def test_many_go_on_between_pages_and_are_read(pages: case.Pages) -> None:
    texts = [REPORT.replace("10,000", f"{n},000") for n in range(11, 17)]
    page = pages.follow(pages.post("/take-in/look", files={"files": (f"{MARK}.zip", archive(*texts))}))
    assert "Many at once" in page.words()
    started = pages.post("/take-in/1/store", {"published": "2025-11-01"})
    assert started.where == "/work"
    assert pages.get("/").status == 200, "pages are answered meanwhile"
    (job,) = after(pages)
    assert "6 stored" in job["counts"]
    done = pages.get("/work").words()
    assert "6 reports were stored." in done
    assert "6 reports were read." in done
    assert aliases(pages)[-6:] == [f"R{n}" for n in range(9, 15)]
    assert not pages.desk.unread()
    assert jobs.cut_off(pages.desk) is None
    assert pages.post("/work/1/put-away").where == "/work"
    assert "Nothing is under way" in pages.get("/work").words()


def test_names_of_files_are_shown_to_those_who_ask_and_kept_nowhere(pages: case.Pages) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(f"{MARK}.xls", b"old")
    pages.post("/take-in/look", files={"files": ("a.zip", out.getvalue())})
    pages.post("/take-in/1/store")
    after(pages)
    page = pages.get("/work")
    assert MARK in page.words("details")
    for table in page.html.cssselect("table"):
        assert MARK not in table.text_content()
    assert all(MARK not in str(opened.data) for opened in pages.desk.case.log.opened())


BROKEN = {
    "pdf": b"%PDF-1.7\nbroken",
    "docx": b"PK\x03\x04 broken",
    "zip": b"PK\x03\x04 broken",
    "csv": b'No,Story\n1,"words',
    "xls": b"old",
    "eml": b"From: x\n\n",
    "html": b"<p></p>",
    "mbox": b"From x\n",
    "png": b"\x89PNG\r\n\x1a\nbroken",
    "txt": b"\xff\xfe\x00",
    "": b"",
}


def test_a_file_is_told_by_its_number_and_never_by_its_name(korean: case.Pages) -> None:
    """Whatever is wrong with it: alone or among others, only who asks for names is shown them."""
    for ending, data in BROKEN.items():
        name = f"{MARK}.{ending}".removesuffix(".")
        looked = korean.post("/take-in/look", files={"files": (name, data)})
        page = looked if looked.status == 400 else korean.follow(looked)
        if not page.html.cssselect("main details table"):  # where many are listed by their names before anything is stored
            assert MARK not in page.text, ending
        if looked.status == 303:
            stored = korean.post(f"{looked.where}/store")
            assert stored.status == 303 or MARK not in stored.text, ending
    after(korean)
    root = korean.get("/work").html
    for details in root.cssselect("main details"):
        details.drop_tree()
    assert root.cssselect("main table"), "some could not be taken in"
    assert MARK not in root.text_content()


@pytest.mark.parametrize(
    ("where", "files", "language", "said"),
    [
        ("file 3", 5, "en", "file 3 of 5"),
        ("file 3", 5, "ko", "파일 5개 가운데 3번째"),
        ("file 1", 1, "en", ""),
        ("file 1:7", 1, "ko", "7번째 행"),
        ("file 2, item 4, attachment 1", 2, "en", "file 2 of 2, thing 4 in it, attachment 1"),
        ("R5", 9, "en", "R5"),
        ("file 1.pdf", 2, "en", "file 1.pdf"),
    ],
)
def test_a_place_is_said_in_words(where: str, files: int, language: str, said: str) -> None:
    assert placed(where, files, language) == said


def test_of_many_the_page_says_which_one_it_was(korean: case.Pages) -> None:
    uploads = (Upload("a.txt", REPORT.encode()), Upload(f"{MARK}.pdf", b"%PDF-1.7\nbroken"))
    steps = jobs.take_in(korean.desk, uploads, Plan())
    korean.held.thread.ask(lambda: korean.held.memory.setdefault("work", Work()).start("take_in", steps)).result()
    korean.held.thread.ask(lambda: korean.held.memory["work"].step(60)).result()
    page = korean.get("/work")
    assert "파일 2개 가운데 2번째" in page.words("table")
    assert "문서가 손상되었습니다" in page.words("table"), "what is wrong with it is Korean too"


def test_a_table_is_taken_in_by_its_columns(pages: case.Pages) -> None:
    rows = "No,Story\n" + "".join(f'{n},"{REPORT.strip()} {n}"\n' for n in range(3))
    page = pages.follow(pages.post("/take-in/look", files={"files": ("rows.csv", rows.encode())}))
    assert page.html.cssselect("[name=column-text]")
    pages.post("/take-in/1/store", {"column-text": "Story", "column-id": "No", "published": "2025-11-01"})
    after(pages)
    assert "3 reports were stored." in pages.get("/work").words()


def test_a_table_without_columns_says_what_is_missing(pages: case.Pages) -> None:
    pages.post("/take-in/look", files={"files": ("rows.csv", b"No,Story\n1,words\n")})
    pages.post("/take-in/1/store")
    after(pages)
    assert "column map" in pages.get("/work").words(".error")


def test_stopping_keeps_what_was_stored(pages: case.Pages) -> None:
    texts = [REPORT.replace("10,000", f"{n},000") for n in range(11, 60)]
    pages.post("/take-in/look", files={"files": ("a.zip", archive(*texts))})
    pages.post("/take-in/1/store")
    while pages.held.thread.ask(lambda: jobs.cut_off(pages.desk)).result() is None:
        time.sleep(0.01)  # the job has not begun yet
    assert pages.post("/work/1/cancel").where == "/work"
    assert "stopped" in pages.get("/work").words()
    assert "begun on" in pages.get("/take-in").words(), "what was left unfinished is told"
    pages.post("/take-in/look", files={"files": ("a.zip", archive(*texts))})
    pages.post("/take-in/2/store", {"published": "2025-11-01"})
    after(pages)
    assert len(aliases(pages)) == 8 + len(texts), "going on passes over what is here"
    assert "begun on" not in pages.get("/take-in").words()


def test_what_waits_is_read(pages: case.Pages) -> None:
    pages.post("/take-in/look", files={"files": ("a.zip", archive(REPORT, REPORT + "1", REPORT + "2"))})
    pages.held.thread.ask(
        lambda: list(pages.desk.take_in_steps([jobs.Upload("b.txt", b"Hyesan. " + REPORT.encode())], jobs.Plan()))
    ).result()
    assert "1 report is stored and nothing was proposed" in pages.get("/take-in").words()
    pages.post("/take-in/read")
    after(pages)
    assert "1 report was read." in pages.get("/work").words()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"published": "14/10/2025"}, "no date"),
        ({"published": "2999-01-01"}, "future"),
        ({"kind": "poem"}, "no such kind"),
        ({"source": "S77"}, "no source"),
        ({"language": "fr"}, "no reading rules"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_lost(pages: case.Pages, fields: dict[str, str], said: str) -> None:
    pages.post("/take-in/look", {"text": REPORT})
    refused = pages.post("/take-in/1/store", fields)
    assert refused.status == 400
    assert said in refused.words()
    assert pages.get("/take-in/1").status == 200
    assert not kept_originals(pages.desk.case)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"model": "http://127.0.0.1:9/v1"}, "both its address and its name"),
        ({"model-name": "qwen"}, "both its address and its name"),
        ({"model": "https://example.org/v1", "model-name": "qwen"}, "on this machine"),
        ({"model": "http://127.0.0.1.example.org/v1", "model-name": "qwen"}, "on this machine"),
        ({"model": "http://127.0.0.1@example.org/v1", "model-name": "qwen"}, "on this machine"),
        ({"model": "http://192.168.0.5:11434/v1", "model-name": "qwen"}, "on this machine"),
    ],
)
def test_only_a_model_on_this_machine_is_asked(pages: case.Pages, fields: dict[str, str], said: str) -> None:
    refused = pages.post("/take-in/read", fields)
    assert refused.status == 400
    assert said in refused.words()
    assert json.loads(pages.get("/work/state").text) == []


def test_a_model_that_does_not_answer_is_told_and_the_reports_go_on_waiting(pages: case.Pages) -> None:
    kept = [jobs.Upload("b.txt", b"Hyesan. " + REPORT.encode())]
    pages.held.thread.ask(lambda: list(pages.desk.take_in_steps(kept, jobs.Plan()))).result()
    pages.post("/take-in/read", {"model": "http://127.0.0.1:9/v1", "model-name": "qwen"})
    after(pages)
    assert "did not work" in pages.get("/work").words()
    assert pages.desk.unread() == ("R9",)


def test_nothing_chosen_is_told(pages: case.Pages) -> None:
    assert "nothing was pasted" in pages.post("/take-in/look", {"text": " \n"}).words()
    assert "nothing was pasted" in pages.post("/take-in/look", {"text": ""}, files={"files": ("", b"")}).words()


def test_no_more_is_held_than_a_few(pages: case.Pages) -> None:
    for n in range(6):
        pages.post("/take-in/look", {"text": f"{REPORT} {n}"})
    assert pages.get("/take-in/1").status == 400
    assert pages.get("/take-in/6").status == 200


def test_before_the_shares_are_confirmed_the_page_says_so(pages: case.Pages) -> None:
    pages.held.thread.ask(lambda: pages.desk.case.new_shares(2, 3)).result()
    assert "not confirmed" in pages.get("/take-in").words()


# --- pictures of pages -----------------------------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n"


def recognising(monkeypatch: pytest.MonkeyPatch, here: tuple[str, ...] | None) -> list[tuple[str, ...]]:
    """A machine that recognises REPORT in any picture, in these languages; gives the languages that it was asked for."""
    asked: list[tuple[str, ...]] = []
    real = screen.take

    def take(data: bytes, *, name: str, ocr: tuple[str, ...] = ()) -> Taken:
        if not (ocr and data.startswith(PNG)):
            return real(data, name=name, ocr=ocr)
        asked.append(ocr)
        return replace(real(REPORT.encode(), name="a.txt"), media_type="image/png", warnings=(RECOGNISED,))

    monkeypatch.setattr(screen, "recognised_here", lambda: here)
    for module in (screen, bulk, waiting):
        monkeypatch.setattr(module, "take", take)
    return asked


def test_words_of_a_picture_are_shown_before_they_are_stored(pages: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = recognising(monkeypatch, ("en", "ko", "ru"))
    page = pages.follow(pages.post("/take-in/look", files={"files": (f"{MARK}.png", PNG)}))
    assert "have to be recognised by a machine" in page.words()
    assert "pip install" not in page.words()
    ticked = {box.get("value"): box.get("checked") is not None for box in page.html.cssselect("input[name=ocr]")}
    assert ticked == {"en": True, "ko": True}, "those that are read"
    for wrong in ((), ("ru",), ("en", "xx")):
        assert pages.post("/take-in/1/recognise", {"ocr": wrong}).status == 400
    assert asked == []
    page = pages.follow(pages.post("/take-in/1/recognise", {"ocr": ["en", "ko"]}))
    assert asked == [("en", "ko")]
    assert "demanded 10,000 yuan" in page.words(".stored")
    assert "read by a machine from pictures" in page.words(".tag")
    assert "check every name, number and date" in page.words()
    assert "Sealed and stored as R9" in pages.follow(pages.post("/take-in/1/store", {"published": "2025-11-01"})).words()
    assert asked == [("en", "ko")], "what was looked at is what is stored"
    assert pages.desk.case.text(pages.desk.case.documents()[-1].document.id) == REPORT


@pytest.mark.parametrize(
    ("here", "said"), [(None, "is not on this machine"), ((), "without these languages")], ids=["no program", "no language"]
)
def test_that_nothing_can_be_recognised_here_is_told(
    pages: case.Pages, monkeypatch: pytest.MonkeyPatch, here: tuple[str, ...] | None, said: str
) -> None:
    recognising(monkeypatch, here)
    page = pages.follow(pages.post("/take-in/look", files={"files": ("a.png", PNG)}))
    assert said in page.words()
    assert not page.html.cssselect("[data-key-verb=recognise], input[name=ocr]")
    assert pages.post("/take-in/1/recognise", {"ocr": "en"}).status == 400


def test_pictures_that_wait_and_those_among_many_are_recognised(pages: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = recognising(monkeypatch, ("en",))
    pages.post("/take-in/look", files={"files": ("a.png", PNG)})
    assert pages.post("/take-in/1/store").status == 400, "it is sealed, and waits"
    assert pages.get("/take-in").html.cssselect("form[action$='/take-up'] input[name=ocr]")
    pages.post("/take-in/take-up", {"ocr": "en"})
    after(pages)
    assert asked == [("en",)]
    assert "1 report was stored" in pages.get("/work").words()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("b.png", PNG + b"2")
    page = pages.follow(pages.post("/take-in/look", files={"files": ("a.zip", out.getvalue())}))
    assert page.html.cssselect("input[name=ocr]")
    pages.post("/take-in/2/store", {"ocr": "en"})
    after(pages)
    assert len(asked) == 2


def test_which_languages_are_here_is_asked_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    program.write_text("#!/bin/sh\necho 'List of available languages in \"/x\" (3):'\necho eng\necho kor\necho osd\n")
    program.chmod(0o700)
    assert scan.recognised_here() == ("en", "ko")
    program.write_text("#!/bin/sh\nexit 1\n")
    assert scan.recognised_here() is None
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert scan.recognised_here() is None
