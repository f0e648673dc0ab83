"""Documents of other word processors, each a real small file made here: .odt, .epub, .hwpx, .hwp, .rtf and scans."""

from __future__ import annotations

import builtins
import io
import itertools
import random
import shutil
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from types import ModuleType

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from rushlight.errors import IntakeError
from rushlight.intake import limits
from rushlight.intake import take_here as take
from rushlight.intake.scan import RECOGNISED
from rushlight.record import ParagraphRole

STORY = "The officers came at night and took 5,000 yuan."
KOREAN = "밤에 들이닥친 사람들이 5,000위안을 빼앗았다."


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


# OpenDocument ----------------------------------------------------------------------------------

_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "text", "table", "style")
)


def odt(body: str, **parts: str) -> bytes:
    styles = (
        '<office:automatic-styles><style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Title"/></office:automatic-styles>'
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {_ODF}>{styles}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = "<m><creator>Okhui Field</creator></m>"
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta, **parts})


def test_an_opendocument_text_is_read_in_order() -> None:
    taken = take(
        odt(
            "<text:tracked-changes><text:deletion><text:p>struck out</text:p></text:deletion></text:tracked-changes>"
            '<text:p text:style-name="P1">What they took</text:p><text:h>First visit</text:h>'
            '<text:p>They came<text:s text:c="2"/>at\n   night<text:note><text:note-citation>1</text:note-citation>'
            "<text:note-body><text:p>As told.</text:p></text:note-body></text:note>.<office:annotation><text:p>ask again"
            f"</text:p></office:annotation></text:p><text:p>{KOREAN}<text:line-break/>둘째<text:tab/>줄</text:p>"
            "<table:table><table:table-row><table:table-cell><text:p>sum</text:p></table:table-cell>"
            "<table:table-cell><text:p>5,000</text:p></table:table-cell></table:table-row></table:table>"
            "<text:list><text:list-item><text:p>the phone</text:p></text:list-item></text:list>"
        ),
        name="a.odt",
    )
    assert taken.text == (
        f"What they took\n\nFirst visit\n\nThey came  at night.\n\n{KOREAN}\n둘째\t줄\n\nsum\t5,000\n\nthe phone\n\nAs told."
    )
    roles = {taken.text[p.start : p.end]: p.role for p in taken.paragraphs}
    assert roles["What they took"] is ParagraphRole.TITLE
    assert roles["First visit"] is ParagraphRole.HEADING
    assert roles["As told."] is ParagraphRole.FOOTER
    assert taken.author is None


def test_a_locked_opendocument_text_is_refused() -> None:
    manifest = {"META-INF/manifest.xml": "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"}
    with pytest.raises(IntakeError, match="password"):
        take(odt("<text:p>x</text:p>", **manifest), name="a.odt")


# EPUB ------------------------------------------------------------------------------------------


def epub(chapters: Mapping[str, str], spine: Iterable[str]) -> bytes:
    items = "".join(f'<item id="i{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in chapters)
    refs = "".join(f'<itemref idref="i{n}"/>' for n in spine)
    package = f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{refs}</spine></package>'
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/p.opf"/></rootfiles></container>'
    )
    pages = {
        f"OPS/{n}.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{b}</body></html>' for n, b in chapters.items()
    }
    head = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/p.opf": package}
    return archive({**head, **pages})


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    book = epub(
        {"2": f"<p>{KOREAN}</p>", "cover": "<img src='c.jpg'/>", "1": f"<h2>Visits</h2><p>{STORY}</p>"}, ["cover", "1", "2"]
    )
    assert take(book, name="a.epub").text == f"Visits\n\n{STORY}\n\n{KOREAN}"


def test_a_book_of_pictures_and_a_locked_book_are_refused() -> None:
    with pytest.raises(IntakeError, match="has no text"):
        take(epub({"1": "<img src='c.jpg'/>"}, ["1"]), name="a.epub")
    with pytest.raises(IntakeError, match="locked"):
        take(archive({"mimetype": "application/epub+zip", "META-INF/rights.xml": "<r/>"}), name="a.epub")


# Hangul ----------------------------------------------------------------------------------------


def hwpx(*sections: str) -> bytes:
    xmlns = 'xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'
    parts = {f"Contents/section{n}.xml": f"<hs:sec {xmlns}>{body}</hs:sec>" for n, body in enumerate(sections)}
    return archive({"mimetype": "application/hwp+zip", **parts})


