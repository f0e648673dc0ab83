"""Two verifiers that share no code: what one finds, the other finds. ``COARSER`` says where the stand-alone looks less far."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import random
import re
import secrets
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import making_casefile as make
import making_disclosure
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from test_case_tamper import VECTORS, another, cells, edit

from rushlight.casefile import open_raw, storing
from rushlight.casefile.canonical import canonical, parse
from rushlight.casefile.disclosure import disclose
from rushlight.errors import CasefileError

FILE = Path(__file__).parent.parent.parent / "standalone" / "verify_case.py"
GOLDEN = sorted(path.parent for path in (Path(__file__).parent / "golden").glob("*/expected.json"))

COARSER = {
    "index-dropped",  # it does not compare the schema, beyond triggers and views
    "projection-dropped",
    "table-added",
    "signing-key-deleted",  # whether this device can go on signing is no matter of evidence
    "signing-key-garbled",
} | {path.stem for path in VECTORS if not json.loads(path.read_text(encoding="utf-8"))["shallow"]}
"""Vectors that the stand-alone does not find: the tables made from events (it reads none of them), and these few."""

PRIMARY = ("events", "nodes", "checkpoints", "vault", "blobs")


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_case", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ALONE = load()
Check = Callable[..., tuple[int, str]]


@pytest.fixture
def alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """The stand-alone's exit code and all it says."""
    secret = tmp_path / "secret"
    secret.write_text(make.PASSPHRASE + "\n", encoding="utf-8")

    def check(path: Path, *options: str) -> tuple[int, str]:
        capsys.readouterr()
        code = ALONE.main([str(path), "--passphrase-file", str(secret), *options])
        said = capsys.readouterr()
        return code, said.out + said.err

    return check


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "a.case"
    with make.new_case(folder) as case:
        make.fill(case)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "a.case"))


def test_it_is_one_short_file_of_the_standard_library_and_cryptography() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 500
    assert max(map(len, lines)) <= 128
    allowed = {*sys.stdlib_module_names, "cryptography"}
    named = [line.split()[1:] for line in lines if line.startswith(("import ", "    import "))]
    named += [line.split()[1:2] for line in lines if line.strip().startswith("from ") and " import " in line]
    modules = {word.strip(",").partition(".")[0] for words in named for word in words if word != "as"}
    assert modules - {"dt"} <= allowed
    assert "rushlight" not in modules


def test_the_packaged_copy_is_the_same() -> None:
    from importlib.resources import files

    packaged = files("rushlight").joinpath("_data", "verify_case.txt").read_bytes()
    assert packaged == FILE.read_bytes(), "copy standalone/verify_case.py to src/rushlight/_data/verify_case.txt"


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.name)
def test_golden_casefiles_and_proofs_verify(golden: Path, tmp_path: Path, alone: Check) -> None:
    said = json.loads((golden / "expected.json").read_text(encoding="utf-8"))
    (tmp_path / "checkpoint").write_text(said["checkpoint"], encoding="utf-8")
    code, text = alone(golden / "example.case", "--checkpoint", str(tmp_path / "checkpoint"))
    assert (code, f"{len(said['kinds'])} events" in text) == (0, True), text
    (tmp_path / "proof.json").write_text(json.dumps(said["proof"]), encoding="utf-8")
    assert alone(tmp_path / "proof.json")[0] == 0
    pack = golden / "example.disclosure"
    assert not pack.exists() or alone(pack)[0] == 0
    body = {**said["proof"], "inclusion": []}
    (tmp_path / "proof.json").write_text(json.dumps(body), encoding="utf-8")
    assert "not in the log" in alone(tmp_path / "proof.json")[1]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda path: path.stem)
def test_both_find_what_was_edited(folder: Path, vector: Path, alone: Check) -> None:
    edit(folder, *json.loads(vector.read_text(encoding="utf-8"))["sql"])
    code, text = alone(folder)
    assert code == (0 if vector.stem in COARSER else 1), text
    assert not [mark for mark in ("Marigold", "가온달", "Tobias") if mark in text]


