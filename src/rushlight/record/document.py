"""Documents, paragraphs and readings: what we hold and what was read from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from rushlight.errors import RecordError
from rushlight.record.spans import Span, verify_span
from rushlight.record.statement import Party, Provenance, Statement
from rushlight.record.values import Amount, Place, TimeExpr
from rushlight.record.vocabulary import DocumentKind, ParagraphRole, RelayKind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the text and its part on the page. Only ``body`` carries statements."""

    start: int
    end: int
    role: ParagraphRole


@dataclass(frozen=True, slots=True)
class Document:
    """A report as received. ``language`` is BCP 47; hashes are hex SHA-256; ``length`` is in code points."""

    id: str
    language: str
    kind: DocumentKind
    length: int
    text_sha256: str
    bytes_sha256: str
    media_type: str
    published: dt.date | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    captured: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceLink:
    """One step of the relay chain: ``teller`` had it from ``origin`` (labels or party ids), read from ``cue``."""

    kind: RelayKind
    teller: str | None
    origin: str | None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader proposed for one document: the content of a coding sheet (rushlight-coding/1).

    ``also_read_by`` are further readers whose proposals were merged in, also those that found nothing.
    """

    language: str
    published: dt.date | None
    outlet: str | None
    kind: DocumentKind
    boilerplate: tuple[tuple[Span, ParagraphRole], ...]
    parties: tuple[Party, ...]
    places: tuple[Place, ...]
    times: tuple[TimeExpr, ...]
    amounts: tuple[Amount, ...]
    statements: tuple[Statement, ...]
    relays: tuple[SourceLink, ...] = ()
    produced_by: Provenance | None = None
    also_read_by: tuple[Provenance, ...] = ()

    def party(self, party_id: str) -> Party:
        return _by_id(self.parties, party_id)

    def place(self, place_id: str) -> Place:
        return _by_id(self.places, place_id)

    def time(self, time_id: str) -> TimeExpr:
        return _by_id(self.times, time_id)

    def amount(self, amount_id: str) -> Amount:
        return _by_id(self.amounts, amount_id)

    def statement(self, statement_id: str) -> Statement:
        return _by_id(self.statements, statement_id)

    def spans(self) -> Iterator[Span]:
        """Every span of the reading."""
        for span, _ in self.boilerplate:
            yield span
        for party in self.parties:
            yield from party.mentions
        for place in self.places:
            yield from place.mentions
        for time in self.times:
            yield time.span
        for amount in self.amounts:
            yield amount.span
            yield from (c.span for c in amount.conversions)
        for statement in self.statements:
            yield from statement.spans
            if statement.attribution.cue:
                yield statement.attribution.cue
        yield from (r.cue for r in self.relays if r.cue)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=_HasId)


def _by_id(rows: tuple[Row, ...], wanted: str) -> Row:
    for row in rows:
        if row.id == wanted:
            return row
    raise RecordError("the reading has no such id", where=wanted)


def verify_reading(reading: Reading, text: str) -> None:
    """Check every span against the text and every reference against the reading.

    Raises SpanMismatch or RecordError at the first fault.
    """
    for span in reading.spans():
        verify_span(span, text)
    ids = {row.id for rows in (reading.parties, reading.places, reading.times, reading.amounts) for row in rows}
    known = ids | {s.id for s in reading.statements}
    for statement in reading.statements:
        for ref in _references(statement):
            if ref not in known:
                raise RecordError("a statement refers to something the reading does not have", where=statement.id)


def _references(statement: Statement) -> Iterator[str]:
    yield from (p.party for p in statement.participants)
    yield from statement.amounts
    yield from statement.contradicts
    yield from (ref for d in statement.disagreements for ref in d.ids())
    a = statement.attribution
    single = (statement.time, statement.place, statement.content_of, statement.restates, statement.about, a.speaker, a.carrier)
    yield from (ref for ref in single if ref is not None)
