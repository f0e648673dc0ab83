"""What reaches the disk, and what a disk, a kill or a second process does to it."""

from __future__ import annotations

import base64
import contextlib
import random
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import making_casefile as make
import pytest

from rushlight.casefile import Casefile, create, database, files
from rushlight.casefile.database import Database
from rushlight.casefile.keys import Keyring
from rushlight.casefile.log import Log
from rushlight.errors import CasefileError, CipherMissing

HERE = Path(__file__).parent


def marks() -> list[bytes]:
    """Marked words in the encodings in which they could leak, whole and in part."""
    out: list[bytes] = []
    for words in (make.NAME_EN, make.NAME_KO, "Tobias Wrenfield", "tobias@example.org", "sent away", "counts.csv", "돈을 내지"):
        for part in (words, *words.split(" ")):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                raw = part.encode(encoding)
                out += [raw, *(base64.b64encode(bytes(shift) + raw)[4:-4] for shift in range(3)), raw.hex().encode()]
    return [mark for mark in out if len(mark) > 4]


def hits(folder: Path) -> list[str]:
    wanted = marks()
    found = []
    for path in folder.rglob("*"):
        blob = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        found += [path.name for mark in wanted if mark in blob]
    return found


def test_the_search_for_marks_would_find_them(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"..." + base64.b64encode(b"ab " + make.NAME_KO.encode()))
    (tmp_path / "y").write_text(make.NAME_EN, encoding="utf-16")
    assert set(hits(tmp_path)) == {"x", "y"}


def test_no_marked_word_is_on_disk_open_or_closed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    case = make.new_case(tmp_path / "a.case")
    document = make.fill(case)
    big = make.TEXT.encode() * 20_000
    case.add_document(make.a_document(make.TEXT, big), make.TEXT, big, alias="R2", collected_by="p_a", by="p_a")
    with case._db.transaction():
        case.put_setting("half", make.NAME_KO * 5000, by="p_a")
        case._db.rows("SELECT text FROM document ORDER BY text || random()")
        assert hits(tmp_path) == []
    assert (tmp_path / "a.case" / "vault.db-wal").exists()
    assert hits(tmp_path) == []
    assert case.text(document) == make.TEXT
    case.close()
    assert hits(tmp_path) == []
    assert sorted(p.name for p in (tmp_path / "a.case").iterdir()) == ["blobs", "keyslots.json", "vault.db"]
    assert not any(capfd.readouterr())


def test_the_file_is_encrypted_and_only_ours_to_read(tmp_path: Path) -> None:
    make.new_case(tmp_path / "a.case").close()
    assert not (tmp_path / "a.case" / "vault.db").read_bytes().startswith(b"SQLite format 3")
    assert (tmp_path / "a.case").stat().st_mode & 0o077 == 0
    assert [(tmp_path / "a.case" / name).stat().st_mode & 0o077 for name in ("keyslots.json", "vault.db")] == [0, 0]


