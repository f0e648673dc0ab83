"""Files made to harm on their way into a casefile: what can be kept is kept, the rest is told, and the run goes on."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import making_desk as make
import pytest

from rushlight.casefile import kept_originals
from rushlight.casefile.kept import kept_bytes
from rushlight.desk import Desk
from rushlight.desk.bulk import Outcome, Plan
from rushlight.intake.columns import column_map
from rushlight.intake.worker import child

PLAN = Plan(columns=column_map(["text=Story", "id=No"], name="export"))
HEAD = b"From: a@example.org\nSubject: x\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"
TABLE = "No,Story\n" + "".join(f"{n},Two officers came on day {n}.\n" for n in range(4))


def took(desk: Desk, path: Path, plan: Plan = PLAN) -> Outcome:
    return desk.take_in_many([path], plan, tell=lambda step: None)


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def breaking(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Let the process that unpacks run ``body`` first."""
    program = f"import os\nfrom rushlight.intake import rows, unpacking\nfrom rushlight.intake.worker import child\n{body}\n"
    start = child.START.partition("from rushlight")[0]
    monkeypatch.setattr(child, "START", f"{start}exec({program + 'child.main()'!r})")


@pytest.mark.slow
def test_a_mail_that_breaks_all_its_parsers_waits_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    depth = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3_000))
    mail = HEAD + depth + b"Content-Type: text/plain\n\nwords\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.eml").write_bytes(mail)
    (tmp_path / "in" / "b.csv").write_text(TABLE, encoding="utf-8")
    done = took(desk, tmp_path / "in")
    assert done.kept == 4
    assert [problem.where.rpartition(", ")[2] for problem in done.problems] == ["file 1", "file 1"]
    (waits,) = kept_originals(desk.case)
    assert kept_bytes(desk.case, waits.alias) == mail
    assert any(waits.alias in str(problem.hint) for problem in done.problems)
    again = took(desk, tmp_path / "in")
    assert (again.kept, again.passed) == (0, 4)
    assert desk.verify(deep=True).ok


def test_a_table_that_breaks_its_parser_keeps_the_rows_before_and_the_archive_goes_on(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = """
real = rows._groups
def groups(table, file):
    for n, group in enumerate(real(table, file)):
        yield group
        if b"day 3" in file.getvalue():
            os.abort()
rows._groups = groups"""
    path = tmp_path / "a.zip"
    other = TABLE.replace("day", "evening")
    path.write_bytes(zipped({"a.csv": TABLE.encode(), "b.txt": make.DEMAND.encode(), "c.csv": other.encode()}))
    with monkeypatch.context() as broken:
        breaking(broken, body)
        done = took(desk, path)
    assert done.kept == 4 + 1 + 4
    assert [problem.where for problem in done.problems] == [f"{path}, item 1"]
    again = took(desk, path)
    assert (again.kept, again.passed, again.problems) == (0, 9, [])
    assert desk.verify(deep=True).ok


@pytest.mark.parametrize("at", [1, 3, 5])
def test_ctrl_c_in_an_archive_loses_nothing_and_the_same_again_goes_on(
    at: int, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rushlight.desk.bulk.FILES", 2)
    inner = zipped({f"{n}.txt": f"{make.VISIT} This is account {n}.".encode() for n in range(4)})
    parts = {f"{n}.txt": f"{make.DEMAND} This is account {n}.".encode() for n in range(4)}
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({**parts, "inner.zip": inner, "t.csv": TABLE.encode()}))
    steps = 0

    def stop(step: object) -> None:
        nonlocal steps
        steps += 1
        if steps == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.take_in_many([path], PLAN, tell=stop)
    before = len(desk.case.documents())
    done = took(desk, path)
    assert done.problems == []
    assert (done.kept, done.passed) == (12 - before, before)
    assert len(desk.case.documents()) == 12
    assert desk.verify(deep=True).ok


def test_a_dry_run_of_a_bomb_says_the_same(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": b" " * 30_000_000, "b.txt": make.DEMAND.encode(), "c.zip": b"PK\x03\x04"}))
    dry = took(desk, path, Plan(dry_run=True))
    wet = took(desk, path)
    assert (dry.kept, [p.what for p in dry.problems]) == (wet.kept, [p.what for p in wet.problems])
    assert wet.kept == 1
    assert len(wet.problems) == 2
