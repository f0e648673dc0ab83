"""What a person must have looked at, one by one, before a statement is accepted as a whole.

Whether it happened, who did it and who says so are the three places where a careless "yes" turns a threat into a deed,
charges somebody, or makes a rumour a witness. Each counts as looked at when the person confirmed it (``Decision.seen``),
corrected it, or said that the report does not state it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rushlight.errors import ReviewError
from rushlight.record import TOUCHED, Decision
from rushlight.review.standing import standing


def untouched(statement: str, decisions: Sequence[Decision], seen: Collection[str] = (), *, by: str) -> tuple[str, ...]:
    """The fields of TOUCHED, in order, that ``by`` has neither confirmed now nor decided before about this statement."""
    own = [d for d in decisions if d.statement == statement]
    stand = standing(own).get(statement)
    decided = _decided_by(own, by) & (set(stand.corrected) | stand.not_stated) if stand else set()
    return tuple(name for name in TOUCHED if name not in seen and name not in decided)


def _decided_by(decisions: Sequence[Decision], by: str) -> set[str]:
    return {d.field for d in decisions if d.by == by and d.field is not None}


def check_touched(statement: str, decisions: Sequence[Decision], seen: Collection[str], *, by: str) -> None:
    """Raise ReviewError when accepting this statement would pass over one of the three."""
    if untouched(statement, decisions, seen, by=by):
        raise ReviewError(
            "look at each of the three first: whether it happened, who did it, who says so",
            where=statement,
            hint="confirm each of them, correct it, or mark it as not stated",
        )
