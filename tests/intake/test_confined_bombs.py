"""Documents made to harm: refused in a few words, by a process that may break, while this one stays small and well."""

from __future__ import annotations

import io
import os
import random
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from rushlight.errors import IntakeError
from rushlight.intake import limits, take

STORY = "The officers came to Yonpungdong at night and took 5,000 yuan."
SMALLER = 10
"""CASEFILE.md's bombs unpack to 1.5 GB; a tenth of it is beyond every cap as well."""
EXAMPLES = int(os.environ.get("RUSHLIGHT_FUZZ", "6"))
"""Mutated files a format, each in a process of its own; at a release 10,000."""


@pytest.fixture(autouse=True)
def stays_small() -> Iterator[None]:
    """What a document costs is paid by its own process."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50_000 * (1 if sys.platform == "linux" else 1000), f"{grown} KB"


def refusal(data: bytes, name: str) -> IntakeError | None:
    try:
        take(data, name=name)
    except IntakeError as error:
        return error
    return None


def packed(parts: dict[str, bytes], lie: bool = False) -> bytes:
    """An archive; ``lie`` states that every part is one byte long."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    data = bytearray(out.getvalue())
    position = data.find(b"PK\x01\x02")
    while lie and position >= 0:
        data[position + 24 : position + 28] = (1).to_bytes(4, "little")
        position = data.find(b"PK\x01\x02", position + 4)
    return bytes(data)


def bomb(name: str, head: dict[str, bytes], size: int = 1_500_000_000 // SMALLER) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in head.items():
            archive.writestr(zipfile.ZipInfo(part), content)
        about = zipfile.ZipInfo(name)
        about.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(about, "w", force_zip64=True) as part:
            for _ in range(size // 1_000_000):  # the bomb is never whole in this process
                part.write(b" " * 1_000_000)
    return out.getvalue()


def nested(depth: int) -> bytes:
    """Nested elements with something in each that does not pack well, so that only the depth is out of measure."""
    chance = random.Random(3)
    return b"".join(b'<a b="%s">' % chance.randbytes(6).hex().encode() for _ in range(depth)) + b"x" + b"</a>" * depth


W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def laughs() -> bytes:
    """A billion laughs: entities of entities."""
    lines = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    return (
        b'<!DOCTYPE w [<!ENTITY l0 "ha">' + lines + b"]>" + W + b"<w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body></w:document>"
    )


def outside() -> bytes:
    """An entity that stands for a file of this computer."""
    start = b'<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + W
    return start + b"<w:p><w:r><w:t>" + STORY.encode() + b"&f;</w:t></w:r></w:p></w:body></w:document>"


def mail(depth: int) -> bytes:
    """Parts in parts, by hand: the library that writes mail cannot go as deep."""
    lines = [b"From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\nMessage-ID: <1@example.org>"]
    lines += [b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d' % (n, n) for n in range(depth)]
    return b"\n".join(lines) + b"\nContent-Type: text/plain\n\n" + STORY.encode() + b"\n"


def pages(count: int) -> bytes:
    """A PDF whose one page stands ``count`` times in its tree."""
    kids = b" ".join([b"3 0 R"] * count)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]  # fmt: skip
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


def flate(size: int) -> bytes:
    """A page whose stream unpacks to ``size`` bytes of operators."""
    deflate = zlib.compressobj(9)
    stream = b"".join(deflate.compress(b"BT /F1 9 Tf (a) Tj ET\n" * 45_000) for _ in range(size // 1_000_000)) + deflate.flush()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]  # fmt: skip
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


def attributes(count: int) -> bytes:
    """Each new attribute is compared with all before it."""
    return b"<html><body><p " + b" ".join(b"a%d=b" % n for n in range(count)) + b">x</p></body></html>"


FAR = "unpacks to far more"
MAIN = "word/document.xml"
BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "docx": ("a.docx", lambda: bomb(MAIN, {"[Content_Types].xml": b"<T/>"}), FAR),
    "docx, another part": ("a.docx", lambda: bomb("word/styles.xml", {MAIN: W + b"</w:body></w:document>"}), FAR),
    "zip inside a docx": ("a.docx", lambda: packed({MAIN: W, "word/x.zip": packed({"a": bytes(1 << 24)})}), "damaged"),
    "docx that lies of its sizes": ("a.docx", lambda: packed({MAIN: b" " * 30_000_000}, lie=True), "damaged"),
    "odt": ("a.odt", lambda: bomb("content.xml", {"mimetype": b"application/vnd.oasis.opendocument.text"}), FAR),
    "epub": ("a.epub", lambda: bomb("OPS/1.xhtml", {"mimetype": b"application/epub+zip"}), FAR),
    "hwpx": ("a.hwpx", lambda: bomb("Contents/section0.xml", {"mimetype": b"application/hwp+zip"}), FAR),
    "docx of many parts": ("a.docx", lambda: packed({MAIN: W} | {f"p{n}": b"" for n in range(20_000)}), "damaged"),
    "nested tags in a docx": ("a.docx", lambda: packed({MAIN: W + nested(300_000)}), "damaged"),
    "nested tags in an odt": ("a.odt", lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text",
                                                       "content.xml": nested(300_000)}), "damaged"),
    "a billion laughs": ("a.docx", lambda: packed({MAIN: laughs()}), "damaged|no text|unpacks"),
    "300,000 nested tags": ("a.html", lambda: b"<html><body>" + b"<div>" * 300_000, "nested too deep"),
    "nested tags, hidden": ("a.html", lambda: b"<html>" + b'<div title="<">' * 200_000 + b"x", "nested|too much"),
    "20,000 attributes": ("a.html", lambda: attributes(20_000), ""),
    "mail in mail": ("a.eml", lambda: mail(20_000), "mail|damaged|cannot be parsed|too long"),
    "mail in mail, less deep": ("a.eml", lambda: mail(90), ""),
    "pdf of 300,000 pages": ("a.pdf", lambda: pages(300_000), "too many pages|damaged"),
    "pdf that says it has no end": ("a.pdf", lambda: pages(3).replace(b"/Count 3", b"/Count 2147483647"), "pages|damaged|text"),
    "pdf whose tree is a ring": ("a.pdf", lambda: pages(3).replace(b"3 0 R]", b"2 0 R]"), "pages|damaged|no text"),
    "rtf of braces": ("a.rtf", lambda: b"{\\rtf1" + b"{" * 300_000 + b"x", ""),
}  # fmt: skip
SLOW: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "300,000 attributes": ("a.html", lambda: attributes(300_000), "takes too long"),
    "a million tags": ("a.html", lambda: b"<html><body>" + b"<br>" * 1_100_000, "nested|no text"),
    "pdf whose page unpacks": ("a.pdf", lambda: flate(300_000_000), "too long|too much|breaks|damaged"),
}


