"""From drafts to a Reading: ids in text order, stages from the codebook, bands from where values were found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rushlight.codebook import codebook
from rushlight.reading.drafts import Draft, PartyDraft, StatementDraft
from rushlight.reading.grounds import Weighing
from rushlight.record import (
    Amount,
    Attribution,
    Band,
    Modality,
    Participant,
    Party,
    Place,
    Provenance,
    SourceLink,
    Statement,
    TimeExpr,
)

SPEECH_CONTENT = frozenset({Modality.DEMANDED, Modality.THREATENED, Modality.PLEDGED, Modality.CONFESSED, Modality.DENIED})


@dataclass(frozen=True)
class Assembled:
    """The draft's content with ids, ready for a Reading."""

    parties: tuple[Party, ...]
    places: tuple[Place, ...]
    times: tuple[TimeExpr, ...]
    amounts: tuple[Amount, ...]
    statements: tuple[Statement, ...]
    relays: tuple[SourceLink, ...]


def assemble(draft: Draft, provenance: Provenance, language: str = "") -> Assembled:
    """Give every part of the draft its id and let every reference follow.

    Ids are ``P1``, ``L1``, ``T1``, ``A1``, ``S1`` … in text order, unique in this reading only.
    """
    places = [replace(p, id=f"L{n}") for n, p in enumerate(draft.places, 1)]
    times = [replace(t, id=f"T{n}") for n, t in enumerate(draft.times, 1)]
    amounts = [replace(a, id=f"A{n}") for n, a in enumerate(draft.amounts, 1)]
    ordered = sorted(draft.statements, key=lambda s: (min(s.spans).start, max(s.spans).end, s.act))
    values = {id(old): new.id for old, new in zip(draft.places, places, strict=True)}
    values |= {id(old): new.id for old, new in zip(draft.times, times, strict=True)}
    values |= {id(old): new.id for old, new in zip(draft.amounts, amounts, strict=True)}
    parties = {id(p): f"P{n}" for n, p in enumerate(draft.parties, 1)}
    statements = {id(s): f"S{n}" for n, s in enumerate(ordered, 1)}
    weighing = Weighing(draft.statements, language)
    return Assembled(
        parties=tuple(_party(p, parties) for p in draft.parties),
        places=tuple(places),
        times=tuple(times),
        amounts=tuple(amounts),
        statements=tuple(_statement(s, parties, values, statements, provenance, weighing.band(s)) for s in ordered),
        relays=tuple(SourceLink(r.kind, parties.get(id(r.teller)), parties.get(id(r.origin)), r.cue) for r in draft.relays),
    )


def _party(p: PartyDraft, ids: dict[int, str]) -> Party:
    return Party(
        id=ids[id(p)],
        kind=p.kind,
        party_class=p.party_class,
        label=p.label,
        identity_status=p.identity_status,
        mentions=tuple(sorted(p.mentions)),
        size=p.size,
        pseudonym=p.pseudonym,
        member_of=ids.get(id(p.member_of)),
        unit_of=ids.get(id(p.unit_of)),
    )


def _statement(
    s: StatementDraft,
    parties: dict[int, str],
    values: dict[int, str],
    statements: dict[int, str],
    provenance: Provenance,
    band: Band,
) -> Statement:
    return Statement(
        id=statements[id(s)],
        spans=tuple(sorted(s.spans)),
        act=s.act,
        scope=s.scope,
        modality=s.modality,
        polarity=s.polarity,
        attribution=Attribution(s.mode, parties.get(id(s.speaker)), parties.get(id(s.carrier)), s.cue),
        participants=tuple(Participant(role, parties[id(p)]) for role, p in s.participants),
        time=values.get(id(s.time)),
        place=values.get(id(s.place)),
        amounts=tuple(values[id(a)] for a in s.amounts),
        quantity=s.quantity,
        content_of=statements.get(id(s.content_of)),
        restates=statements.get(id(s.restates)),
        stage=None if s.modality in SPEECH_CONTENT else codebook().term(s.act).stage,
        band=band,
        found=dict(s.found),
        produced_by=provenance,
    )
