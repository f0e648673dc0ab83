"""Taking in many: nothing twice, nothing lost, nothing written in a dry run, and what waits is read one by one."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import making_desk as make
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from how_many import tries
from rushlight.casefile import Casefile, kept_originals
from rushlight.casefile.database import described
from rushlight.casefile.items import replacements, without_reading
from rushlight.casefile.search import index
from rushlight.desk import Desk, bulk
from rushlight.desk.bulk import Outcome, Plan
from rushlight.desk.waiting import Read
from rushlight.errors import CasefileError, MisuseError
from rushlight.intake.columns import column_map
from rushlight.record import DocumentKind

COLUMNS = column_map(["text=Story", "id=No", "date=Day"], name="export")
PLAN = Plan(columns=COLUMNS)


def table(path: Path, rows: Sequence[tuple[str, str]], *, day: str = "2025-10-20") -> Path:
    out = io.StringIO()
    csv.writer(out).writerows([("No", "Day", "Story"), *((no, day, story) for no, story in rows)])
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def took(desk: Desk, *paths: Path, plan: Plan = PLAN) -> Outcome:
    return desk.take_in_many(paths, plan, tell=lambda step: None)


def held(case: Casefile) -> set[str]:
    return {stored.document.bytes_sha256 for stored in case.documents()}


def picture(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_rows_become_reports_and_are_read_afterwards(desk: Desk, tmp_path: Path) -> None:
    done = took(desk, table(tmp_path / "a.csv", [("1", make.DEMAND), ("2", make.VISIT)]))
    assert (done.kept, done.passed, done.problems) == (2, 0, [])
    assert [stored.alias for stored in desk.case.documents()] == ["R1", "R2"]
    assert desk.reports() == ()
    read = list(desk.read_waiting(PLAN))
    assert [type(one) for one in read] == [Read, Read]
    assert all(isinstance(one, Read) and one.proposals for one in read)
    assert without_reading(desk.case) == ()
    assert {report.alias for report in desk.reports()} == {"R1", "R2"}
    assert desk.case.original(desk.case.documents()[0].document.id).startswith(b'{"Day":"2025-10-20","No":"1"')
    assert desk.verify(deep=True).ok


def test_a_row_reads_like_the_same_text_from_a_file(desk: Desk, tmp_path: Path) -> None:
    text = "Our own report\n\nBy Example Writer\n\n" + make.VISIT
    took(desk, table(tmp_path / "a.csv", [("1", text)]))
    list(desk.read_waiting(PLAN))
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    desk.take_in(tmp_path / "b.txt", published=make.dt.date(2025, 10, 20))
    row, file = desk.reports()
    assert [s.act for s in row.reading.statements] == [s.act for s in file.reading.statements]
    assert [role for _, role in row.reading.boilerplate] == [role for _, role in file.reading.boilerplate]


def test_the_same_again_is_passed_over_from_csv_and_from_xlsx(desk: Desk, tmp_path: Path) -> None:
    rows = [("1", make.DEMAND.strip()), ("2", make.VISIT.strip())]
    took(desk, table(tmp_path / "a.csv", rows))
    book = openpyxl.Workbook()
    for cells in (("No", "Day", "Story"), *((int(no), make.dt.date(2025, 10, 20), story) for no, story in rows)):
        book.active.append(cells)
    book.save(tmp_path / "a.xlsx")
    events = len(desk.log())
    for again in ("a.csv", "a.xlsx"):
        done = took(desk, tmp_path / again)
        assert (done.kept, done.passed, done.problems) == (0, 2, [])
    assert len(desk.log()) == events


def test_other_content_under_the_same_id_is_an_update_and_nothing_is_overwritten(desk: Desk, tmp_path: Path) -> None:
    took(desk, table(tmp_path / "a.csv", [("A-7", make.DEMAND), ("A-8", make.VISIT)]))
    done = took(desk, table(tmp_path / "b.csv", [("A-7", make.DEMAND + "More came later."), ("A-8", make.VISIT)]))
    assert (done.kept, done.passed) == (1, 1)
    assert [(update.alias, update.replaces) for update in done.updates] == [("R3", "R1")]
    (replaced,) = replacements(desk.case)
    assert (replaced.alias, replaced.replaces) == ("R3", desk.case.documents()[0].document.id)
    assert desk.case.text(replaced.replaces).strip() == make.DEMAND.strip()
    desk.case.rebuild()
    assert replacements(desk.case) == (replaced,)
    assert desk.verify(deep=True).ok


def test_ids_of_another_map_are_other_ids(desk: Desk, tmp_path: Path) -> None:
    took(desk, table(tmp_path / "a.csv", [("1", make.DEMAND)]))
    other = Plan(columns=column_map(["text=Story", "id=No", "date=Day"], name="other"))
    assert took(desk, table(tmp_path / "b.csv", [("1", make.VISIT)]), plan=other).updates == []


def test_an_external_id_stands_in_sealed_bodies_only(desk: Desk, tmp_path: Path) -> None:
    took(desk, table(tmp_path / "quillfeather.csv", [("quillfeather-7", make.DEMAND)]))
    db = desk.case._db
    tables = [row[0] for row in db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    cells = [cell for name in tables for row in db.rows(f"SELECT * FROM {name}") for cell in row]  # noqa: S608
    assert not any("quillfeather" in (cell if isinstance(cell, str) else repr(cell)) for cell in cells)
    assert any(record.data["item"]["id"] == "quillfeather-7" for record in desk.case.records("document.added"))


def test_a_dry_run_says_what_would_be_and_writes_nothing(tmp_path: Path) -> None:
    desk = make.a_desk(tmp_path)
    took(desk, table(tmp_path / "a.csv", [("1", make.DEMAND)]))
    paths = [
        table(tmp_path / "b.csv", [("1", "Two officers came at night."), ("2", make.VISIT), ("2b", ""), ("3", make.VISIT)])
    ]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(make.RETOLD, encoding="utf-8")
    (folder / "b.txt").write_text(make.RETOLD, encoding="utf-8")
    (folder / "c.docx").write_bytes(b"PK\x03\x04 no document")
    paths.append(folder)
    desk.close()
    before = picture(desk.case.folder)
    desk = make.reopened(desk)
    dry = took(desk, *paths, plan=Plan(columns=COLUMNS, dry_run=True))
    desk.close()
    assert picture(desk.case.folder) == before
    desk = make.reopened(desk)
    wet = took(desk, *paths)
    assert (dry.kept, dry.passed, len(dry.updates)) == (wet.kept, wet.passed, len(wet.updates)) == (4, 1, 1)
    assert [(p.where, p.column, p.what) for p in dry.problems] == [(p.where, p.column, p.what) for p in wet.problems]
    assert dry.problems[0].where == f"{tmp_path}/b.csv:4"
    desk.close()


def test_no_problem_holds_a_word_or_a_name(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "quillfeather.png").write_bytes(b"\x89PNG no picture")
    (folder / "quillfeather.mp3").write_bytes(b"ID3 no sound")
    (folder / "quillfeather.xls").write_bytes(b"no sheet")
    (folder / "quillfeather.csv").write_text("No,Day,Story\nquill,feather,\n", encoding="utf-8")
    (folder / "quillfeather.zip").write_bytes(b"PK\x03\x04 quillfeather")
    done = took(desk, folder)
    assert len(done.problems) >= 5
    for problem in done.problems:
        assert "quill" not in f"{problem.where} {problem.what} {problem.hint} {problem.column}"
    assert any(problem.name == "quillfeather.png" for problem in done.problems)


def test_mails_their_attachments_and_their_message_ids(desk: Desk, tmp_path: Path) -> None:
    def box(body: str) -> Path:
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["Message-ID"] = "x", "A <a@example.org>", "<7@example.org>"
        mail["Date"] = "Mon, 20 Oct 2025 10:00:00 +0000"
        mail.set_content(body)
        mail.add_attachment(make.VISIT, filename="t.txt")
        mail.set_boundary("part")
        path = tmp_path / "box.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("m.eml", mail.as_bytes())
        return path

    done = took(desk, box(make.DEMAND))
    assert (done.kept, done.problems) == (2, [])
    mail, attached = (record.data for record in desk.case.records("document.added"))
    assert attached["item"]["within"] == mail["document"]["id"]
    assert mail["document"]["kind"] == DocumentKind.MESSAGE
    assert mail["document"]["author"] is None
    again = took(desk, box(make.DEMAND))
    assert (again.kept, again.passed) == (0, 2)
    changed = took(desk, box(make.DEMAND + make.RETOLD))
    assert (changed.kept, changed.passed, len(changed.updates)) == (1, 1, 1)
    assert desk.verify(deep=True).ok
    near = {alias: desk.plan_erasure(alias).near for alias in ("R1", "R2", "R3")}
    assert near == {"R1": ("R2", "R3"), "R2": ("R1", "R3"), "R3": ("R1", "R2")}, "the mails' own bytes hold what was attached"
    desk.erase(desk.plan_erasure("R1"))
    assert desk.plan_erasure("R2").near == ("R3",)


def test_bytes_that_give_no_text_yet_are_kept_and_tried_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_bytes(b"<html><body></body></html>")
    (folder / "b.txt").write_text(make.DEMAND, encoding="utf-8")
    done = took(desk, folder)
    assert (done.kept, len(done.problems)) == (1, 1)
    (kept,) = kept_originals(desk.case)
    assert kept.alias in str(done.problems[0].hint)
    again = took(desk, folder)
    assert (again.kept, again.passed, len(again.problems)) == (0, 1, 1)
    assert len(kept_originals(desk.case)) == 1
    assert [problem.where for problem in desk.take_up_kept(PLAN)] == [kept.alias]
    monkeypatch.setattr("rushlight.desk.waiting.take", lambda data, name, ocr: _taken(name))
    assert desk.take_up_kept(PLAN) == []
    assert kept_originals(desk.case) == ()
    assert {stored.alias for stored in desk.case.documents()} == {"R1", "R2"}
    assert desk.verify(deep=True).ok


def _taken(name: str) -> object:
    from rushlight.intake import take

    assert name.endswith(".html")
    return take(make.RETOLD.encode(), name="a.txt")


def test_what_cannot_be_read_waits_and_does_not_stop_the_rest(desk: Desk, tmp_path: Path) -> None:
    took(desk, table(tmp_path / "a.csv", [("1", "12 34 56 78"), ("2", make.DEMAND)]))
    first, second = desk.read_waiting(PLAN)
    assert (first.where, type(second)) == ("R1", Read)  # type: ignore[union-attr]
    assert [alias for _, alias in without_reading(desk.case)] == ["R1"]
    (only,) = desk.read_waiting(Plan(language="en"))
    assert isinstance(only, Read)


def test_a_saved_map_comes_back_and_is_saved_once(desk: Desk) -> None:
    desk.save_column_map(COLUMNS)
    events = len(desk.log())
    desk.save_column_map(COLUMNS)
    assert len(desk.log()) == events
    assert desk.column_map("export") == COLUMNS
    for name in ("other", "Not A Name"):
        with pytest.raises(MisuseError):
            desk.column_map(name)


def test_a_table_needs_a_map_and_is_a_problem_only_inside_a_folder(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = table(folder / "a.csv", [("1", make.DEMAND)])
    with pytest.raises(MisuseError, match="column map"):
        took(desk, path, plan=Plan())
    assert len(took(desk, folder, plan=Plan()).problems) == 1
    with pytest.raises(MisuseError, match="no such column"):
        took(desk, path, plan=Plan(columns=column_map(["text=Tale"])))


def test_sources_by_alias_only_and_options_hold_for_every_row(desk: Desk, tmp_path: Path) -> None:
    desk.add_source("S1")
    source = desk.add_source("S2")
    columns = column_map(["text=Story", "source=No"])
    done = took(
        desk,
        table(tmp_path / "a.csv", [("S2", make.DEMAND), ("S9", make.VISIT), ("", make.RETOLD)]),
        plan=Plan(columns=columns, source="S1", outlet="The Daily", kind=DocumentKind.TESTIMONY, language="en"),
    )
    assert [(p.where.rpartition(":")[2], p.column) for p in done.problems] == [("3", "No")]
    first, second = desk.case.documents()
    assert first.source == source
    assert second.source != source
    assert (first.document.outlet, first.document.kind) == ("The Daily", DocumentKind.TESTIMONY)
    with pytest.raises(MisuseError):
        took(desk, tmp_path / "a.csv", plan=Plan(columns=columns, source="S7"))


class CutError(Exception):
    """The end of a process, as far as this one can have one."""


ROWS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), max_size=9)


@settings(max_examples=tries(8), deadline=None)  # each import starts a process
@given(
    files=st.lists(ROWS, min_size=1, max_size=3), steps=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 12)), max_size=6)
)
def test_any_mix_of_imports_cuts_and_repeats_gives_the_same_set(
    files: list[list[tuple[int, int]]], steps: list[tuple[int, int]]
) -> None:
    """A step imports a file and is cut off before its n-th document (0: not at all); in the end all are imported whole."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        patch.setattr(bulk, "ROWS", 3)
        paths = [
            table(folder / f"{n}.csv", [(str(no), f"Version {v} of report {no}.") for no, v in rows])
            for n, rows in enumerate(files)
        ]
        with make.a_desk(folder) as desk:
            for which, cut in steps:
                _import_until(desk, paths[which % len(paths)], cut)
            for path in paths:
                took(desk, path)
            wanted = {f"Version {v} of report {no}." for rows in files for no, v in rows}
            texts = sorted(desk.case.text(stored.document.id) for stored in desk.case.documents())
            assert texts == sorted(wanted)
            assert sorted(s.alias for s in desk.case.documents()) == sorted(f"R{n}" for n in range(1, len(wanted) + 1))
            assert all(took(desk, path).kept == 0 for path in paths)
            assert desk.verify(deep=True).ok


