"""After a whole session nothing of the report, and no name, lies anywhere but where it was put on purpose."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_shell import DEMAND, NAME, REPORT, Done, Shell, a_shell
from cli_terminal import Terminal

CONTACT = "quill.marigold@example.org"
KOREAN = "보위부 간부 가온달은 2025년 10월 12일 혜산에서 초롱새 가족에게 1만 위안을 요구했다.\n"
MARKS = (
    NAME,
    "Quillfeather",
    "Wrenfield",
    CONTACT,
    "lantern orchard quiet",
    "county security office",
    "prison camp",
    "가온달",
    "초롱새",
    "보위부 간부",
)
"""Names, and words of the reports that no released sentence needs."""


def needles() -> Iterator[bytes]:
    """The marks in every form in which they could leak; too short ones would be found by chance."""
    for mark in MARKS:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "euc-kr"):
            raw = mark.encode(encoding, "ignore")
            forms = [raw, raw.hex().encode(), *(base64.b64encode(bytes(shift) + raw)[4:-4] for shift in range(3))]
            yield from (form for form in forms if len(form) >= 6)


def traces(*folders: Path) -> list[str]:
    """Files, by name or content, that hold a mark."""
    wanted = tuple(needles())
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            data = os.fsencode(path.name) + (path.read_bytes() if path.is_file() else b"")
            found += [f"{path.name}: {mark!r}" for mark in wanted if mark in data]
    return found


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """HOME, TMPDIR and the like, each a folder of its own, and where reports are kept."""
    made = {name: tmp_path / name for name in ("home", "tmp", "reports", "work")}
    for path in made.values():
        path.mkdir()
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(made["home"]))
    for name in ("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(made["tmp"]))
    return made


def told(done: Done, code: int = 0) -> str:
    assert done.code == code, done.err
    return done.out


def add_source_with_name(shell: Shell) -> None:
    terminal = Terminal(shell.folder, "add-source", "w.case", "S1", "--with-name", "--passphrase-file", "pw")
    for prompt, answer in (("name", NAME), ("contact", CONTACT)):
        terminal.wait_for(prompt)
        terminal.type(answer + "\n")
    terminal.wait_for("recorded source S1")
    assert terminal.end() == 0
    assert "Quillfeather" not in terminal.said


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    for name, data in (
        ("plain", f"x{NAME}x".encode()),
        ("utf-16", NAME.encode("utf-16")),
        ("base64", base64.b64encode(b"ab" + KOREAN.encode())),
        ("euc-kr", KOREAN.encode("euc-kr")),
    ):
        (tmp_path / name).write_bytes(data)
    assert {line.split(":")[0] for line in traces(tmp_path)} == {"plain", "utf-16", "base64", "euc-kr"}


def test_a_whole_session_leaves_no_trace(places: dict[str, Path]) -> None:
    shell = a_shell(places["work"])
    (shell.folder / "pw").rename(places["reports"] / "pw")
    (shell.folder / "pw").symlink_to(places["reports"] / "pw")
    reports = {
        "a.txt": REPORT,
        "b.txt": KOREAN,
        "c.html": f"<html><body><p>{DEMAND}</p></body></html>",
        "large.txt": REPORT * 5000,
    }
    for name, text in reports.items():
        (places["reports"] / name).write_text(text, encoding="utf-8")
    add_source_with_name(shell)
    told(shell.open("take-in", *(places["reports"] / name for name in ("a.txt", "b.txt", "c.html")), "--source", "S1"))
    shell.open("take-in", places["reports"] / "nothing.txt")
    told(shell.run("read", places["reports"] / "a.txt"))
    told(shell.open("review", "--more", typed="a\n" * 16 + "t\ne scope nonsense\nx\nz\nq\n"))
    shell.accept_all()
    for subject in ("S1", "R1", "R2", "R3"):
        told(shell.open("consent", subject, "public_anonymous"))
    checked = shell.open("check-release", "--report", "R3")
    found = re.search(r"rl_[0-9a-z]{26}", checked.out)
    assert found
    told(shell.open("publish", found[0], "--way", "1", "--to", "brief"))
    shell.open("publish", found[0], "--to", "brief")
    for verb in (("log",), ("count",), ("link", "--all"), ("verify", "--deep"), ("show", "R1")):
        told(shell.open(*verb))
    named = {p.name for p in shell.folder.iterdir()}
    assert named == {"w.case", "pw", "brief", "brief.proof"}
    (shell.folder / "pw").unlink()
    assert traces(places["work"], places["home"], places["tmp"]) == []


def test_a_process_that_was_killed_leaves_no_trace(places: dict[str, Path]) -> None:
    shell = a_shell(places["work"])
    (shell.folder / "pw").rename(places["reports"] / "pw")
    large = places["reports"] / "large.txt"
    large.write_text((REPORT + KOREAN) * 5000, encoding="utf-8")
    small = [places["reports"] / f"{n}.txt" for n in range(30)]
    for n, path in enumerate(small):
        path.write_text(f"{REPORT}{KOREAN}{n}\n", encoding="utf-8")
    child = shell.start("take-in", "w.case", *small, large, "--passphrase-file", places["reports"] / "pw")
    assert child.stdout
    child.stdout.readline()
    child.kill()
    child.communicate()
    assert traces(places["work"], places["home"], places["tmp"]) == []
