"""A report as the pure rooms see it: document, text, reading, and what people have accepted of it."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.record.document import Document, Reading
from rushlight.record.statement import Statement


@dataclass(frozen=True, slots=True)
class Report:
    """One document with its reading.

    ``alias`` is a neutral short label ("R3"). ``source`` is the random id of whoever gave it to us,
    never a name; None when nobody recorded it. ``collected_by`` is the collector's id.
    ``accepted`` are the statements a person accepted, with their corrections applied; ``waiting``
    counts the proposals nobody has decided on.
    """

    alias: str
    document: Document
    text: str
    reading: Reading
    accepted: tuple[Statement, ...] = ()
    waiting: int = 0
    source: str | None = None
    collected_by: str | None = None


@dataclass(frozen=True, slots=True)
class SourceCount:
    """Independent sources as an interval: unknown links counted as the same (``min``), then as different (``max``).

    ``reasons`` say in plain words why tellings were joined or could be; they hold aliases, never names.
    """

    min: int
    max: int
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.min) if self.min == self.max else f"{self.min}-{self.max}"
