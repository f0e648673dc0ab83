"""What was erased on request does not come back: with a table, a mail, a file, a collector's report, a backup, a colleague."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from pathlib import Path

import making_desk as make
import pytest
from test_desk_bulk import PLAN, table, took

from rushlight.casefile import Casefile, backups, erasing, joining, merging, sending
from rushlight.casefile.packing import Unlock
from rushlight.desk import Desk, bulk, keeping
from rushlight.errors import CasefileError


def erase(desk: Desk, alias: str, reason: str = "withdrawn") -> None:
    desk.erase(desk.plan_erasure(alias, reason=reason))


def aliases(case: Casefile) -> list[str]:
    return [d.alias for d in case.documents()]


ROWS = [("A-7", make.DEMAND), ("A-8", make.VISIT), ("A-9", make.RETOLD)]


@pytest.mark.parametrize("dry", [False, True])
def test_an_erased_row_is_not_taken_in_again_with_its_table(desk: Desk, tmp_path: Path, dry: bool) -> None:
    path = table(tmp_path / "a.csv", ROWS)
    took(desk, path)
    erase(desk, "R2")
    done = took(desk, path, plan=bulk.Plan(columns=PLAN.columns, dry_run=dry))
    assert (done.kept, done.passed, done.erased, done.problems) == (0, 2, 1, [])
    changed = table(tmp_path / "b.csv", [("A-7", make.DEMAND), ("A-8", make.VISIT + "More came later.")])
    done = took(desk, changed, plan=bulk.Plan(columns=PLAN.columns, dry_run=dry))
    assert (done.kept, done.passed, done.erased) == (0, 1, 1)  # the same row with other words is that row still
    assert aliases(desk.case) == ["R1", "R3"]
    assert desk.verify(deep=True).ok
    desk.case.rebuild()
    assert took(desk, path).erased == 1


def test_no_hash_of_what_was_erased_can_be_told_without_the_key(desk: Desk, tmp_path: Path) -> None:
    took(desk, table(tmp_path / "a.csv", ROWS))
    original = desk.case.original(desk.case.documents()[1].document.id)
    erase(desk, "R2")
    (said,) = [o.data["kept_away"] for o in desk.case.records("report.erased")]
    assert len(said["bytes"]) == len(said["items"]) == 1
    digest = hashlib.sha256(original).hexdigest()
    tables = [row[0] for row in desk.case._db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    cells = {str(cell) for name in tables for row in desk.case._db.rows(f"SELECT * FROM {name}") for cell in row}  # noqa: S608
    assert not any(digest in cell or "A-8" in cell for cell in cells)
    assert not {digest, hashlib.sha256(digest.encode()).hexdigest()} & {*said["bytes"], *said["items"]}


def test_an_erased_mail_is_known_by_its_id_and_by_its_bytes(desk: Desk, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Message-ID"], mail["Subject"], mail["From"] = "<7@example.org>", "what happened", "a@example.org"
    mail.set_content(make.VISIT)
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "a.eml").write_bytes(mail.as_bytes())
    took(desk, folder)
    erase(desk, "R1")
    assert took(desk, folder).erased == 1
    mail["X-Passed-On"] = "once more"
    (folder / "a.eml").write_bytes(mail.as_bytes())
    assert took(desk, folder).erased == 1
    assert aliases(desk.case) == []
    assert desk.waiting() == ()
    (tmp_path / "b.eml").write_bytes(mail.as_bytes().replace(b"X-Passed-On: once more\n", b""))
    with pytest.raises(CasefileError, match="erased on request"):
        desk.take_in(tmp_path / "b.eml")


def test_an_erased_file_is_refused_before_it_is_kept_and_one_erased_by_mistake_is_not(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(make.VISIT)
    desk.take_in(path)
    erase(desk, "R1", "mistake")
    desk.take_in(path)
    erase(desk, "R2")
    before = len(desk.log())
    with pytest.raises(CasefileError, match="not taken in again"):
        desk.take_in(path)
    assert took(desk, path).erased == 1
    assert len(desk.log()) == before


def test_what_another_report_still_holds_is_not_kept_away(desk: Desk, tmp_path: Path) -> None:
    """A file that two devices took in: erasing one of the two must not take the other."""
    (tmp_path / "a.txt").write_text(make.VISIT)
    desk.take_in(tmp_path / "a.txt")
    stored = desk.case.documents()[0]
    again = make.dt.datetime(2026, 3, 1, tzinfo=make.dt.UTC)
    twin = {**desk.case.log.open(desk.case.log.stored(stored.event)).data, "alias": "R5"}
    with desk.case._blobs.storing(desk.case.original(stored.document.id)) as record:
        twin = {**twin, "original": record, "document": {**twin["document"], "id": "do_twin"}, "sealed": []}
        desk.case.append("document.added", twin, by="A2", at=again)
    erase(desk, "R5")
    assert all("kept_away" not in o.data for o in desk.case.records("report.erased"))
    erasing.settle(desk.case, merged=True)
    assert aliases(desk.case) == ["R1"]


def unlocked() -> Unlock:
    return lambda way_in: way_in.unlock(make.PASSPHRASE, make.secrets.token_bytes)


def test_a_backup_from_before_learns_of_it_with_its_erase_list(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ROWS)
    took(desk, path)
    folder = tmp_path / "backups"
    folder.mkdir()
    made = backups.backup(desk.case, folder, retention=90)
    erase(desk, "R2")
    for listed in folder.glob("erased_*"):
        assert "A-8" not in listed.read_text()
    shared = {"randomness": make.secrets.token_bytes, "now": desk.now}
    case = backups.restore(made.file, tmp_path / "back.case", unlocked(), by="A1", **shared)  # type: ignore[arg-type]
    with Desk(case, now=desk.now) as restored:
        assert aliases(restored.case) == ["R1", "R3"]
        done = took(restored, path)
        assert (done.kept, done.passed, done.erased) == (0, 2, 1)


def test_a_backup_has_the_key_by_which_what_is_erased_later_is_known(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(make.VISIT)
    desk.take_in(tmp_path / "a.txt")
    folder = tmp_path / "backups"
    folder.mkdir()
    made = keeping.backup(desk, folder)
    erase(desk, "R1")
    with keeping.restore(made.file, tmp_path / "back.case", unlocked(), now=desk.now) as restored:
        assert aliases(restored.case) == []
        with pytest.raises(CasefileError, match="not taken in again"):
            restored.take_in(tmp_path / "a.txt")


@pytest.fixture
def colleague(desk: Desk, tmp_path: Path) -> Casefile:
    invited = joining.invitation(desk.case)
    shared = {"randomness": make.secrets.token_bytes, "now": desk.now, "cost": make.Cost(64, 1, 1)}
    case = joining.join(tmp_path / "b.case", invited, make.PASSPHRASE, by="A2", _below_floor_in_tests=True, **shared)  # type: ignore[arg-type]
    joining.admit(desk.case, joining.request(case), ["reviewer"], by="A1")
    merging.merge(case, sending.send(desk.case, tmp_path, to=[case.device]).path, by="A2")
    return case


def test_a_colleague_who_took_it_in_before_hearing_of_it_brings_nothing_back(
    desk: Desk, colleague: Casefile, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(make.VISIT)
    with Desk(colleague, actor="A2", now=desk.now) as other:
        other.take_in(tmp_path / "a.txt")
        path = sending.send(colleague, tmp_path, to=[desk.case.device]).path
        desk.take_in(tmp_path / "a.txt")
        erase(desk, "R1")
        desk.merge(path)
        assert aliases(desk.case) == []
        assert desk.case._db.rows("SELECT count(*) FROM reading") == [(0,)]
        other.merge(sending.send(desk.case, tmp_path, to=[colleague.device]).path)
        assert aliases(other.case) == []
        with pytest.raises(CasefileError, match="not taken in again"):
            other.take_in(tmp_path / "a.txt")
        for case in (desk.case, other.case):
            assert case.verify(deep=True).ok, case.verify(deep=True).faults
            assert make.NAME.encode() not in b"".join(p.read_bytes() for p in case.folder.rglob("*") if p.is_file())
