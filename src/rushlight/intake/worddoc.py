"""Word documents (.docx): paragraphs, headings, tables and notes. Nothing is unpacked before its size is known.

The document's properties are left alone: they name whoever typed it, who may be a source.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from rushlight.errors import IntakeError
from rushlight.intake import limits
from rushlight.intake.taken import Block
from rushlight.record import ParagraphRole

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_SMALL = 1_000_000
"""Parts below this size may be packed as tightly as they like."""
_STYLES = (
    (re.compile(r"^(?:title|제목)$", re.IGNORECASE), ParagraphRole.TITLE),
    (re.compile(r"^(?:subtitle|부제|heading \d|제목 \d)", re.IGNORECASE), ParagraphRole.HEADING),
    (re.compile(r"^(?:caption|캡션)", re.IGNORECASE), ParagraphRole.CAPTION),
    (re.compile(r"^(?:footer|footnote|endnote|각주|미주)", re.IGNORECASE), ParagraphRole.FOOTER),
)


def read_docx(data: bytes, where: str) -> list[Block]:
    """The blocks of a document in order, notes last. Raises IntakeError when damaged, protected, too large or empty."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _blocks(archive, where)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError):
        raise IntakeError("the document is damaged", where=where, hint="open it in a word processor and save it anew") from None
    except RuntimeError:
        raise IntakeError(
            "the document is protected by a password", where=where, hint="save a copy without the password"
        ) from None


def _blocks(archive: zipfile.ZipFile, where: str) -> list[Block]:
    names = set(archive.namelist())
    if _MAIN not in names:
        raise IntakeError("this is no word-processor document", where=where, hint="save it as .docx, .pdf or .txt")
    for info in archive.infolist():
        _check_part(info, where)
    styles = _styles(_part(archive, "word/styles.xml", where)) if "word/styles.xml" in names else {}
    body = _part(archive, _MAIN, where).find(f"{_W}body")
    blocks = list(_body(body, styles)) if body is not None else []
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in names:
            blocks.extend(
                Block(text, ParagraphRole.FOOTER) for p in _part(archive, name, where).iter(f"{_W}p") if (text := _text(p))
            )
    if not any(block.text for block in blocks):
        raise IntakeError(
            "the document has no text", where=where, hint="if it holds pictures of pages, give their text as .txt"
        )
    return blocks


def _check_part(info: zipfile.ZipInfo, where: str) -> None:
    """Refuse a part that would unpack beyond the caps, before unpacking it."""
    swollen = info.file_size > _SMALL and info.file_size > limits.MAX_EXPANSION * max(1, info.compress_size)
    if swollen or info.file_size > limits.MAX_BYTES:
        raise IntakeError(
            "the document unpacks to far more than it weighs",
            where=where,
            hint="it may be made to harm; do not open it on this computer",
        )


def _part(archive: zipfile.ZipFile, name: str, where: str) -> etree._Element:
    with archive.open(name) as part:
        raw = part.read(limits.MAX_BYTES + 1)  # the size in the directory may lie
    if len(raw) > limits.MAX_BYTES:
        raise IntakeError("a part of the document is too large", where=where, hint="split the document")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(raw, parser)
    except etree.LxmlError:
        raise IntakeError("the document is damaged", where=where, hint="open it in a word processor and save it anew") from None


def _styles(tree: etree._Element) -> dict[str, ParagraphRole]:
    """Style ids, which word processors translate, to the roles that the styles' names mean."""
    out = {}
    for style in tree.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        value = "" if name is None else str(name.get(f"{_W}val") or "")
        for pattern, role in _STYLES:
            if pattern.match(value):
                out[str(style.get(f"{_W}styleId"))] = role
                break
    return out


def _body(parent: etree._Element, styles: dict[str, ParagraphRole]) -> Iterator[Block]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield Block(_text(child), _style_role(child, styles))
        elif child.tag == f"{_W}tbl":
            rows = [row for tr in child.iter(f"{_W}tr") if (row := _row(tr))]
            yield Block("\n".join(rows))
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _body(child, styles)


def _row(tr: etree._Element) -> str:
    """The cells of a row on one line, divided by tabs."""
    cells = [" ".join(filter(None, (_text(p) for p in tc.iter(f"{_W}p")))) for tc in tr.iter(f"{_W}tc")]
    return "\t".join(cells).strip()


def _style_role(paragraph: etree._Element, styles: dict[str, ParagraphRole]) -> ParagraphRole | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return None if style is None else styles.get(str(style.get(f"{_W}val")))


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph as the reader of the page sees them: insertions kept, deletions and field codes not."""
    pieces = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if any(a.tag in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr") for a in node.iterancestors()):
            continue
        kind = str(node.tag).removeprefix(_W)
        pieces.append(node.text or "" if kind == "t" else {"tab": "\t", "noBreakHyphen": "-"}.get(kind, "\n"))
    return "".join(pieces).strip()