CASES = [pytest.param(*case, id=name) for name, case in BOMBS.items()]
CASES += [pytest.param(*case, id=name, marks=pytest.mark.slow) for name, case in SLOW.items()]


@pytest.mark.parametrize(("name", "made", "says"), CASES)
def test_a_document_made_to_harm(name: str, made: Callable[[], bytes], says: str) -> None:
    """Refused in our words; where ``says`` is empty, reading it in the end is as good."""
    refused = refusal(made(), name)
    if refused is None:
        assert not says
        return
    assert re.search(says, refused.what), refused
    assert refused.where == name
    assert refused.hint


def test_an_entity_brings_no_file_in() -> None:
    assert take(packed({MAIN: outside()}), name="a.docx").text == STORY


@pytest.mark.slow
def test_the_largest_book_of_pages_is_still_read() -> None:
    """As many pages as the cap allows."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for n in range(limits.MAX_PAGES):
        canvas.drawString(72, 700, f"Page {n}: {STORY}")
        canvas.showPage()
    canvas.save()
    assert take(out.getvalue(), name="a.pdf").text.count("yuan") == limits.MAX_PAGES


# mutated files -----------------------------------------------------------------------------------


def a_docx() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_heading("Families pay", 1)
    document.add_paragraph(STORY)
    document.save(out)
    return out.getvalue()


def a_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=0)
    for _ in range(2):
        canvas.drawString(72, 700, STORY)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@example.org", "Families", "Sat, 4 May 2024 10:00:00 +0000"
    message["Message-ID"], message["MIME-Version"] = "<1@example.org>", "1.0"
    message.set_content(STORY)
    message.add_alternative(f"<p>{STORY}</p>", subtype="html")
    return message.as_bytes()


WHOLE = {
    "a.pdf": a_pdf(),
    "a.docx": a_docx(),
    "a.html": f"<!doctype html><html><head><meta charset='utf-8'></head><body><h1>Families</h1><p>{STORY}</p></body>".encode(),
    "a.eml": a_mail(),
}


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(seed=st.integers(0, 2**64), changes=st.integers(1, 40), cut=st.booleans())
def test_mutated_files_are_read_or_refused(name: str, seed: int, changes: int, cut: bool) -> None:
    chance = random.Random(seed)
    data = bytearray(WHOLE[name])
    for _ in range(changes):
        at = chance.randrange(len(data))
        if chance.random() < 0.3:  # a piece of the file in another place
            data[at:at] = data[(start := chance.randrange(len(data))) : start + chance.randrange(1, 60)]
        else:
            data[at] = chance.randrange(256)
    if cut:
        del data[chance.randrange(1, len(data)) :]
    refused = refusal(bytes(data), name)
    assert refused is None or (refused.hint and "Yonpungdong" not in f"{refused} {refused.hint}")
