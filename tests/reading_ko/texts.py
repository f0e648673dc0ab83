"""Helpers: short Korean texts read with the real value grammars or with none."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.reading.korean import read_body
from rushlight.record import DocumentKind, Paragraph, ParagraphRole, Role, from_sheet

PUBLISHED = dt.date(2025, 3, 25)


def source(text: str, kind: DocumentKind = DocumentKind.PUBLICATION) -> Source:
    """The whole text as one body paragraph, without values."""
    return Source(text, "ko", (Paragraph(0, len(text), ParagraphRole.BODY),), PUBLISHED, None, kind)


def read(text: str) -> Draft:
    return read_body(source(text))


def only(draft: Draft, act: str) -> StatementDraft:
    """The one statement of an act."""
    found = [s for s in draft.statements if s.act == act]
    assert len(found) == 1, [s.act for s in draft.statements]
    return found[0]


def acts(text: str) -> set[str]:
    """The acts that a rule read."""
    return {s.act for s in read(text).statements if not s.by_likeness}


def labels(statement: StatementDraft, role: Role) -> list[str]:
    return [p.label for r, p in statement.participants if r is role]


def gold_source(sheet: Path) -> Source:
    """A report with its gold paragraphs and values, as the pipeline would hand it over."""
    gold = json.loads(sheet.read_text(encoding="utf-8"))
    text = sheet.with_suffix(".txt").read_text(encoding="utf-8")
    reading = from_sheet(gold)
    paragraphs, at = [], 0
    for span, role in sorted(reading.boilerplate):
        if span.start > at:
            paragraphs.append(Paragraph(at, span.start, ParagraphRole.BODY))
        paragraphs.append(Paragraph(span.start, span.end, role))
        at = span.end
    if at < len(text):
        paragraphs.append(Paragraph(at, len(text), ParagraphRole.BODY))
    return Source(
        text,
        "ko",
        tuple(paragraphs),
        reading.published,
        reading.outlet,
        reading.kind,
        reading.times,
        reading.amounts,
        reading.places,
    )
