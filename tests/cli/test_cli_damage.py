"""A casefile that is newer, damaged, open elsewhere, or on a disk that fails: told, never made worse."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_calls import call, on_case
from cli_shell import DEMAND, REPORT, Done, Shell, a_shell, check_error, opened, state

from rushlight.casefile.canonical import canonical

VERBS = (["show"], ["take-in", "b.txt"], ["log"], ["verify", "--deep"])


@pytest.fixture
def filled(shell: Shell) -> Shell:
    shell.put("a.txt", REPORT)
    shell.put("b.txt", DEMAND)
    assert on_case(shell, "take-in", "a.txt").code == 0
    return shell


def refused(shell: Shell, says: str, code: int = 1) -> None:
    """Every verb refuses alike, and leaves each byte of the folder as it was."""
    before = {p: p.read_bytes() for p in (shell.folder / "w.case").rglob("*") if p.is_file()}
    for verb in VERBS:
        check_error(on_case(shell, *verb), code, says)
    assert {p: p.read_bytes() for p in (shell.folder / "w.case").rglob("*") if p.is_file()} == before


def test_a_newer_casefile(filled: Shell) -> None:
    slots = filled.folder / "w.case" / "keyslots.json"
    content = json.loads(slots.read_text(encoding="utf-8"))
    for written in (json.dumps, canonical):  # a newer one may write the file in its own way
        data = written(content | {"format": "rushlight-case/2", "more": {"new": 1.5}})
        slots.write_bytes(data.encode() if isinstance(data, str) else data)
        refused(filled, "newer rushlight")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 7}', b"\xff\xfe", b"{}" + b" " * 2_000_000])
def test_key_slots_that_are_none(filled: Shell, content: bytes) -> None:
    (filled.folder / "w.case" / "keyslots.json").write_bytes(content)
    refused(filled, "keyslots.json")


@pytest.mark.parametrize("field", ["memory_kib", "passes", "salt", "wrapped", "kdf"])
def test_a_changed_key_slot(filled: Shell, field: str) -> None:
    path = filled.folder / "w.case" / "keyslots.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["slots"][0][field] = {"memory_kib": 1 << 40, "passes": "many", "salt": "00" * 16, "wrapped": "zz", "kdf": "x"}[
        field
    ]
    path.write_bytes(canonical(content))
    refused(filled, "key slot")


def test_a_missing_database(filled: Shell) -> None:
    (filled.folder / "w.case" / "vault.db").unlink()
    refused(filled, "database is missing")


@pytest.mark.parametrize("kept", [0, 1, 16, 4096, 8191, -4096])
def test_a_truncated_database(filled: Shell, kept: int) -> None:
    path = filled.folder / "w.case" / "vault.db"
    size = path.stat().st_size
    os.truncate(path, kept if kept >= 0 else size + kept)
    for verb in VERBS:
        done = on_case(filled, *verb)
        if verb[0] == "verify" and done.out:
            assert "not verified" in done.out
        else:
            check_error(done, 1, "error: ")


def test_a_flipped_byte_of_the_database(filled: Shell) -> None:
    """Wherever it lies, it is told: at opening or by the check, never as a failure inside."""
    path = filled.folder / "w.case" / "vault.db"
    whole, chance = path.read_bytes(), random.Random(11)
    for at in [0, 20, 100, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(25))]:
        data = bytearray(whole)
        data[at] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        done = on_case(filled, "verify", "--deep")
        if done.out:
            assert (done.code, "not verified" in done.out) == (1, True), at
        else:
            check_error(done, 1, "error: ")
    path.write_bytes(whole)
    assert state(filled.folder / "w.case") == (4, ("R1",), True)


def test_a_casefile_of_another(filled: Shell, tmp_path: Path) -> None:
    other = a_shell(tmp_path / "other")
    shutil.copy(other.folder / "w.case" / "vault.db", filled.folder / "w.case" / "vault.db")
    refused(filled, "error: ")


def test_a_casefile_that_is_open_elsewhere(filled: Shell) -> None:
    with opened(filled.folder / "w.case"):
        for verb in VERBS:
            check_error(filled.open(*verb), 1, "open elsewhere")
    assert on_case(filled, "show").code == 0


# --- disks ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def small_disk(at: Path, options: str) -> Iterator[None]:
    at.mkdir(exist_ok=True)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", at], check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", at], check=True)


def fill(disk: Path, leave: int) -> None:
    free = shutil.disk_usage(disk).free
    with contextlib.suppress(OSError), (disk / "filler").open("wb") as f:
        f.write(b"x" * max(0, free - leave))


def checked(shell: Shell) -> str:
    """A release that may leave by way 1."""
    shell.accept_all()
    for subject in ("R1", "S1"):
        assert on_case(shell, "consent", subject, "public_anonymous").code == 0
    found = re.search(r"rl_[0-9a-z]{26}", on_case(shell, "check-release").out)
    assert found
    return found[0]


def with_source(shell: Shell) -> None:
    shell.put("b.txt", DEMAND)
    assert on_case(shell, "add-source", "S1").code == 0
    assert on_case(shell, "take-in", "b.txt", "--source", "S1").code == 0


def test_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=24m"):
        shell = a_shell(tmp_path / "disk" / "x")
        with_source(shell)
        release = checked(shell)
        before = state(shell.folder / "w.case")
        shell.put("a.txt", REPORT)
        for leave in (6_000_000, 200_000, 0):
            fill(tmp_path / "disk", leave)
            check_error(on_case(shell, "take-in", "a.txt"), 1, "error: the disk")
            check_error(on_case(shell, "publish", release, "--way", "1", "--to", "brief"), 1, "error: ")
            check_error(call(shell, "new", "other.case", "--passphrase-file", "pw"), 1, "error: ")
            assert {p.name for p in shell.folder.iterdir()} == {"w.case", "pw", "a.txt", "b.txt"}
            (tmp_path / "disk" / "filler").unlink()
        assert state(shell.folder / "w.case") == before
        assert on_case(shell, "publish", release, "--way", "1", "--to", "brief").code == 0


def test_publishing_to_a_full_disk(shell: Shell, tmp_path: Path) -> None:
    with_source(shell)
    release = checked(shell)
    events = state(shell.folder / "w.case")[0]
    with small_disk(tmp_path / "stick", "size=64k"):
        fill(tmp_path / "stick", 4096)
        done = on_case(shell, "publish", release, "--way", "1", "--to", tmp_path / "stick" / "brief")
        check_error(done, 1, "the files could not be written")
        assert {p.name for p in (tmp_path / "stick").iterdir()} == {"filler"}
        done = call(shell, "read", "b.txt", "--save", tmp_path / "stick" / "out")
        check_error(done, 1, "the sheet could not be written")
        assert {p.name for p in (tmp_path / "stick").rglob("*")} <= {"filler", "out"}
    with opened(shell.folder / "w.case") as desk:
        assert "release.published" not in [e.kind for e in desk.log()[events:]]


def test_a_read_only_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=24m"):
        shell = a_shell(tmp_path / "disk" / "x")
        with_source(shell)
        release = checked(shell)
        before = state(shell.folder / "w.case")
        subprocess.run(["mount", "-o", "remount,ro", tmp_path / "disk"], check=True)
        writing: list[Done] = [
            on_case(shell, "take-in", "b.txt"),
            on_case(shell, "publish", release, "--way", "1", "--to", "brief"),
            call(shell, "new", "x.case", "--passphrase-file", "pw"),
            call(shell, "read", "b.txt", "--save", "out"),
        ]
        for done in writing:
            check_error(done, 1, "error: ")
        subprocess.run(["mount", "-o", "remount,rw", tmp_path / "disk"], check=True)
        assert state(shell.folder / "w.case") == before


def test_publishing_to_a_read_only_place(shell: Shell, tmp_path: Path) -> None:
    with_source(shell)
    release = checked(shell)
    with small_disk(tmp_path / "stick", "size=64k,ro"):
        done = on_case(shell, "publish", release, "--way", "1", "--to", tmp_path / "stick" / "brief")
        check_error(done, 1, "the files could not be written")
    done = on_case(shell, "publish", release, "--way", "1", "--to", tmp_path / "stick" / "brief")
    assert done.code == 0
