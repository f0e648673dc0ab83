"""One statement with the corrections of its fields: always a new value, never a change in place."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from rushlight.codebook import codebook
from rushlight.errors import RecordError, ReviewError
from rushlight.record import (
    AttributionMode,
    Modality,
    Participant,
    Polarity,
    Reading,
    Role,
    Scope,
    Span,
    Statement,
    stretches,
)
from rushlight.review.standing import Correction, Standing

AGENT_ROLES = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY)
NEVER_EMPTY = frozenset({"act", "scope", "modality", "polarity", "mode", "words"})

Word = TypeVar("Word", bound=StrEnum)


def corrected_statement(
    statement: Statement, stand: Standing, reading: Reading, time: str | None, text: str | None = None
) -> Statement:
    """``statement`` with the corrections of ``stand``; ``time`` is the id of a date a person wrote, if any.

    ``text`` is the report's, from which words that a person chose again are cut; without it they stay as they were read.

    Raises ReviewError, naming the decision, for a value outside the field's vocabulary or an id the
    reading does not have; naming the statement, for emptying a field that must have a value.
    """
    for name in sorted(stand.not_stated):
        statement = _emptied(statement, name)
    for name, correction in stand.corrected.items():
        if name == "time" and time is not None:
            statement = replace(statement, time=time)
        elif name == "words":
            statement = statement if text is None else replace(statement, spans=_chosen(correction, text))
        else:
            statement = _SETTERS[name](statement, correction, reading)
    touched = stand.not_stated | set(stand.corrected)
    return replace(statement, found={k: v for k, v in statement.found.items() if k not in touched}) if touched else statement


def _emptied(statement: Statement, name: str) -> Statement:
    if name in NEVER_EMPTY:
        raise ReviewError(
            f"a statement cannot be without its {name}", where=statement.id, hint="correct it, or reject the statement"
        )
    if name == "amounts":
        return replace(statement, amounts=())
    if name == "speaker":
        return replace(statement, attribution=replace(statement.attribution, speaker=None))
    if name in ("agent", "affected"):
        return _with_parties(statement, AGENT_ROLES if name == "agent" else (Role.AFFECTED,), ())
    return replace(statement, time=None) if name == "time" else replace(statement, place=None)


def _with_parties(statement: Statement, roles: tuple[Role, ...], parties: tuple[str, ...]) -> Statement:
    """The parties of these roles replaced; others keep their place. New ones take the first role."""
    kept = tuple(p for p in statement.participants if p.role not in roles)
    given = tuple(Participant(roles[0], party) for party in parties)
    return replace(statement, participants=given + kept)


def _ids(correction: Correction, known: Collection[str]) -> tuple[str, ...]:
    ids = tuple(part.strip() for part in correction.value.split(",") if part.strip())
    if not ids or any(i not in known for i in ids):
        raise ReviewError("the correction names something this reading does not have", where=correction.decision)
    return tuple(dict.fromkeys(ids))


def _chosen(correction: Correction, text: str) -> tuple[Span, ...]:
    try:
        return stretches(correction.value, text)
    except RecordError as error:
        raise ReviewError(error.what, where=correction.decision, hint=error.hint) from None


def _one(correction: Correction, known: Collection[str]) -> str:
    ids = _ids(correction, known)
    if len(ids) > 1:
        raise ReviewError("this field takes one value", where=correction.decision)
    return ids[0]


def _word(vocabulary: type[Word], correction: Correction) -> Word:
    try:
        return vocabulary(correction.value)
    except ValueError:
        raise ReviewError(
            "the value is not a word of this field",
            where=correction.decision,
            hint=f"one of {', '.join(vocabulary)}",
        ) from None


def _set_act(s: Statement, c: Correction, reading: Reading) -> Statement:
    """The stage follows the act; content keeps no stage of its own."""
    if c.value not in codebook():
        raise ReviewError("the codebook has no such act", where=c.decision)
    stage = None if s.content_of else codebook().term(c.value).stage
    return replace(s, act=c.value, stage=stage)


def _set_mode(s: Statement, c: Correction, reading: Reading) -> Statement:
    return replace(s, attribution=replace(s.attribution, mode=_word(AttributionMode, c)))


def _set_speaker(s: Statement, c: Correction, reading: Reading) -> Statement:
    return replace(s, attribution=replace(s.attribution, speaker=_one(c, _party_ids(reading))))


def _party_ids(reading: Reading) -> set[str]:
    return {p.id for p in reading.parties}


_SETTERS: dict[str, Callable[[Statement, Correction, Reading], Statement]] = {
    "act": _set_act,
    "scope": lambda s, c, r: replace(s, scope=_word(Scope, c)),
    "modality": lambda s, c, r: replace(s, modality=_word(Modality, c)),
    "polarity": lambda s, c, r: replace(s, polarity=_word(Polarity, c)),
    "mode": _set_mode,
    "speaker": _set_speaker,
    "time": lambda s, c, r: replace(s, time=_one(c, {t.id for t in r.times})),
    "place": lambda s, c, r: replace(s, place=_one(c, {p.id for p in r.places})),
    "amounts": lambda s, c, r: replace(s, amounts=_ids(c, {a.id for a in r.amounts})),
    "agent": lambda s, c, r: _with_parties(s, AGENT_ROLES, _ids(c, _party_ids(r))),
    "affected": lambda s, c, r: _with_parties(s, (Role.AFFECTED,), _ids(c, _party_ids(r))),
}
