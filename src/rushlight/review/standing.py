"""Where a statement stands after all decisions about it: the fold over an append-only log.

Undo is another decision (nomenklatura's resolver shows the habit): it takes back the decision it
names, and an undo of an undo brings that decision back. Nothing is ever removed from the log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rushlight.errors import ReviewError
from rushlight.record import Decision, Verdict


class Status(StrEnum):
    """``proposed``: nobody has decided, or every decision was taken back."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"


_STATUS = {Verdict.ACCEPT: Status.ACCEPTED, Verdict.REJECT: Status.REJECTED, Verdict.UNSURE: Status.UNSURE}


@dataclass(frozen=True, slots=True)
class Correction:
    """The value a person gave to a field, by which decision."""

    value: str
    decision: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """One statement after all decisions.

    ``by``, ``at`` and ``reason`` belong to the last standing decision about the whole statement.
    A correction does not accept: a statement counts only once somebody has accepted it.
    """

    statement: str
    status: Status = Status.PROPOSED
    corrected: Mapping[str, Correction] = field(default_factory=dict)
    not_stated: frozenset[str] = frozenset()
    by: str | None = None
    at: dt.datetime | None = None
    reason: str | None = None


def standing(decisions: Iterable[Decision]) -> dict[str, Standing]:
    """The standing of every statement that a decision names, by statement id.

    ``decisions`` come in the order they were taken. The last standing decision about the whole
    statement gives its status, the last one about a field gives that field. Raises ReviewError for
    an id used twice, and for an undo of a decision that is unknown, about another statement, or
    taken back already.
    """
    log = tuple(decisions)
    live = _live(log)
    out: dict[str, Standing] = {}
    for decision in log:
        before = out.get(decision.statement, Standing(decision.statement))
        out[decision.statement] = _after(before, decision) if live[decision.id] else before
    return out


def _live(log: tuple[Decision, ...]) -> dict[str, bool]:
    """For each decision id, whether it stands; undos themselves can be taken back."""
    seen: dict[str, Decision] = {}
    live: dict[str, bool] = {}
    for decision in log:
        if decision.id in seen:
            raise ReviewError("two decisions carry the same id", where=decision.id)
        seen[decision.id] = decision
        live[decision.id] = True
        if decision.supersedes is not None:
            _take_back(decision, seen, live)
    return live


def _take_back(undo: Decision, seen: Mapping[str, Decision], live: dict[str, bool]) -> None:
    target = seen.get(undo.supersedes or "")
    if target is None or target.id == undo.id:
        raise ReviewError("this undo names a decision nobody has taken", where=undo.id)
    if target.statement != undo.statement:
        raise ReviewError("this undo names a decision about another statement", where=undo.id)
    if not live[target.id]:
        raise ReviewError("the decision was taken back already", where=undo.id, hint="undo that undo to restore it")
    _switch(target, seen, live)


def _switch(target: Decision, seen: Mapping[str, Decision], live: dict[str, bool]) -> None:
    """Turn a decision off; where it was an undo, what it had taken back stands again, and so on."""
    live[target.id] = False
    restored = target.supersedes
    while restored is not None:
        live[restored] = not live[restored]
        restored = seen[restored].supersedes


def _after(before: Standing, decision: Decision) -> Standing:
    if decision.verdict is Verdict.UNDO:
        return before
    if decision.field is None:
        return Standing(
            before.statement,
            _STATUS[decision.verdict],
            before.corrected,
            before.not_stated,
            decision.by,
            decision.at,
            decision.reason,
        )
    corrected = {name: c for name, c in before.corrected.items() if name != decision.field}
    empty = before.not_stated - {decision.field}
    if decision.value is None:
        empty |= {decision.field}
    else:
        corrected[decision.field] = Correction(decision.value, decision.id, decision.by, decision.at)
    return Standing(before.statement, before.status, corrected, empty, before.by, before.at, before.reason)
