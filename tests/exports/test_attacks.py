"""The last gate against somebody who wants a sealed value to leave: in real files, by every disguise we could think of.

Each attack must fail closed: the value is found, or the file is refused as what cannot be searched. The same file with a
harmless word in its place shows which it is: what is refused whatever it holds is listed as such.
"""

from __future__ import annotations

import base64
import codecs
import functools
import io
import json
import quopri
import re
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import arro3.core
import arro3.io
import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from export_samples import slipped, view
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from rushlight.errors import LeakFound, ReleaseError
from rushlight.exports import FORMATS, files, write
from rushlight.exports.archives import normalised
from rushlight.exports.thrift import Reading, packed
from rushlight.release import SealedValues

NAME, LATIN = "김철수", "Marigold Quillfeather"
SEALED = SealedValues(names=(NAME, LATIN), phones=("+86 138-0043-1234",), ids=("src_9k2m4n6p8q0r",))
HARMLESS = "바람"


def refused(name: str, data: bytes, folder: Path) -> type[Exception] | None:
    """How the gate refuses a file, None when it leaves; nothing is left behind either way."""
    try:
        write({name: data}, folder / "out", SEALED)
    except (LeakFound, ReleaseError) as error:
        said, kind = f"{error} {error.hint}", type(error)
    else:
        return None
    assert not list(folder.iterdir())
    assert NAME not in said
    assert "quill" not in said.lower()
    return kind


# --- how a value is written ------------------------------------------------------------------------

SPELLED: dict[str, str] = {
    "NFD": unicodedata.normalize("NFD", NAME),
    "compatibility letters": "ㄱㅣㅁㅊㅓㄹㅅㅜ",
    "half-width letters": "".join(map(chr, (0xFFA1, 0xFFDC, 0xFFB1, 0xFFBA, 0xFFC6, 0xFFA9, 0xFFB5, 0xFFD3))),
    "letters mixed with syllables": "김ㅊㅓㄹ수",
    "filler": "김\u3164철\u3164수",
    "half-width filler": "김\uffa0철수",
    "initial and medial filler": "김\u115f철\u1160수",
    "zero width": "김\u200b철\u200d수",
    "word joiner": "김\u2060철\ufeff수",
    "soft hyphen": "김\u00ad철수",
    "variation selector": "김\ufe0f철\U000e0101수",
    "combining marks": "김\u0301철\u0336수",
    "middle dots": "김·철·수",
    "braille blanks": "김\u2800철\u2800수",
    "lines": "김\n철\r\n수",
    "emphasis": "**김**_철_`수`",
    "bidirectional": "\u202e수철김\u202c",
    "bidirectional, Latin": "\u202erehtaefllíuQ dlogiraM",
    "isolates": "\u2068수철김\u2069",
    "tag letters": "x" + "".join(chr(0xE0000 + ord(c)) for c in LATIN),
    "variation bytes": "x" + "".join(chr(0xE0100 + b - 16 if b > 15 else 0xFE00 + b) for b in NAME.encode()),
    "zero-width bits": "x" + "".join("\u200c" if b == "0" else "\u200b" for byte in NAME.encode() for b in f"{byte:08b}"),
    "revised": "Gim Cheolsu",
    "revised, joined": "gimcheolsu",
    "McCune-Reischauer": "Kim Ch'ŏlsu",
    "McCune-Reischauer, bare": "Kim Cholsu",
    "Yale": "Kim Chelswu",
    "customary": "Kim Chul-soo",
    "customary, turned": "Chul Soo Kim",
    "customary, comma": "KIM, Cheol-Su",
    "customary, spaced out": "Kim  Chul  Su",
    "Latin, turned": "Quillfeather, Marigold",
    "Latin, joined": "marigoldquillfeather",
    "Latin, snake": "marigold_quillfeather",
    "Cyrillic look-alikes": "Маrіgоld Quіllfеаthеr",
    "Greek look-alikes": "Μαrιgοld Quιllfεαthεr".replace("Μ", "M").replace("ε", "e"),
    "dotless": "Marıgold Quıllfeather",
    "full width": "Ｍａｒｉｇｏｌｄ　Ｑｕｉｌｌｆｅａｔｈｅｒ",
    "mathematical": "𝑴𝒂𝒓𝒊𝒈𝒐𝒍𝒅 𝑸𝒖𝒊𝒍𝒍𝒇𝒆𝒂𝒕𝒉𝒆𝒓",
    "circled": "Ⓜⓐⓡⓘⓖⓞⓛⓓ Ⓠⓤⓘⓛⓛⓕⓔⓐⓣⓗⓔⓡ",
    "accents": "Márïgöld Qûíllféâthèr",
    "percent": "%EA%B9%80%EC%B2%A0%EC%88%98",
    "base64": base64.b64encode(NAME.encode()).decode(),
    "base64, URL": base64.urlsafe_b64encode(f"  {LATIN}?".encode()).decode(),
    "base64, shifted": "xy" + base64.b64encode(LATIN.encode()).decode(),
    "base64, twice": base64.b64encode(base64.b64encode(LATIN.encode())).decode(),
    "base64, lines": "\n".join(
        re.findall(".{1,20}", base64.b64encode(f"a text that tells of {NAME}, {LATIN} and others".encode()).decode())
    ),
    "base64, UTF-16": base64.b64encode(LATIN.encode("utf-16-le")).decode(),
    "hexadecimal": NAME.encode().hex(),
    "hexadecimal, spaced": LATIN.encode().hex(" "),
    "quoted-printable": quopri.encodestring(NAME.encode()).decode(),
    "punycode": "xn--" + codecs.encode(NAME, "punycode").decode(),
    "JSON escapes": json.dumps(NAME),
    "braced escapes": "".join(f"\\u{{{ord(c):x}}}" for c in NAME),
    "references": "".join(f"&#x{ord(c):x};" for c in NAME),
    "references, twice": "".join(f"&amp;#{ord(c)};" for c in NAME),
    "CSS escapes": "".join(f"\\{ord(c):x} " for c in NAME),
    "workbook escapes": "".join(f"_x{ord(c):04X}_" for c in NAME),
    "Arabic digits": "١٣٨٠٠٤٣١٢٣٤",
    "full-width digits": "１３８－００４３－１２３４",
    "digits with slashes": "138/0043/1234",
}
CONTAINERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "csv": ("a.csv", lambda words: f'a,b\r\n1,"{words}"\r\n'.encode()),
    "html": ("a.html", lambda words: f"<!doctype html><p>{words}</p>".encode()),
    "svg": ("a.svg", lambda words: f"<svg xmlns='http://www.w3.org/2000/svg'><text>{escape(words)}</text></svg>".encode()),
    "geojson": ("a.geojson", lambda words: json.dumps({"properties": {words: 1}}, ensure_ascii=False).encode()),
}


