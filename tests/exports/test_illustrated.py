"""A picture that a person gives goes into briefs as pixels alone; figures stand there as in files of their own."""

from __future__ import annotations

import base64
import io
import os
import random
import re
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import docx
import pypdf
import pytest
from export_samples import view
from lxml import etree, html
from PIL import Image
from test_pictures import CANARY, SEALED, annotated, photograph

from rushlight.errors import LeakFound, MisuseError, ReleaseError
from rushlight.exports import Illustration, files, illustration, write
from rushlight.exports.figures import drawings
from rushlight.exports.formats import BRIEFS
from rushlight.exports.picture_text import SIGNATURE, chunks
from rushlight.exports.typesetting import picture as drawn
from rushlight.release import SealedValues

ALT = "A lamp on a table"


def given(alt: str = ALT) -> Illustration:
    return illustration(photograph(), alt)


def held(name: str, data: bytes) -> list[bytes]:
    """Every picture in a file, as its bytes."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [archive.read(n) for n in archive.namelist() if "media/" in n]
    if name.endswith(".pdf"):
        return [image.data for page in pypdf.PdfReader(io.BytesIO(data)).pages for image in page.images]
    return [base64.b64decode(run) for run in re.findall(rb"data:image/png;base64,([^\"]+)", data)]


def size_of(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


@pytest.mark.parametrize("form", BRIEFS)
def test_only_the_pixels_of_a_photograph_with_a_place_go_into_a_brief(form: str, tmp_path: Path) -> None:
    made = files(view(), [form], given())
    write(made, tmp_path / "out", SEALED, given())
    pictures = [p for name, data in made.items() for p in held(name, data)]
    assert pictures
    assert (40, 20) in {size_of(p) for p in pictures}
    for data in (*made.values(), *pictures):
        assert CANARY.encode() not in data
        for mark in (b"Exif", b"GPS", b"Kestrel", b"JFIF", b"2025:10:12"):
            assert mark not in data
    assert files(view(), [form], given()) == made


@pytest.mark.parametrize("form", BRIEFS)
def test_the_picture_is_told_to_whoever_cannot_see_it(form: str) -> None:
    for name, data in files(view(), [form], given()).items():
        if name.endswith(".docx"):
            inline = docx.Document(io.BytesIO(data)).inline_shapes[0]
            assert inline._inline.docPr.get("descr") == ALT
        elif name.endswith(".pdf"):
            assert ALT.encode("utf-16-be").hex().encode() in data.lower() or ALT.encode() in data
        elif name in ("brief.html", "index.html"):
            (image,) = html.document_fromstring(data).iter("img")
            assert image.get("alt") == ALT
            assert b"img-src data:" in data
        else:
            assert b"<img" not in data
            assert b"img-src" not in data


@pytest.mark.parametrize("form", BRIEFS)
def test_what_is_said_of_a_picture_is_searched(form: str, tmp_path: Path) -> None:
    told = given(f"The lamp of {CANARY}")
    with pytest.raises(LeakFound):
        write(files(view(), [form], told), tmp_path / "out", SEALED, told)
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_shows_the_given_pixels_and_no_others(tmp_path: Path) -> None:
    made = files(view(), ["pdf"], given())
    other = illustration(annotated(), ALT)
    assert other.pixels != given().pixels
    for allowed in (None, other):
        with pytest.raises(ReleaseError, match="picture"):
            write(made, tmp_path / "out", SEALED, allowed)
    write(made, tmp_path / "out", SEALED, given())


def test_letters_of_pixels_raise_no_alarm(tmp_path: Path) -> None:
    """The base64 of a photograph spells names of two letters somewhere; it is no text."""
    out, noise = io.BytesIO(), Image.frombytes("RGB", (400, 400), random.Random(3).randbytes(480_000))
    noise.save(out, "PNG")
    shown = illustration(out.getvalue(), ALT)
    sealed = SealedValues(names=("Oh", "Nam", "Ryu", "Pyo", "Ong", "류설", "문심"))
    write(files(view(), ["html", "docx", "pdf"], shown), tmp_path / "out", sealed, shown)


def test_formats_that_carry_no_picture_say_so() -> None:
    with pytest.raises(MisuseError, match="picture"):
        files(view(), ["csv", "xlsx"], given())
    assert set(files(view(), ["csv", "html"], given())) >= {"brief.html", "statements.csv"}


def test_large_pictures_are_made_smaller_and_never_larger() -> None:
    out = io.BytesIO()
    Image.new("RGB", (3000, 1500), "red").save(out, "JPEG")
    made = illustration(out.getvalue(), ALT)
    assert (made.width, made.height) == (1200, 600)
    assert (given().width, given().height) == (40, 20)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it has so many pixels."""
    body = zlib.compress(bytes(1_000_000) * 8, 9)
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    parts = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return SIGNATURE + b"".join(len(b).to_bytes(4, "big") + k + b + zlib.crc32(k + b).to_bytes(4, "big") for k, b in parts)


