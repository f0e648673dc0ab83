"""All text of a finished file: markup, cells, archive members, PDF pages; and its bytes read as text."""

from __future__ import annotations

import base64
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree, html

from rushlight.errors import ReleaseError

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}")
URL_SAFE = bytes.maketrans(b"-_", b"+/")
LARGEST = 200_000_000
DEEPEST = 3


def texts(name: str, data: bytes, depth: int = 0) -> Iterator[str]:
    """Every piece of text in the file, the smallest pieces last joined again. Raises ReleaseError when it cannot be read."""
    yield name
    if len(data) > LARGEST or depth > DEEPEST:
        raise ReleaseError("a finished file is too large or too nested to be searched", where=name)
    if data.startswith(b"PK"):
        yield from _archive(name, data, depth)
    elif data.startswith(b"%PDF"):
        yield from _pdf(name, data)
    yield from _decoded(data)
    if name.lower().endswith((".html", ".htm", ".svg", ".xml", ".xhtml")):
        yield from _markup(data)
    if name.lower().endswith((".csv", ".tsv")):
        yield from _cells(data)


def _decoded(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    yield text
    if "%" in text:
        yield unquote(text)
    yield from _base64(data)
    if b"\0" in data:
        yield data.decode("utf-16-le", "replace")
        yield data.decode("utf-16-be", "replace")


def _base64(data: bytes) -> Iterator[str]:
    """What decodes to text from runs of base64 (data addresses, encoded attributes)."""
    for run in BASE64.findall(data):
        if len(run) % 4 == 1:  # no such length exists: the last letter is not part of it
            run = run[:-1]
        plain = base64.b64decode(run.translate(URL_SAFE) + b"=" * (-len(run) % 4))
        if plain.isascii() or _is_utf8(plain):
            yield plain.decode("utf-8")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _markup(data: bytes) -> Iterator[str]:
    """Text nodes, joined text of each element, attributes and comments, with references resolved."""
    if not data.strip():
        return
    try:
        root = html.document_fromstring(
            data.decode("utf-8", "replace").encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")
        )
    except etree.ParserError:  # nothing but comments or white space: the raw text has been searched already
        return
    yield "".join(str(t) for t in root.itertext())
    for element in root.iter():
        if isinstance(element, etree._Comment):
            yield str(element.text or "")
            continue
        yield "".join(str(t) for t in element.itertext())
        yield from (str(value) for value in element.attrib.values())


def _cells(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"))):
        yield from row
        yield " ".join(row)


def _archive(name: str, data: bytes, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("utf-8", "replace")
            if sum(m.file_size for m in archive.infolist()) > LARGEST:
                raise ReleaseError("a finished file is too large to be searched", where=name)
            for member in archive.infolist():
                yield from texts(member.filename, archive.read(member), depth + 1)
    except (zipfile.BadZipFile, RuntimeError, EOFError):
        raise ReleaseError("a finished file cannot be read back", where=name) from None


def _pdf(name: str, data: bytes) -> Iterator[str]:
    import pypdfium2 as pdfium  # loaded when a PDF is there: no other verb should wait for PDFium

    try:
        document = pdfium.PdfDocument(data)
        try:
            yield from (str(v) for v in document.get_metadata_dict().values())
            for page in document:
                yield page.get_textpage().get_text_range()
        finally:
            document.close()
    except pdfium.PdfiumError:
        raise ReleaseError("a finished file cannot be read back", where=name) from None
