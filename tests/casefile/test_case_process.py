"""The process that holds an open casefile: closed to others, leaving no core file, and gone when it locks (test 19)."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import making_casefile as make
import pytest

from rushlight.casefile import process
from rushlight.casefile.process import IDLE_MINUTES, LOCKED, IdleLock, idle_minutes

HERE = Path(__file__).parent
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
MARKS = [make.NAME_EN.encode(), make.NAME_KO.encode(), make.NAME_KO.encode("utf-16-le")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with make.new_case(tmp_path / "a.case") as case:
        make.fill(case)
    return tmp_path / "a.case"


def child(folder: Path, seconds: float) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, HERE / "locking.py", folder, str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE,
        start_new_session=True,
    )
    assert started.stdout
    assert started.stdout.readline() == f"ready {sys.platform == 'linux'}\n"
    return started


def marks_in_memory(pid: int) -> int:
    """Marks in the memory of a process; OSError when it cannot be looked at."""
    found = 0
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            area = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if area is None:
                continue
            start, end = int(area[1], 16), int(area[2], 16)
            memory.seek(start)
            while start < end:
                try:
                    data = memory.read(min(end - start, 1 << 24))
                except OSError:
                    break
                found += sum(data.count(mark) for mark in MARKS)
                start += len(data) or end
    return found


def of_session(session: int) -> list[int]:
    """Processes of one session."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(place.name))
    return found


@LINUX
def test_after_a_lock_the_process_is_gone_and_its_memory_with_it(folder: Path) -> None:
    """Test 19. That the marks are there before shows that the search would find them."""
    started = child(folder, 4)
    try:
        before = marks_in_memory(started.pid)
    except PermissionError:
        before = None  # not root: the hardening keeps us out, which is its purpose
    assert before is None or before > 0
    assert started.wait(30) == LOCKED
    assert not Path(f"/proc/{started.pid}").exists()
    assert of_session(started.pid) == []
    with pytest.raises(OSError, match="No such"):
        marks_in_memory(started.pid)
    started.communicate()
    with make.reopen(folder) as case:
        assert case.verify(deep=True).ok


def test_what_was_acknowledged_before_the_lock_stays(folder: Path) -> None:
    started = child(folder, 4)
    assert started.stdin
    assert started.stdout
    started.stdin.write("x\n")
    started.stdin.flush()
    acknowledged = started.stdout.readline() == "touched\n"
    assert started.wait(60) == LOCKED
    started.communicate()
    with make.reopen(folder) as case:
        assert sum(e.kind == "test.note" for e in case.events()) >= acknowledged
        assert case.verify(deep=True).ok


def test_a_touch_puts_the_lock_off(monkeypatch: pytest.MonkeyPatch) -> None:
    now, locked = [0.0], threading.Event()
    monkeypatch.setattr(process, "uptime", lambda: now[0])
    monkeypatch.setattr(process, "_LONGEST_NAP", 0.01)
    lock = IdleLock(10, lock=locked.set)
    for minute in range(0, 60, 9):
        now[0] = minute * 60.0
        lock.touch()
    assert not locked.wait(0.1)
    now[0] += 601
    assert locked.wait(10)


def test_a_stopped_lock_ends_nothing(folder: Path) -> None:
    started = child(folder, 1)
    out, _ = started.communicate("", timeout=30)
    assert (started.returncode, out) == (0, "stopped 1\n")


@LINUX
def test_a_process_that_opened_a_casefile_is_closed_to_others_and_leaves_no_core(folder: Path, tmp_path: Path) -> None:
    started = child(folder, 60)
    try:
        limits = Path(f"/proc/{started.pid}/limits").read_text()
        assert re.search(r"Max core file size +0 +0 ", limits)
        started.send_signal(signal.SIGSEGV)
        assert started.wait(30) == -signal.SIGSEGV
    finally:
        started.kill()
        started.communicate()
    assert not [p for p in (*HERE.iterdir(), *tmp_path.rglob("*")) if p.name.startswith("core")]


def test_the_setting_is_minutes_from_1_to_240_and_nothing_else() -> None:
    assert [idle_minutes(n) for n in (1, 25, 240)] == [1, 25, 240]
    assert {idle_minutes(n) for n in (None, 0, -5, 241, 2.5, "25", True, [])} == {IDLE_MINUTES}


def test_time_asleep_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine slept for an hour: the watch wakes and locks at once."""
    now, locked = [0.0], threading.Event()
    monkeypatch.setattr(process, "uptime", lambda: now[0])
    monkeypatch.setattr(process, "_LONGEST_NAP", 0.01)
    lock = IdleLock(10, lock=locked.set)
    assert not locked.wait(0.1)
    assert lock.remaining() == 600
    now[0] = 3600
    assert locked.wait(10)
    assert lock.remaining() == 0


def test_hardening_raises_nothing_where_nothing_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "resource", None)
    monkeypatch.setattr(process.sys, "platform", "win32")
    assert process.harden() is False