def _import_until(desk: Desk, path: Path, cut: int) -> None:
    count = 0
    real = Casefile.add_document

    def counted(self: Casefile, *args: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count == cut:
            raise CutError
        return real(self, *args, **options)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Casefile, "add_document", counted)
        try:
            took(desk, path)
        except CutError:
            assert count == cut


def test_rows_are_found_by_their_words_and_the_index_is_kept_as_before(desk: Desk, tmp_path: Path) -> None:
    before = described(desk.case._db)
    done = took(
        desk, table(tmp_path / "a.csv", [(str(n), f"Report {n} of the quarrymen. 무산에서 들었다.") for n in range(40)] * 2)
    )
    assert (done.kept, done.passed) == (40, 40)
    assert desk.find("quarrymen").answer.count == desk.find("무산").answer.count == 40
    assert described(desk.case._db) == before
    index.check(desk.case._db)
    took(desk, table(tmp_path / "b.csv", [("x", "The quarrymen again.")]))
    assert desk.find("quarrymen").answer.count == 41


def test_a_step_that_breaks_off_leaves_the_index_as_it_was(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path / "a.csv", [(str(n), f"Report {n} of the quarrymen.") for n in range(9)])
    before = described(desk.case._db)
    with monkeypatch.context() as broken:
        broken.setattr(bulk._Run, "_remember", breaks_off)
        with pytest.raises(KeyboardInterrupt):
            took(desk, path)
    assert described(desk.case._db) == before
    assert desk.find("quarrymen").answer.count == 0
    with desk.case.batch(), pytest.raises(MisuseError), desk.case.batch_of_documents():
        pass
    assert took(desk, path).kept == 9
    assert desk.find("quarrymen").answer.count == 9
    index.check(desk.case._db)


