"""The doctor: it counts, it tells, and it repairs projections only."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import apsw
import making_casefile as make
import pytest
from calm import calm
from hypothesis import given, settings
from hypothesis import strategies as st

from how_many import tries
from rushlight.casefile import Casefile, doctor, erasing
from rushlight.casefile.doctor import Check, Health
from rushlight.casefile.schema import PROJECTIONS
from rushlight.errors import CasefileError

TRUTH = ("events", "vault", "blobs", "nodes", "checkpoints", "signers", "meta", "ledger")


@pytest.fixture
def case(tmp_path: Path):
    with make.new_case(tmp_path / "a.case") as made:
        make.fill(made)
        big = make.TEXT.encode() * 20_000
        made.add_document(make.a_document(make.TEXT, big), make.TEXT, big, alias="R2", collected_by="p_a", by="p_a")
        yield made


def found(checks: list[Check]) -> dict[str, Health]:
    return {check.what: check.health for check in checks if check.health is not Health.WELL}


def inside(case: Casefile) -> dict[str, Health]:
    return found(doctor.examine(case, make.T0))


def truth(case: Casefile) -> dict[str, list[str]]:
    return {t: sorted(map(repr, case._db.rows(f"SELECT * FROM {t}"))) for t in TRUTH}  # noqa: S608


def everything(case: Casefile) -> dict[str, list[str]]:
    return truth(case) | {t: sorted(map(repr, case._db.rows(f"SELECT * FROM {t}"))) for t in PROJECTIONS}  # noqa: S608


def test_a_sound_casefile_has_notes_only(case: Casefile) -> None:
    assert inside(case) == {"ways in": Health.NOTE, "backup": Health.NOTE}
    assert found(doctor.look_around(case.folder)) == {}
    counted = {check.what: check.counts for check in doctor.examine(case, make.T0)}
    assert counted["log"]["events"] == len(case.events()) == counted["log"]["leaves of the tree"]
    assert counted["files of originals"] == {"files": 1, "missing": 0, "of no event": 0}
    assert counted["originals"]["originals"] == 1


def test_nothing_it_says_holds_a_word_of_a_report(case: Casefile) -> None:
    case._db.rows("DELETE FROM document")
    (case.folder / "Marigold Quillfeather.txt").write_text("x", encoding="utf-8")
    for check in (*doctor.examine(case, make.T0), *doctor.look_around(case.folder)):
        for word in (*make.TEXT.split(), "Quillfeather", "tobias"):
            assert len(word) < 9 or word not in repr(check)


@settings(calm, max_examples=tries(20))
@given(data=st.data())
def test_any_row_of_a_projection_that_is_lost_or_doubled_is_counted_and_repaired(case: Casefile, data: st.DataObject) -> None:
    case.rebuild()  # an example that was broken off may have left its damage
    held = [t for t in PROJECTIONS if case._db.rows(f"SELECT 1 FROM {t}")]  # noqa: S608
    tables = data.draw(st.dictionaries(st.sampled_from(held), st.booleans(), min_size=1, max_size=4))
    for table, lost in tables.items():
        if lost:
            case._db.rows(f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})")  # noqa: S608
        else:
            case._db.rows(f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1")  # noqa: S608
    before = truth(case)
    assert inside(case)["tables"] is Health.FAULT
    done = doctor.repair(case)
    assert done.before == {table: -1 if lost else 1 for table, lost in tables.items()}
    assert done.after == {}
    assert "tables" not in inside(case)
    assert truth(case) == before
    assert case.verify(deep=True).ok


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("DELETE FROM events WHERE seq = 3", "log"),
        ("DELETE FROM nodes WHERE level = 0 AND position = 2", "log"),
        ("UPDATE events SET wrapped_key = x'00' WHERE seq = 4", "log"),
        ("DELETE FROM checkpoints", "log"),
        ("DELETE FROM vault WHERE rowid = 1", "vault"),
        ("INSERT INTO vault VALUES ('va_x', x'00', x'')", "vault"),
        ("DELETE FROM blobs", "originals"),
        ("INSERT INTO blobs VALUES ('bl_x', x'00')", "originals"),
    ],
)
def test_what_is_no_projection_is_told_and_never_repaired(case: Casefile, sql: str, what: str) -> None:
    case._db.rows(sql)
    case._db.rows("DELETE FROM source")
    before = everything(case)
    assert inside(case)[what] is Health.FAULT
    with pytest.raises(CasefileError, match="nothing was repaired") as refused:
        doctor.repair(case)
    assert refused.value.hint
    assert everything(case) == before


def test_files_of_originals_are_counted(case: Casefile) -> None:
    (path,) = [p for p in case.folder.glob("blobs/*/*") if p.is_file()]
    (path.parent / ("bl_" + "0" * 26)).write_bytes(b"x")
    assert inside(case)["files of originals"] is Health.NOTE
    path.unlink()
    assert inside(case)["files of originals"] is Health.FAULT


def test_a_clock_that_went_back_is_told(case: Casefile) -> None:
    assert found(doctor.examine(case, make.T0 - dt.timedelta(days=1)))["clock"] is Health.FAULT
    assert "clock" not in found(doctor.examine(case, make.T0 - dt.timedelta(minutes=4)))
    case.append("test.note", {}, by="p_a", at=make.T0 + dt.timedelta(days=400))
    (clock,) = [c for c in doctor.examine(case, make.T0) if c.what == "clock"]
    assert clock.counts == {"events ahead of this clock": 1}


def test_shares_and_backups_are_told(case: Casefile) -> None:
    case.new_shares(2, 3)
    assert inside(case)["ways in"] is Health.FAULT
    for days, health in ((3, None), (8, Health.NOTE)):
        said = json.dumps({"at": (make.T0 - dt.timedelta(days=days)).isoformat(), "folder": "x"})
        case._db.rows("INSERT OR REPLACE INTO meta VALUES ('backup', ?)", (said,))
        assert inside(case).get("backup") is health
    for nonsense in ("nonsense", "{}", '{"at": 5}', "[]", '{"at": "2026"}'):
        case._db.rows("INSERT OR REPLACE INTO meta VALUES ('backup', ?)", (nonsense,))
        assert inside(case)["backup"] is Health.NOTE


def test_leftovers_are_counted_and_not_named(case: Casefile) -> None:
    for name in ("vault.db.next", "keyslots.json.new", "notes.txt"):
        (case.folder / name).write_bytes(b"x")
    (case.folder.parent / ".new_0000.case").mkdir()
    (left,) = [c for c in doctor.look_around(case.folder) if c.what == "leftovers"]
    assert left.health is Health.NOTE
    assert left.counts == {"left by a cut-off act": 2, "not ours": 1, "casefiles never finished": 1}
    assert "notes" not in left.says


def test_the_library_and_the_place_are_looked_at(case: Casefile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")
    assert found(doctor.look_around(case.folder)) == {"library": Health.FAULT}
    monkeypatch.undo()
    monkeypatch.delattr(apsw, "mc_version")
    assert found(doctor.look_around(case.folder)) == {"library": Health.FAULT}
    monkeypatch.undo()
    monkeypatch.setattr(doctor.files, "is_synced", lambda folder: True)
    assert found(doctor.look_around(case.folder)) == {"place": Health.FAULT}
    monkeypatch.undo()
    monkeypatch.setattr(doctor.files, "RESERVE", 1 << 60)
    assert found(doctor.look_around(case.folder)) == {"room": Health.FAULT}


def test_a_name_that_was_erased_is_not_missed(tmp_path: Path) -> None:
    """The source's own event goes on naming the record: it holds the alias, and stays."""
    with make.new_case(tmp_path / "a.case") as case:
        source = case.add_source("S1", name=make.NAME_EN, by="p_a")
        case.add_source("S2", name=make.NAME_KO, by="p_a")
        data = erasing.of_source(case, source, reason="withdrawn", whole=False)
        with erasing.erase(case, [data], by="p_a")[0] as left:
            assert left.verify(deep=True).ok
            found = {check.what: check for check in doctor.examine(left, make.now())}
            assert found["vault"].health is Health.WELL
            with left._db.transaction():
                left._db.rows("DELETE FROM vault")
            found = {check.what: check for check in doctor.examine(left, make.now())}
            assert (found["vault"].health, found["vault"].counts["missing"]) == (Health.FAULT, 1)
