"""Many documents out of folders, archives, mailboxes and mails."""

from __future__ import annotations

import contextlib
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from how_many import tries
from rushlight.errors import IntakeError, MisuseError
from rushlight.intake import limits, many
from rushlight.intake.many import Found, FoundTable, LeftOut, Lost, Thing, walk
from rushlight.intake.unpacking import unpacked
from rushlight.intake.worker.frames import Document, Missed
from rushlight.intake.worker.wire import Unpack

NAME = "quillfeather"


def zipped(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def mail(subject: str, *attached: tuple[str, bytes, str], message_id: str | None = "<1@example.org>") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, "A <a@example.org>", "Tue, 18 Feb 2025 10:00:00 +0000"
    if message_id:
        made["Message-ID"] = message_id
    made.set_content("Two officers told the family that they would be sent away.")
    for name, data, kind in attached:
        made.add_attachment(data, maintype=kind.split("/")[0], subtype=kind.split("/")[1], filename=name)
    return made


def things(path: Path) -> list[Thing]:
    return list(walk(path))


def places(path: Path, kind: type) -> list[str]:
    return [thing.place.removeprefix(str(path)) for thing in things(path) if isinstance(thing, kind)]


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_folder_is_walked_in_one_order_and_junk_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("b.txt", "a/2.txt", "a/1.csv", ".hidden", "a/.DS_Store", "~$open.docx", "__MACOSX/b.txt"):
        put(folder, name, b"words")
    (folder / "link.txt").symlink_to(folder / "b.txt")
    found = things(folder)
    assert [thing.name for thing in found if isinstance(thing, Found)] == ["b.txt", "a/2.txt"]
    assert [thing.name for thing in found if isinstance(thing, FoundTable)] == ["a/1.csv"]
    assert sum(isinstance(thing, LeftOut) for thing in found) == 5
    assert [thing.place for thing in found] == [thing.place for thing in things(folder)]
    assert all(thing.place.startswith(f"{folder}, file ") for thing in found)


def test_archives_in_archives_with_mails_in_them(tmp_path: Path) -> None:
    inner = zipped({"deep.txt": b"deep words", "m.eml": mail("x", ("t.txt", b"attached", "text/plain")).as_bytes()})
    path = put(tmp_path, "box.zip", zipped({f"{NAME}.txt": b"words", "inner.zip": inner, "empty.txt": b"", "t.tsv": b"a\tb\n"}))
    assert places(path, Found) == [", item 1", ", item 2, item 1", ", item 2, item 2", ", item 2, item 2, attachment 1"]
    assert places(path, Lost) == [", item 3"]
    assert places(path, FoundTable) == [", item 4"]
    attached = next(thing for thing in things(path) if isinstance(thing, Found) and thing.within)
    assert attached.within == f"{path}, item 2, item 2"
    assert attached.data.strip() == b"attached"
    assert not any(NAME in thing.place for thing in things(path))


def test_mails_give_themselves_and_what_is_attached(tmp_path: Path) -> None:
    made = mail(
        "outer",
        ("list.xlsx", zipped({"xl/workbook.xml": b"<x/>"}), "application/zip"),
        ("a.zip", zipped({"b.txt": b"words"}), "x/y"),
    )
    made.add_attachment(mail("forwarded", message_id="<2@example.org>"))
    path = put(tmp_path, "m.eml", made.as_bytes())
    found = things(path)
    assert [thing.place.removeprefix(str(path)) for thing in found] == [
        "", ", attachment 1", ", attachment 2, item 1", ", attachment 3"
    ]  # fmt: skip
    assert isinstance(found[1], FoundTable)
    assert [thing.external_id for thing in found if isinstance(thing, Found)] == ["<1@example.org>", None, "<2@example.org>"]


def test_pictures_inside_a_mails_text_are_left_out(tmp_path: Path) -> None:
    made = mail("x", ("scan.png", b"\x89PNG attached", "image/png"))
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<p>", disposition="inline")
    found = things(put(tmp_path, "m.eml", made.as_bytes()))
    assert [type(thing) for thing in found] == [Found, Found, LeftOut]


def test_a_mailbox_gives_its_messages_one_by_one(tmp_path: Path) -> None:
    body = b"".join(
        b"From a@example.org Tue Feb 18 10:00:00 2025\n"
        + mail(f"m{n}", message_id=f"<{n}@x>").as_bytes()
        + b">From here on\n\n"
        for n in range(3)
    )
    path = put(tmp_path, "all.mbox", body)
    found = [thing for thing in things(path) if isinstance(thing, Found)]
    assert [thing.external_id for thing in found] == ["<0@x>", "<1@x>", "<2@x>"]
    assert [thing.place for thing in found] == [f"{path}, message {n}" for n in (1, 2, 3)]
    assert all(thing.data.endswith(b"\nFrom here on\n") for thing in found)
    assert many.is_bulk(path)


def test_documents_that_are_archives_stay_whole(tmp_path: Path) -> None:
    for name, parts in (
        ("a.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        ("b.odt", {"mimetype": b"x"}),
    ):
        path = put(tmp_path, name, zipped(parts))
        assert [type(thing) for thing in things(path)] == [Found]
        assert not many.is_bulk(path)
    assert many.is_bulk(put(tmp_path, "c.bin", zipped({"word/a.txt": b"word/"})))


def test_nesting_ends(tmp_path: Path) -> None:
    data = b"words"
    for _ in range(limits.MAX_NESTING + 2):
        data = zipped({"x.zip" if data != b"words" else "x.txt": data})
    (lost,) = things(put(tmp_path, "deep.zip", data))
    assert isinstance(lost, Lost)
    assert "nested" in lost.what


def test_archives_made_to_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (lost,) = things(put(tmp_path, "bomb.zip", zipped({"a.txt": b"\0" * 30_000_000})))
    assert isinstance(lost, Lost)
    assert "far more than it weighs" in lost.what
    monkeypatch.setattr(limits, "LEAST", 1_000_000)
    inner = zipped({"a.txt": bytes(range(256)) * 3_000})
    data = zipped({f"{n}.zip": inner for n in range(50)})
    told = list(unpacked(io.BytesIO(data), len(data), Unpack("zip", "zip")))  # here, where the limit is lowered
    assert any(isinstance(frame, Missed) and "far more than it weighs" in frame.what for frame in told)
    assert sum(frame.size for frame in told if isinstance(frame, Document)) < 10_000_000


def test_parts_that_lie_over_each_other_are_refused(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"x" * 5000, "b.txt": b"x" * 5000}, method=zipfile.ZIP_STORED)
    at = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", at + 4)
    grown = data[:at] + data[at:second] * 40 + data[second:]
    end = grown.rindex(b"PK\x05\x06")
    size = (end - at).to_bytes(4, "little")
    grown = grown[: end + 8] + (41).to_bytes(2, "little") * 2 + size + grown[end + 16 :]
    (lost,) = things(put(tmp_path, "a.zip", grown))
    assert isinstance(lost, Lost)
    assert "far more" in lost.what


def test_one_damaged_part_does_not_stop_the_rest(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"first words", "b.txt": b"second words", "c.txt": b"third words"}, method=zipfile.ZIP_STORED)
    found = things(put(tmp_path, "a.zip", data.replace(b"second words", b"SECOND words", 1)))
    assert [type(thing) for thing in found] == [Found, Lost, Found]


