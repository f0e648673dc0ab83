"""Decisions applied to a reading: what is accepted, with its corrections, and what still waits.

The proposals are never changed. A corrected statement is a new value; a date that a person writes
is a new TimeExpr whose words are the statement's own and whose rule is ``person``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rushlight.codebook import codebook
from rushlight.errors import ReviewError
from rushlight.record import (
    Decision,
    Interval,
    Modality,
    Reading,
    Statement,
    TimeAnchor,
    TimeExpr,
    is_approximate,
    is_edtf,
    parse_edtf,
)
from rushlight.review.fields import corrected_statement
from rushlight.review.standing import Correction, Standing, Status, standing
from rushlight.review.written import with_written

SPEECH_FAMILIES = frozenset({"demand", "threat"})
"""Acts whose content must never be counted as done: a threat is no deed (MODEL.md)."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reading after review.

    ``accepted`` carry their corrections; ``waiting`` are the proposals as they were read, undecided
    or unsure. ``reading`` is the reading with the times that people wrote added, so that every id in
    ``accepted`` resolves in it; its own statements are the untouched proposals.
    """

    accepted: tuple[Statement, ...]
    waiting: tuple[Statement, ...]
    reading: Reading


def decisions_on(reading: Reading, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that are about this reading's statements, in their order."""
    own = {s.id for s in reading.statements}
    return tuple(d for d in decisions if d.statement in own)


def apply_decisions(reading: Reading, decisions: Sequence[Decision], text: str | None = None) -> Reviewed:
    """Apply the decisions about one reading (see ``decisions_on``); ``text`` is the report's, for words chosen again.

    Raises ReviewError for a decision about a statement the reading does not have, a value outside
    its vocabulary, accepted content of a rejected speech act, and a threat's or demand's content
    accepted as having occurred. To check a decision before it is stored, apply it with the others.
    """
    reading, stands = with_written(reading, standing(decisions), text)
    known = {s.id for s in reading.statements}
    for statement_id in stands:
        if statement_id not in known:
            raise ReviewError("a decision is about a statement this reading does not have", where=statement_id)
    accepted, times = _accepted(reading, stands, text)
    widened = replace(reading, times=reading.times + times)
    _check_parents(accepted, reading, stands)
    return Reviewed(accepted, _waiting(reading, stands), widened)


def check_decisions(reading: Reading, decisions: Sequence[Decision], text: str | None = None) -> None:
    """Raise ReviewError for decisions that cannot be applied, now or once their statement is accepted.

    Stricter than ``apply_decisions``, which looks at a correction only when its statement counts: what
    is about to be stored should be told wrong while the person still looks at it.
    """
    apply_decisions(reading, decisions, text)
    reading, stands = with_written(reading, standing(decisions), text)
    for statement in reading.statements:
        stand = stands.get(statement.id)
        if stand is not None:
            time = _written_time(statement, stand.corrected.get("time"), reading)
            corrected_statement(statement, stand, reading, time.id if time else None, text)


def as_corrected(
    reading: Reading, decisions: Sequence[Decision], statement_id: str, text: str | None = None
) -> tuple[Statement, Reading]:
    """One statement with the corrections of its fields, whether or not it counts; the reading has the dates that people wrote.

    Raises ReviewError for a statement that the reading does not have, and what a correction raises that cannot be applied.
    """
    statement = next((s for s in reading.statements if s.id == statement_id), None)
    if statement is None:
        raise ReviewError("this reading has no such statement", where=statement_id)
    reading, stands = with_written(reading, standing(decisions), text)
    stand = stands.get(statement_id)
    if stand is None:
        return statement, reading
    time = _written_time(statement, stand.corrected.get("time"), reading)
    corrected = corrected_statement(statement, stand, reading, time.id if time else None, text)
    known = {t.id for t in reading.times}
    return corrected, replace(reading, times=(*reading.times, time)) if time and time.id not in known else reading


def _waiting(reading: Reading, stands: dict[str, Standing]) -> tuple[Statement, ...]:
    done = (Status.ACCEPTED, Status.REJECTED)
    return tuple(s for s in reading.statements if s.id not in stands or stands[s.id].status not in done)


def _accepted(
    reading: Reading, stands: dict[str, Standing], text: str | None
) -> tuple[tuple[Statement, ...], tuple[TimeExpr, ...]]:
    accepted: list[Statement] = []
    times: list[TimeExpr] = []
    for statement in reading.statements:
        stand = stands.get(statement.id)
        if stand is None or stand.status is not Status.ACCEPTED:
            continue
        time = _written_time(statement, stand.corrected.get("time"), reading)
        if time is not None:
            times.append(time)
        accepted.append(corrected_statement(statement, stand, reading, time.id if time else None, text))
    return tuple(accepted), tuple(times)


def _written_time(statement: Statement, correction: Correction | None, reading: Reading) -> TimeExpr | None:
    """The TimeExpr of a date a person wrote; None where the correction names a time of the reading."""
    if correction is None or any(t.id == correction.value for t in reading.times):
        return None
    return written_time(statement, correction.value, reading, correction.decision)


def written_time(statement: Statement, edtf: str, reading: Reading, where: str) -> TimeExpr:
    """The TimeExpr of a date that a person wrote, beside the statement's own words. Raises ReviewError, at ``where``."""
    if not is_edtf(edtf):
        raise ReviewError(
            "this is neither a time of the report nor a date",
            where=where,
            hint="write 2025, 2025-05, 2025-05-08, 2025-05~ or 2025-05-01/2025-05-10",
        )
    days = _before_publication(parse_edtf(edtf), statement, reading, where)
    return TimeExpr(
        id=f"{statement.id}.time",
        span=statement.spans[0],
        edtf=edtf,
        earliest=days.earliest,
        latest=days.latest,
        resolved=True,
        anchor=TimeAnchor.ABSOLUTE,
        approximate=is_approximate(edtf),
        rule="person",
    )


def _before_publication(days: Interval, statement: Statement, reading: Reading, where: str) -> Interval:
    """Bounds never pass the publication date (MODEL.md), except for what was only announced or asked."""
    limit = reading.published
    if limit is None or statement.modality is not Modality.OCCURRED:
        return days
    if days.earliest and days.earliest > limit:
        raise ReviewError("the date lies after the report's publication", where=where)
    if days.latest is None or days.latest > limit:
        return replace(days, latest=limit)
    return days


def _check_parents(accepted: tuple[Statement, ...], reading: Reading, stands: dict[str, Standing]) -> None:
    now = {s.id: s for s in reading.statements} | {s.id: s for s in accepted}
    for statement in accepted:
        if statement.content_of is None or statement.content_of not in now:
            continue
        _check_content(statement, now[statement.content_of], stands.get(statement.content_of))


def _check_content(content: Statement, parent: Statement, parent_stands: Standing | None) -> None:
    if parent_stands is not None and parent_stands.status is Status.REJECTED:
        raise ReviewError(
            "this is the content of a speech act that was rejected",
            where=content.id,
            hint="accept the demand, threat or pledge first, or reject its content too",
        )
    family = codebook().term(parent.act).family if parent.act in codebook() else parent.act.split(".")[0]
    if (family in SPEECH_FAMILIES or parent.act == "respond.pledge") and content.modality is Modality.OCCURRED:
        raise ReviewError(
            "what a demand, threat or pledge announces cannot be accepted as having occurred",
            where=content.id,
            hint="if it was carried out, accept the statement whose words say so",
        )
