"""Finished questions, kept so that an interrupted reading goes on. Terms, offsets and hashes; no word of the report."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from rushlight.codebook import codebook
from rushlight.errors import MisuseError
from rushlight.reading.second.claims import Claim, Dropped

FORMAT = "rushlight-second-reader/1"


@dataclass(frozen=True, slots=True)
class Answered:
    """One question's claims, and how often something in its answer was dropped and why."""

    claims: tuple[Claim, ...]
    dropped: Mapping[str, int]


@dataclass(slots=True)
class State:
    """Answers so far, by question id. ``text`` and ``settings`` are SHA-256: the state serves this reading only."""

    text: str
    settings: str
    answered: dict[str, Answered] = field(default_factory=dict)
    format: str = FORMAT

    def to_json(self) -> bytes:
        return msgspec.json.encode(self)


def new_state(text: str, settings: str) -> State:
    return State(hashlib.sha256(text.encode()).hexdigest(), settings)


def load_state(data: bytes) -> State:
    """A state as ``State.to_json`` wrote it. Raises MisuseError for anything else."""
    try:
        state = msgspec.json.decode(data, type=State)
    except msgspec.MsgspecError:
        raise MisuseError("this is no state of a reading by a model", hint="name a new file") from None
    if state.format != FORMAT:
        raise MisuseError("the state was written by another version of Rushlight", hint="name a new file")
    return state


def check_state(state: State, text: str, settings: str) -> None:
    """Raise MisuseError when the state is of another text or of other settings, or does not fit this text."""
    if state.text != hashlib.sha256(text.encode()).hexdigest():
        raise MisuseError("the state is of another report", hint="name one state file for each report")
    if state.settings != settings:
        raise MisuseError("the state is of another model or of other settings", hint="name a new file")
    if not all(_fits(c, len(text)) for a in state.answered.values() for c in a.claims):
        raise MisuseError("the state was damaged", hint="name a new file")
    if not all(set(a.dropped) <= set(Dropped) for a in state.answered.values()):
        raise MisuseError("the state was damaged", hint="name a new file")


def _fits(claim: Claim, length: int) -> bool:
    single = (claim.says, claim.time, claim.place)
    rows = (claim.span, *claim.by, *claim.to, *claim.amounts, *(s for s in single if s is not None))
    acts = (claim.act, claim.content) if claim.content else (claim.act,)
    return all(0 <= start < end <= length for start, end in rows) and all(a in codebook() for a in acts)
