"""The last gate, format by format: a sealed value is found wherever a file can hold it; what is unreadable never leaves."""

from __future__ import annotations

import base64
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import arro3.core
import arro3.io
import docx
import openpyxl
import pypdf
import pytest
from export_samples import slipped, view
from pypdf.annotations import Text
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from rushlight.errors import LeakFound, ReleaseError
from rushlight.exports import FORMATS, files, write
from rushlight.exports.picture_text import SIGNATURE
from rushlight.release import ReleasedView, SealedValues

CANARY = "zanzibar-kestrel-41"
SEALED = SealedValues(names=("김철수", "Quillfeather"), phones=("+86 138-0043-1234",), canaries=(CANARY,))


def telling(words: str) -> ReleasedView:
    return slipped(f"According to one source, {words}")


SPELLED = {
    "composed": "김철수",
    "decomposed": unicodedata.normalize("NFD", "김철수"),
    "zero width": "\u200b".join("Quillfeather"),
    "soft hyphens": "\u00ad".join("Quillfeather"),
    "full width": "Ｑｕｉｌｌｆｅａｔｈｅｒ",
    "romanised": "Kim Ch'ŏl-su",
    "customary": "Chulsoo Kim",
    "canary": "ZANZIBAR kestrel 41",
}


@pytest.mark.parametrize("how", SPELLED)
@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"svg", "png", "geojson"}))
def test_a_sentence_that_names_somebody_does_not_leave_in_any_format(form: str, how: str, tmp_path: Path) -> None:
    """These formats hold sentences; figures and areas hold the codebook's and the atlas's words only."""
    try:
        made = files(telling(SPELLED[how]), [form])
    except ReleaseError:
        assert form == "pdf"  # a letter that the font has not
        return
    with pytest.raises(LeakFound) as caught:
        write(made, tmp_path / "out", SEALED)
    assert list(tmp_path.iterdir()) == []
    assert not re.search("kim|quill|zanz|김", f"{caught.value} {caught.value.hint}", re.IGNORECASE)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_clean_release_leaves_in_every_format(form: str, language: str, tmp_path: Path) -> None:
    """Also with many short names sealed: none stands by chance in compressed bytes."""
    syllables = "강경고구권기나노덕도라련명무문민배변복봉"
    names = (*(f"{a}{b}" for a in "곽류맹방변석설심" for b in syllables), "Oh", "Nam", "Ryu", "Pyo", "Ong")
    sealed = SealedValues(names=names, phones=("+86 138-0043-1234",), canaries=(CANARY,))
    made = files(view(language=language, title="-"), [form])
    write(made, tmp_path / "out", sealed)
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == made


# --- hiding places, made by other programs --------------------------------------------------------


def pdf(change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    page, out = io.BytesIO(), io.BytesIO()
    canvas = Canvas(page, invariant=1)
    canvas.drawString(50, 700, "clean")
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(page.getvalue()))
    change(writer)
    writer.write(out)
    return out.getvalue()


def scripted(writer: pypdf.PdfWriter) -> None:
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def word_comment() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = CANARY
    document.save(out)
    return out.getvalue()


def hidden_sheet() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.create_sheet("hidden")["A1"] = CANARY
    book["hidden"].sheet_state = "veryHidden"
    book.save(out)
    return out.getvalue()


def sheet_name() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = CANARY
    book.save(out)
    return out.getvalue()


def parquet(values: list[str], **settings: object) -> bytes:
    out = io.BytesIO()
    table = arro3.core.Table.from_pydict({"a": arro3.core.Array(values, type=arro3.core.DataType.string())})
    arro3.io.write_parquet(table, out, **settings)
    return out.getvalue()


def extra_field() -> bytes:
    out, entry = io.BytesIO(), zipfile.ZipInfo("a.txt")
    entry.extra = b"\x99\x99" + len(CANARY).to_bytes(2, "little") + CANARY.encode()
    entry.comment = b"x"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, b"x")
    return out.getvalue()


