"""Files of the Hangul word processor: .hwpx (OWPML, KS X 6101) and .hwp 5 (through olefile, the extra ``docs``).

A .hwp file is a compound file whose streams BodyText/Section0, Section1 … are runs of tagged records, usually
deflated; the words are in the records PARA_TEXT, in UTF-16 with control characters of eight units between them
("HWP document file formats 5.0, revision 1.3", Hancom). Properties and previews are left alone.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from rushlight.errors import IntakeError
from rushlight.intake import archive, limits
from rushlight.intake.extras import needed
from rushlight.intake.taken import Block

_SECTION = re.compile(r"^Contents/section(\d+)\.xml$")
_SIGNATURE = b"HWP Document File"
_PACKED, _PROTECTED, _DISTRIBUTED = 0x1, 0x2, 0x4
_PARA_TEXT = 0x43
_LONG_RECORD = 0xFFF
_LONE = {0: "", 10: "\n", 13: "", 24: "-", 30: " ", 31: " "}
"""Control characters of one unit and what the reader of the page sees; all others below 32 are eight units long."""
_TAB = 9
_CONTROL_UNITS = 8


def read_hwpx(data: bytes, where: str) -> list[Block]:
    """The paragraphs of a .hwpx document. Raises IntakeError when damaged, protected, too large or empty."""
    with archive.opened(data, where) as parts:
        found = sorted((int(m[1]), name) for name in parts.names if (m := _SECTION.match(name)))
        blocks = [Block(text) for _, name in found for text in _owpml(parts.xml(name)) if text]
    if not blocks:
        raise archive.no_text(where)
    return blocks


def _owpml(section: Any) -> Iterator[str]:
    """The words of every paragraph; the namespaces differ between editions, so the local names decide."""
    for paragraph in section.iter("{*}p"):
        pieces: list[str] = []
        for run in paragraph.iterchildren("{*}run"):
            for text in run.iterchildren("{*}t"):
                pieces.extend(_inline(text))
        yield "".join(pieces).strip()


def _inline(text: Any) -> Iterator[str]:
    yield text.text or ""
    for child in text:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        yield {"tab": "\t", "lineBreak": "\n", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}.get(name, "")
        yield child.tail or ""


def read_hwp(data: bytes, where: str) -> list[Block]:
    """The paragraphs of a .hwp 5 document. Raises IntakeError when damaged, protected, too large, empty, or the extra
    is missing."""
    with needed("docs", "a Hangul word-processor file (.hwp)", where):
        import olefile
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            blocks = [Block(text) for text in _paragraphs(file, where) if text]
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, zlib.error, RecursionError):
        raise archive.damaged(where) from None
    if not blocks:
        raise archive.no_text(where)
    return blocks


def _paragraphs(file: Any, where: str) -> Iterator[str]:
    flags = _flags(file, where)
    left = limits.MAX_BYTES
    for number in range(limits.MAX_PAGES):
        name = f"BodyText/Section{number}"
        if not file.exists(name):
            return
        raw = file.openstream(name).read()
        records = _inflated(raw, left, where) if flags & _PACKED else raw
        left -= len(records)
        yield from (_words(record) for tag, record in _records(records) if tag == _PARA_TEXT)


def _flags(file: Any, where: str) -> int:
    """The properties in the file's head, after refusing what cannot be read."""
    head = file.openstream("FileHeader").read(40) if file.exists("FileHeader") else b""
    if not head.startswith(_SIGNATURE):
        raise IntakeError(
            "this is an old word-processor file, which is not read here", where=where, hint="save it as .docx, .pdf or .txt"
        )
    (flags,) = struct.unpack_from("<I", head, 36)
    if flags & (_PROTECTED | _DISTRIBUTED):
        raise IntakeError("the document is protected by a password", where=where, hint="save a copy without the password")
    return int(flags)


def _inflated(raw: bytes, left: int, where: str) -> bytes:
    """A deflated stream, within the caps."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    out = inflate.decompress(raw, max(1, min(left, limits.MAX_EXPANSION * len(raw) + 1_000_000)))
    if inflate.unconsumed_tail and not inflate.eof:
        raise IntakeError(
            "the document unpacks to far more than it weighs",
            where=where,
            hint="it may be made to harm; do not open it on this computer",
        )
    return out


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and content of every record: a head of 10 bits tag, 10 bits level, 12 bits size."""
    at = 0
    while at + 4 <= len(data):
        (head,) = struct.unpack_from("<I", data, at)
        tag, size = head & 0x3FF, head >> 20
        at += 4
        if size == _LONG_RECORD:
            (size,) = struct.unpack_from("<I", data, at)
            at += 4
        yield tag, data[at : at + size]
        at += size


def _words(record: bytes) -> str:
    """The words of a PARA_TEXT record without its controls."""
    units = record[: len(record) // 2 * 2]
    out: list[bytes] = []
    at = 0
    while at < len(units):
        code = int.from_bytes(units[at : at + 2], "little")
        if code >= 32:
            out.append(units[at : at + 2])
            at += 2
        elif code in _LONE:
            out.append(_LONE[code].encode("utf-16-le"))
            at += 2
        else:
            out.append("\t".encode("utf-16-le") if code == _TAB else b"")
            at += 2 * _CONTROL_UNITS
    return b"".join(out).decode("utf-16-le", "strict").strip()
