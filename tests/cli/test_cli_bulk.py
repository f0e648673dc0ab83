"""take-in of many: what a person sees, and what kill -9 and Ctrl-C leave."""

from __future__ import annotations

import csv
import os
import re
import signal
import time
from email.message import EmailMessage
from pathlib import Path

import cli_calls
import pytest
from cli_shell import DEMAND, NAME, REPORT, Shell, opened, state
from cli_terminal import Terminal

ROWS = int(os.environ.get("RUSHLIGHT_BULK_ROWS", "10000"))
COLUMNS = ("--column", "text=Story", "--column", "id=No")


def table(shell: Shell, rows: int, name: str = "many.csv") -> Path:
    path = shell.folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["No", "Story"])
        out.writerows([f"A-{n}", f"Account number {n}: the street was quiet for a week."] for n in range(rows))
    return path


def texts(shell: Shell) -> set[str]:
    with opened(shell.folder / "w.case") as desk:
        return {desk.case.text(stored.document.id) for stored in desk.case.documents()}


@pytest.mark.slow
def test_ten_thousand_rows_go_on_after_kill_9(shell: Shell) -> None:
    table(shell, ROWS)
    wanted = {f"Account number {n}: the street was quiet for a week." for n in range(ROWS)}
    kept = 0
    for lines in (1, 2, 3):
        child = shell.start("take-in", "w.case", "many.csv", *COLUMNS, "--later", "--passphrase-file", "pw")
        assert child.stderr
        said = [child.stderr.readline() for _ in range(lines)]
        time.sleep(0.07 * lines)
        child.kill()
        assert b"kept" in said[-1]
        child.communicate(timeout=60)
        with opened(shell.folder / "w.case") as desk:
            count = len(desk.case.documents())
        assert count % 500 == 0 or count == ROWS
        assert count > kept
        kept = count
    done = shell.open("take-in", "many.csv", *COLUMNS, "--later")
    assert done.code == 0, done.err
    assert f"{ROWS - kept} kept, {kept} passed over" in done.out
    assert texts(shell) == wanted
    again = shell.open("take-in", "many.csv", *COLUMNS, "--later")
    assert f"0 kept, {ROWS} passed over" in again.out
    with opened(shell.folder / "w.case") as desk:
        assert len(desk.case.documents()) == ROWS
        assert desk.verify().ok


def test_ctrl_c_while_reading_what_waits_loses_nothing(shell: Shell) -> None:
    for n in range(16):
        (shell.folder / "in").mkdir(exist_ok=True)
        shell.put(f"in/{n}.txt", f"{REPORT}This is account number {n}.\n" * 4)
    assert shell.open("take-in", "in", "--later").code == 0
    child = shell.start("take-in", "w.case", "--waiting", "--passphrase-file", "pw")
    time.sleep(1.0)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)
    if child.returncode != 0:  # a fast machine may be done
        assert child.returncode == 130
        assert re.search(r"error: stopped before the end\nhint: [^\n]+\n\Z", err.decode())
    done = shell.open("take-in", "--waiting")
    assert done.code == 0
    events, reports, sound = state(shell.folder / "w.case")
    assert sound
    assert len(reports) == 16
    assert events == 1 + 3 * 16


def test_problems_are_listed_at_the_end_without_a_word_or_a_name(shell: Shell) -> None:
    shell.put("s.csv", f"No,Story,Who\n1,{DEMAND.strip().replace(',', ';')},\n2,,\n3,{NAME} came home.,{NAME}\n4,a,b,c\n")
    done = cli_calls.on_case(shell, "take-in", "s.csv", *COLUMNS, "--column", "source=Who", "--dry-run")
    assert done.code == 1
    assert "1 would be kept" in done.out
    for said in ("s.csv:3", "s.csv:4", "s.csv:5", "Story", "Who", "the row has no text"):
        assert said in done.out
    assert NAME not in done.out + done.err
    assert "error: 3 things could not be taken in; everything else would be" in done.err
    assert state(shell.folder / "w.case")[0] == 1


