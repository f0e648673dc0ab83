"""Add a statement that no reader proposed, from words that a person chose in the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rushlight.casefile import Casefile, items
from rushlight.casefile.adding import add_statement
from rushlight.casefile.stored import StoredReading
from rushlight.codebook import codebook
from rushlight.desk import blind
from rushlight.errors import MisuseError, RecordError
from rushlight.record import (
    Amount,
    Attribution,
    AttributionMode,
    Band,
    Document,
    IdentityStatus,
    Modality,
    Participant,
    Party,
    PartyClass,
    PartyKind,
    Place,
    Polarity,
    Provenance,
    Randomness,
    Reading,
    Role,
    Scope,
    Span,
    Statement,
    TimeExpr,
    is_edtf,
    new_id,
    stretches,
)
from rushlight.review.applying import written_time
from rushlight.review.written import places_written

Value = TypeVar("Value", Place, TimeExpr, Amount)
NOWHERE = 9
"""The precision of a place that the atlas does not know: it is never put on a map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What a person marked. Each of ``agent`` … ``amounts`` is an id of the reading, or where the words stand ("12-30"); of a
    party also what it is ("12-30 institution/authority"). ``time`` may be a date that the person knows, as EDTF.

    ``words`` are where the statement's own words stand; ``kind`` is what the affected are, where their words are new.
    """

    act: str
    words: str
    modality: str = "occurred"
    scope: str = "incident"
    polarity: str = "affirmed"
    mode: str = "narrator"
    agent: str = ""
    affected: str = ""
    speaker: str = ""
    place: str = ""
    time: str = ""
    amounts: str = ""
    content_of: str = ""
    kind: str = "person"


def add(
    case: Casefile,
    document: str,
    marked: Marked,
    *,
    now: dt.datetime,
    randomness: Randomness,
    actor: str,
) -> Statement:
    """Keep what was marked as a statement that waits for a decision, like a proposal.

    Raises MisuseError for a report that was not read, RecordError for a value outside its vocabulary or words elsewhere.
    """
    read = case.readings(document, by=actor)
    if not read:
        raise MisuseError("the casefile has no such report, or it was not read", where=document)
    made = _Making(items.document(case, document), case.text(document), read[-1], randomness, actor).reading(marked)
    percent = blind.share(case)
    before = blind.waits(case, document, percent, actor)
    add_statement(case, read[-1], made, by=actor, at=now, blind=before)
    return made.statements[0]


class _Making:
    """One statement in the making: the new rows that it needs, beside those of the reading."""

    def __init__(self, document: Document, text: str, to: StoredReading, randomness: Randomness, actor: str) -> None:
        self.document, self.text, self.base, self.randomness, self.actor = document, text, to.reading, randomness, actor
        self.parties: list[Party] = []
        self.places: list[Place] = []
        self.times: list[TimeExpr] = []
        self.amounts: list[Amount] = []

    def reading(self, m: Marked) -> Reading:
        """A reading of the new rows alone."""
        statement = self._statement(m)
        return replace(
            self.base,
            boilerplate=(),
            relays=(),
            parties=tuple(self.parties),
            places=tuple(self.places),
            times=tuple(self.times),
            amounts=tuple(self.amounts),
            statements=(statement,),
        )

    def _statement(self, m: Marked) -> Statement:
        if m.act not in codebook():
            raise RecordError("the codebook has no such act", where=self.document.id)
        doer = self._party(m.agent, PartyClass.OTHER, "group")
        suffered = self._party(m.affected, PartyClass.AFFECTED, m.kind)
        of = self._known(m.content_of, [s.id for s in self.base.statements])
        both = ((Role.PERPETRATOR, doer), (Role.AFFECTED, suffered))
        dated = is_edtf(m.time)
        made = Statement(
            id=new_id("st", self.randomness),
            spans=stretches(m.words, self.text),
            act=m.act,
            scope=_word(Scope, m.scope),
            modality=_word(Modality, m.modality),
            polarity=_word(Polarity, m.polarity),
            attribution=Attribution(_word(AttributionMode, m.mode), self._party(m.speaker, PartyClass.SOURCE, "person")),
            participants=tuple(Participant(role, party) for role, party in both if party),
            time=None if dated else self._value(m.time, self.base.times, self._found_time),
            place=self._value(m.place, self.base.places, self._found_place),
            amounts=tuple(a for part in m.amounts.split(",") if (a := self._value(part, self.base.amounts, self._found_sum))),
            content_of=of,
            stage=None if of else codebook().term(m.act).stage,
            band=Band.HIGH,
            produced_by=Provenance("person", self.actor, ""),
        )
        return self._dated(made, m.time) if dated else made

    def _dated(self, statement: Statement, edtf: str) -> Statement:
        """With a date that no words of the report give: a person knows it."""
        self.times.append(replace(written_time(statement, edtf, self.base, self.document.id), id=new_id("tm", self.randomness)))
        return replace(statement, time=self.times[-1].id)

    def _known(self, value: str, ids: Sequence[str]) -> str | None:
        if value and value not in ids:
            raise RecordError("this names something the reading does not have", where=self.document.id)
        return value or None

    def _party(self, value: str, party_class: PartyClass, kind: str) -> str | None:
        """A party of the reading, or a new one under these words: sealed, as nobody has said who it is."""
        places, _, said = value.partition(" ")
        if not value or not places_written(value):
            return self._known(value, [p.id for p in self.base.parties])
        what, _, side = (said or f"{kind}/{party_class}").partition("/")
        made = Party(
            id=new_id("pt", self.randomness),
            kind=_word(PartyKind, what),
            party_class=_word(PartyClass, side),
            label="",
            identity_status=IdentityStatus.UNKNOWN,
            mentions=stretches(places, self.text),
        )
        self.parties.append(made)
        return made.id

    def _value(self, value: str, known: Sequence[Value], find: Callable[[Span], str]) -> str | None:
        if not value or "-" not in value:
            return self._known(value, [row.id for row in known])
        (span,) = stretches(value, self.text)
        return find(span)

    def _found_time(self, span: Span) -> str:
        """The time that the rules see in these words, else an expression without a date."""
        from rushlight.reading.times import find_times  # the readers are large: they are loaded where words are read

        d = self.document
        every = find_times(self.text, d.paragraphs, language=self.base.language, published=self.base.published, kind=d.kind)
        seen = next((t for t in every if t.span.overlaps(span)), TimeExpr("", span))
        self.times.append(replace(seen, id=new_id("tm", self.randomness)))
        return self.times[-1].id

    def _found_place(self, span: Span) -> str:
        from rushlight.reading.places import find_places

        every = find_places(self.text, self.document.paragraphs, language=self.base.language, outlet=self.base.outlet)
        seen = next((p for p in every if any(m.overlaps(span) for m in p.mentions)), Place("", span.exact, NOWHERE, (span,)))
        self.places.append(replace(seen, id=new_id("pl", self.randomness)))
        return self.places[-1].id

    def _found_sum(self, span: Span) -> str:
        from rushlight.reading.money import find_amounts

        every = find_amounts(self.text, self.document.paragraphs, language=self.base.language)
        seen = next((a for a in every if a.span.overlaps(span)), Amount("", span))
        self.amounts.append(replace(seen, id=new_id("am", self.randomness)))
        return self.amounts[-1].id


_Word = TypeVar("_Word", Scope, Modality, Polarity, AttributionMode, PartyKind, PartyClass)


def _word(vocabulary: type[_Word], value: str) -> _Word:
    try:
        return vocabulary(value)
    except ValueError:
        raise RecordError("the value is not a word of this field", hint=f"one of {', '.join(vocabulary)}") from None
