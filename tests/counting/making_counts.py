"""Small invented reports for the counting tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from rushlight.record import (
    Amount,
    Attribution,
    AttributionMode,
    Document,
    DocumentKind,
    IdentityStatus,
    Modality,
    Participant,
    Party,
    PartyClass,
    PartyKind,
    Place,
    Polarity,
    Quantity,
    QuantityKind,
    Reading,
    Report,
    Role,
    Scope,
    SourceCount,
    Span,
    Statement,
    TimeExpr,
)

WORD = Span(0, 4, "told")


def statement(id: str, act: str = "detain.arrest", *, at: int = 0, affected: Sequence[str] = (), **fields: Any) -> Statement:
    """An affirmed single happening unless ``fields`` say otherwise; ``at`` is where its words begin."""
    values: dict[str, Any] = {"scope": Scope.INCIDENT, "modality": Modality.OCCURRED, "polarity": Polarity.AFFIRMED, **fields}
    return Statement(
        id=id,
        spans=(Span(at, at + 4, "told"),),
        act=act,
        attribution=Attribution(AttributionMode.NARRATOR),
        participants=tuple(Participant(Role.AFFECTED, p) for p in affected),
        **values,
    )


def party(id: str, kind: PartyKind = PartyKind.GROUP, size: Quantity | None = None, **fields: Any) -> Party:
    return Party(id, kind, PartyClass.AFFECTED, "", IdentityStatus.UNNAMED, size=size, **fields)


def exactly(n: int, unit: str | None = None) -> Quantity:
    return Quantity(QuantityKind.EXACT, Decimal(n), Decimal(n), unit)


def time(id: str, first: str | None = None, last: str | None = None, **fields: Any) -> TimeExpr:
    days = [dt.date.fromisoformat(d) if d else None for d in (first, last)]
    return TimeExpr(id, WORD, earliest=days[0], latest=days[1], resolved=any(days), **fields)


def amount(id: str, value: int | None, currency: str | None = "CNY", **fields: Any) -> Amount:
    return Amount(id, WORD, None if value is None else Decimal(value), currency, **fields)


def place(id: str, name: str, precision: int, **fields: Any) -> Place:
    return Place(id, name, precision, (WORD,), **fields)


def report(alias: str, accepted: Sequence[Statement], *, waiting: int = 0, **rows: Sequence[Any]) -> Report:
    """A report whose reading holds the given parties, places, times and amounts."""
    reading = Reading(
        language="en",
        published=None,
        outlet=None,
        kind=DocumentKind.TESTIMONY,
        boilerplate=(),
        parties=tuple(rows.get("parties", ())),
        places=tuple(rows.get("places", ())),
        times=tuple(rows.get("times", ())),
        amounts=tuple(rows.get("amounts", ())),
        statements=tuple(accepted),
    )
    document = Document(f"doc-{alias}", "en", DocumentKind.TESTIMONY, 4, "0" * 64, "0" * 64, "text/plain")
    return Report(alias, document, "told", reading, tuple(accepted), waiting)


def each_its_own(aliases: frozenset[str]) -> SourceCount:
    """Every report from a source of its own, perhaps all from one."""
    return SourceCount(min(1, len(aliases)), len(aliases))


ACTS = ("detain.arrest", "move.internal_exile", "threat.sanction", "take.extorted_payment")


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    """Up to four reports with up to six statements each, some restating an earlier one."""
    made = []
    for r in range(draw(st.integers(1, 4))):
        told: list[Statement] = []
        for n in range(draw(st.integers(0, 6))):
            told.append(
                statement(
                    f"R{r}-S{n}",
                    draw(st.sampled_from(ACTS)),
                    at=10 * n,
                    affected=draw(st.lists(st.sampled_from(["P1", "P2", "P3"]), max_size=2, unique=True)),
                    scope=draw(st.sampled_from(Scope)),
                    modality=draw(st.sampled_from(Modality)),
                    polarity=draw(st.sampled_from(Polarity)),
                    time=draw(st.sampled_from([None, "T1", "T2"])),
                    stage=draw(st.sampled_from([None, "P06", "P07", "P09"])),
                    restates=draw(st.sampled_from([None, *(s.id for s in told)])),
                )
            )
        parties = (party("P1", PartyKind.PERSON), party("P2", size=exactly(3, "명")), party("P3"))
        times = (time("T1", "2025-03-01", "2025-03-31"), time("T2", "2025-03-20", "2025-04-10"))
        made.append(report(f"R{r}", told, waiting=draw(st.integers(0, 3)), parties=parties, times=times))
    return made
