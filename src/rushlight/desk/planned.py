"""What a run of taking in many is asked, and what it tells: its plan, each step, every problem, what became of all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from rushlight.intake.columns import ColumnMap
from rushlight.record import DocumentKind


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be taken in: where (what the person typed, and numbers), what, and what to try.

    ``column`` is as the person named it. ``name`` is a file's own name, to be shown to those who ask for it only.
    """

    where: str
    what: str
    hint: str | None = None
    column: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Other content under an external id that was here before. Both are kept; aliases are empty in a dry run."""

    alias: str
    replaces: str
    where: str


@dataclass(frozen=True, slots=True)
class Step:
    """How far it has come: what stands in ``Outcome``, and the share of the present file, None where that is not known."""

    place: str
    kept: int
    passed: int
    problems: int
    share: float | None


@dataclass
class Outcome:
    """What became of all that was looked at: kept, passed over because it is here, left out, erased, or told as a problem."""

    kept: int = 0
    passed: int = 0
    left_out: int = 0
    erased: int = 0
    """Erased on request, and so not taken in again."""
    updates: list[Update] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for everything of one run. ``source`` is an alias; the map is needed for tables only."""

    columns: ColumnMap | None = None
    published: dt.date | None = None
    outlet: str | None = None
    language: str | None = None
    kind: DocumentKind | None = None
    source: str | None = None
    ocr: tuple[str, ...] = ()
    dry_run: bool = False
