"""One sealed file and the casefile again: whole or absent, opened by any way in, and nothing taken from a hostile file."""

from __future__ import annotations

import io
import os
import secrets
import shutil
import signal
import tarfile
from pathlib import Path

import erasing_cases as cases
import making_casefile as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from how_many import tries
from rushlight.casefile import Casefile, create, packing, rekeying, slots, tarring
from rushlight.casefile.keys import stream
from rushlight.errors import CasefileError, MisuseError, RushlightError, Tampered, WrongPassphrase


def unpacked(file: Path, folder: Path, passphrase: str = make.PASSPHRASE, **more) -> Casefile:
    unlock = packing.by_passphrase(passphrase, secrets.token_bytes)
    return packing.unpack(file, folder, unlock, randomness=secrets.token_bytes, now=make.now, by="p_a", **more)


def told(case: Casefile) -> list[object]:
    originals = [case.original(d.document.id) for d in case.documents()]
    return [case.stored_reports(), case.decisions(), case.judgements(), originals, case.sources()]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack beside the casefile it was made of."""
    folder = tmp_path_factory.mktemp("packed")
    with cases.two_reports(folder / "a.case")[0] as case:
        packing.pack(case, folder / "a.rush")
    return folder / "a.rush"


def test_a_packed_casefile_comes_back_whole_as_a_new_device(packed: Path, tmp_path: Path) -> None:
    with make.reopen(packed.with_name("a.case")) as before, unpacked(packed, tmp_path / "b.case") as after:
        assert told(after) == told(before)
        assert after.device != before.device
        assert after.devices()[after.device].follows == before.device
        assert after.verify(deep=True, checkpoint=before.checkpoint()).ok
        after.append("test.note", {}, by="p_a")
    with make.reopen(tmp_path / "b.case") as again:
        assert again.verify(deep=True).ok
    assert (tmp_path / "b.case" / slots.FILE).read_bytes() != (packed.with_name("a.case") / slots.FILE).read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.case"]
    assert sorted(p.name for p in packed.parent.iterdir()) == ["a.case", "a.rush"]
    assert not list(packed.with_name("a.case").glob("*.next*"))


def test_no_word_is_in_the_sealed_file(packed: Path) -> None:
    data = packed.read_bytes()
    assert not [mark for mark in cases.marks() if mark in data]


def test_shares_open_a_pack_too(tmp_path: Path) -> None:
    case = create(
        tmp_path / "a.case",
        make.PASSPHRASE,
        randomness=secrets.token_bytes,
        now=make.now,
        cost=make.CHEAP,
        recovery=(2, 3),
        _below_floor_in_tests=True,
    )
    with case:
        shares = list(case.shares)
        case.confirm_shares({(n, at): shares[n - 1].split()[at - 1] for n in (1, 2) for at in (1, 2)})
        make.fill(case)
        packing.pack(case, tmp_path / "a.rush")
    unlock = packing.by_shares(shares[1:], secrets.token_bytes)
    opened = packing.unpack(
        tmp_path / "a.rush", tmp_path / "b.case", unlock, randomness=secrets.token_bytes, now=make.now, by="p_a"
    )
    with opened as case:
        assert [d.alias for d in case.documents()] == ["R1"]


def test_the_tar_is_the_same_for_the_same_files_and_an_ordinary_one(tmp_path: Path) -> None:
    (tmp_path / "vault.db").write_bytes(b"x" * 1000)
    (tmp_path / "bl").write_bytes(b"y" * 70_000)
    blob = "bl_" + "0" * 24 + "7k"
    members = [tarring.Member("vault.db", tmp_path / "vault.db"), tarring.Member(f"blobs/7k/{blob}", tmp_path / "bl")]
    first, second = (b"".join(tarring._Source(members, tarring._nobody)._all(members, lambda *_: None)) for _ in range(2))
    assert first == second
    with tarfile.open(fileobj=io.BytesIO(first)) as tar:
        assert [(m.name, m.size, m.mtime, m.uid) for m in tar] == [("vault.db", 1000, 0, 0), (f"blobs/7k/{blob}", 70_000, 0, 0)]


def test_wrong_passphrase_and_wrong_places_are_refused_and_leave_nothing(packed: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        unpacked(packed, tmp_path / "b.case", "other orchard quiet marble ferry tundra")
    for folder, error in ((tmp_path / "b", MisuseError), (tmp_path / "no" / "b.case", CasefileError)):
        with pytest.raises(error):
            unpacked(packed, folder)
    (tmp_path / "c.case").mkdir()
    with pytest.raises(CasefileError):
        unpacked(packed, tmp_path / "c.case")
    with make.reopen(packed.with_name("a.case")) as case:
        for file in (tmp_path / "a.zip", packed, tmp_path / "no" / "a.rush", case.folder / "a.rush"):
            with pytest.raises(RushlightError):
                packing.pack(case, file)
    assert [p.name for p in tmp_path.iterdir()] == ["c.case"]


# --- hostile files -------------------------------------------------------------------------------------------


def hostile(members: list[tuple[str, bytes, bytes]], tail: bytes = bytes(1024)) -> bytes:
    """A tar of (name, content, type)."""
    out = b""
    for name, content, kind in members:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.type = len(content), 0o600, kind
        if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
            info.linkname = "../../outside"
        out += info.tobuf(tarfile.GNU_FORMAT) + content + bytes(-len(content) % 512)
    return out + tail


DB = ("vault.db", b"x" * 600, tarfile.REGTYPE)
BLOB = "blobs/7k/bl_" + "0" * 24 + "7k"
HOSTILE = {
    "up": [DB, ("../outside", b"x", tarfile.REGTYPE)],
    "absolute": [DB, ("/tmp/outside", b"x", tarfile.REGTYPE)],  # noqa: S108 - never written
    "link": [DB, (BLOB, b"", tarfile.SYMTYPE)],
    "hard link": [DB, (BLOB, b"", tarfile.LNKTYPE)],
    "folder": [DB, ("blobs", b"", tarfile.DIRTYPE)],
    "device": [DB, (BLOB, b"", tarfile.CHRTYPE)],
    "slots": [DB, ("keyslots.json", b"{}", tarfile.REGTYPE)],
    "wal": [DB, ("vault.db-wal", b"x", tarfile.REGTYPE)],
    "twice": [DB, DB],
    "blob twice": [DB, (BLOB, b"x", tarfile.REGTYPE), (BLOB, b"y", tarfile.REGTYPE)],
    "wrong folder": [DB, ("blobs/7m/bl_" + "0" * 24 + "7k", b"x", tarfile.REGTYPE)],
    "blob first": [(BLOB, b"x", tarfile.REGTYPE), DB],
    "nothing": [],
    "long name": [DB, ("a" * 200, b"x", tarfile.REGTYPE)],
    "sparse": [DB, (BLOB, b"x", tarfile.GNUTYPE_SPARSE)],
    "pax": [DB, (BLOB, b"30 path=../outside\n", tarfile.XHDTYPE)],
}


def poured(data: bytes, folder: Path) -> None:
    """Unseal a stream that somebody who has the identity made."""
    identity, sealed = stream.new_identity(), io.BytesIO()
    stream.encrypt(identity, io.BytesIO(data), sealed)
    sealed.seek(0)
    tarring.unseal(sealed, identity, folder)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_and_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(Tampered):
        poured(hostile(HOSTILE[name]), tmp_path / "in")
    assert [p.name for p in tmp_path.iterdir()] == ["in"]
    assert not [
        p for p in (tmp_path / "in").rglob("*") if p.is_symlink() or p.name not in ("vault.db", "blobs", "7k", BLOB[9:])
    ]


def test_the_same_archive_without_the_hostile_part_is_taken(tmp_path: Path) -> None:
    poured(hostile([DB, (BLOB, b"y" * 5000, tarfile.REGTYPE), (BLOB.replace("7k", "7m"), b"", tarfile.REGTYPE)]), tmp_path)
    assert (tmp_path / BLOB).read_bytes() == b"y" * 5000
    assert (tmp_path / BLOB.replace("7k", "7m")).read_bytes() == b""


@pytest.mark.parametrize("tail", [b"", bytes(512), bytes(1536), bytes(1024) + b"x" * 512, b"x" * 512])
def test_an_archive_that_does_not_end_where_it_should_is_refused(tmp_path: Path, tail: bytes) -> None:
    with pytest.raises(Tampered):
        poured(hostile([DB], tail), tmp_path)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_changed_byte_of_an_archive_is_refused_or_is_content(tmp_path_factory: pytest.TempPathFactory, data) -> None:
    tar = bytearray(hostile([DB, (BLOB, b"y" * 300, tarfile.REGTYPE)]))
    at = data.draw(st.integers(0, len(tar) - 1))
    tar[at] ^= 1 << data.draw(st.integers(0, 7))
    content = 512 <= at < 1112 or 2048 <= at < 2348
    folder = tmp_path_factory.mktemp("x")
    if content:
        poured(bytes(tar), folder)
    else:
        with pytest.raises(Tampered):
            poured(bytes(tar), folder)
    shutil.rmtree(folder)


@settings(max_examples=tries(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(at=st.floats(0, 1), bit=st.integers(0, 7), cut=st.booleans())
def test_a_changed_or_cut_pack_gives_nothing(packed: Path, tmp_path: Path, at: float, bit: int, cut: bool) -> None:
    whole = packed.read_bytes()
    place = min(int(at * len(whole)), len(whole) - 1)
    changed = bytearray(whole[:place] if cut else whole)
    if not cut:
        changed[place] ^= 1 << bit
    bad = tmp_path / "bad.rush"
    bad.write_bytes(changed)
    with pytest.raises(RushlightError):
        unpacked(bad, tmp_path / "bad.case")
    assert [p.name for p in tmp_path.iterdir()] == ["bad.rush"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(head=st.binary(max_size=300))
def test_any_bytes_are_refused_as_a_pack(tmp_path: Path, head: bytes) -> None:
    for start in (b"", packing.PACK.encode() + b"\n"):
        (tmp_path / "bad.rush").write_bytes(start + head)
        with pytest.raises(RushlightError):
            unpacked(tmp_path / "bad.rush", tmp_path / "bad.case")
    assert [p.name for p in tmp_path.iterdir()] == ["bad.rush"]


# --- cut off ---------------------------------------------------------------------------------------------------


def test_ctrl_c_while_packing_or_unpacking_leaves_nothing(packed: Path, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert 0 < done <= total
        raise KeyboardInterrupt

    with make.reopen(packed.with_name("a.case")) as case:
        with pytest.raises(KeyboardInterrupt):
            packing.pack(case, tmp_path / "b.rush", stop)
        assert not list(case.folder.glob("*.next*"))
        case.append("test.note", {}, by="p_a")
    with pytest.raises(KeyboardInterrupt):
        unpacked(packed, tmp_path / "b.case", progress=stop)
    assert not list(tmp_path.iterdir())


def test_a_disk_that_fills_up_leaves_nothing(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (packing, tarring):
        with monkeypatch.context() as patched:
            patched.setattr(module, "RESERVE", 1 << 60)
            if module is packing:
                with make.reopen(packed.with_name("a.case")) as case, pytest.raises(CasefileError):
                    packing.pack(case, tmp_path / "b.rush")
            else:
                with pytest.raises(CasefileError):
                    unpacked(packed, tmp_path / "b.case")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("where", ["_made_whole", "seal"])
def test_killed_while_packing_the_casefile_is_as_it_was(packed: Path, tmp_path: Path, where: str) -> None:
    folder = Path(shutil.copytree(packed.with_name("a.case"), tmp_path / "a.case"))
    child = os.fork()
    if not child:
        try:
            owner = rekeying if where == "_made_whole" else tarring
            really = getattr(owner, where)

            def killed(*args):
                if where == "_made_whole":
                    really(*args)
                os.kill(os.getpid(), signal.SIGKILL)

            setattr(owner, where, killed)
            packing.pack(make.reopen(folder), tmp_path / "b.rush")
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    assert not (tmp_path / "b.rush").exists()
    with make.reopen(folder) as case:
        assert case.verify(deep=True).ok
        assert not list(folder.glob("*.next*"))
        packing.pack(case, tmp_path / "b.rush")
    unpacked(tmp_path / "b.rush", tmp_path / "b.case").close()
    assert not list(tmp_path.glob("*.new"))