@pytest.mark.parametrize("how", SPELLED)
@pytest.mark.parametrize("container", CONTAINERS)
def test_a_value_is_found_however_it_is_written(how: str, container: str, tmp_path: Path) -> None:
    name, made = CONTAINERS[container]
    assert refused(name, made(f"a word {HARMLESS} more"), tmp_path) is None
    for path in (tmp_path / "out").iterdir():
        path.unlink()
    (tmp_path / "out").rmdir()
    assert refused(name, made(f"a word {SPELLED[how]} more"), tmp_path) is not None


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"svg", "png", "geojson", "pdf"}))
@pytest.mark.parametrize(
    "how", ["filler", "compatibility letters", "bidirectional, Latin", "tag letters", "Cyrillic look-alikes", "Yale"]
)
def test_a_disguised_name_leaves_in_no_format_of_ours(form: str, how: str, tmp_path: Path) -> None:
    made = files(slipped(f"According to one source, {SPELLED[how]}"), [form])
    with pytest.raises((LeakFound, ReleaseError)):
        write(made, tmp_path / "out", SEALED)


# --- where a value is put --------------------------------------------------------------------------


def word(change: Callable[[object, str], object], words: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    change(document, words)
    document.save(out)
    return normalised(out.getvalue())


def split_runs(document: object, words: str) -> None:
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    for letter in words:
        paragraph.add_run(letter).bold = True


def with_element(tag: str, attribute: str | None = None) -> Callable[[object, str], None]:
    def change(document: object, words: str) -> None:
        run = document.add_paragraph().add_run("x")  # type: ignore[attr-defined]
        element = OxmlElement(tag)
        if attribute:
            element.set(qn(attribute), words)
        else:
            element.text = words
        run._r.append(element)

    return change


def commented(document: object, words: str) -> None:
    paragraph = document.add_paragraph("x")  # type: ignore[attr-defined]
    document.add_comment(paragraph.runs, text=words, author="", initials="")  # type: ignore[attr-defined]


def book(change: Callable[[openpyxl.Workbook, str], object], words: str) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    change(made, words)
    made.save(out)
    return normalised(out.getvalue())


def rich(made: openpyxl.Workbook, words: str) -> None:
    made.active["A1"] = CellRichText([TextBlock(InlineFont(b=n % 2 == 0), letter) for n, letter in enumerate(words)])


def defined(made: openpyxl.Workbook, words: str) -> None:
    made.defined_names["x"] = DefinedName("x", attr_text=f'"{words}"')


def noted(made: openpyxl.Workbook, words: str) -> None:
    made.active["A1"].comment = Comment(words, "")


def in_cells(made: openpyxl.Workbook, words: str) -> None:
    for at, letter in enumerate(words, start=1):
        made.active.cell(1, at, letter)


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.txt"), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def orphan(words: str) -> bytes:
    """A member that stands in the archive and in no list."""
    one, two = zipped(a=b"x"), zipped(b=words.encode())
    with zipfile.ZipFile(io.BytesIO(two)) as archive:
        hidden = two[: archive.start_dir]
    with zipfile.ZipFile(io.BytesIO(hidden + one)) as archive:
        start = archive.start_dir
    shifted = bytearray(hidden + one)
    shifted[start + 42 : start + 46] = len(hidden).to_bytes(4, "little")  # the list points behind what is hidden
    shifted[-6:-2] = start.to_bytes(4, "little")
    return bytes(shifted)


def pdf(
    words: str, *, stream: str = "", filters: bytes = b"", body: bytes | None = None, outside: bytes = b"", end: bytes = b""
) -> bytes:
    """A page that says "clean", with one more object: a stream of this kind, or whatever stands outside of streams."""
    held = zlib.compress(body if body is not None else words.encode())
    extra = b"6 0 obj\n<</Length %d/Filter/FlateDecode%s%s>>stream\n%s\nendstream\nendobj\n" % (
        len(held),
        stream.encode(),
        filters,
        held,
    )
    parts = (
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R" + outside + b">>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n",
        b"4 0 obj\n<</Length 39>>stream\nBT /F 12 Tf 10 100 Td (clean page) Tj ET\nendstream\nendobj\n",
        b"5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n",
        *([extra] if stream or filters or body is not None else []),
    )
    out, places = bytearray(b"%PDF-1.7\n"), []
    for part in parts:
        places.append(len(out))
        out += part
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out) + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, end, at)


