"""One report's statements grouped into happenings, so that links are about happenings, not sentences.

Only accepted statements of scope incident take part: a pattern, a set or a trend is never one
happening (MODEL.md, rule 2). Statements belong together when one is the content or a repetition of
the other, when the same identifiable people are affected, or, where nobody identifiable is, when
they share day and place; a statement that names nobody goes with the one before it, and what a family
suffers with what one sentence tells of the same day. The same people hit again weeks later are another happening.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rushlight.codebook import codebook
from rushlight.corroboration.graph import Components
from rushlight.corroboration.settings import limit
from rushlight.record import IdentityStatus, Modality, PartyKind, Polarity, Report, Role, Scope, Statement, TimeUse

NOT_TOLD_AS_REAL = frozenset({Modality.HYPOTHETICAL, Modality.PREFERRED})


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What one report says of one happening. ``head`` is the statement that stands for it in links."""

    report: Report
    head: str
    statements: tuple[Statement, ...]

    @property
    def alias(self) -> str:
        return self.report.alias

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(s.id for s in self.statements)


Days = tuple[dt.date, dt.date]
_SENTENCE_END = re.compile(r"[.!?。]\s|\n")


def days_of(report: Report, statement: Statement) -> Days | None:
    """First and last day the statement may speak of; None where it has no resolved time of the event."""
    if statement.time is None:
        return None
    time = report.reading.time(statement.time)
    if not time.resolved or time.applies_to is not TimeUse.EVENT or time.earliest is None or time.latest is None:
        return None
    return time.earliest, time.latest


def width(days: Days) -> int:
    """How many days it spans, both ends included."""
    return (days[1] - days[0]).days + 1


def is_done(statement: Statement) -> bool:
    """Told as having happened: neither denied, threatened nor only demanded."""
    return statement.modality is Modality.OCCURRED and statement.polarity is Polarity.AFFIRMED


def is_denied(statement: Statement) -> bool:
    """Told as not having happened."""
    return statement.modality is Modality.OCCURRED and statement.polarity is Polarity.NEGATED


@cache
def is_conduct(act: str) -> bool:
    """An act somebody did: not bare background, content of talk, belief, nor a consequence such as fear."""
    return act not in codebook() or codebook().term(act).kind in ("abuse", "possible_abuse", "response", "policy")


def tellings(report: Report) -> tuple[Telling, ...]:
    """The happenings a report tells of, in the order of the text: each has an act done, or denied."""
    told = [s for s in report.accepted if s.scope is Scope.INCIDENT and s.modality not in NOT_TOLD_AS_REAL]
    told.sort(key=lambda s: (s.spans[0].start, s.spans[0].end, s.id))
    joined = Components([s.id for s in told])
    for left, right in _ties(report, told):
        joined.join(left, right)
    by_id = {s.id: s for s in told}
    parts = [part for ids in joined.groups() for part in _split(report, [by_id[i] for i in ids])]
    parts.sort(key=lambda part: part[0].spans[0].start)
    real = (p for p in parts if any(is_conduct(s.act) and (is_done(s) or is_denied(s)) for s in p))
    return tuple(Telling(report, _head(report, part), tuple(part)) for part in real)


