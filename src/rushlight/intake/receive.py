"""Taking a document in: bytes to text, with its layout and what it says of itself."""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from rushlight.errors import IntakeError, MisuseError
from rushlight.intake import facts, formats, limits
from rushlight.intake.encodings import Decoded, decode
from rushlight.intake.language import UNKNOWN, detect
from rushlight.intake.normal import IndexMap, normalise
from rushlight.intake.parsing import Parsed, Parser, parse
from rushlight.intake.roles import find_roles
from rushlight.intake.taken import Block, PageFacts, Taken
from rushlight.record import DocumentKind, Paragraph, ParagraphRole

DIVIDED_WORDS = "a Korean PDF does not say whether a line ends between words; a space may stand inside a word"
NO_LANGUAGE = "the language of the text could not be told"


def read_file(path: str | Path) -> bytes:
    """The bytes of a file, its size checked before it is read.

    Raises MisuseError when there is no such file or the path is a folder or device, IntakeError when
    the file is empty, too large or may not be read.
    """
    where, path = str(path), Path(path)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise MisuseError("this is a folder and not a file", where=where, hint="give the files in it one by one")
        if not stat.S_ISREG(about.st_mode):
            raise MisuseError("this is not a regular file", where=where, hint="copy its content to a file first")
        limits.check_size(about.st_size, where)
        with path.open("rb") as file:
            data = file.read(limits.MAX_BYTES + 1)
    except FileNotFoundError:
        raise MisuseError("there is no such file", where=where, hint="check the path") from None
    except PermissionError:
        raise IntakeError("the file may not be read", where=where, hint="check its permissions") from None
    except (OSError, ValueError):
        raise IntakeError("the file cannot be read", where=where, hint="check the path and the disk") from None
    limits.check_size(len(data), where)
    return data


def take(
    data: bytes,
    *,
    name: str,
    language: str | None = None,
    kind: DocumentKind | None = None,
    ocr: tuple[str, ...] = (),
) -> Taken:
    """The text of a document and its layout; whatever has a format is parsed in a confined process of its own.

    ``name`` is the path as the user gave it: its suffix settles what the content leaves open, and errors
    name it. ``language`` (BCP 47) and ``kind`` override what would be guessed. ``ocr``: the languages
    (BCP 47) in which pages that are pictures are to be recognised; none by default. The text of a .txt or
    .md file is the decoded file with line feeds and in NFC, nothing trimmed; it is decoded here: it has no
    format to parse, and what reads its words afterwards runs here for every document. Raises IntakeError.
    """
    return _take(data, name, language, kind, ocr, _parse_apart)


def take_here(
    data: bytes,
    *,
    name: str,
    language: str | None = None,
    kind: DocumentKind | None = None,
    ocr: tuple[str, ...] = (),
) -> Taken:
    """``take`` with the parser in this process: for documents that one made oneself, in tests and measurements."""
    return _take(data, name, language, kind, ocr, parse)


def _parse_apart(data: bytes, media_type: str, where: str, ocr: tuple[str, ...]) -> Parsed:
    from rushlight.intake.worker.parent import parse_apart  # a text file should not wait for it

    return parse_apart(data, media_type, where, ocr)


def _take(
    data: bytes, name: str, language: str | None, kind: DocumentKind | None, ocr: tuple[str, ...], parser: Parser
) -> Taken:
    limits.check_size(len(data), name)
    media_type = formats.media_type(data, name)
    if media_type in (formats.TEXT, formats.MARKDOWN):
        return _take_text(decode(data, where=name), media_type, name, language, kind)
    parsed = parser(data, media_type, name, ocr)
    text, hints = _laid_out(parsed.blocks)
    limits.check_text(text, name)
    paragraphs = find_roles(text, hints)
    return _finish(text, paragraphs, media_type, parsed.encoding, None, parsed.warnings, parsed.page, language, kind)


def _take_text(decoded: Decoded, media_type: str, name: str, language: str | None, kind: DocumentKind | None) -> Taken:
    text, index_map = normalise(decoded.text)
    limits.check_text(text, name)
    return _finish(
        text, find_roles(text), media_type, decoded.encoding, index_map, decoded.warnings, PageFacts(), language, kind
    )


def _laid_out(blocks: Sequence[Block]) -> tuple[str, dict[int, ParagraphRole]]:
    """The blocks as one NFC text, an empty line between them, and the roles by offset that the format states."""
    pieces: list[str] = []
    hints: dict[int, ParagraphRole] = {}
    offset = 0
    for block in blocks:
        text = unicodedata.normalize("NFC", block.text.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if not text:
            continue
        if block.role is not None:
            hints.update({offset + start: block.role for start in _line_starts(text)})
        pieces.append(text)
        offset += len(text) + 2
    return "\n\n".join(pieces), hints


def _line_starts(text: str) -> list[int]:
    """Offsets of the first character of every line that has any."""
    starts, position = [], 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(position + len(line) - len(line.lstrip()))
        position += len(line) + 1
    return starts


def _finish(
    text: str,
    paragraphs: tuple[Paragraph, ...],
    media_type: str,
    encoding: str | None,
    index_map: IndexMap | None,
    warnings: tuple[str, ...],
    page: PageFacts,
    language: str | None,
    kind: DocumentKind | None,
) -> Taken:
    spoken = language or _language(text, page)
    return Taken(
        text=text,
        media_type=media_type,
        encoding=encoding,
        language=spoken,
        paragraphs=paragraphs,
        title=facts.title(text, paragraphs) or page.title,
        author=page.author or facts.author(text, paragraphs),
        published=page.published or facts.published(text, paragraphs),
        outlet=page.outlet or facts.outlet(text, paragraphs),
        kind=kind or (DocumentKind.MESSAGE if media_type == formats.MAIL else facts.kind(text, paragraphs)),
        index_map=index_map,
        warnings=warnings + _doubts(spoken, media_type),
    )


def _doubts(language: str, media_type: str) -> tuple[str, ...]:
    """What a reader of this document should know about how it was taken in."""
    divided = media_type == formats.PDF and language == "ko"
    return ((NO_LANGUAGE,) if language == UNKNOWN else ()) + ((DIVIDED_WORDS,) if divided else ())


def _language(text: str, page: PageFacts) -> str:
    """What the letters say; what the page says of itself only where they say nothing."""
    found = detect(text)
    stated = (page.language or "").strip()
    return stated if found == UNKNOWN and stated and stated.replace("-", "").isalnum() else found
