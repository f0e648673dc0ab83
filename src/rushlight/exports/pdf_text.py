"""All that a PDF holds: the words of its pages, its metadata, every stream, and every string outside of them.

Fails for what cannot be searched: encryption, pictures, files within it, programs, filters that are not known here.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator

from rushlight.errors import ReleaseError
from rushlight.exports.decoding import decoded
from rushlight.exports.escapes import named, unescaped
from rushlight.release.sealed import Noise

STREAM = re.compile(rb"stream\r?\n")
FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
STRING = re.compile(rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f\s]{2,}>", re.DOTALL)
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r?\n)|(.))", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
TEXTUAL = re.compile(rb"/Type\s*/(?:ObjStm|Metadata)")
PICTURE = b"/Subtype/Image"
UPDATED = re.compile(rb"/Prev\s+\d+\b(?!\s+\d+\s+R)|startxref.*startxref", re.DOTALL)
"""An earlier state beneath the present one (7.5.6): nothing shows it, and anybody can."""
PREDICTED = re.compile(rb"/Predictor\s+(?!1\b)")
CLOSED = (b"/Encrypt", b"/EmbeddedFile", b"/JavaScript", b"/Launch", b"/RichMedia", b"/XFA")
"""What hides text from the search, or holds more than a page should (ISO 32000-1, 7.6, 7.11.4, 12.6.4)."""


def pdf_texts(name: str, data: bytes, largest: int, given: frozenset[str] = frozenset()) -> Iterator[str]:
    """Pieces of text; raises ReleaseError (naming the file) at the first part that cannot be read, as a picture is, unless
    its pixels are ``given`` ones (SHA-256 of their bytes).
    """
    yield from _pages(name, data)
    outside, streams = _parts(name, data, largest, given)
    if UPDATED.search(outside):
        raise ReleaseError("a finished PDF holds an earlier state of itself", where=name)
    for part, is_text in ((outside, True), *streams):
        part = named(part) if is_text else part
        if is_text and any(mark in part for mark in CLOSED):
            raise ReleaseError("a finished PDF holds what cannot be searched", where=name)
        if is_text:
            yield from decoded(part)
            yield from (text for told in strings(part) for text in (told, *unescaped(told)))
        else:
            yield from map(Noise, (part.decode("utf-8", "replace"), *strings(part)))


def _pages(name: str, data: bytes) -> Iterator[str]:
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


def _parts(name: str, data: bytes, largest: int, given: frozenset[str]) -> tuple[bytes, list[tuple[bytes, bool]]]:
    """The bytes outside of streams; every stream decoded, and whether it is text: what draws a page, and fonts, are not."""
    outside: list[bytes] = []
    streams: list[tuple[bytes, bool]] = []
    at = 0
    for found in STREAM.finditer(data):
        if found.start() < at or data[found.start() - 3 : found.start()] == b"end":
            continue
        head = data[max(at, data.rfind(b" obj", at, found.start())) : found.start()]
        outside.append(data[at : found.start()])
        at = _end(name, data, found.end(), head)
        plain = _decoded(name, data[found.end() : at], head, largest)
        if PICTURE in head.replace(b" ", b""):
            if hashlib.sha256(plain).hexdigest() not in given:
                raise ReleaseError("a finished PDF holds a picture, which cannot be searched", where=name)
            continue  # a person looked at these pixels, and they are no text
        streams.append((plain, bool(TEXTUAL.search(head))))
    outside.append(data[at:])
    return b" ".join(outside), streams


def _end(name: str, data: bytes, start: int, head: bytes) -> int:
    length = LENGTH.search(head)
    if length and data[start + int(length[1]) :].lstrip()[:9] == b"endstream":
        return start + int(length[1])
    end = data.find(b"endstream", start)
    if end < 0:
        raise ReleaseError("a finished file cannot be read back", where=name)
    return end


def _decoded(name: str, data: bytes, head: bytes, largest: int) -> bytes:
    if PREDICTED.search(head) and b"/XRef" not in head:
        raise ReleaseError("a finished PDF holds what cannot be searched", where=name)
    filters = FILTERS.search(head)
    for kind in re.findall(rb"/(\w+)", filters[1]) if filters else ():
        data = _unfiltered(name, data, kind, largest)
    return data


def _unfiltered(name: str, data: bytes, kind: bytes, largest: int) -> bytes:
    try:
        if kind in (b"FlateDecode", b"Fl"):
            unpacking = zlib.decompressobj()
            plain = unpacking.decompress(data, largest)
            if unpacking.unconsumed_tail:
                raise ReleaseError("a finished file is too large to be searched", where=name)
            return plain
        if kind in (b"ASCII85Decode", b"A85"):
            return base64.a85decode(data.strip().removesuffix(b"~>"))
        if kind in (b"ASCIIHexDecode", b"AHx"):
            return bytes.fromhex(data.decode("ascii").strip().removesuffix(">"))
    except (zlib.error, ValueError):
        raise ReleaseError("a finished file cannot be read back", where=name) from None
    raise ReleaseError("a finished PDF holds what cannot be searched", where=name)


def strings(part: bytes) -> Iterator[str]:
    """The strings of PDF syntax (ISO 32000-1, 7.3.4): literal ones with their escapes, hexadecimal ones; and all joined."""
    found = [_string(m[0]) for m in STRING.finditer(part)]
    yield from found
    yield "".join(found)


def _string(written: bytes) -> str:
    if written.startswith(b"<"):
        digits = re.sub(rb"\s", b"", written[1:-1])
        plain = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        plain = ESCAPE.sub(_escaped, written[1:-1])
    if plain.startswith(b"\xfe\xff"):
        return plain[2:].decode("utf-16-be", "replace")
    return plain.decode("utf-8", "replace")


def _escaped(found: re.Match[bytes]) -> bytes:
    if found[1] is not None:
        return bytes([int(found[1], 8) & 0xFF])
    return b"" if found[2] is not None else ESCAPED.get(found[3], found[3])
