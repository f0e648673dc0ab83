"""The last gate: canaries in every hiding place are found, nothing is left behind, nothing is overwritten."""

from __future__ import annotations

import base64
import datetime as dt
import io
import unicodedata
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from export_samples import TABLE, view
from reportlab.pdfgen.canvas import Canvas

from rushlight.errors import LeakFound, ReleaseError
from rushlight.exports import brief_html, counts_csv, dictionary_csv, table_csv, write
from rushlight.release import SealedValues

CANARY = "zanzibar-kestrel-41"
SEALED = SealedValues(
    names=("김철수", "Kim Chol-su", "Oh"),
    phones=("+86 138-0043-1234",),
    emails=("a.b@example.org",),
    addresses=("Yonbong-dong 12",),
    ids=("src_9k2m4n6p8q0r",),
    sums=((Decimal(10000), dt.date(2025, 10, 12)),),
    canaries=(CANARY,),
)


def files() -> dict[str, bytes]:
    v = view()
    return {
        "brief.html": brief_html(v),
        "statements.csv": table_csv(v),
        "counts.csv": counts_csv(v, TABLE.id),
        "dictionary.csv": dictionary_csv(v),
    }


def pdf(text: str, title: str = "-") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle(title)
    canvas.drawString(50, 700, text)
    canvas.save()
    return out.getvalue()


def zipped(name: str, data: bytes, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        archive.writestr(name, data)
    return out.getvalue()


def word(text: str, author: str = "") -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.core_properties.author = author
    document.save(out)
    return out.getvalue()


def csv_cell(text: str) -> bytes:
    return f'a,b\r\n1,"{text}"\r\n'.encode()


def test_clean_files_are_written_whole(tmp_path: Path) -> None:
    folder = write(files(), tmp_path / "out", SEALED)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == files()
    assert {int(p.stat().st_mtime) for p in folder.iterdir()} == {315532800}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


LEAKS: list[tuple[str, str, bytes]] = [
    ("html text", "x.html", b"<p>zanzibar kestrel 41</p>"),
    ("html split by tags", "x.html", b"<p>zanzi<b>bar</b>-<i>kestrel</i>-41</p>"),
    ("html attribute", "x.html", b'<p title="zanzibar-kestrel-41">x</p>'),
    ("html comment", "x.html", b"<p>x</p><!-- Zanzibar-Kestrel-41 -->"),
    ("html references", "x.html", b"<p>&#122;anzibar&#8203;-kestrel-41</p>"),
    ("html style", "x.html", b"<style>/* zanzibar-kestrel-41 */</style>"),
    ("csv cell", "x.csv", csv_cell("ZANZIBAR KESTREL 41")),
    ("zero width", "x.csv", csv_cell("zanzibar\u200b-kes\u00adtrel-41")),
    ("full width", "x.csv", csv_cell("ｚａｎｚｉｂａｒ－ｋｅｓｔｒｅｌ－４１")),
    ("percent", "x.txt", b"zanzibar%2Dkestrel%2D41"),
    ("utf-16", "x.txt", "zanzibar-kestrel-41".encode("utf-16")),
    ("zip member", "x.zip", zipped("a.txt", b"zanzibar-kestrel-41")),
    ("zip member's name", "x.zip", zipped("zanzibar-kestrel-41.txt", b"x")),
    ("zip comment", "x.zip", zipped("a.txt", b"x", CANARY.encode())),
    ("zip in zip", "x.zip", zipped("b.zip", zipped("a.txt", b"zanzibar-kestrel-41"))),
    ("docx paragraph", "x.docx", word("zanzibar-kestrel-41")),
    ("docx core properties", "x.docx", word("x", CANARY)),
    ("pdf page", "x.pdf", pdf("zanzibar-kestrel-41")),
    ("pdf title", "x.pdf", pdf("x", CANARY)),
    ("file name", "zanzibar-kestrel-41.csv", b"x"),
    ("name", "x.csv", csv_cell("Kim Cholsu")),
    ("name NFD", "x.csv", csv_cell(unicodedata.normalize("NFD", "김철수"))),
    ("name spaced", "x.csv", csv_cell("김 철 수")),
    ("short name as a word", "x.csv", csv_cell("Mrs Oh said")),
    ("phone without separators", "x.csv", csv_cell("8613800431234")),
    ("phone in the country's form", "x.csv", csv_cell("138 0043 1234")),
    ("e-mail", "x.csv", csv_cell("A.B@Example.org")),
    ("address", "x.csv", csv_cell("YONBONG DONG 12")),
    ("source id", "x.html", b'<p id="src_9k2m4n6p8q0r">x</p>'),
    ("sum with day", "x.csv", csv_cell("10,000 yuan on 12 October 2025")),
    ("sum with day in two cells", "x.csv", b"day,sum\r\n2025-10-12,10000\r\n"),
    ("sum with day, Korean", "x.csv", csv_cell("2025년 10월 12일에 1만 위안")),
]


@pytest.mark.parametrize(("where", "name", "data"), LEAKS, ids=[w for w, _, _ in LEAKS])
def test_leaks_destroy_the_files(where: str, name: str, data: bytes, tmp_path: Path) -> None:
    with pytest.raises(LeakFound) as caught:
        write({**files(), name: data}, tmp_path / "out", SEALED)
    assert list(tmp_path.iterdir()) == [], where
    said = f"{caught.value} {caught.value.hint}".casefold()
    for value in ("zanzibar", "chol", "김", "138", "10000", "9k2m", "example"):
        assert value not in said


def test_encoded_canary_is_found(tmp_path: Path) -> None:
    encoded = base64.b64encode(CANARY.encode())
    with pytest.raises(LeakFound):
        write({"x.html": b'<p data-x="' + encoded + b'">x</p>'}, tmp_path / "out", SEALED)


@pytest.mark.parametrize(
    "harmless", ["walking to school; ohm", "10,000 yuan on 13 October 2025", "12 October 2025", "1,380 0043 families", "김치"]
)
def test_no_false_alarm(harmless: str, tmp_path: Path) -> None:
    write({"x.csv": csv_cell(harmless)}, tmp_path / "out", SEALED)


def test_an_existing_folder_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(ReleaseError, match="exists"):
        write(files(), tmp_path / "out", SEALED)
    with pytest.raises(ReleaseError, match="does not exist"):
        write(files(), tmp_path / "none" / "out", SEALED)
    (tmp_path / "out").rmdir()
    (tmp_path / "out").symlink_to(tmp_path / "nowhere")
    with pytest.raises(ReleaseError, match="exists"):
        write(files(), tmp_path / "out", SEALED)


def test_what_an_earlier_crash_left_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / ".out.part").mkdir()
    with pytest.raises(ReleaseError, match="cut short"):
        write(files(), tmp_path / "out", SEALED)
    assert (tmp_path / ".out.part").is_dir()


@pytest.mark.parametrize("name", ["../x.csv", "a/b.csv", "", ".hidden", "a\nb.csv", "c:x.csv"])
def test_only_plain_names(name: str, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError):
        write({name: b"x"}, tmp_path / "out", SEALED)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "data"), [("x.pdf", b"%PDF-1.7 broken"), ("x.zip", b"PK\x03\x04broken")])
def test_what_cannot_be_read_back_does_not_leave(name: str, data: bytes, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError):
        write({name: data}, tmp_path / "out", SEALED)
    assert list(tmp_path.iterdir()) == []
