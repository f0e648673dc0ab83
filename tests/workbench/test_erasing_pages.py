"""Erasing from the pages: what goes is told first, the alias is typed, and nothing of it opens or is shown afterwards."""

from __future__ import annotations

import contextlib

import pytest
import serving_case as case
from test_long_work import HeldStill
from test_waited import until

from rushlight.casefile import rekeying
from rushlight.errors import CasefileError
from rushlight.parts import nobody


def document_of(pages: case.Pages, alias: str) -> str:
    return next(d.document.id for d in pages.desk.case.documents() if d.alias == alias)


def asked(pages: case.Pages, document: str, typed: str, reason: str = "withdrawn") -> case.Answered:
    return pages.post(f"/reading/{document}/erase", {"typed": typed, "reason": reason})


def test_a_report_is_erased_when_its_alias_was_typed(pages: case.Pages) -> None:
    document = document_of(pages, "R2")
    report = pages.get(f"/reading/{document}")
    assert [a for a in report.html.cssselect("main a") if a.get("href", "").endswith(f"/reading/{document}/erase")]
    page = pages.get(f"/reading/{document}/erase")
    assert "R2" in page.words()
    assert not page.html.cssselect("input[name=reason][checked]")
    words = pages.desk.case.text(document)[:40]
    for typed, reason in (("", "withdrawn"), ("R3", "withdrawn"), ("R2", "because")):
        assert asked(pages, document, typed, reason).status == 400
    assert pages.desk.case.text(document).startswith(words)
    done = asked(pages, document, "R2", "danger")
    assert done.where == "/erased"
    assert len(pages.get("/erased").html.cssselect("tbody tr")) == 1
    for path in ("/reading", "/", "/queue", "/log"):
        assert words not in pages.get(path).text
    assert pages.get(f"/reading/{document}").status == 400
    with pytest.raises(CasefileError):
        pages.desk.case.text(document)
    assert pages.desk.case.verify().ok


def test_who_a_source_is_goes_and_the_source_stays(pages: case.Pages) -> None:
    assert pages.post("/sources/add", {"alias": "S70", "name": "Marigold Quill", "contact": "by the well"}).status == 303
    assert "/erase" in pages.get("/sources/look/S70").text
    page = pages.get("/sources/look/S70/erase")
    assert "S70" in page.words()
    assert "Marigold" not in page.text
    done = pages.post("/sources/look/S70/erase", {"typed": "S70", "reason": "withdrawn"})
    assert done.where == "/erased"
    row = next(tr for tr in pages.get("/sources").html.cssselect("tbody tr") if tr.cssselect("th")[0].text == "S70")
    assert not row.cssselect("a")
    assert pages.get("/sources/look/S70/erase").status == 400


def test_an_erasure_tells_how_far_it_is_and_is_there_after_a_reload(pages: case.Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    held = HeldStill(monkeypatch, rekeying, "_made_whole")
    document = document_of(pages, "R3")
    path = asked(pages, document, "R3").where
    assert held.begun.wait(20)
    until(lambda: bool(pages.get(path).html.cssselect("progress")))
    assert "/cancel" not in pages.get(path).text
    held.go_on.set()
    until(lambda: pages.get(path).headers.get("location", "").endswith("/erased"))
    assert pages.get(f"/reading/{document}").status == 400


def test_once_it_is_written_anew_the_desk_has_it_whenever_the_work_ends(pages: case.Pages) -> None:
    """Between the new key and the desk's taking it there is no moment at which a lock could end the work."""

    def ended_after_writing() -> None:
        parts = pages.desk.erase_parts(pages.desk.plan_report_erasure(document_of(pages, "R2")))
        answer, written = None, False
        with contextlib.suppress(StopIteration):
            while not written:
                asked = parts.send(answer)
                answer, written = (asked(nobody), True) if callable(asked) else (None, False)
            parts.send(answer)
        parts.close()

    pages.held.thread.ask(ended_after_writing).result()
    assert pages.held.thread.ask(lambda: pages.desk.case.verify().ok).result()
