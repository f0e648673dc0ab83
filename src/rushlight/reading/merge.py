"""Two readings of one text made one: agreement raises, disagreement lowers and is shown, nothing is overwritten.

The first reading's statements keep every value they have. Where the second reader read the same act in the same
words, it becomes a witness; what it has otherwise stands beside the value as a Disagreement. What only one
reader read stays as its own proposal, under its reader's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from rushlight.record import (
    AttributionMode,
    Band,
    Disagreement,
    Found,
    Participant,
    Party,
    Provenance,
    Reading,
    Role,
    Span,
    Statement,
    overlap,
    verify_reading,
)

STEPS = (Band.LOW, Band.MEDIUM, Band.HIGH)
WEAK = frozenset({Found.SALIENCE, Found.OTHER_CLAUSE, Found.PRONOUN})
AGENTS = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY)
STATED = ("act", "scope", "modality", "polarity", "mode")
"""Fields that hold a term; the others hold ids."""


def merge(first: Reading, second: Reading, text: str) -> Reading:
    """``first`` with ``second`` merged in. Both are readings of ``text``.

    Ids of ``first`` stay; what only ``second`` has gets further ones. Matching is one to one: the same act in
    overlapping words with compatible roles, the same modality and the longest overlap first; then, among what
    is left, another act of the same family. Raises SpanMismatch or RecordError when a reading does not fit the text.
    """
    verify_reading(second, text)
    joined = _Joined(first, second)
    reader = second.produced_by or Provenance("reader", "unnamed", "0")
    theirs = [_renamed(s, joined.ids) for s in second.statements]
    pairs = dict(_pairs(first.statements, theirs))
    own = [_witnessed(s, theirs[pairs[n]], reader) if n in pairs else s for n, s in enumerate(first.statements)]
    ids = {theirs[m].id: own[n].id for n, m in pairs.items()}
    further = [_linked(s, ids) for m, s in enumerate(theirs) if m not in set(pairs.values())]
    merged = joined.reading(_ordered((*own, *further)), reader)
    verify_reading(merged, text)
    return merged


def _ordered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """In text order, a content behind its act."""
    rows = tuple(statements)
    at = {s.id: (s.spans[0].start, s.spans[-1].end) for s in rows}
    return tuple(sorted(rows, key=lambda s: (max(at[s.id], at.get(s.content_of or "", (0, 0))), s.content_of is not None)))


# --- parts of the two readings that are the same ------------------------------------------------------


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=_HasId)


@dataclass
class _Joined:
    """Parties and values of both readings. ``ids`` leads from the second's to the joint ones."""

    first: Reading
    second: Reading

    def __post_init__(self) -> None:
        a, b = self.first, self.second
        self.ids: dict[str, str] = {}
        used = {ref for s in b.statements for ref in _references(s)}
        self.parties = self._join("P", a.parties, b.parties, _party_spans, used)
        self.places = self._join("L", a.places, b.places, lambda p: p.mentions, used)
        self.times = self._join("T", a.times, b.times, lambda t: (t.span,), used)
        self.amounts = self._join("A", a.amounts, b.amounts, lambda m: (m.span,), used)
        taken = {s.id for s in a.statements}
        for s in b.statements:
            self.ids[s.id] = _free("S", taken)
            taken.add(self.ids[s.id])

    def _join(
        self,
        letter: str,
        ours: tuple[Row, ...],
        theirs: tuple[Row, ...],
        spans: Callable[[Row], tuple[Span, ...]],
        used: set[str],
    ) -> tuple[Row, ...]:
        """Ours and, of theirs, those that are not among ours and that a statement needs."""
        out = list(ours)
        for row in theirs:
            twin = _twin(row, ours, spans)
            if twin is not None:
                self.ids[row.id] = twin.id
            elif row.id in used:
                self.ids[row.id] = _free(letter, {r.id for r in out})
                out.append(_with_id(row, self.ids[row.id]))
        return tuple(out)

    def reading(self, statements: tuple[Statement, ...], reader: Provenance) -> Reading:
        return replace(
            self.first,
            parties=tuple(_party(p, self.ids) if p not in self.first.parties else p for p in self.parties),
            places=self.places,
            times=self.times,
            amounts=self.amounts,
            statements=statements,
            also_read_by=(*self.first.also_read_by, reader),
        )


