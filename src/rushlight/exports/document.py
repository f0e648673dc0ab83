"""The brief as a DOCX file: for whoever has to go on writing. Headings, lists and tables as a word processor knows them."""

from __future__ import annotations

import io
from typing import Any

from rushlight.drawing.markup import BIDI_CONTROLS, NOT_XML
from rushlight.exports.archives import normalised
from rushlight.exports.missing import writer
from rushlight.exports.outline import Cell, Figure, Grid, Listing, outline
from rushlight.exports.pictures import Illustration
from rushlight.exports.typesetting import picture as drawn
from rushlight.release import ReleasedView

WIDEST = 152 * 36_000
"""Width of a picture on the page: 152 mm, in English Metric Units (ECMA-376, part 1, 20.1.2.1)."""
HIGHEST = 100 * 36_000
PIXEL = 914_400 // 96
KOREAN_FONT = "Malgun Gothic"
FONTS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def brief_docx(view: ReleasedView, picture: Illustration | None = None) -> bytes:
    """The brief of a released view as DOCX: the same bytes for the same view, no dates, no author, no template's traces.

    Figures and the illustration are pictures with words for those who cannot see them. Raises MisuseError when python-docx or
    Typst, which draws the figures, is not installed.
    """
    told, docx = outline(view, picture), writer("docx", "docx")
    document = docx.Document()
    _fonts(document, told.language)
    document.add_heading(_text(told.title), level=1)
    document.add_paragraph(" ".join(told.lead))
    if picture is not None:
        _picture(
            document, picture.png, picture.alt, min(WIDEST, picture.width * PIXEL, HIGHEST * picture.width // picture.height)
        )
        document.add_paragraph(told.pictured)
    for section in told.sections:
        document.add_heading(section.heading, level=2)
        for block in section.blocks:
            if isinstance(block, Listing):
                _listing(document, block)
            elif isinstance(block, Figure):
                document.add_paragraph(block.caption)
                _picture(document, drawn(block.file), block.about, WIDEST)
                document.add_paragraph(block.note)
            else:
                _grid(document, block)
    out = io.BytesIO()
    document.save(out)
    return normalised(out.getvalue())


def _text(words: str) -> str:
    return BIDI_CONTROLS.sub("", NOT_XML.sub("\ufffd", words))


def _fonts(document: Any, language: str) -> None:
    """A font for Korean in every style, and the language, so that a spelling checker keeps still."""
    for style in document.styles:
        fonts = style.element.find(f".//{FONTS}rFonts")
        if fonts is not None:
            fonts.set(f"{FONTS}eastAsia", KOREAN_FONT)
            fonts.attrib.pop(f"{FONTS}eastAsiaTheme", None)
    for tag in document.styles.element.iter(f"{FONTS}lang"):
        tag.set(f"{FONTS}val", "ko-KR" if language == "ko" else "en-GB")
        tag.set(f"{FONTS}eastAsia", "ko-KR")


def _picture(document: Any, png: bytes, about: str, width: int) -> None:
    shown = document.add_paragraph().add_run().add_picture(io.BytesIO(png), width=width)
    shown._inline.docPr.set("descr", _text(about))


def _listing(document: Any, block: Listing) -> None:
    for line in block.lines:
        document.add_paragraph(_text(line), style="List Number" if block.ordered else "List Bullet")


def _grid(document: Any, grid: Grid) -> None:
    if grid.caption:
        document.add_paragraph(_text(grid.caption))
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.head), style="Table Grid")
    for at, row in enumerate((tuple((words,) for words in grid.head), *grid.rows)):
        for cell, lines, column in zip(table.rows[at].cells, row, range(len(row)), strict=True):
            _cell(cell, lines, flush=column in grid.numbers)
    if grid.foot:
        document.add_paragraph(_text(grid.foot))


def _cell(cell: Any, lines: Cell, *, flush: bool) -> None:
    first, *more = lines or ("",)
    cell.paragraphs[0].text = _text(first)
    for line in more:
        cell.add_paragraph(_text(line))
    for paragraph in cell.paragraphs:
        paragraph.alignment = 2 if flush else None
