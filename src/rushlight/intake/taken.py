"""What intake hands on: the text of a document with its layout and what the page says of itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rushlight.record import DocumentKind, Paragraph, ParagraphRole

if TYPE_CHECKING:
    from rushlight.intake.normal import IndexMap


@dataclass(frozen=True, slots=True)
class Taken:
    """A document taken in.

    ``text`` is NFC with line feeds; offsets are its code points. ``paragraphs`` are in order, do not
    overlap and hold every character that is not white space. ``published`` is only ever a whole date
    that the page states. ``index_map`` leads back to the decoded original of text formats; it is None
    for formats whose text had to be assembled. ``encoding`` is None where the format fixes it.
    ``warnings`` are fixed sentences without a word of the document.
    """

    text: str
    media_type: str
    encoding: str | None
    language: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None
    author: str | None
    published: dt.date | None
    outlet: str | None
    kind: DocumentKind
    index_map: IndexMap | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an assembled document. ``role`` is what the format's own structure says, if it says anything."""

    text: str
    role: ParagraphRole | None = None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a format states about the document outside its text."""

    title: str | None = None
    author: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    language: str | None = None