def _party_spans(party: Party) -> tuple[Span, ...]:
    return party.mentions


def _twin(row: Row, ours: Iterable[Row], spans: Callable[[Row], tuple[Span, ...]]) -> Row | None:
    """Ours with the most words in common; for what has no words, ours that is the same in all but its id."""
    own = spans(row)
    if not own:
        return next((o for o in ours if _with_id(o, row.id) == row), None)
    best = max(ours, key=lambda o: overlap(spans(o), own), default=None)
    return best if best is not None and overlap(spans(best), own) else None


def _with_id(row: Row, new: str) -> Row:
    return replace(row, id=new)  # type: ignore[type-var]  # every row is a dataclass of the record


def _free(letter: str, taken: set[str]) -> str:
    n = len(taken) + 1
    while f"{letter}{n}" in taken:
        n += 1
    return f"{letter}{n}"


def _party(p: Party, ids: Mapping[str, str]) -> Party:
    """A party of the second reading; ties to parties that were not taken over are left out."""
    return replace(
        p,
        member_of=ids.get(p.member_of or ""),
        unit_of=ids.get(p.unit_of or ""),
        subset_of=ids.get(p.subset_of or ""),
        distinct_from=tuple(ids[d] for d in p.distinct_from if d in ids),
    )


def _references(s: Statement) -> Iterator[str]:
    yield from (p.party for p in s.participants)
    yield from s.amounts
    yield from (ref for ref in (s.time, s.place, s.attribution.speaker, s.attribution.carrier) if ref)


def _renamed(s: Statement, ids: Mapping[str, str]) -> Statement:
    """The second's statement under joint ids; its links to other statements follow."""

    def new(old: str | None) -> str | None:
        return None if old is None else ids[old]

    a = s.attribution
    return replace(
        s,
        id=ids[s.id],
        participants=tuple(dict.fromkeys(Participant(p.role, ids[p.party]) for p in s.participants)),
        attribution=replace(a, speaker=new(a.speaker), carrier=new(a.carrier)),
        time=new(s.time),
        place=new(s.place),
        amounts=tuple(dict.fromkeys(ids[a] for a in s.amounts)),
        content_of=new(s.content_of),
        restates=new(s.restates),
        about=new(s.about),
        contradicts=tuple(ids[c] for c in s.contradicts),
        witnesses=(),
        disagreements=(),
    )


def _linked(s: Statement, matched: Mapping[str, str]) -> Statement:
    """A statement of the second alone, its links led to the first's statements where those were matched."""

    def led(ref: str | None) -> str | None:
        return None if ref is None else matched.get(ref, ref)

    return replace(
        s,
        content_of=led(s.content_of),
        restates=led(s.restates),
        about=led(s.about),
        contradicts=tuple(matched.get(c, c) for c in s.contradicts),
    )


# --- which statements are the same --------------------------------------------------------------------


def _pairs(ours: tuple[Statement, ...], theirs: list[Statement]) -> Iterator[tuple[int, int]]:
    """(position in ours, position in theirs) of statements that two readers made of the same words."""
    done_ours: set[int] = set()
    done_theirs: set[int] = set()
    for alike in (_same_act, _same_family):
        found = [
            (_closeness(a, b), n, m)
            for n, a in enumerate(ours)
            for m, b in enumerate(theirs)
            if alike(a, b) and overlap(a.spans, b.spans) and _compatible(a, b)
        ]
        for _, n, m in sorted(found):
            if n not in done_ours and m not in done_theirs:
                done_ours.add(n)
                done_theirs.add(m)
                yield n, m


