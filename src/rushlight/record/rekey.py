"""Give a reading ids that are unique in the casefile: the reader's own ids are only unique in one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rushlight.record.document import Reading
from rushlight.record.ids import Randomness, new_id
from rushlight.record.statement import Disagreement, Participant, Party, Statement

Ids = Mapping[str, str]


def rekey(reading: Reading, randomness: Randomness) -> Reading:
    """The same reading under fresh random ids; every reference follows."""
    new = _fresh(reading, randomness)
    return replace(
        reading,
        parties=tuple(_party(p, new) for p in reading.parties),
        places=tuple(replace(p, id=new[p.id]) for p in reading.places),
        times=tuple(replace(t, id=new[t.id]) for t in reading.times),
        amounts=tuple(replace(a, id=new[a.id]) for a in reading.amounts),
        statements=tuple(_statement(s, new) for s in reading.statements),
        relays=tuple(replace(r, teller=_relayed(r.teller, new), origin=_relayed(r.origin, new)) for r in reading.relays),
    )


def _fresh(reading: Reading, randomness: Randomness) -> dict[str, str]:
    """A new id for every old one; its letters say what kind of thing it names."""
    kinds = (
        ("pt", [p.id for p in reading.parties]),
        ("pl", [p.id for p in reading.places]),
        ("tm", [t.id for t in reading.times]),
        ("am", [a.id for a in reading.amounts]),
        ("st", [s.id for s in reading.statements]),
    )
    return {old: new_id(kind, randomness) for kind, ids in kinds for old in ids}


def _ref(old: str | None, new: Ids) -> str | None:
    return None if old is None else new[old]


def _relayed(end: str | None, new: Ids) -> str | None:
    """An end of the relay chain is a party's id, or a label from another tool's sheet."""
    return None if end is None else new.get(end, end)


def _party(p: Party, new: Ids) -> Party:
    return replace(
        p,
        id=new[p.id],
        member_of=_ref(p.member_of, new),
        unit_of=_ref(p.unit_of, new),
        subset_of=_ref(p.subset_of, new),
        distinct_from=tuple(new[d] for d in p.distinct_from),
    )


def _statement(s: Statement, new: Ids) -> Statement:
    a = s.attribution
    return replace(
        s,
        id=new[s.id],
        attribution=replace(a, speaker=_ref(a.speaker, new), carrier=_ref(a.carrier, new)),
        participants=tuple(Participant(p.role, new[p.party]) for p in s.participants),
        time=_ref(s.time, new),
        place=_ref(s.place, new),
        amounts=tuple(new[a] for a in s.amounts),
        content_of=_ref(s.content_of, new),
        restates=_ref(s.restates, new),
        about=_ref(s.about, new),
        contradicts=tuple(new[c] for c in s.contradicts),
        disagreements=tuple(_disagreement(d, new) for d in s.disagreements),
    )


def _disagreement(d: Disagreement, new: Ids) -> Disagreement:
    return replace(d, value=",".join(new[i] for i in d.ids())) if d.ids() else d