def up_predicted(text: bytes) -> bytes:
    """Rows of PNG's predictor "up": each byte as its difference to the one above."""
    rows = [text[at : at + 4].ljust(4) for at in range(0, len(text), 4)]
    above = [b"\0" * 4, *rows]
    return b"".join(
        b"\x02" + bytes((a - b) & 255 for a, b in zip(row, over, strict=True)) for row, over in zip(rows, above, strict=False)
    )


def columns(words: str, **settings: object) -> bytes:
    out = io.BytesIO()
    table = arro3.core.Table.from_pydict({"a": arro3.core.Array(["x", words], type=arro3.core.DataType.string())})
    arro3.io.write_parquet(table, out, **{"created_by": "", "skip_arrow_metadata": True, **settings})
    return out.getvalue()


def ours(change: Callable[[dict[int, object]], object], gap: bytes = b"") -> bytes:
    """Our own Parquet with its footer changed, and bytes between the rows and it."""
    data = files(view(), ["parquet"])["statements.parquet"]
    start = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    told = Reading(data, start).struct()
    change(told)
    footer = packed(told)
    return data[:start] + gap + footer + len(footer).to_bytes(4, "little") + b"PAR1"


def statistics(words: str) -> bytes:
    def change(footer: dict[int, object]) -> None:
        footer[4][0][1][0][3][12] = {5: words.encode(), 6: words.encode()}  # type: ignore[index]

    return ours(change)


def put(target: str) -> Callable[[str], bytes]:
    return lambda words: target.replace("WORDS", words).encode()


