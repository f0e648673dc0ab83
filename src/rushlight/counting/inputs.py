"""What counting is given besides reports: which statements tell of one happening, and how sources are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rushlight.errors import MisuseError
from rushlight.record import Report, SourceCount, Statement

CountSources = Callable[[frozenset[str]], SourceCount]
"""Independent sources behind a set of report aliases, as an interval; corroboration knows how."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Statements that people or corroboration linked as telling of the same event. ``id`` is random or an alias."""

    id: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """An accepted statement together with the report it stands in."""

    report: Report
    statement: Statement

    @property
    def id(self) -> str:
        return self.statement.id


def tellings(reports: Sequence[Report]) -> tuple[Telling, ...]:
    """Every accepted statement, in an order that does not depend on the order of the reports.

    Raises MisuseError when two reports share an alias or a statement id: figures cite statements by id.
    """
    told = sorted(_all(reports), key=lambda t: (t.report.alias, t.statement.spans[0].start, t.id))
    if len({t.id for t in told}) != len(told) or len({r.alias for r in reports}) != len(reports):
        raise MisuseError(
            "two reports share an alias or a statement id", hint="give every report and statement an id of its own"
        )
    return tuple(told)


def _all(reports: Sequence[Report]) -> Iterator[Telling]:
    for report in reports:
        for statement in report.accepted:
            yield Telling(report, statement)
