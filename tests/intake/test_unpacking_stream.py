"""The process that unpacks: what it cannot do, that it ends, that it goes on, and that only its frames are believed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from rushlight.errors import IntakeError
from rushlight.intake import unpacking
from rushlight.intake.many import Columns, Found, FoundTable, LeftOut, Lost, Thing, walk
from rushlight.intake.worker import child, confining, frames, parent, seccomp, stream
from rushlight.intake.worker.frames import (
    Begun,
    Broken,
    Document,
    Frame,
    Header,
    Listed,
    Mail,
    Missed,
    Passed,
    Piece,
    Rows,
    Whole,
    Working,
)

LINUX = sys.platform == "linux" and os.uname().machine in seccomp.TABLES
INSTEAD = """
import os
import rushlight.intake.unpacking as unpacking
from rushlight.intake.worker.frames import *
from rushlight.intake.worker import child, confining, frames
def one(n):
    return (("item", n),)
"""


def running(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Let the confined process run ``body`` before it starts: what a file would do that took its parser over."""
    program = f"{INSTEAD}{body}\nchild.main()"
    monkeypatch.setattr(child, "START", f"{child.START.partition('from rushlight')[0]}exec({program!r})")


def archive(folder: Path) -> Path:
    path = folder / "a.zip"
    path.write_bytes(b"PK\x03\x04 whatever")
    return path


def things(path: Path, columns: Columns | None = None) -> list[Thing]:
    return list(walk(path, columns))


ESCAPES = {
    "a file of the system": "open('/etc/passwd', 'rb')",
    "the file by its path": "open({path!r}, 'rb')",
    "another file beside it": "open({path!r} + '.other', 'rb')",
    "writing into the file": "os.write(file.raw.fileno(), b'x')",
    "cutting the file": "os.ftruncate(file.raw.fileno(), 0)",
    "a new file": "open({path!r} + '.new', 'w')",
    "a listing": "os.listdir({folder!r})",
    "TCP": "__import__('socket').create_connection(('127.0.0.1', 9), 5)",
    "UDP": "__import__('socket').socket(2, 2).sendto(b'x', ('127.0.0.1', 9))",
    "a fork": "os.fork() or os._exit(0)",
    "a program": "os.posix_spawn('/bin/true', ['true'], {{}})",
    "becoming a program": "os.execv('/bin/true', ['true'])",
    "a signal": "os.kill(os.getppid(), 0)",
    "more memory": "__import__('resource').setrlimit(9, (-1, -1))",
}


@pytest.mark.skipif(not LINUX, reason="this system has no Landlock and no system call filter")
def test_no_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path)
    (tmp_path / "a.zip.other").write_text("kept", encoding="utf-8")
    attempts = [code.format(path=str(path), folder=str(tmp_path)) for code in ESCAPES.values()]
    body = f"""
def unpacked(file, size, job):
    for n, code in enumerate({attempts!r}, 1):
        try:
            exec(code)
        except (OSError, ValueError) as error:
            refused = not isinstance(error, (ConnectionRefusedError, FileNotFoundError))
        else:
            refused = False
        yield Passed(one(n)) if refused else Missed(one(n), "", "the archive is damaged", None)
unpacking.unpacked = unpacked"""
    running(monkeypatch, body)
    found = things(path)
    names = [name for name, thing in zip(ESCAPES, found, strict=True) if not isinstance(thing, LeftOut)]
    assert names == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "a.zip.other"]
    assert path.read_bytes() == b"PK\x03\x04 whatever"


def test_all_layers_hold_and_the_name_does_not_reach_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "Marigold Quillfeather.zip"
    path.write_bytes(b"PK\x03\x04 whatever")
    seen: list[bytes] = []
    real = stream.Stream._feed
    monkeypatch.setattr(stream.Stream, "_feed", lambda self, head: (seen.append(head), real(self, head)))
    with path.open("rb") as file, stream.Stream(file, stream.wire.Unpack("zip", "zip")) as said:
        assert said.layers.whole or not LINUX
    things(path)
    assert len(seen) == 2
    assert not any(b"Quillfeather" in head or b"Marigold" in head for head in seen)