@pytest.mark.parametrize("size", [(60_000, 60_000), (7_100, 7_100), (2**31 - 1, 2**31 - 1), (0, 5)])
def test_bombs_are_refused_before_they_are_unpacked(size: tuple[int, int]) -> None:
    tracemalloc.start()
    with pytest.raises(ReleaseError):
        illustration(bomb(*size), ALT)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    "data", [b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"<svg xmlns='x'/>", b"%PDF-1.7", bytes(31_000_000)]
)
def test_what_other_programs_would_decode_is_refused(data: bytes) -> None:
    with pytest.raises(ReleaseError):
        illustration(data, ALT)


@pytest.mark.parametrize("alt", ["", "  \n", "x" * 301, "a\x00b", "a\u202eb"])
def test_a_picture_needs_words(alt: str) -> None:
    with pytest.raises(ReleaseError, match="words"):
        illustration(photograph(), alt)


def padded(png: bytes, more: bytes) -> bytes:
    """A PNG whose packed pixels go on behind their end."""
    out = SIGNATURE
    for kind, body in chunks("x", png):
        if kind == b"IDAT":
            body = zlib.compress(zlib.decompress(body) + more) if more[:1] != b"\xff" else body + more
        out += len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
    return out


@pytest.mark.parametrize("more", [CANARY.encode(), b"\xff" + CANARY.encode(), b"\0"])
def test_bytes_behind_the_pixels_do_not_leave(more: bytes, tmp_path: Path) -> None:
    write({"a.png": given().png}, tmp_path / "clean", SealedValues())
    with pytest.raises(ReleaseError, match="more than its pixels"):
        write({"a.png": padded(given().png, more)}, tmp_path / "out", SealedValues())
    assert [p.name for p in tmp_path.iterdir()] == ["clean"]


def test_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from test_illustrated import *\n"
        "print({n: hashlib.sha256(d).hexdigest() for n, d in files(view(), BRIEFS, given()).items()})"
    )
    said = set()
    for seed, zone in (("1", "Asia/Seoul"), ("2", "America/Lima")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "HOME": str(tmp_path)}
        here = str(Path(__file__).parent)
        said.add(
            subprocess.run([sys.executable, "-c", script, here], capture_output=True, text=True, env=env, check=True).stdout
        )
    assert len(said) == 1


# --- figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ko"])
def test_figures_of_a_brief_are_those_of_drawing(language: str) -> None:
    released = view(language=language, title="-")
    files_of = files(released, ["svg", "png", "html", "site", "docx", "pdf"])
    for name, drawing in drawings(released).items():
        assert files_of[f"{name}.svg"].decode() == drawing.plain_file
        assert files_of[f"{name}.png"] == drawn(drawing.plain_file)
        assert files_of[f"{name}.png"] in held("a.docx", files_of["brief.docx"])
        for page in ("brief.html", "index.html"):
            shown = [etree.tostring(e, with_tail=False) for e in html.document_fromstring(files_of[page]).iter("svg")]
            own = html.fragment_fromstring(drawing.svg.replace(' xmlns="http://www.w3.org/2000/svg"', ""))
            assert etree.tostring(own, with_tail=False) in shown
    assert not held("a.pdf", files_of["brief.pdf"])  # drawn as lines and words, not as pixels
