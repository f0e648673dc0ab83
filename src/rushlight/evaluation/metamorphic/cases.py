"""What a metamorphic case is: a changed text and what its reading must and must not say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from rushlight.record import Modality, Polarity, Reading, Statement


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as far as it is asked for. None asks for nothing. ``general``: told as a practice, not one happening."""

    act: str
    modality: Modality | None = None
    polarity: Polarity | None = None
    general: bool | None = None

    def fits(self, statement: Statement) -> bool:
        return (
            statement.act == self.act
            and self.modality in (None, statement.modality)
            and self.polarity in (None, statement.polarity)
            and self.general in (None, statement.scope.value in ("pattern", "trend"))
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reading must say, must not say, and the values it must have found (``amount``: value and currency)."""

    says: tuple[Said, ...] = ()
    never: tuple[Said, ...] = ()
    amount: tuple[Decimal, str] | None = None
    place: str | None = None
    days: tuple[dt.date, dt.date] | None = None

    def met_by(self, reading: Reading) -> bool:
        return (
            all(any(said.fits(s) for s in reading.statements) for said in self.says)
            and not any(said.fits(s) for s in reading.statements for said in self.never)
            and self._values_found(reading)
        )

    def _values_found(self, reading: Reading) -> bool:
        sums = [(a.value, a.currency) for a in reading.amounts]
        days = [(t.earliest, t.latest) for t in reading.times]
        places = [m.exact for p in reading.places for m in p.mentions]
        return (
            (self.amount is None or sums == [self.amount])
            and (self.days is None or days == [self.days])
            and (self.place is None or any(self.place in exact or exact in self.place for exact in places))
        )


@dataclass(frozen=True, slots=True)
class Case:
    """``relation`` names the change; ``text`` is the changed text."""

    relation: str
    language: str
    text: str
    expected: Expected = field(default_factory=Expected)