def test_both_find_random_edits(made: Path, tmp_path: Path, alone: Check) -> None:
    """One cell of what is primary, anywhere: 40 draws here, more by RUSHLIGHT_EDITS."""
    chance = random.Random(int(os.environ.get("RUSHLIGHT_SEED", "2")))
    for n in range(int(os.environ.get("RUSHLIGHT_EDITS", "120")) // 3):
        folder = shutil.copytree(made, tmp_path / f"{n}.case")
        db = open_raw(folder, make.PASSPHRASE, randomness=secrets.token_bytes)
        table, column, position = chance.choice([cell for cell in cells(db) if cell[0] in PRIMARY])
        columns = [row[1] for row in db.rows(f"PRAGMA table_info({table})")]
        row = db.rows(f"SELECT * FROM {table} LIMIT 1 OFFSET {position}")[0]  # noqa: S608
        where = " AND ".join(f"{name} IS ?" for name in columns)
        new = another(row[columns.index(column)], chance)
        with contextlib.suppress(CasefileError):  # an id taken twice is refused by the table itself
            db.rows(f"UPDATE {table} SET {column} = ? WHERE {where}", (new, *row))  # noqa: S608
        changed = db.rows("SELECT total_changes()")[0][0]
        db.close()
        assert alone(folder)[0] == (1 if changed else 0), (table, column, position)
        shutil.rmtree(folder)


def test_flipped_bits_cut_and_lengthened_files_are_refused(folder: Path, alone: Check) -> None:
    path, chance = folder / "vault.db", random.Random(3)
    whole = path.read_bytes()
    for at in [*range(0, 100, 7), *chance.sample(range(len(whole)), 60)]:
        changed = bytearray(whole)
        changed[at] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        assert alone(folder)[0] == 1, at
    for damaged in (b"", whole[:-4096], whole[:-1], whole + bytes(4096), b"this is no database " * 1000):
        path.write_bytes(damaged)
        assert alone(folder)[0] in (1, 2)
    path.write_bytes(whole)
    assert alone(folder)[0] == 0


def test_an_open_casefile_a_wrong_passphrase_and_no_casefile_cannot_be_checked(
    folder: Path, tmp_path: Path, alone: Check
) -> None:
    with make.reopen(folder) as case:
        case.append("test.note", {}, by="p_a")
        code, text = alone(folder)
        assert (code, "was not closed" in text) == (2, True)
    assert alone(folder)[0] == 0
    (tmp_path / "secret").write_text("something else entirely\n", encoding="utf-8")
    assert alone(folder)[0] == 2
    assert alone(tmp_path / "none.case")[0] == 2
    (tmp_path / "empty.case").mkdir()
    assert alone(tmp_path / "empty.case")[0] == 2


def test_a_rollback_shows_against_a_checkpoint_kept_elsewhere(folder: Path, tmp_path: Path, alone: Check) -> None:
    old = shutil.copytree(folder, tmp_path / "old.case")
    kept = str(tmp_path / "checkpoint")
    with make.reopen(folder) as case:
        case.append("test.note", {}, by="p_a")
        Path(kept).write_text(case.checkpoint(), encoding="utf-8")
    assert alone(folder, "--checkpoint", kept)[0] == 0
    assert alone(old)[0] == 0
    code, text = alone(old, "--checkpoint", kept)
    assert (code, "1 events at the end are missing" in text) == (1, True)
    with make.reopen(old) as case:
        for n in range(3):
            case.append("test.note", {"n": n}, by="p_a")
    assert "not the one that a checkpoint saw" in alone(old, "--checkpoint", kept)[1]


def test_a_casefile_under_a_new_case_key_verifies(folder: Path, alone: Check) -> None:
    with make.reopen(folder) as case:
        anew, _ = case.rekey()
        anew.append("test.note", {}, by="p_a")
        anew.close()
    assert alone(folder)[0] == 0


def test_originals_in_files_are_checked(tmp_path: Path, alone: Check) -> None:
    folder = tmp_path / "b.case"
    with make.new_case(folder) as case:
        original = secrets.token_bytes(1_100_000)
        case.add_document(make.a_document("t", original), "t", original, alias="R1", collected_by="p_a", by="p_a")
    assert alone(folder)[0] == 0
    (file,) = (path for path in folder.glob("blobs/*/*") if path.is_file())
    data = file.read_bytes()
    file.write_bytes(data[:1000] + bytes([data[1000] ^ 1]) + data[1001:])
    assert "an original was changed" in alone(folder)[1]
    file.unlink()
    assert "an original is missing" in alone(folder)[1]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("team") / "a.case"
    case, _ = making_disclosure.team(folder)
    with case:
        source = next(e.id for e in case.events() if e.kind == "source.added")
        return folder, disclose(case, [source, "R1"], with_names=True, at=make.T0, by="p_a").pack


def test_devices_are_judged_by_who_admitted_them(team: tuple[Path, bytes], tmp_path: Path, alone: Check) -> None:
    folder = shutil.copytree(team[0], tmp_path / "t.case")
    code, text = alone(folder)
    assert (code, "do not count" in text) == (0, False), text
    with make.reopen(folder) as case:
        stranger = making_disclosure.Colleague(case, "dv_stranger")
        stranger.write("device.joined", stranger.announcement)
        stranger.write("device.admitted", {**stranger.announcement, "roles": ["admin"]})
        case.append("device.revoked", {"device": making_disclosure.COLLEAGUE, "size": 1}, by="p_a")
        case.new_incarnation(by="p_a")
        assert [fault.where for fault in case.verify(deep=True).faults] == ["dv_stranger"]
    code, text = alone(folder)
    assert code == 1
    assert "nobody admitted (dv_stranger)" in text
    assert "1 events of dv_colleague do not count" in text
    assert text.count("do not count") == 1


def test_an_empty_event_needs_an_erasure_that_counts(team: tuple[Path, bytes], tmp_path: Path, alone: Check) -> None:
    folder = shutil.copytree(team[0], tmp_path / "t.case")
    with make.reopen(folder) as case:
        note = case.append("test.note", {"n": 3}, by="p_a").id
        case._db.rows("UPDATE events SET sealed = x'', wrapped_key = x'' WHERE id = ?", (note,))
    assert "nobody erased it" in alone(folder)[1]
    said = {"events": [{"id": note, "turn": 1}], "vault": [], "blobs": [], "ids": [], "reason": "withdrawn"}
    with make.reopen(folder) as case:
        stranger = making_disclosure.Colleague(case, "dv_stranger")
        stranger.write("device.joined", stranger.announcement)
        stranger.write("test.note" if "report.erased" not in _kinds() else "report.erased", said)
    assert "nobody erased it" in alone(folder)[1]
    with make.reopen(folder) as case, contextlib.suppress(CasefileError):
        case.append("report.erased", said, by="p_a")
    assert "nobody erased it" not in alone(folder)[1]


def _kinds() -> Iterator[str]:
    from rushlight.casefile import projections

    return iter(projections._BY_KIND)


def test_both_judge_disclosure_packs_alike(team: tuple[Path, bytes], tmp_path: Path, alone: Check) -> None:
    path, pack = tmp_path / "x.disclosure", team[1]
    path.write_bytes(pack)
    code, text = alone(path)
    assert code == 0, text
    assert f"cosigned by {making_disclosure.COLLEAGUE} on {making_disclosure.DAY}" in text
    assert "Wrenfield" not in text
    for what, changed in making_disclosure.altered(pack):
        path.write_bytes(changed)
        code, text = alone(path)
        assert code == 2 or (code == 1 and re.search(r"^not verified: .*, faults: [1-9]", text, re.MULTILINE)), what
    files = storing.read(pack)
    chance = random.Random(5)
    for name in files:
        for _ in range(40):
            data = bytearray(files[name])
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            path.write_bytes(storing.write({**files, name: bytes(data)}))
            assert alone(path)[0] in (1, 2), name


def test_it_runs_by_itself(made: Path, tmp_path: Path) -> None:
    """As a stranger runs it: a copy elsewhere, isolated from this project, the passphrase by a file."""
    copy = Path(shutil.copy(FILE, tmp_path / "verify_case.py"))
    (tmp_path / "secret").write_text(make.PASSPHRASE, encoding="utf-8")
    run: Any = [sys.executable, "-I", str(copy), str(made), "--passphrase-file", str(tmp_path / "secret")]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "verified: 9 events, no fault\n")
    assert "older copy" in done.stderr


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(JSON)
def test_its_canonical_json_is_rfc_8785(value: object) -> None:
    try:
        wanted = rfc8785.dumps(value)
    except UnicodeEncodeError:
        return
    assert ALONE.canonical(value) == wanted
    try:
        held = parse(wanted)  # a fraction of 17 digits can read back as an integer that JSON cannot hold: both refuse it
    except CasefileError:
        with pytest.raises(ALONE.Wrong):
            ALONE.parsed(wanted)
    else:
        assert ALONE.parsed(wanted) == held


# RFC 8785, appendix B, with the numbers' bits.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555555": "333333333.3333333",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize("bits", NUMBERS)
def test_published_numbers(bits: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert ALONE.canonical(number).decode() == canonical(number).decode() == NUMBERS[bits]


def test_the_block_counter_wraps_as_the_librarys_does() -> None:
    """SQLite3 Multiple Ciphers' 32-bit counter begins again at 0; OpenSSL's would carry into the nonce."""
    key, nonce = bytes(range(32)), bytes(12)
    wrapped = ALONE.chacha20(key, nonce, 0xFFFFFFFF, bytes(192))
    assert wrapped == ALONE.chacha20(key, nonce, 0xFFFFFFFF, bytes(64)) + ALONE.chacha20(key, nonce, 0, bytes(128))
