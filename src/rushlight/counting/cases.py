"""Cases: what one report tells of one affected party, in the order of its telling."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rushlight.codebook import STAGES
from rushlight.counting.inputs import Telling, tellings
from rushlight.counting.tally import stage_of, time_of
from rushlight.errors import MisuseError
from rushlight.record import Modality, Polarity, Report, Role, Scope

EdgeKind = Literal[
    "precedes", "stated_cause", "accompanied_by", "in_response_to", "replaced_by", "despite", "contains", "condition_of"
]


@dataclass(frozen=True, slots=True)
class StatedEdge:
    """A link between two statements that the text itself states, as a person recorded it."""

    kind: EdgeKind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A step between two stages of a case, with the two statements it rests on.

    ``basis`` is ``inferred`` for the order of telling, which is not the order of what happened, and
    ``stated`` for what the text says.
    """

    kind: EdgeKind
    before: str
    after: str
    from_stage: str
    to_stage: str
    basis: Literal["stated", "inferred"]


@dataclass(frozen=True, slots=True)
class CasePath:
    """One case: a report's alias and the id of the affected party within its reading.

    ``stages`` are told as having happened; ``otherwise`` are stages told only as threatened, denied
    and the like; every other stage is ``unknown`` for this case, which is not the same as absent.
    """

    report: str
    party: str
    stages: tuple[str, ...]
    otherwise: tuple[str, ...]
    unknown: tuple[str, ...]
    edges: tuple[Edge, ...]
    statements: tuple[str, ...]


def cases(reports: Sequence[Report], stated: Sequence[StatedEdge] = ()) -> tuple[CasePath, ...]:
    """Every case told as a single happening or several, never as a practice.

    Raises MisuseError when a stated edge names a statement that no report holds.
    """
    every = tellings(reports)
    known = {t.id for t in every}
    for edge in stated:
        if edge.before not in known or edge.after not in known:
            raise MisuseError("a stated edge names an unknown statement", where=edge.before)
    groups: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for t in every:
        if t.statement.scope in (Scope.INCIDENT, Scope.SET) and stage_of(t.statement):
            for party in dict.fromkeys(t.statement.parties(Role.AFFECTED)):
                groups[(t.report.alias, party)].append(t)
    return tuple(_path(report, party, told, stated) for (report, party), told in sorted(groups.items()))


def _path(report: str, party: str, told: Sequence[Telling], stated: Sequence[StatedEdge]) -> CasePath:
    happened = [t for t in told if _happened(t)]
    stages = {stage_of(t.statement) for t in happened}
    otherwise = {stage_of(t.statement) for t in told} - stages
    return CasePath(
        report=report,
        party=party,
        stages=tuple(s for s in STAGES if s in stages),
        otherwise=tuple(s for s in STAGES if s in otherwise),
        unknown=tuple(s for s in STAGES if s not in stages | otherwise),
        edges=(*_as_told(happened), *_as_stated(told, stated)),
        statements=tuple(t.id for t in told),
    )


def _happened(t: Telling) -> bool:
    return t.statement.modality is Modality.OCCURRED and t.statement.polarity is Polarity.AFFIRMED


def _as_told(happened: Sequence[Telling]) -> Iterator[Edge]:
    """Order of telling, without restatements and without steps that the dates contradict."""
    for a, b in pairwise(t for t in happened if not t.statement.restates):
        before, after = stage_of(a.statement), stage_of(b.statement)
        if before != after and not _dated_later(a, b):
            yield Edge("precedes", a.id, b.id, before, after, "inferred")


def _dated_later(a: Telling, b: Telling) -> bool:
    """Whether ``a`` is dated wholly after ``b``."""
    return (_bound(a, "earliest") or dt.date.min) > (_bound(b, "latest") or dt.date.max)


def _bound(t: Telling, name: Literal["earliest", "latest"]) -> dt.date | None:
    time = time_of(t)
    if time is None or not time.resolved:
        return None
    return time.earliest if name == "earliest" else time.latest


def _as_stated(told: Sequence[Telling], stated: Sequence[StatedEdge]) -> Iterator[Edge]:
    stage = {t.id: stage_of(t.statement) for t in told}
    for edge in sorted(stated, key=lambda e: (e.before, e.after, e.kind)):
        if edge.before in stage and edge.after in stage:
            yield Edge(edge.kind, edge.before, edge.after, stage[edge.before], stage[edge.after], "stated")
