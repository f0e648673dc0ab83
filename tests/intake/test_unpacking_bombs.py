"""Archives, mailboxes, mails and tables made to harm: told in a few words, by a process that may break, while we stay small."""

from __future__ import annotations

import base64
import io
import json
import os
import random
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.errors import IntakeError, MisuseError
from rushlight.intake.many import Columns, FoundTable, walk
from rushlight.intake.unpacking import unpacked
from rushlight.intake.worker import sentences
from rushlight.intake.worker.frames import Broken, Missed, Rows
from rushlight.intake.worker.wire import Unpack

EXAMPLES = int(os.environ.get("RUSHLIGHT_FUZZ", "25"))
STORY = b"The officers came to Yonpungdong at night and took 5,000 yuan."
PROGRAM = """
import contextlib, json, re, sys, time
from pathlib import Path
from rushlight.errors import IntakeError
from rushlight.intake.many import Columns, FoundTable, walk

def memory(what):
    return int(re.search(what + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

def taken(path):
    said, rows, kept = [], 0, 0
    try:
        for thing in walk(Path(path), Columns()):
            if isinstance(thing, FoundTable):
                try:
                    for table in thing.tables():
                        for row in table.rows:
                            rows += hasattr(row, "cells")
                            if hasattr(row, "what"):
                                said.append((f"{thing.place}:{row.number}", row.what, row.hint))
                except IntakeError as error:
                    said.append((error.where, error.what, error.hint))
            elif hasattr(thing, "what"):
                said.append((thing.place, thing.what, thing.hint))
            elif hasattr(thing, "data"):
                kept += 1
    except IntakeError as error:
        said.append((error.where, error.what, error.hint))
    return said[:40] + said[-10:], rows, kept

taken(sys.argv[1])
before, start = memory("VmRSS"), time.monotonic()
said, rows, kept = taken(sys.argv[2])
took = time.monotonic() - start
print(json.dumps({"said": said, "rows": rows, "kept": kept, "grown": memory("VmHWM") - before, "time": took}))
"""


@dataclass
class Told:
    """What a process of its own told of a file: problems as (place, what, hint), rows and documents by their number."""

    said: list[tuple[str, str, str]]
    rows: int
    kept: int


def told(path: Path) -> Told:
    """Take everything at ``path`` in a fresh process; it must stay small and be done in time, and leave the file alone."""
    small = path.parent / "small.csv"
    small.write_text("a,b\n1,2\n", encoding="utf-8")
    before, held = path.read_bytes(), sorted(p.name for p in path.parent.iterdir())
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(small), str(path)], capture_output=True, text=True, timeout=120, check=True
    )
    found = json.loads(done.stdout)
    assert found["grown"] < 50_000, f"{found['grown']} KB"
    assert found["time"] < 45, "two silences of twenty seconds, and what lies between"
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == held
    for place, what, hint in found["said"]:
        assert place.startswith(str(path)), place
        assert what
        assert hint
        assert "Yonpungdong" not in f"{what} {hint}"
    return Told([tuple(one) for one in found["said"]], found["rows"], found["kept"])


def zipped(parts: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts:
            archive.writestr(name, data, method)
    return out.getvalue()


def swollen(size: int, name: str = "a.txt") -> bytes:
    return zipped([(name, b" " * size)])


def nested(depth: int) -> bytes:
    data = zipped([("story.txt", STORY)])
    for _ in range(depth):
        data = zipped([("again.zip", data), ("story.txt", STORY)])
    return data


def sizes(data: bytes, said: int) -> bytes:
    """The archive, whose directory now says of each part that it unpacks to ``said`` bytes."""
    out, at = bytearray(data), data.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", said)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def flagged(data: bytes, at: int, bits: int) -> bytes:
    """The archive with other bits at a place of the entry in its directory and of the head of its one part."""
    out = bytearray(data)
    entry = data.index(b"PK\x01\x02")
    out[entry + at : entry + at + 2] = out[at - 2 : at] = struct.pack("<H", bits)
    return bytes(out)


def overlapping(count: int) -> bytes:
    """One part of some weight, listed many times over."""
    data = zipped([("a.txt", random.Random(1).randbytes(400_000))])
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[start:end]
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    return data[:start] + entry * count + tail


def listed(count: int) -> bytes:
    """A directory of so many empty parts, all at one place: more than an archive may hold (zip64)."""
    data = zipped([("a", b"")])
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry, size = data[start:end], (end - start) * count
    big = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, start + size, 1)
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:start] + entry * count + big + locator + tail


