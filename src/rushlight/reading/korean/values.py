"""Which time, place and sums belong to a clause. The values themselves come from the shared grammars."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.mention import Mention
from rushlight.reading.korean.triggers import Trigger, clause_at
from rushlight.reading.korean.units import MASK, Unit
from rushlight.reading.patterns import rx
from rushlight.record import Amount, Found, Place, TimeExpr, TimeUse

EQUIVALENT = rx(r"\s?(?:에\s?(?:해당|상당|달)하는|상당의|어치의|꼴인)")
"""Words after a sum that only says what another sum is worth."""
LOCATIVE = rx(r"(?:에서|에서는|에|에는|의|로|으로|까지|\s|시|군|도|읍|구역|$)")


def inside(unit: Unit, start: int) -> bool:
    """Whether an offset stands in the unit itself and not in a quotation within it."""
    return unit.start <= start < unit.end and unit.masked[start - unit.start] != MASK


def time_of(
    trigger: Trigger, unit: Unit, clauses: Sequence[Clause], times: Sequence[TimeExpr]
) -> tuple[TimeExpr, Found] | None:
    """The last event time before the trigger in its clause, else in an earlier clause of the sentence."""
    best: TimeExpr | None = None
    for t in times:
        if t.applies_to is not TimeUse.EVENT or not inside(unit, t.span.start) or t.span.start >= trigger.end:
            continue
        if best is None or t.span.start > best.span.start:
            best = t
    if best is None:
        return None
    distance = trigger.clause - clause_at(clauses, best.span.start)
    if distance > 2:
        return None
    return best, Found.SAME_CLAUSE if distance == 0 else Found.OTHER_CLAUSE if distance > 1 else Found.PRONOUN


def place_of(
    trigger: Trigger, unit: Unit, clauses: Sequence[Clause], places: Sequence[Place], mentions: Sequence[Mention]
) -> tuple[Place, Found] | None:
    """The nearest place before the trigger that is no part of a party's name."""
    best: tuple[int, Place] | None = None
    for place in places:
        for m in place.mentions:
            if not inside(unit, m.start) or m.start >= trigger.end:
                continue
            if any(x.start <= m.start < x.end for x in mentions) or not LOCATIVE.match(unit.text(m.end, m.end + 3) or " "):
                continue
            if trigger.clause - clause_at(clauses, m.start) <= 2 and (best is None or m.start > best[0]):
                best = (m.start, place)
    if best is None:
        return None
    same = clause_at(clauses, best[0]) == trigger.clause
    return best[1], Found.SAME_CLAUSE if same else Found.PRONOUN


def amounts_of(trigger: Trigger, unit: Unit, clauses: Sequence[Clause], amounts: Sequence[Amount]) -> list[Amount]:
    """Sums in the trigger's clause up to its own words."""
    clause = clauses[trigger.clause]
    left = min(clause.start, clauses[clause_at(clauses, trigger.start)].start)
    return [
        a
        for a in amounts
        if not EQUIVALENT.match(unit.text(a.span.end, a.span.end + 8))
        and inside(unit, a.span.start)
        and left <= a.span.start < max(trigger.end, clause.end)
    ]
