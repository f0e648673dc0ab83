"""Word documents (.docx): paragraphs, headings, tables and notes.

The document's properties are left alone: they name whoever typed it, who may be a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from rushlight.errors import IntakeError
from rushlight.intake import archive
from rushlight.intake.taken import Block
from rushlight.record import ParagraphRole

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_STYLES = (
    (re.compile(r"^(?:title|제목)$", re.IGNORECASE), ParagraphRole.TITLE),
    (re.compile(r"^(?:subtitle|부제|heading \d|제목 \d)", re.IGNORECASE), ParagraphRole.HEADING),
    (re.compile(r"^(?:caption|캡션)", re.IGNORECASE), ParagraphRole.CAPTION),
    (re.compile(r"^(?:footer|footnote|endnote|각주|미주)", re.IGNORECASE), ParagraphRole.FOOTER),
)


def read_docx(data: bytes, where: str) -> list[Block]:
    """The blocks of a document in order, notes last. Raises IntakeError when damaged, protected, too large or empty."""
    with archive.opened(data, where) as parts:
        blocks = _blocks(parts, where)
    if not any(block.text for block in blocks):
        raise archive.no_text(where)
    return blocks


def _blocks(parts: archive.Archive, where: str) -> list[Block]:
    if _MAIN not in parts.names:
        raise IntakeError("this is no word-processor document", where=where, hint="save it as .docx, .pdf or .txt")
    styles = _styles(parts.xml("word/styles.xml")) if "word/styles.xml" in parts.names else {}
    body = parts.xml(_MAIN).find(f"{_W}body")
    blocks = list(_body(body, styles)) if body is not None else []
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in parts.names:
            notes = (_text(p) for p in parts.xml(name).iter(f"{_W}p"))
            blocks.extend(Block(text, ParagraphRole.FOOTER) for text in notes if text)
    return blocks


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
