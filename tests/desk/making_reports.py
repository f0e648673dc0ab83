"""Many small fictional reports with made-up proposals, for tests of the queue: quick to make, in any shape."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence

from rushlight.desk import Desk
from rushlight.record import (
    Attribution,
    AttributionMode,
    Band,
    Document,
    DocumentKind,
    Modality,
    Paragraph,
    ParagraphRole,
    Polarity,
    Reading,
    Scope,
    Span,
    Statement,
    new_id,
)

ACTS = ("threat.sanction", "demand.payment", "detain.arrest", "take.extorted_payment", "respond.deny", "move.internal_exile")
STAGES = {"threat.sanction": "P06", "demand.payment": "P05", "detain.arrest": "P07", "take.extorted_payment": "P09"}
WORDS = "The neighbour at the mill spoke of many things and went on until the lamp was out. "


def add(desk: Desk, draw: random.Random, number: int, *, statements: int | None = None) -> str:
    """One report with some proposals; gives the document's id."""
    text = f"{number} {WORDS * 3}"
    data, digest = text.encode(), hashlib.sha256(text.encode()).hexdigest()
    paragraph = Paragraph(0, len(text), ParagraphRole.BODY)
    document = Document(
        *(new_id("dc", desk.randomness), "en", DocumentKind.PUBLICATION, len(text), digest, digest, "text/plain"),
        paragraphs=(paragraph,),
    )
    how_many = draw.randrange(0, 6) if statements is None else statements
    reading = a_reading([a_statement(desk, draw, text) for _ in range(how_many)], draw)
    desk.case.add_report(document, text, data, reading, alias=f"R{number}", collected_by="A1", by="A1")
    return document.id


def a_reading(statements: Sequence[Statement], draw: random.Random) -> Reading:
    linked = []
    for n, s in enumerate(statements):
        of = draw.choice(statements[:n]).id if n and draw.random() < 0.4 else None
        linked.append(_replaced(s, of))
    return Reading("en", None, None, DocumentKind.PUBLICATION, (), (), (), (), (), tuple(linked))


def _replaced(s: Statement, of: str | None) -> Statement:
    return Statement(
        *(s.id, s.spans, s.act, s.scope, s.modality, s.polarity, s.attribution),
        content_of=of,
        stage=None if of else s.stage,
        band=s.band,
    )


def a_statement(desk: Desk, draw: random.Random, text: str) -> Statement:
    start = draw.randrange(0, len(text) - 10)
    while text[start] == " " or text[start + 7] == " ":
        start = draw.randrange(0, len(text) - 10)
    act = draw.choice(ACTS)
    return Statement(
        id=new_id("st", desk.randomness),
        spans=(Span(start, start + 8, text[start : start + 8]),),
        act=act,
        scope=Scope.INCIDENT,
        modality=draw.choice((Modality.OCCURRED, Modality.THREATENED, Modality.DEMANDED)),
        polarity=Polarity.AFFIRMED,
        attribution=Attribution(AttributionMode.NARRATOR),
        stage=STAGES.get(act),
        band=draw.choice((Band.HIGH, Band.MEDIUM, Band.LOW)),
    )