def link(target: str, name: str = "link.txt") -> tuple[zipfile.ZipInfo, bytes]:
    about = zipfile.ZipInfo(name)
    about.create_system, about.external_attr = 3, 0o120777 << 16
    return about, target.encode()


NAMES = ("../../../../tmp/escaped.txt", "/etc/cron.d/escaped", "C:\\escaped.txt", "a\\..\\..\\escaped.txt", "\u202etxt.exe.txt",
         "\x1b[2J\x07.txt", "a\x00b.txt", "\u2066x\u2069.txt", "n" * 60_000 + ".txt", "con.txt", "..", " ")  # fmt: skip

HEAD = b"From: a@example.org\nSubject: x\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"


def mail(*parts: bytes, mark: bytes = b"b") -> bytes:
    joined = b"".join(b"--%s\n%s\n" % (mark, part) for part in parts)
    return HEAD + b'Content-Type: multipart/mixed; boundary="%s"\n\n%s--%s--\n' % (mark, joined, mark)


TEXT = b"Content-Type: text/plain\n\n" + STORY
FILE = (
    b'Content-Type: application/zip\nContent-Disposition: attachment; filename="a.zip"\nContent-Transfer-Encoding: base64\n\n'
)


def deep(depth: int) -> bytes:
    lines = [HEAD] + [b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)]
    return b"".join(lines) + TEXT


def mails_in_mail(depth: int) -> bytes:
    made = HEAD + TEXT
    for n in range(depth):
        made = mail(TEXT, b"Content-Type: message/rfc822\n\n" + made, mark=b"m%d" % n)
    return made


def box(*messages: bytes) -> bytes:
    return b"".join(b"From a@example.org Tue Feb 18 10:00:00 2025\n" + message + b"\n\n" for message in messages)


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(rows: str, *, sheets: int = 1, strings: str = "", styles: str = "", head: str = "", book: str = "") -> bytes:
    listing = "".join(f'<sheet name="s{n}" sheetId="{n + 1}" r:id="r1"/>' for n in range(sheets))
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": book or f'{head}<workbook {MAIN} xmlns:r="{LINK}"><sheets>{listing}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"{head}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"{head}<sst {MAIN}>{strings}</sst>",
        "xl/styles.xml": f"{head}<styleSheet {MAIN}>{styles}</styleSheet>",
    }
    return zipped((name, data.encode()) for name, data in parts.items())


def varied(count: int) -> str:
    """Letters that pack to no less than a half."""
    return base64.b64encode(random.Random(2).randbytes(count)).decode()


CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>head</t></is></c></row>'
LAUGHS = '<!DOCTYPE w [<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
FAR, DAMAGED = "unpacks to far more", "damaged|breaks"
NONE = ""
"""Nothing wrong need be told: reading it in the end is as good."""


