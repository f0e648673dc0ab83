"""Every format that is more than plain text, and what reads it. All of it runs in a confined process (``intake.worker``).

This is the one list of what a kind of file may start. A document is parsed into blocks of text; an archive, mailbox, mail
or table is unpacked into frames. Each gets its own bytes and nothing else: no file, no network, no other process; memory
and computing as ``worker.confining`` says. Recognising scans (``--ocr``) alone may start a program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from rushlight.intake import formats, limits
from rushlight.intake.taken import Block, PageFacts


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser hands on: blocks in order, what the format says of the document, its encoding where the format
    leaves it open, and warnings (fixed sentences)."""

    blocks: tuple[Block, ...]
    page: PageFacts = field(default_factory=PageFacts)
    encoding: str | None = None
    warnings: tuple[str, ...] = ()


Parser = Callable[[bytes, str, str, tuple[str, ...]], Parsed]
"""Bytes, media type, the path for errors, languages to recognise scans in. Raises IntakeError."""

_MODULES = {
    formats.HTML: "webpage",
    formats.MAIL: "mail",
    formats.PDF: "pdf",
    formats.PICTURE: "scan",
    formats.DOCX: "worddoc",
    formats.ODT: "opendoc",
    formats.EPUB: "ebook",
    formats.HWPX: "hangul",
    formats.HWP: "hangul",
    formats.RTF: "richtext",
}
_READERS = {
    formats.DOCX: "read_docx",
    formats.ODT: "read_odt",
    formats.EPUB: "read_epub",
    formats.HWPX: "read_hwpx",
    formats.HWP: "read_hwp",
    formats.RTF: "read_rtf",
}
"""The function that gives the blocks of a format, for those that give nothing else."""


UNPACKED = {
    "csv": ("rows",),
    "zip": ("unpacking", "rows", "workbook"),
    "box": ("unpacking", "rows", "workbook"),
    "mail": ("unpacking", "rows", "workbook"),
}
"""The modules that open a file of many, by the form its first bytes and its ending say."""


def load(media_type: str) -> None:
    """Import what reads this format: before the process is confined, so that its libraries are there."""
    for module in UNPACKED.get(media_type) or (_MODULES[media_type],):
        import_module(f"rushlight.intake.{module}")


def parse(data: bytes, media_type: str, where: str, ocr: tuple[str, ...]) -> Parsed:
    """Parse a document of a format other than plain text, in this process. Raises IntakeError."""
    # The parsers are loaded when a file needs them: a page should not wait for PDFium.
    if media_type == formats.HTML:
        return _page(data, where)
    if media_type == formats.MAIL:
        from rushlight.intake.mail import read_mail

        blocks, page, warnings = read_mail(data, where)
        return Parsed(tuple(blocks), page, None, warnings)
    if media_type == formats.PDF:
        from rushlight.intake.pdf import read_pdf

        blocks, warnings = read_pdf(data, where, ocr)
        return Parsed(tuple(blocks), warnings=warnings)
    if media_type == formats.PICTURE:
        from rushlight.intake import scan

        return Parsed(tuple(scan.read_picture(data, ocr, where)), warnings=(scan.RECOGNISED,))
    reader = getattr(import_module(f"rushlight.intake.{_MODULES[media_type]}"), _READERS[media_type])
    return Parsed(tuple(reader(data, where)))


def _page(data: bytes, where: str) -> Parsed:
    from rushlight.intake.encodings import decode
    from rushlight.intake.webpage import read_page

    decoded = decode(data, where=where, declared=formats.declared_charset(data))
    limits.check_text(decoded.text, where)
    blocks, page = read_page(decoded.text.removeprefix("\ufeff"), where)
    return Parsed(tuple(blocks), page, decoded.encoding, decoded.warnings)
