"""A small invented reading: a threat with its content, an arrest, a payment."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from rushlight.record import (
    Amount,
    Attribution,
    AttributionMode,
    Band,
    DocumentKind,
    Found,
    IdentityStatus,
    Modality,
    Participant,
    Party,
    PartyClass,
    PartyKind,
    Place,
    Polarity,
    Reading,
    Role,
    Scope,
    Span,
    Statement,
    TimeExpr,
    verify_reading,
)

TEXT = (
    "Officers threatened that the family would be exiled. "
    "On 3 May they arrested the broker in Tolma. "
    "The family paid 500 yuan on 9 May, it is said. The family paid again."
)


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words), words)


def statement(id: str, act: str, words: str, **more: object) -> Statement:
    base: dict[str, object] = {
        "scope": Scope.INCIDENT,
        "modality": Modality.OCCURRED,
        "polarity": Polarity.AFFIRMED,
        "attribution": Attribution(AttributionMode.NARRATOR),
    }
    return Statement(id=id, spans=(at(words),), act=act, **(base | more))  # type: ignore[arg-type]


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def reading() -> Reading:
    family = Party(
        "fam", PartyKind.FAMILY, PartyClass.AFFECTED, "", IdentityStatus.UNNAMED, (at("the family"), at("The family"))
    )
    officers = Party("off", PartyKind.GROUP, PartyClass.OFFICER, "", IdentityStatus.UNNAMED, (at("Officers"),))
    broker = Party("bro", PartyKind.PERSON, PartyClass.INTERMEDIARY, "", IdentityStatus.UNNAMED, (at("the broker"),))
    may3 = TimeExpr("t3", at("3 May"), "2024-05-03", dt.date(2024, 5, 3), dt.date(2024, 5, 3), True)
    may9 = TimeExpr("t9", at("9 May"), "2024-05-09", dt.date(2024, 5, 9), dt.date(2024, 5, 9), True)
    hit = (Participant(Role.PERPETRATOR, "off"), Participant(Role.AFFECTED, "fam"))
    made = Reading(
        language="en",
        published=dt.date(2024, 6, 1),
        outlet="The Example",
        kind=DocumentKind.PUBLICATION,
        boilerplate=(),
        parties=(family, officers, broker),
        places=(Place("tol", "Tolma", 2, (at("Tolma"),)),),
        times=(may3, may9),
        amounts=(Amount("a1", at("500 yuan"), Decimal(500), "CNY"),),
        statements=(
            statement(
                "threat",
                "threat.sanction",
                "Officers threatened that the family would be exiled",
                participants=hit,
                stage="P06",
            ),
            statement(
                "exile",
                "move.internal_exile",
                "the family would be exiled",
                modality=Modality.THREATENED,
                content_of="threat",
                participants=hit,
            ),
            statement(
                "arrest",
                "detain.arrest",
                "On 3 May they arrested the broker",
                time="t3",
                stage="P07",
                found={"time": Found.SAME_CLAUSE},
            ),
            statement(
                "paid",
                "take.extorted_payment",
                "The family paid 500 yuan on 9 May",
                time="t9",
                amounts=("a1",),
                stage="P09",
                participants=hit,
            ),
            statement("again", "take.extorted_payment", "The family paid again", band=Band.LOW, stage="P09"),
        ),
    )
    verify_reading(made, TEXT)
    return made