def shared() -> bytes:
    """A workbook that holds one long text once and points at it from a great many cells."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_000))
    return workbook(rows, strings=f"<si><t>{varied(30_000)}</t></si>")


Bomb = tuple[str, Callable[[], bytes], str]
ARCHIVES: dict[str, Bomb] = {
    "a part that swells": ("a.zip", lambda: swollen(90_000_000), FAR),
    "a part larger than any file": ("a.zip", lambda: sizes(swollen(1000), 4_000_000_000), "too large"),
    "parts that swell together": (
        "a.zip",
        lambda: zipped((f"{n}.txt", (STORY + b" %d " % n) * 16_000) for n in range(150)),
        FAR,
    ),
    "a large part packed very small": ("a.zip", lambda: zipped([("a.txt", varied(10_000).encode() * 1200)]), FAR),
    "a zip that swells in a zip": ("a.zip", lambda: zipped([("b.zip", swollen(90_000_000)), ("c.txt", STORY)]), FAR),
    "zips twenty deep": ("a.zip", lambda: nested(20), "nested more than 4 deep"),
    "sizes that are too small": ("a.zip", lambda: sizes(swollen(5_000_000), 1), DAMAGED),
    "sizes that are too large": ("a.zip", lambda: sizes(zipped([("a.txt", STORY)]), 90_000), NONE),
    "one part listed five hundred times": ("a.zip", lambda: overlapping(500), FAR),
    "a directory of 250,000 parts": ("a.zip", lambda: listed(250_000), FAR),
    "a directory that says it is larger": (
        "a.zip",
        lambda: listed(3).replace(struct.pack("<Q", 3), struct.pack("<Q", 1 << 40)),
        NONE,
    ),
    "a password": ("a.zip", lambda: flagged(zipped([("a.txt", STORY)]), 8, 1), "password"),
    "an unknown way of packing": ("a.zip", lambda: flagged(zipped([("a.txt", STORY)]), 10, 77), "cannot be read"),
    "names that lead elsewhere": ("a.zip", lambda: zipped((zipfile.ZipInfo(name), STORY) for name in NAMES), NONE),
    "sixty thousand empty parts": ("a.zip", lambda: zipped((f"{n}", b"") for n in range(60_000)), "too many things"),
    "links": ("a.zip", lambda: zipped([link("/etc/passwd"), link("../../secret", "other.txt"), ("b.txt", STORY)]), NONE),
    "cut off": ("a.zip", lambda: nested(2)[:-40], "damaged"),
}
MAILS: dict[str, Bomb] = {
    "parts five thousand deep": ("a.eml", lambda: deep(5_000), "cannot be looked for"),
    "parts ninety deep": ("a.eml", lambda: deep(90), NONE),
    "a million parts": ("a.eml", lambda: mail(*[b"\nx"] * 1_000_000), "too many parts"),
    "as many parts as are looked at": ("a.eml", lambda: mail(*[TEXT] * 15_000), NONE),
    "a head of thirty megabytes": ("a.eml", lambda: HEAD + b"X-A: " + b"y" * 30_000_000 + b"\n\n" + STORY, "head of the mail"),
    "a million heads": ("a.eml", lambda: HEAD + b"X-A: y\n" * 1_000_000 + b"\n" + STORY, "head of the mail"),
    "a head of brackets": ("a.eml", lambda: HEAD.replace(b"<1@", b"(" * 100_000) + TEXT, NONE),
    "a name in 20,000 pieces": (
        "a.eml",
        lambda: mail(
            TEXT,
            b"Content-Disposition: attachment; "
            + b"; ".join(b"filename*%d*=utf-8''%%41" % n for n in range(20_000))
            + b"\n\nx",
        ),
        "head of a part",
    ),
    "words encoded in words": (
        "a.eml",
        lambda: mail(TEXT, b'Content-Disposition: attachment; filename="' + b"=?utf-8?q?=3D?= " * 20_000 + b'"\n\nx'),
        NONE,
    ),
    "a zip that swells": ("a.eml", lambda: mail(TEXT, FILE + base64.b64encode(swollen(90_000_000))), FAR),
    "mails in mails": ("a.eml", lambda: mails_in_mail(20), "nested more than 4 deep"),
    "an attachment of rubbish": ("a.eml", lambda: mail(TEXT, FILE + b"!" * 3_000_000), NONE),
    "a mailbox of one endless line": ("a.mbox", lambda: box(HEAD + b"\n" + b"x" * 120_000_000), "too large"),
    "a mailbox of empty lines": ("a.mbox", lambda: box(HEAD + b"\n" * 4_000_000, HEAD + TEXT), NONE),
    "a mailbox of beginnings": ("a.mbox", lambda: box(*[b""] * 5_000), NONE),
    "a mailbox with bombs in it": (
        "a.mbox",
        lambda: box(HEAD + TEXT, deep(5_000), mail(*[b"\nx"] * 300_000), HEAD + TEXT),
        "too many",
    ),
}
BOOKS: dict[str, Bomb] = {
    "one text in many cells": ("a.xlsx", shared, FAR),
    "a sheet that swells": ("a.xlsx", lambda: workbook(CELL + " " * 90_000_000), FAR),
    "laughs in a sheet": ("a.xlsx", lambda: workbook(CELL + '<row r="2"><c t="str"><v>&l11;</v></c></row>', head=LAUGHS), NONE),
    "laughs in the shared texts": ("a.xlsx", lambda: workbook(CELL, strings="<si><t>&l11;</t></si>", head=LAUGHS), NONE),
    "a file of ours as an entity": (
        "a.xlsx",
        lambda: workbook(CELL + '<row r="2"><c t="str"><v>&f;</v></c></row>', head=OUTSIDE),
        NONE,
    ),
    "cells 200,000 deep": ("a.xlsx", lambda: workbook("<c>" * 200_000), "damaged"),
    "a row of a million cells": (
        "a.xlsx",
        lambda: workbook('<row r="1">' + "<c><v>1</v></c>" * 1_000_000 + "</row>"),
        "cells|far more",
    ),
    "two far cells": ("a.xlsx", lambda: workbook(CELL + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'), "cells"),
    "one sheet ten thousand times": ("a.xlsx", lambda: workbook(CELL * 1, sheets=10_000), NONE),
    "a format of dates that goes on": (
        "a.xlsx",
        lambda: workbook(CELL, styles='<numFmts><numFmt numFmtId="200" formatCode="' + "[" * 100_000 + '"/></numFmts>'),
        NONE,
    ),
    "no workbook": ("a.xlsx", lambda: workbook(CELL, book="<x/>"), "no rows"),
    "a CSV file of one endless line": ("a.csv", lambda: b"a,b\n1," + b"x" * 150_000_000, "too long"),
    "a CSV file without a line": ("a.csv", lambda: b"x" * 150_000_000, "no row"),
    "a quote that is never closed": ("a.csv", lambda: b'a,b\n1,"' + b"x\n" * 20_000_000, "too many rows"),
    "NUL bytes": ("a.csv", lambda: b"a,b\n" + b"1,\x00\n" * 100_000, NONE),
    "nothing but NUL bytes": ("a.csv", lambda: bytes(20_000_000), NONE),
    "a million columns": ("a.csv", lambda: b"a," * 900_000 + b"\n", "no row"),
    "rows of nothing": ("a.csv", lambda: b"a,b\n" + b"\n" * 30_000_000, NONE),
    "wide letters cut in half": ("a.csv", lambda: b"\xff\xfea\x00,\x00b\x00\n\x00" + b"\x00\xd8" * 1_000_001, NONE),
    "beginnings of hints": ("a.csv", lambda: b"sep=;\n" * 1_000_000, NONE),
    "directions and controls": ("a.csv", lambda: ("a,b\n" + "\u202e\u2066\x1b[2J,\x07\n" * 1000).encode(), NONE),
}
SLOW = (
    "sixty thousand empty parts",
    "a directory of 250,000 parts",
    "a million heads",
    "a mailbox of empty lines",
    "a mailbox of one endless line",
    "rows of nothing",
    "a CSV file without a line",
    "a quote that is never closed",
    "one sheet ten thousand times",
    "a mailbox with bombs in it",
    "a million parts",
    "a row of a million cells",
    "as many parts as are looked at",
    "a CSV file of one endless line",
)
CASES = [
    pytest.param(*bomb, id=name, marks=[pytest.mark.slow] if name in SLOW else [])
    for name, bomb in (ARCHIVES | MAILS | BOOKS).items()
]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in /proc")
@pytest.mark.parametrize(("name", "made", "says"), CASES)
def test_a_file_made_to_harm(name: str, made: Callable[[], bytes], says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(made())
    found = told(path)
    if says:
        assert any(re.search(says, what) for _, what, _ in found.said), found
    if name == "a.eml":
        assert found.kept, "the mail is a document, whatever hangs on it"


def test_names_that_lead_elsewhere_are_numbers_and_their_documents_are_there(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(ARCHIVES["names that lead elsewhere"][1]())
    things = list(walk(path))
    assert {thing.place for thing in things} == {f"{path}, item {n + 1}" for n in range(len(NAMES))}
    assert not list(tmp_path.parent.rglob("*escaped*"))
    path.write_bytes(ARCHIVES["links"][1]())
    assert [type(thing).__name__ for thing in walk(path)] == ["LeftOut", "LeftOut", "Found"]


def test_an_entity_brings_no_file_into_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(BOOKS["a file of ours as an entity"][1]())
    cells = []
    for thing in walk(path, Columns(header=False)):
        assert isinstance(thing, FoundTable)
        cells += [row for table in thing.tables() for row in table.rows]
    assert "root:" not in str(cells)


# mutated files -----------------------------------------------------------------------------------

WHOLE = {
    "zip": ("zip", nested(2)),
    "mbox": ("box", box(mail(TEXT, FILE + base64.b64encode(nested(1))), mails_in_mail(2))),
    "eml": ("mail", mail(TEXT, FILE + base64.b64encode(nested(1)), b"Content-Type: message/rfc822\n\n" + HEAD + TEXT)),
    "xlsx": ("zip", workbook(CELL + '<row r="2"><c t="s"><v>0</v></c></row>', strings="<si><t>x</t></si>")),
    "csv": ("csv", 'id,text\n1,"Two officers, a ""family"""\n2,말했다\n'.encode() * 20),
}


