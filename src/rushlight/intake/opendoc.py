"""Text documents of the OpenDocument format (.odt; OASIS ODF 1.3): paragraphs, headings, lists, tables, notes last.

The document's properties are left alone: they name whoever typed it, who may be a source.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from rushlight.errors import IntakeError
from rushlight.intake import archive
from rushlight.intake.taken import Block
from rushlight.record import ParagraphRole

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_MAIN = "content.xml"
_LONGEST_GAP = 1_000
"""Spaces that one element may stand for."""
_SILENT = frozenset(
    (
        *(f"{_TEXT}{name}" for name in ("tracked-changes", "note", "sequence-decls", "bookmark", "ruby-text")),
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
    )
)
"""Elements whose words are not part of the running text: deleted words, comments, notes (which come last)."""
_STYLES = {"Title": ParagraphRole.TITLE, "Subtitle": ParagraphRole.HEADING, "Caption": ParagraphRole.CAPTION}
_FIXED = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def read_odt(data: bytes, where: str) -> list[Block]:
    """The blocks of a document in order, notes last. Raises IntakeError when damaged, protected, too large or empty."""
    with archive.opened(data, where) as parts:
        if b"encryption-data" in (parts.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in parts.names else b""):
            raise IntakeError("the document is protected by a password", where=where, hint="save a copy without the password")
        root = parts.xml(_MAIN)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    blocks = [] if body is None else [*_blocks(body, _style_names(root)), *_notes(body)]
    if not any(block.text for block in blocks):
        raise archive.no_text(where)
    return blocks


def _style_names(root: etree._Element) -> dict[str, str]:
    """Automatic styles (P1, P2 …) to the named styles that they vary."""
    styles = root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
    return {str(s.get(f"{_STYLE}name")): str(s.get(f"{_STYLE}parent-style-name") or "") for s in styles}


def _blocks(parent: etree._Element, styles: dict[str, str]) -> Iterator[Block]:
    for child in parent:
        if child.tag in _SILENT or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_TEXT}h":
            yield Block(_words(child), ParagraphRole.HEADING)
        elif child.tag == f"{_TEXT}p":
            name = str(child.get(f"{_TEXT}style-name") or "")
            yield Block(_words(child), _STYLES.get(name) or _STYLES.get(styles.get(name, "")))
        elif child.tag == f"{_TABLE}table":
            yield Block("\n".join(row for tr in child.iter(f"{_TABLE}table-row") if (row := _row(tr))))
        else:
            yield from _blocks(child, styles)


def _row(row: etree._Element) -> str:
    """The cells of a row on one line, divided by tabs."""
    return "\t".join(" ".join(filter(None, map(_words, cell.iter(f"{_TEXT}p")))) for cell in row).strip()


def _notes(body: etree._Element) -> Iterator[Block]:
    for note in body.iter(f"{_TEXT}note-body"):
        yield Block("\n".join(filter(None, map(_words, note.iter(f"{_TEXT}p")))), ParagraphRole.FOOTER)


def _words(element: etree._Element) -> str:
    return "".join(_pieces(element)).strip()


def _pieces(element: etree._Element) -> Iterator[str]:
    """The words as the reader of the page sees them. White space in the file is one space (ODF 1.3, 6.1.2)."""
    yield _folded(element.text)
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(_LONGEST_GAP, _count(child.get(f"{_TEXT}c")))
        elif child.tag in _FIXED:
            yield _FIXED[child.tag]
        elif child.tag not in _SILENT and isinstance(child.tag, str):
            yield from _pieces(child)
        yield _folded(child.tail)


def _folded(text: str | None) -> str:
    """Runs of white space as one space; what stands at the edges of a piece is kept as one."""
    if not text:
        return ""
    inner = " ".join(text.split())
    before, after = (" " if text[0].isspace() else ""), (" " if text[-1].isspace() and inner else "")
    return before + inner + after


def _count(value: object) -> int:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 6 else 1