PLACES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "docx runs": ("a.docx", functools.partial(word, split_runs)),
    "docx comment": ("a.docx", functools.partial(word, commented)),
    "docx deleted text": ("a.docx", functools.partial(word, with_element("w:delText"))),
    "docx field": ("a.docx", functools.partial(word, with_element("w:instrText"))),
    "docx bookmark": ("a.docx", functools.partial(word, with_element("w:bookmarkStart", "w:name"))),
    "docx hidden text": ("a.docx", functools.partial(word, with_element("w:vanish", "w:val"))),
    "xlsx rich text": ("a.xlsx", functools.partial(book, rich)),
    "xlsx defined name": ("a.xlsx", functools.partial(book, defined)),
    "xlsx letter by cell": ("a.xlsx", functools.partial(book, in_cells)),
    "xlsx header": ("a.xlsx", functools.partial(book, lambda b, w: setattr(b.active.oddHeader.center, "text", w))),
    "html across elements": ("a.html", lambda words: ("<p>" + "".join(f"<b>{c}</b>" for c in words) + "</p>").encode()),
    "html across comments": ("a.html", lambda words: ("<p>" + "<!-- - -->".join(words) + "</p>").encode()),
    "html across cells": (
        "a.html",
        lambda words: ("<table><tr>" + "".join(f"<td>{c}</td>" for c in words) + "</tr></table>").encode(),
    ),
    "html template": ("a.html", put("<template><p>WORDS</p></template>")),
    "html style": ("a.html", put("<style>p::after{content:'WORDS'}</style><p>x</p>")),
    "html file within": (
        "a.html",
        lambda words: b"<img src='data:text/plain; charset=utf-8 ;base64 , " + base64.b64encode(words.encode()) + b"'>",
    ),
    "svg letters": (
        "a.svg",
        lambda words: ("<svg>" + "".join(f"<text x='{n}'>{c}</text>" for n, c in enumerate(words)) + "</svg>").encode(),
    ),
    "svg within svg": (
        "a.svg",
        lambda words: (
            b"<svg><image href='data:image/svg+xml;base64," + base64.b64encode(f"<a b='{words}'/>".encode()) + b"'/></svg>"
        ),
    ),
    "csv letter by cell": ("a.csv", lambda words: ",".join(words).encode()),
    "csv letter by line": ("a.csv", lambda words: "\r\n".join(words).encode()),
    "geojson keys": ("a.geojson", lambda words: json.dumps({"features": [{"properties": {words: None}}]}).encode()),
    "geojson letters": ("a.geojson", lambda words: json.dumps(list(words)).encode()),
    "json key twice": ("a.json", lambda words: f'{{"a": {json.dumps(words)}, "a": "x"}}'.encode()),
    "zip member name": ("a.zip", lambda words: zipped(**{words: b"x"})),
    "pdf object stream": (
        "a.pdf",
        lambda words: pdf(words, stream="/Type/ObjStm/N 1/First 4", body=b"7 0 (" + words.encode() + b")"),
    ),
    "pdf metadata stream": (
        "a.pdf",
        lambda words: pdf(words, stream="/Type/Metadata/Subtype/XML", body=f"<x>{words}</x>".encode()),
    ),
    "pdf stream that nothing shows": ("a.pdf", lambda words: pdf(words, body=b"BT (" + words.encode() + b") Tj ET")),
    "pdf string, hexadecimal": (
        "a.pdf",
        lambda words: pdf(words, outside=b"/X<feff" + words.encode("utf-16-be").hex().encode() + b">"),
    ),
    "pdf string, octal": (
        "a.pdf",
        lambda words: pdf(words, outside=b"/X(" + b"".join(b"\\%03o" % b for b in words.encode()) + b")"),
    ),
    "pdf name": ("a.pdf", lambda words: pdf(words, outside=b"/" + b"".join(b"#%02x" % b for b in words.encode()) + b" 1")),
    "pdf comment": ("a.pdf", lambda words: pdf(words, outside=b" % " + words.encode() + b"\n")),
}
"""Where nothing but the value makes the difference."""


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("value", [NAME, LATIN], ids=["Korean", "Latin"])
def test_a_value_is_found_wherever_it_stands(where: str, value: str, tmp_path: Path) -> None:
    name, made = PLACES[where]
    assert refused(name, made(value), tmp_path) is not None
    assert refused(name, made(HARMLESS), tmp_path) is None


