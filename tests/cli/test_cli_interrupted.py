"""Ctrl-C, kill -9 and a reader that goes away: what was acknowledged is there, nothing is half-written."""

from __future__ import annotations

import fcntl
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import IO

import pytest
from cli_shell import DEMAND, REPORT, Shell, state
from cli_terminal import Terminal

MANY = 60


def many_reports(shell: Shell) -> list[Path]:
    return [shell.put(f"{n}.txt", f"{REPORT}This is account number {n}.\n" * 4) for n in range(MANY)]


def begun(shell: Shell, lines: int) -> tuple[subprocess.Popen[bytes], list[str]]:
    """take-in of many reports, as soon as it has acknowledged ``lines`` of them."""
    child = shell.start("take-in", "w.case", *many_reports(shell), "--passphrase-file", "pw")
    assert child.stdout
    return child, [child.stdout.readline().decode() for _ in range(lines)]


def ended(child: subprocess.Popen[bytes], said: list[str]) -> tuple[list[str], str]:
    out, err = child.communicate(timeout=60)
    return re.findall(r"kept as (R\d+)", "".join(said) + out.decode()), err.decode()


def test_ctrl_c_while_taking_in(shell: Shell) -> None:
    child, said = begun(shell, 3)
    child.send_signal(signal.SIGINT)
    kept, err = ended(child, said)
    assert child.returncode == 130
    assert re.search(r"error: stopped before the end\nhint: [^\n]+\n\Z", err)
    assert "Traceback" not in err
    assert 3 <= len(kept) < MANY
    events, reports, sound = state(shell.folder / "w.case")
    assert sound
    assert set(kept) <= set(reports)
    assert events - 1 - 3 * len(reports) in (0, 1)  # the last file's bytes may wait for their text
    assert not list(shell.folder.glob(".*"))


@pytest.mark.parametrize("acknowledged", [1, 4])
def test_kill_9_while_taking_in(shell: Shell, acknowledged: int) -> None:
    child, said = begun(shell, acknowledged)
    time.sleep(0.02 * acknowledged)
    child.kill()
    kept, _ = ended(child, said)
    events, reports, sound = state(shell.folder / "w.case")
    assert sound
    assert set(kept) <= set(reports)
    assert events - 1 - 3 * len(reports) in (0, 1)  # the last file's bytes may wait for their text
    again = shell.open("take-in", f"{MANY - 1}.txt")
    assert again.code == 0


def test_ctrl_c_in_review_keeps_what_was_decided(shell: Shell) -> None:
    shell.put("a.txt", REPORT)
    assert shell.open("take-in", "a.txt").code == 0
    terminal = Terminal(shell.folder, "review", "w.case", "--passphrase-file", "pw")
    terminal.wait_for("> ")
    for _ in range(4):  # three looks, and the acceptance
        terminal.type("a\n")
    terminal.wait_for("1 of ")
    terminal.wait_for("> ")
    terminal.type("\x03")
    assert terminal.end(again="\x03") == 130
    assert "1 accepted" in terminal.said
    assert "error: stopped before the end" in terminal.said
    assert "Traceback" not in terminal.said
    assert state(shell.folder / "w.case") == (5, ("R1",), True)


def test_ctrl_c_at_the_passphrase_makes_nothing(shell: Shell) -> None:
    terminal = Terminal(shell.folder, "new", "x.case", "--own-passphrase")
    terminal.wait_for("passphrase")
    terminal.type("\x03")
    assert terminal.end(again="\x03") == 130
    assert "Traceback" not in terminal.said
    assert {p.name for p in shell.folder.iterdir()} == {"w.case", "pw"}


def narrow(pipe: IO[bytes]) -> None:
    """A pipe of a page: what is printed into it is not done when its reader goes."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 4096)


def test_a_reader_that_goes_away(shell: Shell) -> None:
    shell.put("a.txt", REPORT * 40)
    for args in (["read", "a.txt"], ["read", "a.txt", "--json"], ["show", "w.case", "R1", "--passphrase-file", "pw"]):
        if args[0] == "show":
            assert shell.open("take-in", "a.txt").code == 0
        child = shell.start(*args)
        assert child.stdout
        assert child.stderr
        narrow(child.stdout)
        assert child.stdout.read(10)
        child.stdout.close()
        with child.stderr as said:
            err = said.read().decode()
        assert child.wait(60) in (0, 1)  # 0 where one write took it all
        assert "Traceback" not in err
        assert "Exception ignored" not in err
        assert "inside rushlight" not in err
    assert state(shell.folder / "w.case")[1:] == (("R1",), True)


def test_output_that_cannot_be_written(shell: Shell) -> None:
    shell.put("a.txt", DEMAND)
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    for args in (["read", "a.txt"], ["read", "a.txt", "--json"], ["--help"]):
        with Path("/dev/full").open("wb") as full:
            child = shell.start(*args, stdout=full)
            _, err = child.communicate(timeout=60)
        assert child.returncode == 1
        assert err.decode().startswith("error: the system refused")
        assert b"Traceback" not in err