def _ties(report: Report, told: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    known = {s.id for s in told}
    first_with: dict[tuple[str, ...], str] = {}
    for s in told:
        yield from ((s.id, ref) for ref in (s.content_of, s.restates, s.about) if ref in known and ref is not None)
        keys = _keys(report, s)
        for key in keys:
            if key in first_with:
                yield first_with[key], s.id
            first_with.setdefault(key, s.id)
        if not any(kind == "party" for kind, *_ in keys):
            yield from ((s.id, other.id) for other in told if other is not s and _within(s, other))
    yield from (
        (before.id, s.id) for before, s in pairwise(told) if _carries_on(report, before, s) or _in_one_breath(report, before, s)
    )


def _carries_on(report: Report, before: Statement, after: Statement) -> bool:
    """A statement that names nobody goes with the one before it in its paragraph, unless its day is another."""
    if after.parties(Role.AFFECTED, Role.INFORMANT) or after.content_of:
        return False
    first, last = sorted((max(before.spans).end, min(after.spans).start))
    if "\n" in report.text[first:last]:
        return False
    mine, theirs = days_of(report, after), days_of(report, before)
    return mine is None or theirs is None or gap(mine, theirs) <= limit("days", "near")


def _in_one_breath(report: Report, before: Statement, after: Statement) -> bool:
    """Told of one day in one sentence, a family on one side: the family paid and she was freed that evening."""
    mine, theirs = days_of(report, after), days_of(report, before)
    first, last = sorted((max(before.spans).end, min(after.spans).start))
    of_a_family = _of_a_family(report, before) or _of_a_family(report, after)
    return of_a_family and mine is not None and mine == theirs and not _SENTENCE_END.search(report.text, first, last)


def _of_a_family(report: Report, statement: Statement) -> bool:
    people = statement.parties(Role.AFFECTED)
    return bool(people) and all(report.reading.party(p).kind is PartyKind.FAMILY for p in people)


def _within(inner: Statement, outer: Statement) -> bool:
    """Every word of the one is among the words of the other."""
    return all(any(o.contains(i) for o in outer.spans) for i in inner.spans)


def _keys(report: Report, statement: Statement) -> tuple[tuple[str, ...], ...]:
    """What makes statements of one report speak of one happening: the people affected, or day and place."""
    people = _people(report, statement, Role.AFFECTED) or _people(report, statement, Role.INFORMANT)
    if people or statement.content_of:
        return tuple(("party", p) for p in people)
    if statement.time and statement.place and days_of(report, statement):
        return (("day and place", statement.time, statement.place),)
    return ()


def _people(report: Report, statement: Statement, *roles: Role) -> tuple[str, ...]:
    """Identifiable parties in these roles, each with the family or group it belongs to. Crowds tie nothing."""
    out: dict[str, None] = {}
    for party_id in statement.parties(*roles):
        party = report.reading.party(party_id)
        if party.identity_status is IdentityStatus.COLLECTIVE:
            continue
        out[party.id] = None
        for larger in (party.member_of, party.subset_of):
            if larger and report.reading.party(larger).identity_status is not IdentityStatus.COLLECTIVE:
                out[larger] = None
    return tuple(out)


def _split(report: Report, part: list[Statement]) -> list[list[Statement]]:
    """Cut one group where its dates leave a long gap; undated statements stay with the date before them."""
    dated = sorted((days, s.id) for s in part if (days := days_of(report, s)) and width(days) <= limit("telling", "wide_days"))
    piece_of, piece, reach = {}, 0, None
    for days, statement_id in dated:
        if reach is not None and (days[0] - reach).days > limit("telling", "gap_days"):
            piece += 1
        reach = days[1] if reach is None else max(reach, days[1])
        piece_of[statement_id] = piece
    if piece == 0:
        return [part]
    return _filled(part, piece_of, piece + 1)


def _filled(part: list[Statement], piece_of: dict[str, int], pieces: int) -> list[list[Statement]]:
    current = next(piece_of[s.id] for s in part if s.id in piece_of)
    for s in part:
        current = piece_of.get(s.id, current)
        piece_of[s.id] = current
    for s in part:
        leader = s.content_of or s.restates
        if leader in piece_of:
            piece_of[s.id] = piece_of[leader]
    return [kept for n in range(pieces) if (kept := [s for s in part if piece_of[s.id] == n])]


def _head(report: Report, part: Sequence[Statement]) -> str:
    """The first statement told as done in its own right, dated if any is."""

    def rank(s: Statement) -> tuple[bool, bool, bool]:
        return not (is_done(s) and is_conduct(s.act)), bool(s.content_of or s.restates), days_of(report, s) is None

    return min(part, key=rank).id


def gap(left: Days, right: Days) -> int:
    """Days between two intervals; nought where they touch or overlap."""
    first, second = sorted((left, right))
    return max(0, (second[0] - first[1]).days)
