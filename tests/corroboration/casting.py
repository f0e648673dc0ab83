"""Builds invented reports for the tests of this room: one happening each, told as the case says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rushlight.record import (
    Amount,
    Attribution,
    AttributionMode,
    Document,
    DocumentKind,
    IdentityStatus,
    Judgement,
    LinkJudgement,
    Modality,
    Participant,
    Party,
    PartyClass,
    PartyKind,
    Place,
    Polarity,
    Reading,
    Relation,
    RelayKind,
    Report,
    Role,
    Scope,
    SourceLink,
    Span,
    Statement,
    TimeExpr,
    verify_reading,
)

DAY = "2025-05-08"
NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


class _Text:
    """A text that grows; ``add`` gives the span of what was added."""

    def __init__(self, start: str) -> None:
        self.text = start

    def add(self, words: str) -> Span:
        begin = len(self.text) + 1
        self.text += f" {words}"
        return Span(begin, begin + len(words), words)


def make_report(
    alias: str,
    *,
    day: str | None = DAY,
    place: str = "Hyesan",
    sums: Sequence[tuple[str, int, str]] = (("seize.property", 20000, "CNY"),),
    acts: Sequence[str] = ("search.home",),
    denied: Sequence[str] = (),
    kin: str = "her daughter",
    affected: str = "a woman in her fifties",
    affected_class: str = "affected",
    officers: str = "state security officers",
    source: str | None = None,
    collector: str | None = None,
    published: str | None = "2025-05-20",
    outlet: str | None = None,
    kind: str = "testimony",
    language: str = "en",
    mode: str = "indirect_speech",
    named: bool = True,
    relays: Sequence[Sequence[str]] = (),
    text: str | None = None,
    scope: str = "incident",
    accepted: bool = True,
) -> Report:
    """A report of one happening. ``sums``: (act, value, currency); ``relays``: (kind, teller, origin), "me" is the source."""
    own = " ".join(f"{alias.lower()}w{n}" for n in range(200))  # keeps two accounts from sharing a text by accident
    words = _Text(text or f"Account {own}.")
    parties = [
        Party(f"{alias}.off", PartyKind.GROUP, PartyClass.OFFICER, "", IdentityStatus.UNNAMED, (words.add(officers),)),
        Party(f"{alias}.aff", PartyKind.PERSON, PartyClass(affected_class), "", IdentityStatus.UNNAMED, (words.add(affected),)),
        Party(f"{alias}.kin", PartyKind.PERSON, PartyClass.OTHER, "", IdentityStatus.UNNAMED, (words.add(kin),)),
    ]
    if named:
        told = words.add("the one who told this")
        parties.append(Party(f"{alias}.src", PartyKind.PERSON, PartyClass.SOURCE, "", IdentityStatus.UNNAMED, (told,)))
    for n, label in enumerate(dict.fromkeys(x for _, *pair in relays for x in pair)):
        if label != "me" and not label.startswith("src_"):
            named_by = words.add(label)
            parties.append(
                Party(f"{alias}.out{n}", PartyKind.ORGANISATION, PartyClass.OUTLET, label, IdentityStatus.NAMED, (named_by,))
            )
    places = (Place(f"{alias}.pl", place, 2, (words.add(place),)),)
    times = ()
    if day is not None:
        on = dt.date.fromisoformat(day)
        times = (TimeExpr(f"{alias}.tm", words.add(day), day, on, on, True),)
    amounts, statements = [], []
    who = (Participant(Role.PERPETRATOR, f"{alias}.off"), Participant(Role.AFFECTED, f"{alias}.aff"))
    for n, (act, polarity, money) in enumerate(
        [(a, "affirmed", None) for a in acts]
        + [(a, "negated", None) for a in denied]
        + [(a, "affirmed", (value, currency)) for a, value, currency in sums]
    ):
        span = words.add(f"Statement {n} of {alias} on {act.replace('.', ' ')} ({polarity}).")
        if money:
            amounts.append(Amount(f"{alias}.am{n}", span, Decimal(money[0]), money[1]))
        statements.append(
            Statement(
                id=f"{alias}.s{n}",
                spans=(span,),
                act=act,
                scope=Scope(scope),
                modality=Modality.OCCURRED,
                polarity=Polarity(polarity),
                attribution=Attribution(AttributionMode(mode), f"{alias}.src" if named else None),
                participants=(*who, Participant(Role.COUNTERPART, f"{alias}.kin")),
                time=f"{alias}.tm" if day and not money else None,
                place=f"{alias}.pl",
                amounts=(f"{alias}.am{n}",) if money else (),
            )
        )

    def node(name: str) -> str:
        return f"{alias}.src" if name == "me" else name

    date = dt.date.fromisoformat(published) if published else None
    reading = Reading(
        language,
        date,
        outlet,
        DocumentKind(kind),
        (),
        tuple(parties),
        places,
        times,
        tuple(amounts),
        tuple(statements),
        tuple(SourceLink(RelayKind(k), node(t), node(o)) for k, t, o in relays),
    )
    verify_reading(reading, words.text)
    document = Document(
        f"doc.{alias}", language, DocumentKind(kind), len(words.text), "0" * 64, "0" * 64, "text/plain", date, outlet
    )
    kept = tuple(statements) if accepted else ()
    return Report(alias, document, words.text, reading, kept, source=source, collected_by=collector)


def judge(number: int, relation: str, left: str, right: str, verdict: str) -> LinkJudgement:
    """A judgement on two reports by their aliases: of documents, or of their first statements for same_event."""
    ids = [f"{a}.s0" if relation == "same_event" else f"doc.{a}" for a in (left, right)]
    return LinkJudgement(f"j{number}", Relation(relation), *ids, Judgement(verdict), "ann", NOON + dt.timedelta(minutes=number))


def cast(case: dict[str, Any]) -> tuple[list[Report], list[LinkJudgement]]:
    """The reports and judgements of a case file."""
    reports = [make_report(alias, **(spec or {})) for alias, spec in case["reports"].items()]
    return reports, [judge(n, *row) for n, row in enumerate(case.get("judgements", ()))]