def png(kind: bytes, body: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    rest = chunk(kind, body) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return SIGNATURE + chunk(b"IHDR", head) + rest


XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{CANARY}</a></x:xmpmeta>'.encode()
LEAKS: dict[str, tuple[str, bytes]] = {
    "pdf metadata stream": ("a.pdf", pdf(lambda w: setattr(w, "xmp_metadata", XMP))),
    "pdf annotation": (
        "a.pdf",
        pdf(lambda w: w.add_annotation(page_number=0, annotation=Text(rect=(0, 0, 9, 9), text=CANARY))),
    ),
    "pdf outline": ("a.pdf", pdf(lambda w: w.add_outline_item(title=CANARY, page_number=0))),
    "pdf information, UTF-16": ("a.pdf", pdf(lambda w: w.add_metadata({"/X": "김철수 씨"}))),
    "docx header": ("a.docx", word_comment()),
    "docx custom part": ("a.docx", repacked(word_comment(), "customXml/item9.xml", f"<a b='{CANARY}'/>".encode())),
    "xlsx hidden sheet": ("a.xlsx", hidden_sheet()),
    "xlsx sheet name": ("a.xlsx", sheet_name()),
    "zip extra field": ("a.zip", extra_field()),
    "parquet, packed": ("a.parquet", parquet(["x", CANARY], compression="zstd(3)")),
    "parquet metadata": ("a.parquet", parquet(["x"], key_value_metadata={"author": CANARY})),
    "parquet's program": ("a.parquet", parquet(["x"], created_by=CANARY)),
    "json escapes": ("a.json", json.dumps({"a": ["김철수"]}, ensure_ascii=True).encode()),
    "json lines": ("a.ftm.json", b'{"a":"x"}\n{"b":"\\u007aanzibar-kestrel-41"}\n'),
    "geojson key": ("a.geojson", json.dumps({CANARY: 1}).encode()),
    "svg title": ("a.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><title>{CANARY}</title></svg>".encode()),
    "svg metadata": ("a.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><metadata a='{CANARY}'/></svg>".encode()),
    "svg file within": (
        "a.svg",
        b"<svg><image href='data:image/svg+xml;base64," + base64.b64encode(f"<a>{CANARY}</a>".encode()) + b"'/></svg>",
    ),
    "png text": ("a.png", png(b"tEXt", b"Author\0" + CANARY.encode())),
    "png packed text": ("a.png", png(b"zTXt", b"Comment\0\0" + zlib.compress(CANARY.encode() * 9))),
}


@pytest.mark.parametrize("where", LEAKS)
def test_hiding_places(where: str, tmp_path: Path) -> None:
    name, data = LEAKS[where]
    with pytest.raises(LeakFound):
        write({name: data}, tmp_path / "out", SEALED)
    assert list(tmp_path.iterdir()) == []


UNREADABLE: dict[str, tuple[str, bytes]] = {
    "another kind": ("a.bin", b"\x00\x01\x02"),
    "no ending": ("LICENCE", b"text"),
    "text that is none": ("a.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    "a word file of old": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60)),
    "a locked pdf": ("a.pdf", pdf(lambda w: w.encrypt(user_password="", algorithm="RC4-128"))),
    "a file in a pdf": ("a.pdf", pdf(lambda w: w.add_attachment("a.txt", b"x"))),
    "a program in a pdf": ("a.pdf", pdf(scripted)),
    "half a pdf": ("a.pdf", files(view(), ["html"])["brief.html"].replace(b"<!doctype", b"%PDF-1.7 <!doctype", 1)),
    "a picture in a zip": ("a.docx", repacked(word_comment(), "word/media/a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")),
    "half a zip": ("a.xlsx", hidden_sheet()[:400]),
    "half a parquet": ("a.parquet", parquet(["x"])[:40]),
    "a png with a profile": ("a.png", png(b"iCCP", b"x\0\0" + zlib.compress(b"x"))),
    "a png with a time": ("a.png", png(b"tIME", bytes(7))),
    "bytes behind a png": ("a.png", png(b"gAMA", bytes(4)) + b"PK"),
    "an unknown file in a page": ("a.html", b"<img src='data:image/jpeg;base64,/9j/4AAQSkZJRgABAQ=='>"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_searched_does_not_leave(what: str, tmp_path: Path) -> None:
    name, data = UNREADABLE[what]
    with pytest.raises(ReleaseError):
        write({"clean.txt": b"x", name: data}, tmp_path / "out", SealedValues())
    assert list(tmp_path.iterdir()) == []


def test_pictures_in_a_pdf_are_not_searched_so_they_do_not_leave(tmp_path: Path) -> None:
    from reportlab.lib.utils import ImageReader

    out, canvas_bytes = io.BytesIO(), png(b"gAMA", (45455).to_bytes(4, "big"))
    canvas = Canvas(out, invariant=1)
    canvas.drawImage(ImageReader(io.BytesIO(canvas_bytes)), 0, 0)
    canvas.save()
    with pytest.raises(ReleaseError, match="picture"):
        write({"a.pdf": out.getvalue()}, tmp_path / "out", SealedValues())