def mutated(data: bytes, seed: int, changes: int, cut: bool) -> bytes:
    chance, out = random.Random(seed), bytearray(data)
    for _ in range(changes):
        at = chance.randrange(len(out))
        if chance.random() < 0.3:  # a piece of the file in another place
            out[at:at] = out[(start := chance.randrange(len(out))) : start + chance.randrange(1, 60)]
        else:
            out[at] = chance.randrange(256)
    return bytes(out[: chance.randrange(1, len(out))] if cut else out)


FUZZ = {"seed": st.integers(0, 2**64), "changes": st.integers(1, 40), "cut": st.booleans()}


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(**FUZZ)
def test_mutated_files_are_told_by_the_parser_itself(name: str, seed: int, changes: int, cut: bool) -> None:
    """In this process, so that nothing hides an exception that the parser should not raise."""
    _here(name, seed, changes, cut)


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(**FUZZ)
def test_ten_thousand_mutated_files_are_told_by_the_parser_itself(name: str, seed: int, changes: int, cut: bool) -> None:
    _here(name, seed, changes, cut)


def _here(name: str, seed: int, changes: int, cut: bool) -> None:
    form, data = WHOLE[name]
    data = mutated(data, seed, changes, cut)
    asked = Unpack(form, name if name in ("zip", "csv", "mbox") else "other", Columns(header=False))
    for frame in unpacked(io.BytesIO(data), len(data), asked):
        if isinstance(frame, Missed | Broken):
            assert sentences.known(frame.what, frame.hint), frame
        if isinstance(frame, Rows):
            assert all(sentences.known_fault(what, hint) for _, what, hint in frame.faults)


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(**FUZZ)
def test_mutated_files_are_told_by_the_confined_process(
    name: str, seed: int, changes: int, cut: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"mutated.{name}"
    path.write_bytes(mutated(WHOLE[name][1], seed, changes, cut))
    refused: IntakeError | MisuseError | None = None
    try:
        for thing in walk(path, Columns(header=False)):
            assert "breaks" not in getattr(thing, "what", "")
            if isinstance(thing, FoundTable):
                assert sum(1 for table in thing.tables() for _ in table.rows) >= 0
    except (IntakeError, MisuseError) as error:
        refused = error
    assert refused is None or (refused.hint and "breaks" not in refused.what)
