"""Books (.epub; EPUB 3.3): the chapters in reading order, each read as the page that it is."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from lxml import etree

from rushlight.errors import IntakeError
from rushlight.intake import archive
from rushlight.intake.encodings import decode
from rushlight.intake.taken import Block
from rushlight.intake.webpage import blocks_and_facts

_CONTAINER = "META-INF/container.xml"
_ROOT = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_OPF = "{http://www.idpf.org/2007/opf}"
_PAGES = ("application/xhtml+xml", "text/html")


def read_epub(data: bytes, where: str) -> list[Block]:
    """The blocks of a book in reading order. Raises IntakeError when damaged, locked, too large or empty."""
    with archive.opened(data, where) as parts:
        if "META-INF/rights.xml" in parts.names:
            raise IntakeError("the book is locked by its seller", where=where, hint="give an unlocked copy")
        blocks = [block for name in _chapters(parts, where) for block in _chapter(parts.read(name), where)]
    if not any(block.text for block in blocks):
        raise archive.no_text(where)
    return blocks


def _chapters(parts: archive.Archive, where: str) -> list[str]:
    """The parts that hold the chapters, in the order of the spine (EPUB 3.3, 5.7)."""
    root = next(iter(parts.xml(_CONTAINER).iter(_ROOT)), None)
    if root is None:
        raise archive.damaged(where)
    package_name = str(root.get("full-path"))
    package = parts.xml(package_name)
    pages = {str(i.get("id")): i for i in package.iter(f"{_OPF}item") if i.get("media-type") in _PAGES}
    spine = [str(ref.get("idref")) for ref in package.iter(f"{_OPF}itemref") if ref.get("linear") != "no"]
    return [_part_name(pages[name], package_name) for name in spine if name in pages]


def _part_name(item: etree._Element, package_name: str) -> str:
    relative = unquote(str(item.get("href")).partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(package_name), relative))


def _chapter(data: bytes, where: str) -> list[Block]:
    text = decode(data, where=where, declared="utf-8").text.removeprefix("\ufeff")
    return blocks_and_facts(text, where)[0] if text.strip() else []
