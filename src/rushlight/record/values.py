"""Times, sums of money, quantities and places, each with the words it was read from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from rushlight.errors import RecordError
from rushlight.record.spans import Span
from rushlight.record.vocabulary import QuantityKind, TimeAnchor, TimeExtent, TimeUse


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``earliest`` to ``latest``, both included. A missing bound is open."""

    earliest: dt.date | None
    latest: dt.date | None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise RecordError("a time ends before it begins")


@dataclass(frozen=True, slots=True)
class TimeExpr:
    """A time as written and, where an anchor allows it, the days it may mean.

    An unresolved time (``resolved`` false, no bounds) is a normal state: a relative
    date without its anchor says nothing about the calendar.
    """

    id: str
    span: Span
    edtf: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    resolved: bool = False
    applies_to: TimeUse = TimeUse.EVENT
    anchor: TimeAnchor = TimeAnchor.NONE
    extent: TimeExtent = TimeExtent.IMPRECISE
    approximate: bool = False
    rule: str | None = None
    alternatives: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        if self.resolved and not (self.earliest or self.latest):
            raise RecordError("a resolved time needs a bound", where=f"{self.span.start}-{self.span.end}")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise RecordError("a time ends before it begins", where=f"{self.span.start}-{self.span.end}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many or how much. A vague word stays a word: ``word`` is kept, bounds stay empty."""

    kind: QuantityKind
    min: Decimal | None = None
    max: Decimal | None = None
    unit: str | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """A sum restated in another currency by the text itself. Never a second payment."""

    value: Decimal
    currency: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money or goods. ``value`` is empty for ranges (see ``quantity``), parts and vague sums.

    ``currency`` is ISO 4217; ``currency_basis`` says whether the text states it or it was inferred.
    """

    id: str
    span: Span
    value: Decimal | None = None
    currency: str | None = None
    currency_basis: str | None = None
    conversions: tuple[Conversion, ...] = ()
    quantity: Quantity | None = None
    part: str = "whole"
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the text names it.

    ``precision``: 1 exact point, 2 settlement, 3 county or district, 4 province, 5 stretch of
    border or road, 6 country, 7 cross-border, 8 several places, 9 unnamed area (never geocoded).
    ``atlas_id`` is our gazetteer's id, where the name is known and not ambiguous; ``parents`` its
    chain upwards, nearest first.
    """

    id: str
    name: str
    precision: int
    mentions: tuple[Span, ...]
    atlas_id: str | None = None
    parents: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.precision not in range(1, 10):
            raise RecordError("a place's precision is 1 to 9")
