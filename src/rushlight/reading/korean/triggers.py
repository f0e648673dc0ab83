"""Triggers: where the words of an act stand, which frame they fit and in which voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.lexicon import Frame, lexicon
from rushlight.reading.korean.units import Unit
from rushlight.record import Amount

BEFORE_NEGATION = regex.compile(r"(?:^|\s)(?:안|못)\s$")


@dataclass(frozen=True, eq=False)
class Trigger:
    """``[start, end)`` are the act's own words; ``clause`` is the index of the clause they end in.

    ``voice``: active, passive, nominal, verb (the frame's own roles), pattern, imperative.
    """

    frame: Frame
    start: int
    end: int
    voice: str
    clause: int

    @property
    def act(self) -> str:
        return self.frame.act


def find_triggers(unit: Unit, clauses: Sequence[Clause], amounts: Sequence[Amount], before: str) -> list[Trigger]:
    """Triggers of one unit in text order; ``before`` are the words of the sentence before (for context words)."""
    out: list[Trigger] = []
    for frame in lexicon().frames:
        if not frame.may_match(unit.masked):
            continue
        for voice, pattern in frame.finders:
            for match in pattern.finditer(unit.masked):
                trigger = _trigger(frame, voice, match, unit, clauses)
                if _admitted(trigger, unit, clauses, amounts, before):
                    out.append(trigger)
    return _distinct(out)


def _trigger(frame: Frame, voice: str, match: regex.Match[str], unit: Unit, clauses: Sequence[Clause]) -> Trigger:
    if voice == "noun":
        groups = match.capturesdict()
        voice = next((v for v in ("passive", "active", "nominal") if groups.get(v)), "nominal")
    start, end = unit.start + match.start(), unit.start + max(match.end(), match.start() + 1)
    return Trigger(frame, start, end, voice, clause_at(clauses, end - 1))


def clause_at(clauses: Sequence[Clause], at: int) -> int:
    """Index of the clause that holds an offset, or of the last one before it."""
    for i, clause in enumerate(clauses):
        if at < clause.end:
            return i
    return len(clauses) - 1


def _admitted(trigger: Trigger, unit: Unit, clauses: Sequence[Clause], amounts: Sequence[Amount], before: str) -> bool:
    frame = trigger.frame
    clause = clauses[trigger.clause]
    if trigger.voice == "nominal" and unit.text(trigger.start, trigger.end).endswith("에서"):
        before_it = unit.text(unit.start, trigger.start)
        if not regex.search(r"[진된인한]\s$", before_it):
            return False
    left = min(clause.start, trigger.start)
    near = unit.text(left, clause.end) + " " + unit.text(clause.end, clause.end + 14)
    if frame.excluded is not None and frame.excluded.search(near):
        return False
    if frame.needs is not None and not frame.needs.search(unit.masked) and not frame.needs.search(before):
        return False
    return not frame.objects or _has_object(frame, unit, left, trigger, amounts)


def _has_object(frame: Frame, unit: Unit, left: int, trigger: Trigger, amounts: Sequence[Amount]) -> bool:
    words = unit.text(left, trigger.end)
    for name in frame.objects:
        if name == "AMOUNT":
            if any(left <= a.span.start < trigger.end and a.value is not None for a in amounts):
                return True
        elif lexicon().classes[name].search(words):
            return True
    return False


def _distinct(triggers: list[Trigger]) -> list[Trigger]:
    """One trigger per act and clause: the widest words win."""
    best: dict[tuple[str, int], Trigger] = {}
    for t in sorted(triggers, key=lambda t: (-(t.end - t.start), t.start)):
        key = (t.act, t.clause)
        if key not in best:
            best[key] = t
    return sorted(best.values(), key=lambda t: (t.start, t.end, t.act))