def test_pragmas_are_as_the_design_asks(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        said = {p: case._db.rows(f"PRAGMA {p}")[0][0] for p in ("journal_mode", "synchronous", "locking_mode", "secure_delete")}
        assert said == {"journal_mode": "wal", "synchronous": 2, "locking_mode": "exclusive", "secure_delete": 1}
        flags = ("fullfsync", "checkpoint_fullfsync", "cell_size_check", "trusted_schema", "temp_store")
        assert [case._db.rows(f"PRAGMA {p}")[0][0] for p in flags] == [1, 1, 1, 0, 2]
    assert not (tmp_path / "a.case" / "vault.db-shm").exists()


# --- another library answers ----------------------------------------------------------------------


def refuse(tmp_path: Path) -> None:
    with pytest.raises(CipherMissing) as refused:
        make.new_case(tmp_path / "a.case")
    assert refused.value.hint
    assert list(tmp_path.iterdir()) == []


def test_without_the_encrypting_library_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(apsw, "mc_version")
    refuse(tmp_path)


def test_an_old_library_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")
    refuse(tmp_path)


def test_a_key_that_is_ignored_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real library without a key writes a plain file, as plain SQLite would: its first bytes give it away."""
    monkeypatch.setattr(Keyring, "database_pragma", lambda self: "PRAGMA user_version")
    refuse(tmp_path)


def test_a_cipher_that_does_not_answer_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "CIPHER", "chacha21")
    with pytest.raises(CasefileError):
        make.new_case(tmp_path / "a.case")
    assert list(tmp_path.iterdir()) == []


# --- a second process, a kill ---------------------------------------------------------------------


def writer(folder: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen([sys.executable, HERE / "writer.py", folder], stdout=subprocess.PIPE, text=True, cwd=HERE)
    assert child.stdout
    assert child.stdout.readline() == "ready\n"
    return child


def test_a_casefile_open_elsewhere_is_refused(tmp_path: Path) -> None:
    make.new_case(tmp_path / "a.case").close()
    child = writer(tmp_path / "a.case")
    try:
        with pytest.raises(CasefileError, match="open elsewhere"):
            make.reopen(tmp_path / "a.case")
    finally:
        child.kill()
        child.communicate()
    make.reopen(tmp_path / "a.case").close()


@pytest.mark.parametrize("kills", [5, pytest.param(20, marks=pytest.mark.slow)])
def test_no_acknowledged_event_is_lost_to_kill_9(tmp_path: Path, kills: int) -> None:
    folder = tmp_path / "a.case"
    make.new_case(folder).close()
    acknowledged: list[str] = []
    chance = random.Random(7)
    for _ in range(kills):
        child = writer(folder)
        assert child.stdout
        acknowledged += [child.stdout.readline().strip() for _ in range(chance.randrange(1, 60))]
        child.kill()
        acknowledged += [line.strip() for line in child.communicate()[0].splitlines(keepends=True) if line.endswith("\n")]
        with make.reopen(folder) as case:
            known = {event.id for event in case.events()}
            assert set(acknowledged) <= known
            report = case.verify()
            assert report.ok, report.faults
    with make.reopen(folder) as case:
        assert case.verify(deep=True).ok
    assert len(acknowledged) > 10 * kills


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer signal")
def test_ctrl_c_at_any_moment_leaves_whole_events_only(tmp_path: Path) -> None:
    chance, kept, stopped = random.Random(9), [], 0
    with make.new_case(tmp_path / "a.case") as case:
        begun = time.perf_counter()
        for n in range(20):
            case.append("test.note", {"n": n}, by="p_a")
        usual = (time.perf_counter() - begun) / 20

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        before = signal.signal(signal.SIGALRM, interrupt)
        try:
            for n in range(200):
                with contextlib.suppress(KeyboardInterrupt):
                    signal.setitimer(signal.ITIMER_REAL, chance.uniform(1e-5, 1.5 * usual))
                    event = case.append("test.note", {"n": n}, by="p_a")
                    kept.append(event.id)
                    signal.setitimer(signal.ITIMER_REAL, 0)
                    continue
                stopped += 1
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        assert set(kept) <= {e.id for e in case.events()}
        assert case.verify(deep=True).ok
    with make.reopen(tmp_path / "a.case") as case:
        assert set(kept) <= {e.id for e in case.events()}
        assert case.verify(deep=True).ok
    assert stopped > 20


# --- a full disk ----------------------------------------------------------------------------------


def test_a_full_database_writes_nothing_and_goes_on_later(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        case.append("test.note", {}, by="p_a")
        (pages,) = case._db.rows("PRAGMA page_count")[0]
        case._db.rows(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(CasefileError, match="full") as refused:
            case.append("test.note", {"x": "y" * 200_000}, by="p_a", event_id="ev_big")
        assert refused.value.hint
        assert case.verify(deep=True).ok
        assert len(case.events()) == 2
        case._db.rows("PRAGMA max_page_count = 100000")
        case.append("test.note", {"x": "y" * 200_000}, by="p_a", event_id="ev_big")
        assert case.verify(deep=True).ok


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", place], capture_output=True, check=False).returncode:
        pytest.skip("only root can make a small disk")
    yield place
    subprocess.run(["umount", place], check=True)


def fill_up(case: Casefile, kept: list[str], size: int) -> None:
    while True:
        kept.append(case.append("test.note", {"x": secrets.token_hex(size)}, by="p_a").id)


def test_a_small_disk_fills_up_to_the_reserve_and_no_further(small_disk: Path) -> None:
    with make.new_case(small_disk / "a.case") as case:
        kept: list[str] = []
        with pytest.raises(CasefileError, match="nearly full"):
            fill_up(case, kept, 30_000)
        assert len(kept) > 5
        assert case.verify(deep=True).ok
        assert {e.id for e in case.events()} >= set(kept)


def test_a_truly_full_disk_leaves_whole_events_only(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "check_room", lambda folder, needed: None)
    monkeypatch.setattr("rushlight.casefile.casefile.check_room", lambda folder, needed: None)
    kept: list[str] = []
    with make.new_case(small_disk / "a.case") as case, pytest.raises(CasefileError) as refused:
        fill_up(case, kept, 100_000)
    assert refused.value.hint
    with make.reopen(small_disk / "a.case") as case:
        assert {e.id for e in case.events()} >= set(kept)
        assert case.verify(deep=True).ok


def test_no_room_for_a_large_original_leaves_no_file(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rushlight.casefile.casefile.check_room", lambda folder, needed: None)
    original = secrets.token_bytes(14 << 20)
    with make.new_case(small_disk / "a.case") as case:
        document = make.a_document("t", original)
        with pytest.raises(CasefileError):
            case.add_document(document, "t", original, alias="R1", collected_by="p_a", by="p_a")
        assert not [p for p in case.folder.glob("blobs/*/*") if p.is_file()]
        assert case.verify(deep=True).ok


def test_no_room_to_create_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "RESERVE", 1 << 60)
    with pytest.raises(CasefileError, match="nearly full"):
        create(
            tmp_path / "a.case",
            make.PASSPHRASE,
            randomness=secrets.token_bytes,
            now=make.now,
            cost=make.CHEAP,
            _below_floor_in_tests=True,
        )
    assert list(tmp_path.iterdir()) == []


# --- a failing disk -------------------------------------------------------------------------------


class Faulty(apsw.VFS):
    """A file system below the cipher whose ``fail_at``-th write or flush fails, and all after it."""

    def __init__(self) -> None:
        self.count, self.fail_at, self.error = 0, 0, apsw.IOError
        super().__init__("faulty", "unix")

    def step(self) -> None:
        self.count += 1
        if self.fail_at and self.count >= self.fail_at:
            raise self.error("the test's disk fails")

    def xOpen(self, name, flags):  # noqa: N802 - apsw's name
        return FaultyFile(self, name, flags)


class FaultyFile(apsw.VFSFile):
    def __init__(self, vfs: Faulty, name, flags) -> None:
        self.vfs = vfs
        super().__init__("unix", name, flags)

    def xWrite(self, data, offset):  # noqa: N802
        self.vfs.step()
        return super().xWrite(data, offset)

    def xSync(self, flags):  # noqa: N802
        self.vfs.step()
        return super().xSync(flags)


@pytest.fixture(scope="module")
def faulty() -> Faulty:
    """Registered once and for good: the cipher's own file system keeps a pointer to it."""
    return Faulty()


def on(vfs: Faulty, case: Casefile) -> Casefile:
    """The same casefile, closed and opened again over the failing disk."""
    case.close()
    db = Database(case.folder / database.FILE, case._ring.database_pragma(), vfs="multipleciphers-faulty")
    log = Log(db, case._ring, case.id, case.device, secrets.token_bytes)
    return Casefile(case.folder, db, case._ring, log, secrets.token_bytes, make.now)


@pytest.mark.parametrize("error", [apsw.IOError, apsw.FullError], ids=["ioerr", "full"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_single_write_may_fail(tmp_path: Path, faulty: Faulty, error: type[apsw.Error], monkeypatch) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *parts: None)  # apsw also tells the hook of errors while closing
    faulty.error = error
    hints: list[str | None] = []
    case = make.new_case(tmp_path / "a.case")
    for nth in range(1, 200):
        case = on(faulty, case)
        before = [e.id for e in case.events()]
        faulty.count, faulty.fail_at = 0, nth
        try:
            case.append("test.note", {"n": nth}, by="p_a", event_id=f"ev_{nth}")
            done = True
        except CasefileError as refused:
            hints.append(refused.hint)
            done = False
        reached, faulty.fail_at = faulty.count >= nth, 0
        case = on(faulty, case)
        after = [e.id for e in case.events()]
        assert after in (before, [*before, f"ev_{nth}"])
        assert not done or f"ev_{nth}" in after
        case.append("test.note", {"n": nth}, by="p_a", event_id=f"ev_{nth}")  # a repeated write is one event
        assert [e.id for e in case.events()] == [*before, f"ev_{nth}"]
        assert case.verify(deep=True).ok
        if not reached:
            break
    case.close()
    assert len(hints) > 5
    assert all(hints)
    assert not reached


def test_the_folders_of_a_large_original_have_durable_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Flushing the file, and the folder it lies in, keeps neither when the folder's own name is lost in a power cut."""
    flushed: list[Path] = []
    really = files.flush_folder
    monkeypatch.setattr(files, "flush_folder", lambda folder: (flushed.append(folder), really(folder))[1])
    with make.new_case(tmp_path / "a.case") as case:
        flushed.clear()
        original = secrets.token_bytes(1_300_000)
        case.add_document(make.a_document("t", original), "t", original, alias="R1", collected_by="p", by="p")
        (path,) = (case.folder / "blobs").glob("*/*")
        assert [*flushed] == [case.folder, case.folder / "blobs", path.parent]


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    with make.new_case(tmp_path / "a.case") as case:
        (case.folder / "blobs").write_bytes(b"")  # a file stands where the folder should be
        original = secrets.token_bytes(1_300_000)
        with pytest.raises(CasefileError, match="could not be made"):
            case.add_document(make.a_document("t", original), "t", original, alias="R1", collected_by="p", by="p")
        assert not case.documents()