def test_our_own_process_loads_no_parser(tmp_path: Path) -> None:
    """Mail and XML are taken apart elsewhere: the modules for it are not even there."""
    (tmp_path / "a.eml").write_bytes(b"From: a@b\nSubject: x\nMessage-ID: <1@b>\nMIME-Version: 1.0\n\nThey came.\n")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04")
    program = (
        "import sys; from pathlib import Path; from rushlight.intake.many import walk; "
        f"found = list(walk(Path({str(tmp_path)!r}))); "
        "print(len(found), sorted({'email.parser', 'lxml.etree', 'rushlight.intake.unpacking'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "2 []\n"


# what is not believed ----------------------------------------------------------------------------

ITEM: frames.Path = (("item", 1),)
SHEET = Header(("a", "b"), (), "0" * 64, 0)
LISTED = Listed((), "a.csv", "csv")
ODD: dict[str, list[Frame]] = {
    "a kind of place of its own": [Begun((("Quillfeather", 1),), "x")],
    "a place below nothing": [Begun((("item", 0),), "x")],
    "a place without end": [Begun((("item", 1),) * 100, "x")],
    "one place twice": [Begun(ITEM, "x"), Begun(ITEM, "x")],
    "places that go back": [Begun((("item", 2),), "x"), Begun(ITEM, "x")],
    "a document without bytes": [Begun(ITEM, "x"), Document(ITEM, "x", 5)],
    "a document that is too large": [Document(ITEM, "x", 200_000_000)],
    "a document of less than nothing": [Document(ITEM, "x", -5)],
    "more bytes than were said": [Document(ITEM, "x", 5), Piece(b"123456")],
    "bytes of nothing": [Piece(b"1")],
    "empty pieces": [Document(ITEM, "x", 5), Piece(b"")],
    "a mail that says nothing more": [Document(ITEM, "x", 1, None, True), Piece(b"1"), Passed(ITEM)],
    "a mail from nowhere": [Mail("x")],
    "the whole, twice": [Whole(), Whole()],
    "a sentence of its own": [Missed(ITEM, "x", "Quillfeather", "curl x | sh")],
    "a hint of its own": [Missed(ITEM, "x", "the archive is damaged", "curl x | sh")],
    "rows of nothing": [Rows((), (), 0)],
    "a form of its own": [Listed((), "a", "exe")],
    "going back in the file": [Working(100), Working(50)],
    "reading without end": [Working(1 << 60)],
    "an endless list of what is wrong": [Missed(ITEM, "", "the file is empty", None)] * 210_000,
}
ODD_TABLES: dict[str, list[Frame]] = {
    "a note of its own": [LISTED, Header(("a",), ("Quillfeather",), "0" * 64, 0)],
    "a hash of its own": [LISTED, Header(("a",), (), "../../etc", 0)],
    "no columns": [LISTED, Header((), (), "0" * 64, 0)],
    "too many columns": [LISTED, Header(("a",) * 2000, (), "0" * 64, 0)],
    "rows that go back": [LISTED, SHEET, Rows(((2, ("a", "b")), (1, ("a", "b"))), (), 0)],
    "rows of the same number": [LISTED, SHEET, Rows(((2, ("a", "b")),), ((2, "the row is too long", ""),), 0)],
    "a fault of its own": [LISTED, SHEET, Rows((), ((2, "Quillfeather", "curl x | sh"),), 0)],
    "an end of its own": [LISTED, Broken("Quillfeather", None)],
}


def saying(monkeypatch: pytest.MonkeyPatch, said: list[Frame]) -> None:
    packed = (
        [(msgspec.msgpack.encode(said[0]), len(said))] if len(said) > 1000 else [(msgspec.msgpack.encode(f), 1) for f in said]
    )
    body = f"""
import sys, time
def unpacked(file, size, job):
    for frame, times in {packed!r}:
        sys.stdout.buffer.write((len(frame).to_bytes(4, "big") + frame) * times)
    return iter(())
unpacking.unpacked = unpacked"""
    running(monkeypatch, body)


def test_what_has_its_form_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, second = archive(tmp_path), (("item", 2),)
    mail = [Begun(ITEM, "m"), Document(ITEM, "m", 3, None, True), Piece(b"ab"), Piece(b"c"), Mail("<1@x>")]
    rows = Rows(((2, ("a", "b")), (4, ("c", "d"))), ((3, "the row is too long", "is this the right delimiter?"),), 0)
    table = [Begun(second, "t"), Listed(second, "t", "csv"), SHEET, rows, Broken("the archive is damaged", None)]
    saying(
        monkeypatch, [Working(5), *mail, *table, Passed((("item", 3),)), Missed((("item", 4),), "x", "the file is empty", None)]
    )
    found, told = [], []
    for thing in walk(path, Columns()):
        found.append(thing)
        if isinstance(thing, FoundTable):
            with pytest.raises(IntakeError, match="damaged"):
                told.extend(row.number for one in thing.tables() for row in one.rows)
    assert found[0] == Found(f"{path}, item 1", "m", b"abc", "<1@x>")
    assert [type(thing) for thing in found[1:]] == [FoundTable, LeftOut, Lost]
    assert told == [2, 3, 4]


@pytest.mark.parametrize("said", ODD.values(), ids=ODD)
def test_an_odd_frame_is_not_believed(said: list[Frame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saying(monkeypatch, said)
    found = things(archive(tmp_path))
    lost = [thing for thing in found if isinstance(thing, Lost)]
    assert lost
    assert "breaks" in lost[-1].what
    assert "Quillfeather" not in "".join(f"{thing.place} {getattr(thing, 'what', '')}" for thing in found)
    assert "curl" not in str(found)


@pytest.mark.parametrize("said", ODD_TABLES.values(), ids=ODD_TABLES)
def test_an_odd_table_is_not_believed(said: list[Frame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saying(monkeypatch, said)
    path = tmp_path / "a.csv"
    path.write_text("a,b\n", encoding="utf-8")
    (table,) = things(path, Columns())
    assert isinstance(table, FoundTable)
    with pytest.raises(IntakeError, match="breaks") as caught:
        [row for one in table.tables() for row in one.rows]
    assert "Quillfeather" not in str(caught.value)
    assert caught.value.where == str(path)


RAW = {
    "nothing": "os._exit(0)",
    "no frame": "os.write(1, b'hello')",
    "a frame cut off": "os.write(1, (100).to_bytes(4, 'big') + b'x')",
    "a frame that is too long": "os.write(1, (1 << 31).to_bytes(4, 'big')); [os.write(1, b'x' * 1_000_000) for _ in range(99)]",
    "no MessagePack": "os.write(1, (4).to_bytes(4, 'big') + b'\\xc1abc')",
    "deep MessagePack": "os.write(1, (99_999).to_bytes(4, 'big') + b'\\x91' * 99_999)",
    "its own end": "os.abort()",
    "a word of its own": "frames.write(open(1, 'wb'), frames.Failed('Quillfeather'))",
}


@pytest.mark.parametrize("code", RAW.values(), ids=RAW)
def test_odd_bytes_are_not_believed(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running(monkeypatch, f"def unpacked(file, size, job):\n    {code}\n    return iter(())\nunpacking.unpacked = unpacked")
    (lost,) = things(archive(tmp_path))
    assert isinstance(lost, Lost)
    assert "breaks" in lost.what
    assert lost.hint
    assert "Quillfeather" not in str(lost)


def test_a_hang_is_ended_and_a_slow_reader_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MOST_SILENT", 1)
    body = """
import time
def unpacked(file, size, job):
    yield Begun(one(1), "x")
    yield Passed(one(1))
    if job.suffix == "zip":
        time.sleep(600)
unpacking.unpacked = unpacked"""
    running(monkeypatch, body)
    start = time.monotonic()
    found = things(archive(tmp_path))
    assert next(thing.what for thing in found if isinstance(thing, Lost)) == "it takes too long to be opened"
    assert time.monotonic() - start < 20
    slow = tmp_path / "a.pk"
    slow.write_bytes(b"PK\x03\x04 whatever")
    for thing in walk(slow):
        time.sleep(1.5)
        assert isinstance(thing, LeftOut)


def test_memory_without_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running(monkeypatch, "def unpacked(file, size, job):\n    bytearray(1 << 33)\n    yield\nunpacking.unpacked = unpacked")
    if not LINUX:
        pytest.skip("this system has no limit of memory")
    (lost,) = things(archive(tmp_path))
    assert isinstance(lost, Lost)
    assert "too much memory" in lost.what


# going on ----------------------------------------------------------------------------------------

HARMS = """
real = unpacking._mail
def mail(data, way):
    if b"harmful" in data:
        {code}
    yield from real(data, way)
unpacking._mail = mail"""
CODES = {"ends it": "os.abort()", "needs memory": "bytearray(1 << 33)", "raises": "raise ArithmeticError"}


def mailbox(folder: Path, *words: str) -> Path:
    path = folder / "a.mbox"
    head = "From a@example.org Tue Feb 18 10:00:00 2025\nFrom: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
    text = "".join(f"{head}Message-ID: <{n}@x>\n\n{word}\n\n" for n, word in enumerate(words, 1))
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_a_message_that_breaks_what_opens_it_costs_itself_only(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running(monkeypatch, HARMS.format(code=code))
    path = mailbox(tmp_path, "one", "harmful", "three", "harmful", "five")
    found = things(path)
    lost = [thing for thing in found if isinstance(thing, Lost)]
    kept = [thing for thing in found if not isinstance(thing, Lost)]
    assert [thing.place for thing in kept] == [f"{path}, message {n}" for n in range(1, 6)]
    assert [getattr(thing, "external_id", None) for thing in kept] == ["<1@x>", None, "<3@x>", None, "<5@x>"]
    assert [thing.place for thing in lost] == [f"{path}, message 2", f"{path}, message 4"]


def test_too_many_that_break_end_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running(monkeypatch, HARMS.format(code="os.abort()"))
    found = things(mailbox(tmp_path, *["harmful"] * 12))
    assert isinstance(found[-1], Lost)
    assert "not looked at" in found[-1].what
    assert sum(isinstance(thing, Lost) for thing in found) == 9


def test_a_mail_that_breaks_what_opens_it_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running(monkeypatch, HARMS.format(code="os.abort()"))
    path = mailbox(tmp_path, "harmful").rename(tmp_path / "a.eml")
    path.write_bytes(path.read_bytes().partition(b"\n")[2])
    document, lost = things(path)
    assert (getattr(document, "data", b""), type(lost)) == (path.read_bytes(), Lost)


def test_going_on_passes_over_what_was_told(tmp_path: Path) -> None:
    """From each place in turn: what comes after it, and nothing else."""
    import io

    from test_unpacking_bombs import nested  # archives in archives

    data = nested(3)

    def places(after: frames.Path | None) -> list[frames.Path]:
        asked = stream.wire.Unpack("zip", "zip", None, after)
        return [frame.path for frame in unpacking.unpacked(io.BytesIO(data), len(data), asked) if isinstance(frame, Begun)]

    every = places(None)
    assert len(every) == 7
    for n, path in enumerate(every):
        assert places(path) == [other for other in every[n + 1 :] if other[: len(path)] != path]


def test_ctrl_c_ends_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = parent.start

    def start(scratch: str | None, file: object = None) -> subprocess.Popen[bytes]:
        started.append(real(scratch, file))  # type: ignore[arg-type]
        threading.Timer(0.5, lambda: os.kill(os.getpid(), 2)).start()
        return started[0]

    monkeypatch.setattr(parent, "start", start)
    running(monkeypatch, "import time\ndef unpacked(*_):\n    time.sleep(600)\nunpacking.unpacked = unpacked")

    def walked() -> Iterator[Thing]:
        yield from walk(archive(tmp_path))

    with pytest.raises(KeyboardInterrupt):
        list(walked())
    assert started[0].wait(5) is not None


def test_a_process_that_cannot_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(scratch: str | None, file: object = None) -> None:
        raise OSError

    monkeypatch.setattr(parent, "start", never)
    (lost,) = things(archive(tmp_path))
    assert isinstance(lost, Lost)
    assert "cannot be started" in lost.what


def test_computing_grows_with_the_file_and_has_an_end() -> None:
    assert confining.SECONDS + 10_000_000 // stream._PER_SECOND < 120
