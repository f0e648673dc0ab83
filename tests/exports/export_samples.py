"""A released view for the export tests."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
from typing import Any

from rushlight.atlas import atlas
from rushlight.record import Interval, Modality, Purpose, Scope, SourceCount
from rushlight.release import (
    AtlasPlaces,
    Cell,
    Check,
    Consent,
    Detail,
    Draft,
    DraftItem,
    DraftTable,
    Facts,
    ReleasedView,
    check,
    release,
)

TABLE = DraftTable(
    "T1",
    "Families by year",
    (Cell("threat", "2024", 12), Cell("threat", "2025", 31), Cell("payment", "2025", None)),
    None,
    ("R1",),
    SourceCount(1, 2),
)
FACTS = Facts(
    AtlasPlaces(atlas()),
    dt.date(2026, 3, 1),
    accepted=frozenset({"s1", "s2"}),
    consents=(Consent("R1", Purpose.PUBLIC_ANONYMOUS),),
)


def payment(**changes: Any) -> DraftItem:
    fields: dict[str, Any] = {
        "place": "KP.north-hamgyong.hoeryong",
        "time": Interval(dt.date(2025, 10, 1), dt.date(2025, 10, 31)),
        "details": (Detail("letters", "three confession letters"),),
        "subjects": ("R1",),
        "levels": {"place": "KP.border-provinces", "time": "year", "detail:0": "removed"},
    }
    return DraftItem("I1", ("s1",), "take.extorted_payment", Scope.INCIDENT, Modality.OCCURRED, **{**fields, **changes})


def threat() -> DraftItem:
    return DraftItem(
        "I2",
        ("s2",),
        "move.internal_exile",
        Scope.PATTERN,
        Modality.THREATENED,
        place="KP.north-hamgyong",
        subjects=("R1",),
        reports=3,
        sources=SourceCount(2, 3),
    )


def checked(*items: DraftItem, language: str = "en", title: str = "Pressure on families") -> tuple[Draft, Check]:
    d = Draft("D1", Purpose.PUBLIC_ANONYMOUS, language, title, items or (payment(), threat()), (TABLE,))
    return d, check(d, FACTS)


def view(*items: DraftItem, language: str = "en", title: str = "Pressure on families") -> ReleasedView:
    d, outcome = checked(*items, language=language, title=title)
    return release(d, outcome, ids=[f"pub_{n}" for n in range(9)])


def slipped(words: str, *, language: str = "en", title: str | None = None) -> ReleasedView:
    """A passed view whose first sentence reads otherwise, as if every rule had missed these words.

    The rules refuse most of what a test of the last gate, or of a writer, needs to be there.
    """
    made = copy.copy(view(language=language, title="-"))
    first, *others = made.items
    object.__setattr__(made, "items", (dataclasses.replace(first, text=words), *others))
    object.__setattr__(made, "title", made.title if title is None else title)
    return made
