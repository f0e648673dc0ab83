"""Missingness: for each field, how many statements state it usably, state it openly, or do not state it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from rushlight.counting.inputs import Telling, tellings
from rushlight.counting.tally import place_of, time_of
from rushlight.record import Report, Statement, TimeUse

Known = Literal["documented", "unresolved", "missing"]
Field = Literal["place", "time", "amount"]
MONEY = frozenset({"demand.payment", "take.extorted_payment", "seize.property"})
"""Acts where a sum could have been stated; the amount of an arrest is not missing."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Statement ids by what is known of one field. The three columns add up to the statements asked."""

    field: Field
    documented: tuple[str, ...]
    unresolved: tuple[str, ...]
    missing: tuple[str, ...]


def missingness(reports: Sequence[Report], where: Callable[[Statement], bool] = lambda _: True) -> tuple[Missing, ...]:
    """Place, time and amount of the accepted statements that pass ``where``."""
    told = [t for t in tellings(reports) if where(t.statement)]
    money = [t for t in told if t.statement.act in MONEY or t.statement.amounts]
    return (_column("place", told, _place), _column("time", told, _time), _column("amount", money, _amount))


def _column(field: Field, told: Sequence[Telling], known: Callable[[Telling], Known]) -> Missing:
    by: dict[Known, list[str]] = {"documented": [], "unresolved": [], "missing": []}
    for t in told:
        by[known(t)].append(t.id)
    return Missing(field, *(tuple(sorted(ids)) for ids in by.values()))


def _place(t: Telling) -> Known:
    place = place_of(t)
    if place is None:
        return "missing"
    return "unresolved" if place.precision in (8, 9) or (place.readings and place.atlas_id is None) else "documented"


def _time(t: Telling) -> Known:
    time = time_of(t)
    if time is None or time.applies_to is TimeUse.OTHER:
        return "missing"
    return "documented" if time.resolved else "unresolved"


def _amount(t: Telling) -> Known:
    sums = [t.report.reading.amount(a) for a in t.statement.amounts]
    if not sums:
        return "missing"
    return "documented" if all(a.value is not None and a.currency for a in sums) else "unresolved"
