"""From drafts to a Reading: ids in text order, stages from the codebook, bands from where values were found."""

from __future__ import annotations

from dataclasses import replace

from rushlight.codebook import codebook
from rushlight.reading.drafts import Draft, PartyDraft, StatementDraft
from rushlight.record import (
    Attribution,
    Band,
    Found,
    Modality,
    Participant,
    Party,
    Provenance,
    Statement,
)

SPEECH_CONTENT = frozenset({Modality.DEMANDED, Modality.THREATENED, Modality.PLEDGED, Modality.CONFESSED, Modality.DENIED})
WEAK = frozenset({Found.SALIENCE, Found.OTHER_CLAUSE})


def assemble(draft: Draft, provenance: Provenance) -> tuple[tuple[Party, ...], tuple[Statement, ...], Draft]:
    """Parties and statements with ids, and the draft with ids on its places, times and amounts.

    Ids are ``P1``, ``L1``, ``T1``, ``A1``, ``S1`` … in text order, unique in this reading only.
    """
    named = Draft(
        parties=draft.parties,
        places=[replace(p, id=f"L{n}") for n, p in enumerate(draft.places, 1)],
        times=[replace(t, id=f"T{n}") for n, t in enumerate(draft.times, 1)],
        amounts=[replace(a, id=f"A{n}") for n, a in enumerate(draft.amounts, 1)],
        statements=sorted(draft.statements, key=lambda s: (s.spans[0].start, s.spans[-1].end, s.act)),
    )
    party_ids = {id(p): f"P{n}" for n, p in enumerate(draft.parties, 1)}
    value_ids = {id(old): new.id for old, new in zip(draft.places, named.places, strict=True)}
    value_ids |= {id(old): new.id for old, new in zip(draft.times, named.times, strict=True)}
    value_ids |= {id(old): new.id for old, new in zip(draft.amounts, named.amounts, strict=True)}
    statement_ids = {id(s): f"S{n}" for n, s in enumerate(named.statements, 1)}
    parties = tuple(_party(p, party_ids) for p in draft.parties)
    statements = tuple(_statement(s, party_ids, value_ids, statement_ids, provenance) for s in named.statements)
    return parties, statements, named


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
    s: StatementDraft, parties: dict[int, str], values: dict[int, str], statements: dict[int, str], provenance: Provenance
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
        band=band(s),
        found=dict(s.found),
        produced_by=provenance,
    )


def band(s: StatementDraft) -> Band:
    """High when every field came from the statement's own clause; low when a party was only the likeliest one.

    After READING.md: same clause right in 48 of 48 and 52 of 56 cases, pronoun in 15 of 21, salience in 1 of 4.
    """
    how = set(s.found.values())
    if how & WEAK:
        return Band.LOW
    if how <= {Found.SAME_CLAUSE, Found.CONTENT} and how:
        return Band.HIGH
    return Band.MEDIUM
