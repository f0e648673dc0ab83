"""Parties and statements: the claim layer. A statement is never edited; decisions are made about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rushlight.errors import RecordError
from rushlight.record.spans import Span
from rushlight.record.values import Quantity
from rushlight.record.vocabulary import (
    AttributionMode,
    Band,
    Found,
    IdentityStatus,
    Modality,
    PartyClass,
    PartyKind,
    Polarity,
    Role,
    Scope,
)


@dataclass(frozen=True, slots=True)
class Party:
    """Someone or some body that a report speaks of.

    ``label`` and ``mentions`` may hold a name: for sealed classes they stay in memory and in the vault.
    """

    id: str
    kind: PartyKind
    party_class: PartyClass
    label: str
    identity_status: IdentityStatus
    mentions: tuple[Span, ...] = ()
    size: Quantity | None = None
    pseudonym: bool = False
    member_of: str | None = None
    unit_of: str | None = None
    subset_of: str | None = None
    distinct_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so. ``speaker`` is a party id; ``carrier`` the party whose account carries the speaker's words."""

    mode: AttributionMode
    speaker: str | None = None
    carrier: str | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    role: Role
    party: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What proposed a statement: ``rules``, ``model``, ``plugin`` or ``person``; with its name, version and settings' hash."""

    kind: str
    name: str
    version: str
    settings: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What another reader has in a field where this statement has something else, or nothing.

    ``field`` is one of DISAGREEABLE; ``reader`` the other reader's name; ``value`` a term of the field's
    vocabulary or ids within the same reading, several joined by a comma, as in a ``Decision``.
    """

    field: str
    reader: str
    value: str

    def __post_init__(self) -> None:
        if self.field not in DISAGREEABLE or not self.value:
            raise RecordError("a disagreement needs a field that readers can differ in, and a value")

    def ids(self) -> tuple[str, ...]:
        """The ids in ``value``; none where the field holds a term."""
        return tuple(self.value.split(",")) if self.field in DISAGREEABLE_BY_ID else ()


DISAGREEABLE_BY_ID = frozenset({"agent", "affected", "speaker", "time", "place", "amounts"})
DISAGREEABLE = DISAGREEABLE_BY_ID | {"act", "scope", "modality", "polarity", "mode"}
"""Fields in which two readers of the same words are compared: those a person may correct."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said, with its exact words. References are ids within the same Reading.

    ``found`` tells for each field where its value was found; ``band`` follows from it. ``witnesses`` are
    all readers that read it, where several did; ``disagreements`` where they differed.
    """

    id: str
    spans: tuple[Span, ...]
    act: str
    scope: Scope
    modality: Modality
    polarity: Polarity
    attribution: Attribution
    participants: tuple[Participant, ...] = ()
    time: str | None = None
    place: str | None = None
    amounts: tuple[str, ...] = ()
    quantity: Quantity | None = None
    content_of: str | None = None
    restates: str | None = None
    about: str | None = None
    contradicts: tuple[str, ...] = ()
    stage: str | None = None
    band: Band = Band.MEDIUM
    found: Mapping[str, Found] = field(default_factory=dict)
    produced_by: Provenance | None = None
    witnesses: tuple[Provenance, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    def __post_init__(self) -> None:
        if not self.spans:
            raise RecordError("a statement needs the words it was read from", where=self.id)

    def parties(self, *roles: Role) -> tuple[str, ...]:
        """Ids of the parties in any of these roles, in order."""
        return tuple(p.party for p in self.participants if p.role in roles)
