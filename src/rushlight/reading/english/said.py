"""Who says a stretch of words, as the later layers see it."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.reading.english.events import Event
from rushlight.reading.english.refs import Ref
from rushlight.record import Span


@dataclass(frozen=True)
class Attribution:
    """Mode and parties for tokens ``start`` to ``end`` of a sentence."""

    start: int
    end: int
    mode: str
    speaker: Ref | None = None
    carrier: Ref | None = None
    cue: Span | None = None
    event: Event | None = None