def test_a_part_without_a_name_is_a_part(tmp_path: Path) -> None:
    path = put(tmp_path, "a.zip", zipped({"a.txt": b"words"}).replace(b"a.txt", b"\0.txt"))
    assert [type(thing) for thing in things(path)] == [Found]


def test_what_is_not_there_or_empty_is_refused(tmp_path: Path) -> None:
    for name in ("no.txt", "no.zip", "no.csv"):
        with pytest.raises(MisuseError, match="no such file"):
            things(tmp_path / name)
    with pytest.raises(IntakeError, match="empty"):
        things(put(tmp_path, "a.txt", b""))
    folder = tmp_path / "in"
    put(folder, "a.txt", b"")
    put(folder, "b.txt", b"words")
    assert [type(thing) for thing in things(folder)] == [Lost, Found]


@settings(max_examples=tries(25), deadline=None)  # each starts a process
@given(
    st.binary(max_size=600), st.sampled_from(["a.zip", "a.eml", "a.mbox", "a.xlsx", "a"]), st.sampled_from([b"", b"PK\x03\x04"])
)
def test_arbitrary_bytes_are_something_or_told(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str, head: bytes
) -> None:
    path = put(tmp_path_factory.getbasetemp(), name, head + data)
    with contextlib.suppress(IntakeError, MisuseError):
        things(path)


@settings(max_examples=tries(25), deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_mutated_archives_and_mails_are_something_or_told(
    tmp_path_factory: pytest.TempPathFactory, at: int, noise: bytes
) -> None:
    made = mail("x", ("a.zip", zipped({"b.txt": b"words" * 20, "c.csv": b"a,b\n"}), "x/y")).as_bytes()
    data = zipped({"m.eml": made, "t.txt": b"words"}, method=zipfile.ZIP_STORED)
    at %= len(data)
    path = put(tmp_path_factory.getbasetemp(), "mutated.zip", data[:at] + noise + data[at + len(noise) :])
    with contextlib.suppress(IntakeError, MisuseError):
        things(path)