REFUSED: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "parquet dictionary": ("a.parquet", lambda words: columns(words)),
    "parquet statistics": ("a.parquet", statistics),
    "parquet statistics of a library": ("a.parquet", lambda words: columns(words, dictionary_enabled=False)),
    "parquet filter": ("a.parquet", lambda words: columns(words, dictionary_enabled=False, bloom_filter_enabled=True)),
    "parquet packed": ("a.parquet", lambda words: columns(words, compression="gzip(6)")),
    "parquet gap": ("a.parquet", lambda words: ours(lambda footer: None, gap=zlib.compress(words.encode()))),
    "xlsx comment, drawn": ("a.xlsx", functools.partial(book, noted)),
    "zip member that no list names": ("a.zip", orphan),
    "zip bytes before": ("a.zip", lambda words: zlib.compress(words.encode()) + zipped(a=b"x")),
    "zip bytes behind": ("a.zip", lambda words: zipped(a=b"x") + zlib.compress(words.encode())),
    "pdf predictor": (
        "a.pdf",
        lambda words: pdf(
            words,
            stream="/Type/ObjStm/N 1/First 4",
            filters=b"/DecodeParms<</Predictor 12/Columns 4>>",
            body=up_predicted(f"7 0 ({words})".encode()),
        ),
    ),
    "pdf earlier state": ("a.pdf", lambda words: pdf(words) + pdf(words)),
    "pdf earlier table": ("a.pdf", lambda words: pdf(words, end=b"/Prev 9")),
    "pdf file within, named by numbers": ("a.pdf", lambda words: pdf(words, stream="/Type/Embedded#46ile")),
    "pdf locked, named by numbers": ("a.pdf", lambda words: pdf(words, outside=b"/#45ncrypt 5 0 R")),
    "json that is none": ("a.json", lambda words: f"{{'a': {json.dumps(words)}}}".encode()),
    "text in another encoding": ("a.csv", lambda words: words.encode("cp949")),
    "text in two bytes a letter": ("a.txt", lambda words: ("가" + words).encode("utf-16-le")),
    "packed svg": ("a.svgz", lambda words: zlib.compress(words.encode())),
    "packed file in a page": (
        "a.html",
        lambda words: b"<a href='data:application/gzip;base64," + base64.b64encode(zlib.compress(words.encode())) + b"'>",
    ),
}
"""What is refused whatever it holds, since it could hold what the search does not see."""


@pytest.mark.parametrize("where", REFUSED)
def test_what_could_hide_a_value_does_not_leave(where: str, tmp_path: Path) -> None:
    name, made = REFUSED[where]
    assert refused(name, made(NAME), tmp_path) is not None
    assert refused(name, made(HARMLESS), tmp_path) is ReleaseError


NAMES = {
    "plain": f"{NAME}.csv",
    "NFD": unicodedata.normalize("NFD", f"{NAME}.csv"),
    "percent": "%EA%B9%80%EC%B2%A0%EC%88%98.csv",
    "romanised": "kim_chul-soo.csv",
    "base64": base64.urlsafe_b64encode(LATIN.encode()).decode().rstrip("=") + ".csv",
    "filler": "김\u3164철수.csv",
    "phone": "13800431234.csv",
}


@pytest.mark.parametrize("how", NAMES)
def test_a_file_is_not_called_after_anybody(how: str, tmp_path: Path) -> None:
    with pytest.raises((LeakFound, ReleaseError)) as caught:
        write({NAMES[how]: b"x"}, tmp_path / "out", SEALED)
    assert NAMES[how] not in f"{caught.value}"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_disguise_is_seen_where_there_is_none(form: str, language: str, tmp_path: Path) -> None:
    """Clean files leave, with many names sealed that share letters with our own words."""
    names = (
        *(f"{a}{b}" for a in "곽류맹방변석설심" for b in "강경고구권기나노덕도라련명"),
        LATIN,
        "Oh Nam",
        "Ryu Pyo",
        "Alma Reed",
    )
    made = files(view(language=language, title="-"), [form])
    write(made, tmp_path / "out", SealedValues(names=names, phones=("+86 138-0043-1234",)))
    assert {p.name for p in (tmp_path / "out").iterdir()} == set(made)


def test_a_long_run_of_letters_is_searched_in_time(tmp_path: Path) -> None:
    """Without a line end behind it, it must not be tried again from each of its letters: a hundred thousand took minutes."""
    data = ("A" * 100_000 + " " + base64.b64encode(NAME.encode() * 9).decode()).encode()
    begun = time.process_time()
    assert refused("release.txt", data, tmp_path) is LeakFound
    assert time.process_time() - begun < 10
