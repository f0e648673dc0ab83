"""What is ready to be kept, and the document that it becomes: of a file that was parsed, or of a row."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from rushlight.casefile.canonical import Json
from rushlight.desk.planned import Plan
from rushlight.intake import Taken
from rushlight.intake.chat import is_chat
from rushlight.intake.many import Found
from rushlight.record import Document, DocumentKind, Paragraph, ParagraphRole, Randomness, new_id

MAIL = "mail"
"""Scope of the Message-IDs of mails."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that can be kept as soon as it is known to be new."""

    place: str
    original: bytes
    text: str
    language: str
    kind: DocumentKind
    media_type: str
    paragraphs: tuple[Paragraph, ...]
    published: dt.date | None
    outlet: str | None
    author: str | None
    source: str | None
    scope: str
    external_id: str | None
    origin: Json
    within: str | None = None
    alias: str | None = None


def made_of(one: Ready, digest: str, randomness: Randomness, today: dt.date) -> Document:
    return Document(
        id=new_id("dc", randomness),
        language=one.language,
        kind=one.kind,
        length=len(one.text),
        text_sha256=hashlib.sha256(one.text.encode()).hexdigest(),
        bytes_sha256=digest,
        media_type=one.media_type,
        published=one.published,
        outlet=one.outlet,
        author=one.author,
        captured=today.isoformat(),
        paragraphs=one.paragraphs,
    )


def document_of(taken: Taken, original: bytes, plan: Plan, randomness: Randomness, today: dt.date) -> Document:
    """The document of a file that was taken in by itself, what the plan says before what the file states."""
    ready = of_taken(taken, Found("", "", original), plan, today)
    return made_of(ready, hashlib.sha256(original).hexdigest(), randomness, today)


def of_taken(taken: Taken, thing: Found, plan: Plan, today: dt.date) -> Ready:
    stated = taken.published if taken.published and taken.published <= today else None
    return Ready(
        place=thing.place,
        original=thing.data,
        text=taken.text,
        language=plan.language or taken.language,
        kind=plan.kind or taken.kind,
        media_type=taken.media_type,
        paragraphs=taken.paragraphs,
        published=plan.published or stated,
        outlet=plan.outlet or taken.outlet,
        author=taken.author,
        source=None,
        scope=MAIL,
        external_id=thing.external_id,
        origin={},
        within=thing.within,
    )


def chat(text: str) -> bool:
    return "\n" in text and is_chat(text)


def lines(text: str) -> tuple[Paragraph, ...]:
    """Every line of a cell as body; which of them are a title or a byline is worked out when the row is read."""
    found, start = [], 0
    for line in text.split("\n"):
        if bare := line.strip():
            begin = start + line.index(bare)
            found.append(Paragraph(begin, begin + len(bare), ParagraphRole.BODY))
        start += len(line) + 1
    return tuple(found)
