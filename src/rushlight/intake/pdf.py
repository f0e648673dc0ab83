"""PDF files: lines joined to paragraphs again, running heads and page numbers told from the text."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import pypdfium2

from rushlight.errors import IntakeError
from rushlight.intake import limits, scan
from rushlight.intake.layout import FINAL, LIST_MARK
from rushlight.intake.taken import Block
from rushlight.record import ParagraphRole

_EDGE = 2
"""Lines at the top and foot of a page that may be running heads."""
_PAGE_NUMBER = re.compile(r"^(?:[-–—\s]*(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?[-–—\s]*|[ivxlc]{1,6})$", re.IGNORECASE)
_PRINTED = re.compile("[^\r\n\ufffe\x02]+[\ufffe\x02]?")
"""A printed line; PDFium marks the hyphen of a divided word and leaves the line end out there."""
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff、。，]{2}|.[”’」』)\\].,、。]")
"""Line ends that hide no space: between characters of Chinese or Japanese, and before a closing mark."""
NO_TEXT_ON = "pages without text were left out, they may be scans (read again with --ocr to recognise them): page"


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: its page, its edges in points (y grows upwards), its words."""

    page: int
    left: float
    right: float
    top: float
    bottom: float
    words: str


def read_pdf(data: bytes, where: str, ocr: tuple[str, ...] = ()) -> tuple[list[Block], tuple[str, ...]]:
    """The paragraphs of a PDF in order, and warnings. ``ocr``: languages (BCP 47) to recognise on pages without text.

    Raises IntakeError when protected, damaged, too long or without text.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise IntakeError(
                "the document is protected by a password", where=where, hint="save a copy without the password"
            ) from None
        raise IntakeError(
            "the document is damaged", where=where, hint="open it in a viewer and print it to a new PDF"
        ) from None
    try:
        return _blocks(document, where, ocr)
    except pypdfium2.PdfiumError:
        raise IntakeError(
            "the document is damaged", where=where, hint="open it in a viewer and print it to a new PDF"
        ) from None
    finally:
        document.close()


def _blocks(document: pypdfium2.PdfDocument, where: str, ocr: tuple[str, ...]) -> tuple[list[Block], tuple[str, ...]]:
    pages = _printed(document, where)
    bare = [number for number, lines in enumerate(pages) if not lines]
    if bare and ocr:
        return _with_recognised(pages, scan.recognise(document, bare, ocr, where), where), (scan.RECOGNISED,)
    if len(bare) == len(pages):
        raise IntakeError("the document has no text", where=where, hint=scan.MISSING)
    warning = f"{NO_TEXT_ON} {', '.join(str(number + 1) for number in bare)}"
    return _pages(pages), (warning,) if bare else ()


def _printed(document: pypdfium2.PdfDocument, where: str) -> list[list[_Line]]:
    """The printed lines of every page, within the caps."""
    if len(document) > limits.MAX_PAGES:
        raise IntakeError("the document has too many pages", where=where, hint=f"at most {limits.MAX_PAGES}; split it")
    pages = []
    size = 0
    for number in range(len(document)):
        lines = _lines(document, number)
        size += sum(len(line.words) for line in lines)
        if size > limits.MAX_TEXT_BYTES:
            raise IntakeError("the text is too long", where=where, hint="split the document")
        pages.append(lines)
    return pages


def _with_recognised(pages: list[list[_Line]], recognised: dict[int, list[Block]], where: str) -> list[Block]:
    """Stretches of printed pages and recognised ones, in page order."""
    blocks: list[Block] = []
    stretch: list[list[_Line]] = []
    for number, lines in enumerate(pages):
        if number not in recognised:
            stretch.append(lines)
            continue
        blocks.extend([*_pages(stretch), *recognised[number]])
        stretch = []
    blocks.extend(_pages(stretch))
    if not blocks:
        raise IntakeError("no words were recognised on the pages", where=where, hint="give the text as .txt")
    return blocks


def _pages(pages: list[list[_Line]]) -> list[Block]:
    """The paragraphs of printed pages, running heads last."""
    running = _running(pages)
    body = [line for page in pages for line in page if _key(line) not in running or not _at_edge(line, page)]
    aside = list(dict.fromkeys(line.words for page in pages for line in page if _key(line) in running and _at_edge(line, page)))
    return [*_joined(body), *(Block(words, ParagraphRole.FOOTER) for words in aside)]


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[_Line]:
    page = document[number]
    textpage = page.get_textpage()
    try:
        return list(_page_lines(textpage, number))
    finally:
        textpage.close()
        page.close()


def _page_lines(textpage: pypdfium2.PdfTextPage, number: int) -> Iterator[_Line]:
    text = textpage.get_text_range()
    exact = len(text) == textpage.count_chars()  # else positions would be those of other characters
    for match in _PRINTED.finditer(text):
        words = match.group().replace("\ufffe", "\u00ad").replace("\x02", "\u00ad").strip(" \t\u00a0")
        if not words:
            continue
        first, last = match.start(), match.end() - 1
        while last > first and text[last].isspace():
            last -= 1
        left, bottom, right, top = _edges(textpage, first, last) if exact else (0.0, 0.0, 0.0, 0.0)
        yield _Line(number, left, right, top, bottom, words)


def _edges(textpage: pypdfium2.PdfTextPage, first: int, last: int) -> tuple[float, float, float, float]:
    a, b = textpage.get_charbox(first, loose=True), textpage.get_charbox(last, loose=True)
    return a[0], min(a[1], b[1]), b[2], max(a[3], b[3])


def _key(line: _Line) -> str:
    """A running head without what changes from page to page."""
    return re.sub(r"\d+", "#", line.words).strip()


def _at_edge(line: _Line, page: list[_Line]) -> bool:
    return any(line is other for other in (*page[:_EDGE], *page[-_EDGE:]))


def _running(pages: list[list[_Line]]) -> set[str]:
    """Lines at the edge of at least half of the pages (two pages at the least), and bare page numbers."""
    counts: Counter[str] = Counter()
    numbers = set()
    for page in pages:
        edge = {id(line): line for line in (*page[:_EDGE], *page[-_EDGE:])}.values()
        counts.update({_key(line) for line in edge if not FINAL.search(line.words)})
        numbers |= {_key(line) for line in edge if _PAGE_NUMBER.match(line.words) and len(page) > 1}
    return {key for key, n in counts.items() if n >= 2 and n >= 0.5 * len(pages)} | numbers


def _joined(lines: list[_Line]) -> Iterator[Block]:
    if not lines:
        return
    right = sorted(line.right for line in lines)[int(0.9 * (len(lines) - 1))]
    height = median(line.top - line.bottom for line in lines)
    gaps = [a.bottom - b.top for a, b in itertools.pairwise(lines) if a.page == b.page and a.bottom > b.bottom]
    usual = median(gaps) if gaps else 0.0
    width = max(len(line.words) for line in lines)
    paragraph = [lines[0]]
    for before, line in itertools.pairwise(lines):
        if _breaks(before, line, right, height, usual, width):
            yield Block(_join(paragraph))
            paragraph = []
        paragraph.append(line)
    yield Block(_join(paragraph))


def _breaks(before: _Line, line: _Line, right: float, height: float, usual: float, width: int) -> bool:
    """Does a new paragraph start at ``line``? By space, by size of type, by a short line before, by a list mark."""
    known = height > 0
    if known and before.page == line.page and before.bottom - line.top > max(usual + 0.35 * height, 1.6 * usual):
        return True
    if known and abs((line.top - line.bottom) - (before.top - before.bottom)) > 0.2 * height:
        return True
    short = before.right < right - 0.15 * (right - before.left) if known else len(before.words) < 0.75 * width
    if short:
        carries_on = line.words[:1].islower() and not FINAL.search(before.words)
        return not carries_on
    indented = known and line.left > before.left + 0.8 * height and FINAL.search(before.words) is not None
    return indented or (LIST_MARK.match(line.words) is not None and FINAL.search(before.words) is not None)


def _join(lines: list[_Line]) -> str:
    """One line of words; a word divided at the line's end is whole again."""
    text = lines[0].words
    for line in lines[1:]:
        if text.endswith("\u00ad") or (re.search(r"[a-z]-$", text) and line.words[:1].islower()):
            text = text[:-1] + line.words
        elif _UNSPACED.search(text[-1:] + line.words[:1]):
            text += line.words
        else:
            text = f"{text} {line.words}"
    return text.replace("\u00ad", "")
