"""Somebody with the key edits the database. Each file in vectors/tamper says what is done, why, and what must be found."""

from __future__ import annotations

import contextlib
import json
import os
import random
import secrets
import shutil
from pathlib import Path
from typing import Any

import making_casefile as make
import pytest

from how_many import tries
from rushlight.casefile import Casefile, VerifyReport, open_raw
from rushlight.casefile.database import Database
from rushlight.casefile.stored import StoredReport
from rushlight.errors import CasefileError, Tampered

VECTORS = sorted((Path(__file__).parent / "vectors" / "tamper").glob("*.json"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of everything, and a later checkpoint kept outside."""
    folder = tmp_path_factory.mktemp("made") / "a.case"
    with make.new_case(folder) as case:
        make.fill(case)
        assert case.verify(deep=True).ok
        folder.with_name("checkpoint").write_text(case.checkpoint())
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "a.case"))


def edit(folder: Path, *statements: str) -> int:
    """Run SQL as an expert with the key would; gives the number of rows touched."""
    db = open_raw(folder, make.PASSPHRASE, randomness=secrets.token_bytes)
    for statement in statements:
        db.rows(statement)
    touched = int(db.rows("SELECT total_changes()")[0][0])
    db.close()
    return touched


def verified(folder: Path, **how: Any) -> VerifyReport:
    with make.reopen(folder) as case:
        return case.verify(**how)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda path: path.stem)
def test_an_edit_by_hand_is_found(folder: Path, vector: Path) -> None:
    said = json.loads(vector.read_text(encoding="utf-8"))
    assert edit(folder, *said["sql"]) or said["sql"][0].startswith(("DROP", "CREATE"))
    report = verified(folder, deep=True)
    assert [f for f in report.faults if said["expect"] in f.what], report.faults
    assert not report.ok
    assert verified(folder).ok is not said["shallow"]
    assert not [mark for f in report.faults for mark in ("Marigold", "가온달", "Tobias") if mark in f.what + f.where]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda path: path.stem)
def test_an_edited_casefile_answers_or_refuses_but_never_breaks(folder: Path, vector: Path) -> None:
    edit(folder, *json.loads(vector.read_text(encoding="utf-8"))["sql"])
    with make.reopen(folder) as case:
        for ask in (Casefile.stored_reports, Casefile.decisions, Casefile.judgements, Casefile.releases, Casefile.sources):
            with contextlib.suppress(CasefileError):
                ask(case)
        with contextlib.suppress(CasefileError):
            case.append("test.note", {}, by="p_a")


def cells(db: Database) -> list[tuple[str, str, int]]:
    """Every cell of every table, as (table, column, position of the row)."""
    out = []
    for (table,) in db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"):
        columns = [row[1] for row in db.rows(f"PRAGMA table_info({table})")]
        count = db.rows(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608
        out += [(table, column, n) for column in columns for n in range(count)]
    return out


def another(value: Any, chance: random.Random) -> Any:
    """A value of the same kind that differs in one place."""
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 7))
    if not value:
        return "x"
    at = chance.randrange(len(value))
    if isinstance(value, str):
        return value[:at] + ("b" if value[at] != "b" else "c") + value[at + 1 :]
    return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]


def test_random_edits_of_any_cell_are_found(made: Path, tmp_path: Path) -> None:
    """The insider with the key changes one cell anywhere: 30 draws here, more by RUSHLIGHT_THOROUGH or RUSHLIGHT_EDITS."""
    chance, draws, edited = (
        random.Random(int(os.environ.get("RUSHLIGHT_SEED", "1"))),
        int(os.environ.get("RUSHLIGHT_EDITS", tries(120))),
        0,
    )
    for n in range(draws):
        folder = shutil.copytree(made, tmp_path / f"{n}.case")
        db = open_raw(folder, make.PASSPHRASE, randomness=secrets.token_bytes)
        table, column, position = chance.choice(cells(db))
        (old,) = db.rows(f"SELECT {column} FROM {table} LIMIT 1 OFFSET {position}")[0]  # noqa: S608
        key = db.rows(f"SELECT * FROM {table} LIMIT 1 OFFSET {position}")[0]  # noqa: S608
        columns = [row[1] for row in db.rows(f"PRAGMA table_info({table})")]
        where = " AND ".join(f"{name} IS ?" for name in columns)
        with contextlib.suppress(CasefileError):  # an id taken twice is refused by the table itself
            db.rows(f"UPDATE {table} SET {column} = ? WHERE {where}", (another(old, chance), *key))  # noqa: S608
        changed = db.rows("SELECT total_changes()")[0][0]
        db.close()
        edited += changed
        if changed:
            with contextlib.suppress(CasefileError):
                assert not verified(folder, deep=True).ok, (table, column, position)
        shutil.rmtree(folder)
    assert edited > 0.8 * draws


def test_a_tail_cut_clean_off_shows_against_a_later_checkpoint_only(tmp_path: Path) -> None:
    """Putting back a whole older copy leaves nothing to see inside: hence the note, and checkpoints kept elsewhere."""
    folder = tmp_path / "a.case"
    with make.new_case(folder) as case:
        case.append("test.note", {"n": 1}, by="p_a")
    old = shutil.copytree(folder, tmp_path / "old.case")
    with make.reopen(folder) as case:
        early = case.checkpoint()
        case.append("test.note", {"n": 2}, by="p_a")
        late = case.checkpoint()
        assert case.verify(checkpoint=early).ok
        assert case.verify(checkpoint=late).ok
    report = verified(old, deep=True)
    assert report.ok
    assert "older copy" in report.notes[0]
    found = verified(old, checkpoint=late)
    assert [f.what for f in found.faults] == ["1 events that the given checkpoint saw are missing"]


def test_a_log_written_anew_shows_against_a_checkpoint(tmp_path: Path) -> None:
    """The insider goes back to an old copy and writes another history with the device's own key."""
    folder = tmp_path / "a.case"
    make.new_case(folder).close()
    old = shutil.copytree(folder, tmp_path / "old.case")
    with make.reopen(folder) as case:
        case.append("test.note", {"n": 1}, by="p_a")
        true = case.checkpoint()
    with make.reopen(old) as case:
        for n in (7, 8):
            case.append("test.note", {"n": n}, by="p_a")
        assert case.verify(deep=True).ok
        faults = case.verify(checkpoint=true).faults
    assert [f.what for f in faults] == ["the log is not the one that the given checkpoint saw"]


def test_checkpoints_that_are_no_proof_of_anything_are_told(folder: Path, tmp_path: Path) -> None:
    with make.new_case(tmp_path / "b.case") as other:
        foreign = other.checkpoint()
    with make.reopen(folder) as case:
        mine = case.checkpoint()
        for given, said in (
            ("", "no checkpoint"),
            (foreign, "another casefile"),
            (mine.replace("\n9\n", "\n8\n"), "signature does not hold"),
            (mine[:-8] + "AAAAAA=\n", "signature does not hold"),
        ):
            assert given != mine
            assert any(said in fault.what for fault in case.verify(checkpoint=given).faults), said


@pytest.fixture(scope="module")
def with_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("file") / "a.case"
    with make.new_case(folder) as case:
        for n in range(2):
            original = secrets.token_bytes(1_100_000)
            document = make.a_document("t", original)
            case.add_document(document, "t", original, alias=f"R{n}", collected_by="p_a", by="p_a")
    return folder


@pytest.mark.parametrize("what", ["flip", "cut", "remove", "swap"])
def test_damaged_files_in_blobs_are_found(with_file: Path, tmp_path: Path, what: str) -> None:
    folder = shutil.copytree(with_file, tmp_path / "a.case")
    one, two = sorted(p for p in folder.glob("blobs/*/*") if p.is_file())
    data = one.read_bytes()
    if what == "flip":
        one.write_bytes(data[:1000] + bytes([data[1000] ^ 1]) + data[1001:])
    elif what == "cut":
        one.write_bytes(data[:-1])
    elif what == "remove":
        one.unlink()
    else:
        one.write_bytes(two.read_bytes())
    report = verified(folder)
    assert [f.where for f in report.faults] == [one.name]
    with make.reopen(folder) as case:
        documents = [d.document.id for d in case.documents()]
        refused = 0
        for document in documents:
            try:
                case.original(document)
            except Tampered:
                refused += 1
        assert refused == 1


def test_a_file_that_no_event_names_is_mentioned(folder: Path) -> None:
    (folder / "blobs" / "zz").mkdir(parents=True)
    (folder / "blobs" / "zz" / "bl_left").write_bytes(b"x")
    report = verified(folder)
    assert report.ok
    assert "1 files in blobs belong to no event" in report.notes[0]


def test_a_row_cannot_lead_out_of_the_folder(folder: Path) -> None:
    edit(folder, "UPDATE original SET id = '../../../etc/passwd', place = 'file'")
    with make.reopen(folder) as case, pytest.raises(Tampered):
        case.original(case.documents()[0].document.id)


# --- without the key: bytes of the file -----------------------------------------------------------


def contents(case: Casefile) -> tuple[StoredReport, ...]:
    return case.stored_reports()


def outcome(folder: Path, true: tuple[StoredReport, ...]) -> str:
    """``refused``, ``located`` or ``unused``; anything else fails the test."""
    try:
        with make.reopen(folder) as case:
            if not case.verify(deep=True).ok:
                return "located"
            assert contents(case) == true
            return "unused"
    except CasefileError:
        return "refused"


def test_flipped_bits_are_refused_or_located(folder: Path) -> None:
    with make.reopen(folder) as case:
        true = contents(case)
    path, chance = folder / "vault.db", random.Random(3)
    whole = path.read_bytes()
    seen: dict[str, int] = {}
    for at in [*range(0, 100, 9), *chance.sample(range(len(whole)), 150)]:
        changed = bytearray(whole)
        changed[at] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        (folder / "vault.db-wal").unlink(missing_ok=True)
        end = outcome(folder, true)
        seen[end] = seen.get(end, 0) + 1
    assert seen.get("unused", 0) == 0, seen
    path.write_bytes(whole)
    assert outcome(folder, true) == "unused"


@pytest.mark.parametrize("damage", ["cut", "empty", "longer", "pages", "text", "old page"])
def test_a_damaged_file_gives_a_clear_error(folder: Path, damage: str) -> None:
    path = folder / "vault.db"
    whole = path.read_bytes()
    with make.reopen(folder) as case:
        true = contents(case)
        case.append("test.note", {"n": 1}, by="p_a")
        later = case.checkpoint()
    now = path.read_bytes()
    page = 4096
    changed = next(at for at in range(page, len(whole), page) if whole[at : at + page] != now[at : at + page])
    path.write_bytes(
        {
            "cut": now[:-page],
            "empty": b"",
            "longer": now + b"x" * page,
            "pages": now[: 3 * page] + now[4 * page : 5 * page] + now[3 * page : 4 * page] + now[5 * page :],
            "text": b"this is no database " * 1000,
            "old page": now[:changed] + whole[changed : changed + page] + now[changed + page :],
        }[damage]
    )
    with contextlib.suppress(CasefileError), make.reopen(folder) as case:
        report = case.verify(deep=True, checkpoint=later)
        assert not report.ok or contents(case) == true
        assert damage == "longer" or not report.ok


def test_another_casefiles_database_is_refused(folder: Path, tmp_path: Path) -> None:
    make.new_case(tmp_path / "b.case").close()
    shutil.copy(tmp_path / "b.case" / "vault.db", folder / "vault.db")
    with pytest.raises(Tampered):
        make.reopen(folder)
    (folder / "vault.db").unlink()
    with pytest.raises(Tampered):
        make.reopen(folder)
