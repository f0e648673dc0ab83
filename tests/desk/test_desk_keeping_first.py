"""The bytes first: whatever happens to a file afterwards, they are kept, once, and can be read later."""

from __future__ import annotations

import datetime as dt
import os
import threading
from pathlib import Path

import making_desk as make
import pytest

from rushlight.desk import Desk
from rushlight.desk.reading import ReadFile
from rushlight.errors import CasefileError, IntakeError, MisuseError, ReadingError
from rushlight.intake import confinement
from rushlight.intake.worker import parent

PAGE = f"<html><body><p>{make.VISIT}</p></body></html>".encode()


def put(desk: Desk, name: str, data: bytes) -> Path:
    path = desk.case.folder.parent / name
    path.write_bytes(data)
    return path


def kinds(desk: Desk) -> list[str]:
    return [event.kind for event in desk.log()][1:]


def test_the_bytes_are_kept_before_they_are_parsed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    real = parent.start
    monkeypatch.setattr(parent, "start", lambda scratch: (seen.append(kinds(desk)), real(scratch))[1])
    kept = desk.take_in(put(desk, "a.html", PAGE), published=make.PUBLISHED)
    assert seen == [["original.kept"]]
    assert kinds(desk) == ["original.kept", "document.added", "reading.added"]
    assert desk.case.original(kept.document) == PAGE
    assert kept.warnings == () or not confinement().whole


def test_a_file_that_breaks_its_parser_waits_and_is_read_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(desk, "a.html", PAGE)
    with monkeypatch.context() as patched:
        patched.setattr(parent.child, "START", "import os; os.kill(os.getpid(), 11)")
        for _ in range(2):
            with pytest.raises(IntakeError, match="breaks its parser") as caught:
                desk.take_in(path, published=make.PUBLISHED)
            assert "kept as R1" in (caught.value.hint or "")
    (waits,) = desk.waiting()
    assert (waits.alias, waits.size, waits.media_type) == ("R1", len(PAGE), "text/html")
    assert desk.reports() == ()
    assert desk.verify(deep=True).ok
    assert make.taken(desk, make.DEMAND).alias == "R2"
    assert desk.take_in(path, published=make.PUBLISHED).alias == "R1"
    assert desk.waiting() == ()
    assert kinds(desk).count("original.kept") == 2
    with pytest.raises(CasefileError, match="already in the casefile"):
        desk.take_in(path)
    assert desk.verify(deep=True).ok


def test_a_text_nobody_can_read_waits_for_the_language(desk: Desk) -> None:
    path = put(desk, "a.txt", b"12 12 12 345\n")
    desk.add_source("S1")
    with pytest.raises(ReadingError, match="could not be told") as caught:
        desk.take_in(path, source="S1")
    assert "--language" in (caught.value.hint or "")
    assert "wait" in (caught.value.hint or "")
    taken = desk.take_in(path, language="en")
    (stored,) = desk.case.documents()
    assert (taken.alias, stored.source) == ("R1", desk.case.sources()[0].id)


def test_a_further_reader_that_fails_loses_nothing(desk: Desk) -> None:
    path = put(desk, "a.txt", make.DEMAND.encode())

    def fails(done: ReadFile) -> ReadFile:
        raise ReadingError("the model does not answer")

    with pytest.raises(ReadingError, match="does not answer"):
        desk.take_in(path, published=make.PUBLISHED, read_on=fails)
    assert [w.alias for w in desk.waiting()] == ["R1"]
    assert desk.take_in(path, published=make.PUBLISHED).alias == "R1"


def test_what_is_asked_wrongly_keeps_nothing(desk: Desk) -> None:
    page, packed = put(desk, "a.html", PAGE), put(desk, "a.zip", b"PK\x03\x04" + bytes(200))
    for wrong in ({"language": "fr"}, {"published": dt.date(2999, 1, 1)}, {"source": "S9"}):
        with pytest.raises(MisuseError):
            desk.take_in(page, **wrong)  # type: ignore[arg-type]
    with pytest.raises(IntakeError, match="archive"):
        desk.take_in(packed)
    assert kinds(desk) == []


def test_ctrl_c_while_parsing_leaves_nothing_half(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(desk, "a.html", PAGE)
    interrupt = threading.Timer(0.3, lambda: os.kill(os.getpid(), 2))
    real = parent.start
    with monkeypatch.context() as patched:
        patched.setattr(parent.child, "START", "import time; time.sleep(600)")
        patched.setattr(parent, "start", lambda scratch: (real(scratch), interrupt.start())[0])
        with pytest.raises(KeyboardInterrupt):
            desk.take_in(path, published=make.PUBLISHED)
    interrupt.join()
    again = make.reopened(desk)
    assert kinds(again) == ["original.kept"]
    assert again.verify(deep=True).ok
    assert again.take_in(path, published=make.PUBLISHED).alias == "R1"
    again.close()
