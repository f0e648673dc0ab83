"""Two readers of one report side by side: what each said of every statement, and wherein they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.record import Decision, Reading, Role, Statement
from rushlight.review.applying import apply_decisions, decisions_on
from rushlight.review.fields import AGENT_ROLES
from rushlight.review.resampling import FieldAgreement, Label, Pair, Sampler, agreements
from rushlight.review.standing import Standing, Status, standing

VERDICT = "verdict"
FIELDS = ("act", "modality", "scope", "polarity", "agent", "affected", "place", "time", "amounts", "speaker", "mode", "words")
"""In the order in which they are shown: what would do most harm if it were wrong comes first."""

WITHIN_ONE_REPORT = frozenset({"agent", "affected", "place", "time", "amounts", "speaker", "words"})
"""Fields whose values are ids, dates or words of the one report."""


@dataclass(frozen=True, slots=True)
class Differs:
    """One field in which two readers differ; values as a decision has them: a word, ids, a date, or nothing."""

    field: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One statement that both readers decided about.

    Fields are compared where both accepted it: only then does it matter what they read there. ``values``: of the first and the
    second, each field of what they accepted, empty where they did not.
    """

    statement: Statement
    first: Standing
    second: Standing
    labels: dict[str, Pair]
    values: tuple[dict[str, str], dict[str, str]]
    differs: tuple[Differs, ...]


def compare(reading: Reading, first: Sequence[Decision], second: Sequence[Decision], text: str) -> tuple[Compared, ...]:
    """Every statement of the reading that both decided about, in the order of the text.

    Raises ReviewError for decisions that cannot be applied.
    """
    sides = [_Side(reading, decisions_on(reading, log), text) for log in (first, second)]
    return tuple(_compared(s, sides[0], sides[1]) for s in reading.statements if all(side.decided(s.id) for side in sides))


def compared_fields(reports: Sequence[Sequence[Compared]], sampler: Sampler) -> list[FieldAgreement]:
    """Agreement on the verdict, and in each field of what both accepted. ``reports``: what ``compare`` gave, by report."""
    named = {name: [[c.labels[name] for c in found if name in c.labels] for found in reports] for name in (VERDICT, *FIELDS)}
    return agreements(named, WITHIN_ONE_REPORT, sampler)


class _Side:
    """One reader's decisions, and the statements as that reader accepted them."""

    def __init__(self, reading: Reading, decisions: Sequence[Decision], text: str) -> None:
        self.stands = standing(decisions)
        reviewed = apply_decisions(reading, decisions, text)
        self.reading = reviewed.reading
        self.accepted = {s.id: s for s in reviewed.accepted}

    def decided(self, statement: str) -> bool:
        stand = self.stands.get(statement)
        return stand is not None and stand.status is not Status.PROPOSED


def _compared(statement: Statement, first: _Side, second: _Side) -> Compared:
    stands = first.stands[statement.id], second.stands[statement.id]
    labels = {VERDICT: (_words(stands[0].status), _words(stands[1].status))}
    ours, theirs = first.accepted.get(statement.id), second.accepted.get(statement.id)
    values = _values(ours, first.reading), _values(theirs, second.reading)
    raw = {VERDICT: (stands[0].status.value, stands[1].status.value)}
    if ours is not None and theirs is not None:
        raw |= {name: (values[0][name], values[1][name]) for name in FIELDS}
        labels |= {n: (label_of(ours, n, first.reading), label_of(theirs, n, second.reading)) for n in FIELDS}
    differs = tuple(Differs(name, *raw[name]) for name, (a, b) in labels.items() if a != b)
    return Compared(statement, *stands, labels, values, differs)


def _values(statement: Statement | None, reading: Reading) -> dict[str, str]:
    return {} if statement is None else {name: value_of(statement, name, reading) for name in FIELDS}


def _words(status: Status) -> Label:
    return frozenset({status.value})


def value_of(statement: Statement, field: str, reading: Reading) -> str:
    """The value of a field as a decision would write it; empty where nothing is stated."""
    if field == "time":
        return _time(statement, reading)
    if field == "agent":
        return ",".join(dict.fromkeys(statement.parties(*AGENT_ROLES)))
    if field == "affected":
        return ",".join(dict.fromkeys(statement.parties(Role.AFFECTED)))
    plain = {
        "act": statement.act,
        "scope": statement.scope.value,
        "modality": statement.modality.value,
        "polarity": statement.polarity.value,
        "mode": statement.attribution.mode.value,
        "speaker": statement.attribution.speaker or "",
        "place": statement.place or "",
        "amounts": ",".join(statement.amounts),
        "words": ",".join(f"{span.start}-{span.end}" for span in statement.spans),
    }
    return plain[field]


def _time(statement: Statement, reading: Reading) -> str:
    """The id of a time of the report, or the date that a person wrote."""
    if statement.time is None:
        return ""
    time = reading.time(statement.time)
    return time.edtf or "" if time.rule == "person" else time.id


def label_of(statement: Statement, field: str, reading: Reading) -> Label:
    """The value by what it means: two ways to the same days, or the same people in another order, are no difference."""
    value = value_of(statement, field, reading)
    if field == "time" and value:
        return frozenset({_days(statement, reading)})
    return frozenset(value.split(",")) if value else frozenset()


def _days(statement: Statement, reading: Reading) -> str:
    time = reading.time(statement.time or "")
    if not time.resolved:
        return time.id
    return f"{time.earliest}/{time.latest}"