def breaks_off(*anything: object) -> None:
    raise KeyboardInterrupt


def test_a_failing_disk_ends_the_run_and_what_was_kept_before_stays(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "ROWS", 10)
    path = table(tmp_path / "a.csv", [(str(n), f"Report number {n}.") for n in range(35)])
    steps: list[int] = []

    def full(step: bulk.Step) -> None:
        steps.append(step.kept)
        if step.kept == 20:
            monkeypatch.setattr("rushlight.casefile.files.RESERVE", 1 << 60)

    with pytest.raises(CasefileError, match="nearly full"):
        desk.take_in_many([path], PLAN, tell=full)
    monkeypatch.setattr("rushlight.casefile.files.RESERVE", 0)
    assert len(desk.case.documents()) == 20
    done = took(desk, path)
    assert (done.kept, done.passed) == (15, 20)
    assert len(held(desk.case)) == 35


def test_taking_in_many_goes_on_after_the_last_report_was_erased(desk: Desk, tmp_path: Path) -> None:
    """An alias is never given twice: the next one comes after that of what was erased."""
    took(desk, table(tmp_path / "a.csv", [("1", make.DEMAND), ("2", make.VISIT)]))
    desk.erase(desk.plan_erasure("R2"))
    done = took(desk, table(tmp_path / "b.csv", [("3", "Officers came to the house in the evening.")]))
    assert done.kept == 1
    assert [stored.alias for stored in desk.case.documents()] == ["R1", "R3"]
    assert desk.plan_erasure("R1").near == ()
    took(desk, table(tmp_path / "c.csv", [("1", make.RETOLD)]))
    assert desk.plan_erasure("R1").near == ("R4",)