def test_a_map_is_saved_and_used_again(shell: Shell) -> None:
    shell.put("s.csv", f'No;Story;Day\n1;"{DEMAND.strip()}";20.10.2025\n')
    options = (*COLUMNS, "--column", "date=Day", "--date-format", "DD.MM.YYYY", "--save-map", "export")
    done = cli_calls.on_case(shell, "take-in", "s.csv", *options)
    assert done.code == 0, done.err
    assert "1 kept" in done.out
    assert "1 read" in done.out
    shell.put("t.csv", f'No;Story;Day\n1;"{DEMAND.strip()} More came.";20.10.2025\n')
    again = cli_calls.on_case(shell, "take-in", "t.csv", "--map", "export")
    assert again.code == 0
    assert "other content under an id" in again.out
    assert "R2" in again.out
    assert cli_calls.on_case(shell, "take-in", "t.csv", "--map", "none").code == 2
    assert cli_calls.on_case(shell, "take-in", "t.csv", "--map", "export", *COLUMNS).code == 2


def test_names_of_files_are_shown_on_demand_only(shell: Shell) -> None:
    (shell.folder / "in").mkdir()
    shell.put("in/Quillfeather.mp3", b"ID3 sound")
    for options, shown in (((), False), (("--show-names",), True)):
        done = cli_calls.on_case(shell, "take-in", "in", *options)
        assert done.code == 1
        assert "in, file 1" in done.out
        assert ("Quillfeather" in done.out) is shown
        assert "Quillfeather" not in done.err


@pytest.mark.parametrize(
    "options", [(), ("a.txt", "--save-map", "x"), ("s.csv",), ("s.csv", "--column", "text=No"), ("s.csv", "--column", "a=b")]
)
def test_misuse_is_told(shell: Shell, options: tuple[str, ...]) -> None:
    shell.put("a.txt", DEMAND)
    shell.put("s.csv", "Story\nwords\n")
    done = cli_calls.on_case(shell, "take-in", *options)
    assert done.code == 2
    assert done.err.startswith("error: ")
    assert "hint: " in done.err


def test_a_bar_on_a_terminal(shell: Shell) -> None:
    table(shell, 3)
    terminal = Terminal(shell.folder, "take-in", "w.case", "many.csv", *COLUMNS, "--later", "--passphrase-file", "pw")
    terminal.wait_for("3 kept, 0 passed over")
    assert terminal.end() == 0


def test_reports_that_are_kept_and_not_read_are_shown_to_be_there(shell: Shell) -> None:
    table(shell, 3)
    done = cli_calls.on_case(shell, "take-in", "many.csv", *COLUMNS, "--later")
    assert done.code == 0, done.err
    assert done.err.endswith("next: rushlight take-in w.case --waiting\n")
    shown = cli_calls.on_case(shell, "show")
    assert "3 reports are kept and not read yet: rushlight take-in w.case --waiting\n" in shown.out
    one = cli_calls.on_case(shell, "show", "R2")
    assert (one.code, "this report is kept and not read yet (R2)" in one.err) == (2, True)
    assert cli_calls.on_case(shell, "take-in", "--waiting").code == 0
    assert "not read yet" not in cli_calls.on_case(shell, "show").out
    assert cli_calls.on_case(shell, "show", "R2").code == 0


def test_a_mailbox_does_not_deny_the_attachments_it_brought(shell: Shell) -> None:
    mail = EmailMessage()
    mail["Message-ID"], mail["Date"] = "<1@x.invalid>", "Sun, 12 Oct 2025 10:00:00 +0000"
    mail.set_content(REPORT)
    mail.add_attachment(DEMAND * 2, filename="t.txt")
    shell.put("box.mbox", b"From x Sun Oct 12 10:00:00 2025\n" + mail.as_bytes() + b"\n")
    done = cli_calls.on_case(shell, "take-in", "box.mbox")
    assert done.code == 0, done.err
    assert "2 kept" in done.out
    assert "attachments" not in done.err


def test_columns_without_a_use_are_told_with_what_to_do_about_names(shell: Shell) -> None:
    shell.put("t.csv", f"Story,Caller\nOfficers took 500 yuan from a family in Musan.,{NAME}\n")
    done = cli_calls.on_case(shell, "take-in", "t.csv", "--column", "text=Story", "--dry-run")
    said = " ".join(done.err.split())
    assert "note: columns without a use" in said
    assert "--column ignored=NAME" in said
    assert said.endswith(": 1")
    assert "Caller" not in said
