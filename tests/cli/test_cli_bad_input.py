"""Whatever is given wrongly is told in two lines, with the right exit code, and changes nothing."""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from cli_calls import call, on_case
from cli_shell import BROTHER, DEMAND, NAME, REPORT, Shell, check_error, state

HTML = f"<html><body><p>{REPORT}</p>"


def a_pdf(password: str | None = None) -> bytes:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


FRENCH = "Deux agents sont venus à la maison et ont demandé de l'argent à sa famille. "
RUSSIAN = "Двое сотрудников пришли в дом и потребовали денег у семьи. "
KOREAN = "보위부 간부가 주민에게 돈을 요구했다.\n" * 5

FILES: list[tuple[str, str, Callable[[], bytes], int, str]] = [
    ("empty", "a.txt", lambda: b"", 1, "the file is empty"),
    ("white space", "a.txt", lambda: " \r\n\t\u3000\u00a0\n".encode(), 1, "only white space"),
    ("binary", "a.txt", lambda: bytes(range(256)) * 40, 1, "not a text document"),
    ("zeros", "a.txt", lambda: bytes(5000), 1, "not a text document"),
    ("a picture", "a.txt", lambda: base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB"), 1, "not a text document"),
    ("an archive", "a.docx", lambda: b"PK\x03\x04" + bytes(100), 1, "archive"),
    ("an old document", "a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 1, "is damaged"),
    ("a protected pdf", "a.pdf", lambda: a_pdf("secret"), 1, "protected by a password"),
    ("a pdf without text", "a.pdf", a_pdf, 1, "no text"),
    ("a broken pdf", "a.pdf", lambda: b"%PDF-1.7\n" + REPORT.encode(), 1, "a.pdf"),
    ("a broken docx", "a.docx", lambda: b"PK\x03\x04word/document.xml" + REPORT.encode(), 1, "a.docx"),
    ("300,000 nested tags", "a.html", lambda: b"<html><body>" + b"<div>" * 300_000 + REPORT.encode(), 1, "nested too deep"),
    ("French", "a.txt", lambda: FRENCH.encode() * 4, 1, "no reading rules for this language"),
    ("Russian", "a.txt", lambda: RUSSIAN.encode() * 4, 1, "language"),
]  # fmt: skip

NOT_KEPT = ("the file is empty", "archive")
"""Refused at sight. Every other file waits, once: what cannot be read today is evidence all the same."""


@pytest.mark.parametrize(("name", "data", "code", "says"), [f[1:] for f in FILES], ids=[f[0] for f in FILES])
def test_files_that_cannot_be_taken_in(shell: Shell, name: str, data: Callable[[], bytes], code: int, says: str) -> None:
    shell.put(name, data())
    check_error(call(shell, "read", name, "--save", "out"), code, says)
    for _ in range(2):
        check_error(on_case(shell, "take-in", name), code, says)
    waits = 0 if says in NOT_KEPT else 1
    assert state(shell.folder / "w.case") == (1 + waits, (), True)
    assert on_case(shell, "show").out.count("R1 waits") == waits
    assert not (shell.folder / "out").exists()


def test_files_that_are_too_large(shell: Shell) -> None:
    sparse = shell.put("sparse.txt", b"")
    os.truncate(sparse, 100_000_001)
    check_error(on_case(shell, "take-in", "sparse.txt"), 1, "too large")
    shell.put("long.txt", REPORT.encode() * (20_000_000 // len(REPORT.encode()) + 1))
    check_error(on_case(shell, "take-in", "long.txt"), 1, "the text is too long")
    assert state(shell.folder / "w.case") == (2, (), True)


@pytest.mark.slow
@pytest.mark.parametrize("filler", [b"\0", REPORT.encode()], ids=["zeros", "text"])
def test_exactly_the_largest_size(shell: Shell, filler: bytes) -> None:
    shell.put("big.txt", (filler * (100_000_000 // len(filler) + 1))[:100_000_000])
    check_error(on_case(shell, "take-in", "big.txt"), 1, "big.txt")
    assert state(shell.folder / "w.case") == (2, (), True)


ODD_TEXTS: list[tuple[str, str, bytes, str]] = [
    ("CP949 that says nothing", "a.txt", KOREAN.encode("cp949"), "보위부 간부가"),
    ("CP949 that says UTF-8", "a.html", f'<html><meta charset="utf-8"><p>{KOREAN}'.encode("cp949"), "보위부 간부가"),
    ("damaged UTF-8", "a.txt", DEMAND.encode() * 3 + b"\xc3\x28\xff\n", "demanded 10,000 yuan"),
    ("UTF-16", "a.txt", DEMAND.encode("utf-16"), "demanded 10,000 yuan"),
    ("malformed HTML", "a.html", b"<html><p>x<b><table></p><td>" + DEMAND.encode() + b"</html", "demanded 10,000 yuan"),
    ("CRLF", "a.txt", DEMAND.replace("\n", "\r\n").encode() * 2, "demanded 10,000 yuan"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "holds"), [t[1:] for t in ODD_TEXTS], ids=[t[0] for t in ODD_TEXTS])
def test_odd_texts_are_read_and_kept(shell: Shell, name: str, data: bytes, holds: str) -> None:
    shell.put(name, data)
    assert on_case(shell, "take-in", name).code == 0
    assert holds in on_case(shell, "show", "R1", "--text").out
    assert state(shell.folder / "w.case") == (4, ("R1",), True)


def test_what_is_no_file(shell: Shell) -> None:
    os.mkfifo(shell.folder / "pipe")
    for name, code, says in (
        ("missing.txt", 2, "no such file"),
        (".", 2, "this is a folder"),
        ("pipe", 2, "not a regular file"),
        ("/dev/zero", 2, "not a regular file"),
        ("x" * 300, 1, "cannot be read"),
        ("a\x1b[31m\nb.txt", 2, "a?[31m?b.txt"),
    ):
        check_error(call(shell, "read", name), code, says)
        if name != ".":
            check_error(on_case(shell, "take-in", name), code, says)


def test_a_folder_with_a_pipe_and_a_casefile_is_taken_in_without_them(shell: Shell) -> None:
    os.mkfifo(shell.folder / "pipe")
    shell.put("one.txt", REPORT.encode())
    done = on_case(shell, "take-in", ".")
    assert "not a regular file" in done.out + done.err
    assert state(shell.folder / "w.case")[1] == ("R1",)


def test_a_file_name_that_is_no_text(shell: Shell) -> None:
    (Path(os.fsdecode(os.fsencode(shell.folder) + b"/\xff\xfe.txt"))).write_bytes(b"")
    done = shell.run("read", os.fsdecode(b"\xff\xfe.txt"))
    check_error(done, 1, "the file is empty")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(shell: Shell) -> None:
    shell.put("mine.txt", REPORT).chmod(0)
    check_error(on_case(shell, "take-in", "mine.txt"), 1, "may not be read")


MISUSE: list[tuple[list[str], int, str]] = [
    (["revieww"], 2, "no such verb"),
    (["read"], 2, "missing argument"),
    (["read", "a.txt", "--bogus"], 2, "no such option"),
    (["read", "a.txt", "--published", "2999-01-01"], 2, "in the future"),
    (["read", "a.txt", "--published", "12/10/2025"], 2, "this is no date"),
    (["read", "a.txt", "--published", ""], 2, "this is no date"),
    (["read", "a.txt", "--language", "xx"], 2, "no reading rules"),
    (["read", "a.txt", "--language", ""], 2, "no reading rules"),
    (["new", "place"], 2, "ends in .case"),
    (["new", "w.case", "--passphrase-file", "pw"], 1, "something in this place already"),
    (["new", "none/x.case", "--passphrase-file", "pw"], 1, "does not exist"),
    (["new", "x.case", "--passphrase-file", "short"], 2, "too short"),
    (["new", "x.case", "--own-passphrase", "--passphrase-file", "empty"], 2, "first line is empty"),
    (["show", "w.case", "--passphrase-file", "empty"], 2, "first line is empty"),
    (["show", "w.case", "--passphrase-file", "binary"], 2, "not readable as text"),
    (["show", "w.case", "--passphrase-file", "missing"], 2, "does not exist"),
    (["show", "w.case", "--passphrase-file", "."], 2, "is a directory"),
    (["show", "w.case", "--passphrase-file", "wrong"], 1, "no key slot opens"),
    (["show", "none.case", "--passphrase-file", "pw"], 1, "no casefile here"),
    (["show", "a.txt", "--passphrase-file", "pw"], 1, "no casefile here"),
    (["show", ".", "--passphrase-file", "pw"], 1, "no casefile here"),
    (["verify", "none.json"], 2, "no such proof"),
    (["verify", "a.json"], 1, "the proof is damaged"),
    (["verify", "w.case", "--checkpoint", "binary", "--passphrase-file", "pw"], 2, "not readable as text"),
]

ON_CASE: list[tuple[list[str], int, str]] = [
    (["add-source", NAME], 2, "never a name"),
    (["add-source", "R1"], 2, "names a report"),
    (["judge", "origin", "R1", "R1", "same"], 2, "one and the same"),
    (["add-source", "S1"], 2, "another source has this alias"),
    (["take-in", "a.txt", "--source", "S9"], 2, "no source with this alias"),
    (["take-in", "a.txt"], 1, "already in the casefile"),
    (["take-in", "b.txt", "--published", "2999-01-01"], 2, "in the future"),
    (["take-in", "b.txt", "--language", "fr"], 2, "no reading rules"),
    (["take-in"], 2, "missing argument"),
    (["review", "--report", "R9"], 2, "no such report"),
    (["show", "R9"], 2, "no such report"),
    (["log", "--last", "0"], 2, "invalid value"),
    (["consent", "S9", "public_anonymous"], 2, "alias"),
    (["consent", "S1", "anything"], 2, "invalid value"),
    (["consent", "S1", "public_anonymous", "--until", "soon"], 2, "this is no date"),
    (["judge", "origin", "R1", "R9", "same"], 2, "no such report"),
    (["judge", "event", "R1.99", "R1.1", "same"], 2, "no such report"),
    (["judge", "origin", "R1", "R1", "maybe"], 2, "invalid value"),
    (["count", "--period", "fortnight"], 2, "invalid value"),
    (["check-release", "--event", "E99"], 2, "no such event"),
    (["check-release", "--report", "R9"], 2, "no such report"),
    (["check-release", "--language", "fr"], 2, "invalid value"),
    (["publish", "rl_unknown", "--to", "brief"], 2, "no such release"),
    (["publish", "rl_unknown"], 2, "missing option"),
    (["publish", "rl_unknown", "--to", "brief", "--way", "7"], 2, "invalid value"),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell with one report and one source that no test here may change."""
    from cli_shell import a_shell

    shell = a_shell(tmp_path_factory.mktemp("filled"))
    for name, data in (
        ("a.txt", REPORT.encode()),
        ("b.txt", DEMAND.encode()),
        ("a.json", b"{"),
        ("empty", b""),
        ("short", b"abc"),
        ("binary", b"\xff\xfe\x00\x81" * 9),
        ("wrong", b"six other words that open nothing"),
    ):
        shell.put(name, data)
    assert on_case(shell, "add-source", "S1").code == 0
    assert on_case(shell, "take-in", "a.txt", "--source", "S1").code == 0
    return shell


@pytest.mark.parametrize(("args", "code", "says"), MISUSE, ids=[" ".join(a)[:60] for a, _, _ in MISUSE])
def test_misuse(filled: Shell, args: list[str], code: int, says: str) -> None:
    before = sorted(p.name for p in filled.folder.iterdir())
    check_error(call(filled, *args), code, says)
    assert sorted(p.name for p in filled.folder.iterdir()) == before


@pytest.mark.parametrize(("args", "code", "says"), ON_CASE, ids=[" ".join(a) for a, _, _ in ON_CASE])
def test_misuse_of_a_casefile(filled: Shell, args: list[str], code: int, says: str) -> None:
    before = state(filled.folder / "w.case")
    check_error(on_case(filled, *args), code, says)
    assert state(filled.folder / "w.case") == before
    assert not (filled.folder / "brief").exists()


def test_of_several_reports_those_before_the_bad_one_are_kept(shell: Shell) -> None:
    shell.put("a.txt", REPORT)
    shell.put("b.txt", DEMAND)
    shell.put("bad.txt", b"")
    done = on_case(shell, "take-in", "a.txt", "bad.txt", "b.txt")
    check_error(done, 1, "the file is empty")
    assert "kept as R1" in done.out
    assert state(shell.folder / "w.case") == (4, ("R1",), True)
    again = on_case(shell, "take-in", "b.txt")
    assert again.code == 0
    assert BROTHER not in again.out + again.err


def test_a_refused_release_is_not_published(shell: Shell) -> None:
    import re

    shell.put("a.txt", DEMAND)
    assert on_case(shell, "take-in", "a.txt").code == 0
    shell.accept_all()
    found = re.search(r"rl_[0-9a-z]+", on_case(shell, "check-release").out)
    assert found
    for way in ((), ("--way", "1"), ("--way", "2")):
        done = on_case(shell, "publish", found[0], "--to", "brief", *way)
        assert done.code in (1, 2)
        check_error(done, done.code, "error: ")
    assert {p.name for p in shell.folder.iterdir()} == {"w.case", "pw", "a.txt"}


def test_without_a_terminal_the_passphrase_is_not_asked_for_aloud(shell: Shell) -> None:
    shell.put("a.txt", REPORT)
    for args in (("show", "w.case"), ("take-in", "w.case", "a.txt"), ("new", "x.case", "--own-passphrase")):
        check_error(shell.run(*args, typed="lantern orchard quiet marble ferry tundra\n" * 2), 2, "no terminal to ask")
    check_error(shell.open("add-source", "S1", "--with-name", typed=f"{NAME}\n\n"), 2, "no terminal to ask for the name")
    assert state(shell.folder / "w.case") == (1, (), True)
    assert not (shell.folder / "x.case").exists()