def test_a_hwpx_document_is_read() -> None:
    first = f"<hp:p><hp:run><hp:t>{KOREAN}</hp:t></hp:run><hp:run><hp:t> 끝<hp:lineBreak/>줄</hp:t></hp:run></hp:p>"
    assert take(hwpx(first, "<hp:p><hp:run><hp:t>둘째 구역</hp:t></hp:run></hp:p>"), name="a.hwpx").text == (
        f"{KOREAN} 끝\n줄\n\n둘째 구역"
    )


def record(tag: int, data: bytes) -> bytes:
    head = tag | min(len(data), 0xFFF) << 20
    return struct.pack("<I", head) + (struct.pack("<I", len(data)) if len(data) >= 0xFFF else b"") + data


def written(words: str) -> bytes:
    tab = struct.pack("<8H", 9, 0, 0, 0, 0, 0, 0, 9)
    return tab.join(piece.encode("utf-16-le") for piece in words.split("\t")) + "\r".encode("utf-16-le")


def hwp(paragraphs: Iterable[str], *, packed: bool = True, flags: int = 0) -> bytes:
    """A .hwp 5 file. A column definition stands before the first words, as word processors write it; controls such as
    it and the tab are eight units long."""
    control = struct.pack("<H", 2) + "dces".encode("ascii").ljust(12, b"\0") + struct.pack("<H", 2)
    body = b""
    for n, words in enumerate(paragraphs):
        body += record(0x42, bytes(24)) + record(0x43, (control if n == 0 else b"") + written(words))
    if packed:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        body = deflate.compress(body) + deflate.flush()
    head = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags | packed) + bytes(216)
    return compound({("FileHeader",): head, ("DocInfo",): bytes(30), ("BodyText", "Section0"): body})


def compound(streams: Mapping[tuple[str, ...], bytes]) -> bytes:
    """A compound file ([MS-CFB] version 3). Streams are padded to the cutoff of 4,096 bytes, so none is a small one."""
    size, free, end, table = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    storages = sorted({path[:i] for path in streams for i in range(1, len(path))})
    entries = [(), *storages, *streams]
    place = {path: i for i, path in enumerate(entries)}
    fat: list[int] = []
    body = b""

    def store(data: bytes) -> int:
        nonlocal body
        first, count = len(fat), -(-len(data) // size)
        fat.extend([*range(first + 1, first + count), end])
        body += data.ljust(count * size, b"\0")
        return first

    starts = {path: store(data.ljust(4096, b"\0")) for path, data in streams.items()}
    child, right = {}, {}
    for parent in [(), *storages]:
        names = sorted((p for p in entries[1:] if p[:-1] == parent), key=lambda p: (len(p[-1]), p[-1].upper()))
        child[parent] = place[names[0]]
        right.update({a: place[b] for a, b in itertools.pairwise(names)})
    directory = b""
    for path in entries:
        name = (path[-1] if path else "Root Entry").encode("utf-16-le") + b"\0\0"
        kind = 5 if not path else 2 if path in streams else 1
        links = (free, right.get(path, free), child.get(path, free))
        where = (starts.get(path, end if not path else 0), max(len(streams.get(path, b"")), 4096 if path in streams else 0))
        directory += name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name), kind, 1, *links) + bytes(36)
        directory += struct.pack("<IQ", *where)
    at = store(directory)
    fat_at = len(fat)
    body += struct.pack(f"<{fat_at + 1}I", *fat, table).ljust(size, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, at, 0, 4096, end, 0, end, 0) + struct.pack("<I", fat_at)
    return head.ljust(size, b"\xff") + body


@pytest.mark.parametrize("packed", [True, False])
def test_a_hangul_document_is_read(packed: bool) -> None:
    taken = take(hwp([KOREAN, "", "둘째\t줄" + "가" * 3000], packed=packed), name="a.hwp")
    assert taken.text.startswith(f"{KOREAN}\n\n둘째")
    assert taken.text.endswith("가" * 3000)
    assert taken.language == "ko"


