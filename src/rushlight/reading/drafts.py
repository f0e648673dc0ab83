"""What the layers of one reader hand to each other before anything has an id.

The language readers build StatementDrafts that point at PartyDrafts and at values found by the
shared grammars; ``assemble`` gives ids, links contents to their acts and returns a Reading.
Drafts are compared by identity: two mentions of one party share one PartyDraft.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from rushlight.record import (
    Amount,
    AttributionMode,
    DocumentKind,
    Found,
    IdentityStatus,
    Modality,
    Paragraph,
    PartyClass,
    PartyKind,
    Place,
    Polarity,
    Quantity,
    RelayKind,
    Role,
    Scope,
    Span,
    TimeExpr,
)


@dataclass(frozen=True)
class Source:
    """One text as the readers get it, with the values the shared grammars found (ids still empty).

    ``paragraphs`` cover the text in order; only those with role ``body`` carry statements.
    ``published`` is the anchor for relative dates, None when unknown.
    """

    text: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    published: dt.date | None
    outlet: str | None
    kind: DocumentKind
    times: tuple[TimeExpr, ...] = ()
    amounts: tuple[Amount, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(eq=False)
class PartyDraft:
    """A party with its mentions in text order (nouns, not pronouns)."""

    kind: PartyKind
    party_class: PartyClass
    label: str
    identity_status: IdentityStatus
    mentions: list[Span] = field(default_factory=list)
    size: Quantity | None = None
    pseudonym: bool = False
    member_of: PartyDraft | None = None
    unit_of: PartyDraft | None = None


@dataclass(eq=False)
class StatementDraft:
    """A proposed statement. ``speaker`` None means nobody is named; ``content_of`` is the act it is the content of.

    ``by_likeness``: no rule found it, its words are only like the act; ``unlike``: how far its act lies behind what its
    words are most like (0 to about 2). ``asked``: how many things beside the verb the frame asks for by which it was
    found; None where there is none.
    """

    spans: list[Span]
    act: str
    scope: Scope = Scope.INCIDENT
    modality: Modality = Modality.OCCURRED
    polarity: Polarity = Polarity.AFFIRMED
    mode: AttributionMode = AttributionMode.NARRATOR
    speaker: PartyDraft | None = None
    carrier: PartyDraft | None = None
    cue: Span | None = None
    participants: list[tuple[Role, PartyDraft]] = field(default_factory=list)
    time: TimeExpr | None = None
    place: Place | None = None
    amounts: list[Amount] = field(default_factory=list)
    quantity: Quantity | None = None
    content_of: StatementDraft | None = None
    restates: StatementDraft | None = None
    found: dict[str, Found] = field(default_factory=dict)
    by_likeness: bool = False
    unlike: float = 0.0
    asked: int | None = None


@dataclass(eq=False)
class RelayDraft:
    """One step of the relay chain: ``teller`` had it from ``origin``; ``cue`` are the words that say so."""

    kind: RelayKind
    teller: PartyDraft | None
    origin: PartyDraft | None
    cue: Span | None = None


@dataclass
class Draft:
    """Everything one reader found in one text, before ids. Order within the lists is text order."""

    parties: list[PartyDraft] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    times: list[TimeExpr] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    relays: list[RelayDraft] = field(default_factory=list)
