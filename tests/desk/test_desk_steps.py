"""Long work gives the word back between its steps: what others do meanwhile, and stopping it, cost nothing."""

from __future__ import annotations

import io
import threading
import zipfile
from pathlib import Path

import making_desk as make
import pytest

from rushlight.casefile import kept_originals
from rushlight.desk import Desk, bulk
from rushlight.desk.bulk import Outcome, Plan, Step
from rushlight.desk.reading import ReadFile
from rushlight.desk.waiting import Read
from rushlight.errors import CasefileError, IntakeError, MisuseError, ReadingError
from rushlight.intake import uploads
from rushlight.intake.columns import column_map
from rushlight.intake.uploads import Upload

MARK = "Quillfeather-marks-this-report"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make.a_desk(tmp_path)


def story(n: int) -> str:
    return make.DEMAND.replace("10,000", f"{10_000 + n}")


def archive(*names: str) -> Upload:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for n, name in enumerate(names):
            packed.writestr(name, story(n))
    return Upload(f"{MARK}.zip", out.getvalue())


def run(desk: Desk, *things: Upload | Path, plan: Plan | None = None) -> tuple[list[Step], Outcome]:
    steps, going = [], desk.take_in_steps(things, plan or Plan())
    while True:
        try:
            steps.append(next(going))
        except StopIteration as ended:
            return steps, ended.value


def test_an_upload_is_taken_in_like_a_file(desk: Desk) -> None:
    steps, outcome = run(desk, archive("a.txt", "b.txt"), Upload("c.txt", story(7).encode()))
    assert (outcome.kept, outcome.problems) == (3, [])
    assert {step.place.partition(",")[0] for step in steps} == {"file 1", "file 2"}
    assert desk.unread() == ("R1", "R2", "R3")


def test_the_name_of_an_upload_is_told_to_those_who_ask_only(desk: Desk) -> None:
    _, outcome = run(desk, Upload(f"{MARK}.zip", b"PK\x03\x04 broken"), Upload(f"{MARK}.xls", b"x"))
    said = [f"{p.where} {p.what} {p.hint}" for p in outcome.problems]
    assert len(said) == 2
    assert not any(MARK in line for line in said)
    assert {p.name for p in outcome.problems} == {f"{MARK}.zip", f"{MARK}.xls"}


def test_nothing_of_an_upload_is_written_to_the_disk(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    run(desk, archive("a.txt", "b.txt"))
    assert list(elsewhere.iterdir()) == []
    marks = (b"county security office", MARK.encode())
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert not any(mark in path.read_bytes() for mark in marks), path.name


def test_where_files_cannot_live_in_memory_an_archive_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(uploads.os, "memfd_create")
    with pytest.raises(IntakeError, match="without writing it to the disk"):
        run(desk, archive("a.txt"))
    _, outcome = run(desk, archive("a.txt"), Upload("c.txt", story(1).encode()))
    assert (outcome.kept, len(outcome.problems)) == (1, 1), "the others go on"


def test_a_report_taken_in_between_two_steps_gets_an_alias_of_its_own(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "FILES", 2)
    going = desk.take_in_steps([archive(*(f"{n}.txt" for n in range(5)))], Plan())
    n = 0
    for _ in going:
        n += 1
        desk.take_in_bytes(story(100 + n).encode(), "pasted text.txt", published=make.PUBLISHED)
    aliases = [stored.alias for stored in desk.case.documents()]
    assert sorted(aliases) == sorted(set(aliases))
    assert len(aliases) == 5 + n
    assert not kept_originals(desk.case)


def test_what_was_kept_before_a_stop_is_passed_over_the_next_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "FILES", 2)
    upload = archive(*(f"{n}.txt" for n in range(6)))
    for stop in range(1, 8):
        going = desk.take_in_steps([upload], Plan())
        for _ in range(stop):
            next(going, None)
        going.close()
    _, outcome = run(desk, upload)
    assert outcome.kept + outcome.passed == 6
    assert len(desk.case.documents()) == 6
    assert not kept_originals(desk.case)
    assert desk.verify(deep=True).ok


def test_a_table_goes_by_its_columns(desk: Desk) -> None:
    rows = "No,Story\n" + "".join(f'{n},"{story(n).strip()}"\n' for n in range(4))
    plan = Plan(columns=column_map(["text=Story", "id=No"]))
    _, outcome = run(desk, Upload("rows.csv", rows.encode()), plan=plan)
    assert (outcome.kept, outcome.problems) == (4, [])
    with pytest.raises(MisuseError, match="column map"):
        run(desk, Upload("rows.csv", rows.encode()))


def test_pasted_words_are_kept_and_read(desk: Desk) -> None:
    kept = desk.take_in_bytes(make.DEMAND.encode(), "pasted text.txt", published=make.PUBLISHED)
    assert kept.alias == "R1"
    assert kept.reading.statements
    with pytest.raises(CasefileError, match="already"):
        desk.take_in_bytes(make.DEMAND.encode(), "pasted text.txt")


def test_while_a_report_is_read_apart_others_use_the_casefile(desk: Desk) -> None:
    run(desk, archive("a.txt", "b.txt", "c.txt"))
    go_on = threading.Event()

    def slow(done: ReadFile) -> ReadFile:
        assert go_on.wait(20)
        return done

    told = []
    for n, step in enumerate(desk.read_steps(Plan(), read_on=slow, apart=True)):
        if step is not None:
            told.append(step)
        elif n == 0:
            desk.add_source("S1")
            desk.erase(desk.plan_erasure("R2"))
            break
    go_on.set()
    told += [step for step in desk.read_steps(Plan(), read_on=slow, apart=True) if step is not None]
    assert [read.alias for read in told if isinstance(read, Read)] == ["R1", "R3"], "what was erased meanwhile is passed over"
    assert not desk.unread()


def test_what_goes_wrong_apart_is_told_as_ever(desk: Desk) -> None:
    run(desk, archive("a.txt"))

    def fail(done: ReadFile) -> ReadFile:
        raise ReadingError("the model said nothing")

    (told,) = [step for step in desk.read_steps(Plan(), read_on=fail, apart=True) if step is not None]
    assert isinstance(told, bulk.Problem)
    assert told.what == "the model said nothing"

    def out_of_time(done: ReadFile) -> ReadFile:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        list(desk.read_steps(Plan(), read_on=out_of_time, apart=True))


def test_an_empty_upload_is_refused_before_anything_is_kept(desk: Desk) -> None:
    with pytest.raises(IntakeError, match="empty"):
        desk.take_in_bytes(b"", "pasted text.txt")
    assert not kept_originals(desk.case)
