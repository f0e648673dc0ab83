"""A small world for the release tests: invented families, places of the packaged atlas."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rushlight.atlas import atlas
from rushlight.record import Interval, Modality, Purpose, Scope, SourceCount
from rushlight.release import (
    AtlasPlaces,
    Consent,
    Detail,
    Draft,
    DraftItem,
    Facts,
    Money,
    Words,
)
from rushlight.release.figures import Figure

PLACES = AtlasPlaces(atlas())
HYESAN = "KP.ryanggang.hyesan"
OCTOBER = Interval(dt.date(2025, 10, 1), dt.date(2025, 10, 31))
LETTERS = Detail("letters", "three confession letters", "confession letters")

PAYMENT = DraftItem(
    "I1",
    ("s1",),
    "take.extorted_payment",
    Scope.INCIDENT,
    Modality.OCCURRED,
    event="e1",
    place=HYESAN,
    time=OCTOBER,
    amount=Money(Decimal(10000), "CNY"),
    details=(LETTERS,),
    subjects=("R1",),
)
SAFE = {"place": "KP.border-provinces", "time": "half_year", "amount": "order", "detail:0": "removed"}
THREAT = DraftItem(
    "I1",
    ("s1",),
    "move.internal_exile",
    Scope.PATTERN,
    Modality.THREATENED,
    place="KP.ryanggang",
    reports=3,
    sources=SourceCount(2, 3),
    subjects=("R1",),
)


STOOD_FOR = {f"rate.{kind}": Figure(f"rate.{kind}", "our interviewers") for kind in ("take", "threat", "demand", "question")}
"""The shipped rates, with somebody who stands for them: what is checked then does not lean on nobody's figure."""


def facts(**changes: Any) -> Facts:
    base = Facts(
        PLACES,
        dt.date(2026, 3, 1),
        own=STOOD_FOR,
        accepted=frozenset({"s1"}),
        consents=(Consent("R1", Purpose.PUBLIC_ANONYMOUS),),
    )
    return replace(base, **changes)


def draft(*items: DraftItem, language: str = "en", title: str = "Pressure on families", **changes: Any) -> Draft:
    return Draft("D1", Purpose.PUBLIC_ANONYMOUS, language, title, items, **changes)


def safe(**changes: Any) -> DraftItem:
    """An item that passes, with changes."""
    return replace(PAYMENT.at(SAFE), **changes)


def words(text: str) -> Words:
    return Words(text, text)