def test_locked_old_and_swollen_hangul_documents_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IntakeError, match="password"):
        take(hwp([KOREAN], flags=2), name="a.hwp")
    with pytest.raises(IntakeError, match="old word-processor"):
        take(compound({("WordDocument",): bytes(10)}), name="a.doc")
    monkeypatch.setattr(limits, "MAX_BYTES", 200_000)
    with pytest.raises(IntakeError, match="unpacks to far more"):
        take(hwp(["가" * 400_000]), name="a.hwp")


# rich text -------------------------------------------------------------------------------------

RTF = (
    rb"{\rtf1\ansi\ansicpg949\deff0{\fonttbl{\f0\fnil\fcharset129 Batang;}}{\info{\author Okhui Field}}\pard "
    + STORY.encode()
    + rb"\par \'ba\'b8\'c0\'a7\'ba\'ce\'b0\'a1 \u50772?\u45796? \u8220?now\u8221?\tab x\par}"
)


def test_a_rich_text_file_is_read() -> None:
    taken = take(RTF, name="a.rtf")
    assert taken.text == f"{STORY}\n\n보위부가 왔다 “now”\tx"
    assert taken.author is None


# every format ----------------------------------------------------------------------------------

FILES = {
    "a.odt": odt(f"<text:p>{STORY}</text:p>"),
    "a.epub": epub({"1": f"<p>{STORY}</p>"}, ["1"]),
    "a.hwpx": hwpx(f"<hp:p><hp:run><hp:t>{KOREAN}</hp:t></hp:run></hp:p>"),
    "a.hwp": hwp([KOREAN]),
    "a.rtf": RTF,
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("seed", range(25))
def test_mutated_files_are_read_or_refused(name: str, seed: int) -> None:
    chance = random.Random(f"{name} {seed}")
    data = bytearray(FILES[name])
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    said = ""
    try:
        take(bytes(data), name=name)
    except IntakeError as error:
        said = f"{error} {error.hint}"
    assert "officers" not in said


@pytest.mark.parametrize(("name", "library"), [("a.rtf", "striprtf"), ("a.hwp", "olefile")])
def test_a_missing_extra_is_named(name: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hide(library, monkeypatch)
    with pytest.raises(IntakeError) as caught:
        take(FILES[name], name=name)
    assert "rushlight[docs]" in (caught.value.hint or "")


def hide(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: object, **more: object) -> ModuleType:
        if name.split(".")[0] == library:
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    for loaded in [m for m in sys.modules if m.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(builtins, "__import__", absent)


# scans -----------------------------------------------------------------------------------------


def picture(words: str) -> Image.Image:
    page = Image.new("L", (1600, 400), 255)
    ImageDraw.Draw(page).text((60, 120), words, font=ImageFont.load_default(56), fill=0)
    return page


def scanned(*pages: str | None) -> bytes:
    """A PDF whose pages are pictures of words, or printed ones where None."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 200), invariant=1)
    for words in pages:
        if words is None:
            canvas.drawString(20, 150, "These words are printed.")
        else:
            canvas.drawImage(ImageReader(picture(words)), 0, 50, 400, 100)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def png(words: str) -> bytes:
    out = io.BytesIO()
    picture(words).save(out, "PNG")
    return out.getvalue()


def test_a_scan_says_so_and_names_the_extra() -> None:
    for data, name in ((scanned("Words"), "a.pdf"), (png("Words"), "a.png")):
        with pytest.raises(IntakeError) as caught:
            take(data, name=name)
        assert "rushlight[ocr]" in (caught.value.hint or "")


def test_pages_without_text_among_others_are_named() -> None:
    taken = take(scanned(None, "Words", None), name="a.pdf")
    assert taken.warnings[0].endswith("page 2")
    assert "printed" in taken.text


def test_recognition_without_its_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    hide("pytesseract", monkeypatch)
    with pytest.raises(IntakeError, match="not installed"):
        take(scanned("Words"), name="a.pdf", ocr=("en",))


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="the tesseract program is not on this computer")
def test_a_scan_is_recognised_when_asked() -> None:
    taken = take(scanned(None, "The officers took the telephone."), name="a.pdf", ocr=("en",))
    assert taken.text == "These words are printed.\n\nThe officers took the telephone."
    assert RECOGNISED in taken.warnings
    assert take(png("Nobody was told why."), name="a.png", ocr=("en",)).text == "Nobody was told why."
    with pytest.raises(IntakeError, match="language model"):
        take(png("Words"), name="a.png", ocr=("xx",))