def _same_act(a: Statement, b: Statement) -> bool:
    return a.act == b.act


def _same_family(a: Statement, b: Statement) -> bool:
    return a.act.split(".")[0] == b.act.split(".")[0] and a.modality is b.modality


def _closeness(a: Statement, b: Statement) -> tuple[bool, bool, int, int]:
    """Smaller is closer: modality, polarity, then how many fields differ, then the words in common."""
    differing = sum(1 for _ in _differences(a, b))
    return a.modality is not b.modality, a.polarity is not b.polarity, differing, -overlap(a.spans, b.spans)


def _compatible(a: Statement, b: Statement) -> bool:
    """Not when both name who did it and to whom, and neither is the same: then two happenings stand in one sentence."""
    sides = [(set(a.parties(*roles)), set(b.parties(*roles))) for roles in (AGENTS, (Role.AFFECTED,))]
    apart = [not left & right for left, right in sides if left and right]
    return not (len(apart) == 2 and all(apart))


# --- what two readers of one statement agree and differ in --------------------------------------------


def _values(s: Statement) -> dict[str, tuple[str, ...]]:
    """What a statement says in each field that can be compared; empty where it says nothing."""
    a = s.attribution
    silent = s.found.get("mode") is Found.NOT_FOUND
    return {
        "act": (s.act,),
        "scope": (s.scope.value,),
        "modality": (s.modality.value,),
        "polarity": (s.polarity.value,),
        "mode": () if silent else (a.mode.value,),
        "speaker": (a.speaker,) if a.speaker else (),
        "agent": s.parties(*AGENTS),
        "affected": s.parties(Role.AFFECTED),
        "time": (s.time,) if s.time else (),
        "place": (s.place,) if s.place else (),
        "amounts": s.amounts,
    }


_ALIKE: dict[str, str] = {
    AttributionMode.EMBEDDED_QUOTE: AttributionMode.DIRECT_QUOTE,
    AttributionMode.INDIRECT_SPEECH: AttributionMode.ACCORDING_TO,
    AttributionMode.HEARSAY: AttributionMode.ACCORDING_TO,
    AttributionMode.FIRST_PERSON: AttributionMode.NARRATOR,
}
"""Modes between which careful coders differ; only quoted, reported and told by the author count as different."""


def _alike(value: str) -> str:
    return _ALIKE.get(value, value)


def _differences(a: Statement, b: Statement) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """(field, what b says, whether a says something else there): silence of b is no difference."""
    ours, theirs = _values(a), _values(b)
    for name, said in theirs.items():
        if said and not set(map(_alike, said)) & set(map(_alike, ours[name])):
            yield name, said, bool(ours[name])


def _witnessed(a: Statement, b: Statement, reader: Provenance) -> Statement:
    """``a`` as two readers have it: the band a step up or down, the differences beside it."""
    differing = list(_differences(a, b))
    shown = tuple(Disagreement(name, reader.name, ",".join(dict.fromkeys(said))) for name, said, _ in differing)
    before = a.witnesses or ((a.produced_by,) if a.produced_by else ())
    return replace(
        a,
        band=_stepped(a, b, contested=any(against for _, _, against in differing)),
        witnesses=(*before, reader),
        disagreements=(*a.disagreements, *shown),
    )


def _stepped(a: Statement, b: Statement, *, contested: bool) -> Band:
    """Down where the readers differ; up where they agree in all both say, and the second confirms what was found weakly."""
    at = STEPS.index(a.band)
    if contested:
        return STEPS[max(at - 1, 0)]
    theirs = _values(b)
    unsure = [name for name, how in a.found.items() if how in WEAK]
    confirmed = all(theirs.get(name) for name in unsure)
    return STEPS[min(at + 1, len(STEPS) - 1)] if confirmed and not a.disagreements else a.band
