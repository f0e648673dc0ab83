"""Give a reading ids that are unique in the casefile: the reader's own ids are only unique in one sheet."""

from __future__ import annotations

from dataclasses import replace

from rushlight.record.document import Reading
from rushlight.record.ids import Randomness, new_id
from rushlight.record.statement import Participant, Party, Statement


def rekey(reading: Reading, randomness: Randomness) -> Reading:
    """The same reading under fresh random ids; every reference follows."""
    new: dict[str, str] = {}
    for kind, rows in (
        ("pt", reading.parties),
        ("pl", reading.places),
        ("tm", reading.times),
        ("am", reading.amounts),
        ("st", reading.statements),
    ):
        for row in rows:
            new[row.id] = new_id(kind, randomness)

    def ref(old: str | None) -> str | None:
        return None if old is None else new[old]

    def relayed(end: str | None) -> str | None:
        """An end of the relay chain is a party's id, or a label from another tool's sheet."""
        return None if end is None else new.get(end, end)

    def party(p: Party) -> Party:
        return replace(
            p,
            id=new[p.id],
            member_of=ref(p.member_of),
            unit_of=ref(p.unit_of),
            subset_of=ref(p.subset_of),
            distinct_from=tuple(new[d] for d in p.distinct_from),
        )

    def statement(s: Statement) -> Statement:
        a = s.attribution
        return replace(
            s,
            id=new[s.id],
            attribution=replace(a, speaker=ref(a.speaker), carrier=ref(a.carrier)),
            participants=tuple(Participant(p.role, new[p.party]) for p in s.participants),
            time=ref(s.time),
            place=ref(s.place),
            amounts=tuple(new[a] for a in s.amounts),
            content_of=ref(s.content_of),
            restates=ref(s.restates),
            about=ref(s.about),
            contradicts=tuple(new[c] for c in s.contradicts),
        )

    return replace(
        reading,
        parties=tuple(party(p) for p in reading.parties),
        places=tuple(replace(p, id=new[p.id]) for p in reading.places),
        times=tuple(replace(t, id=new[t.id]) for t in reading.times),
        amounts=tuple(replace(a, id=new[a.id]) for a in reading.amounts),
        statements=tuple(statement(s) for s in reading.statements),
        relays=tuple(replace(r, teller=relayed(r.teller), origin=relayed(r.origin)) for r in reading.relays),
    )
