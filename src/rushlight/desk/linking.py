"""Link: which reports tell of the same happening, and from how many independent sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from rushlight.casefile import Casefile, items
from rushlight.casefile.restricted import hidden
from rushlight.casefile.unlinking import WITHDRAWN, withdrawn
from rushlight.corroboration import (
    ClaimTable,
    EventGroup,
    LinkProposal,
    SourceBook,
    Verification,
    claims_in,
    event_groups,
    propose_links,
    tellings,
    verification_in,
)
from rushlight.counting import CountSources, Happening
from rushlight.desk.reports import reports_steps
from rushlight.errors import CasefileError
from rushlight.parts import Parts, Tell, at_once
from rushlight.record import LinkJudgement, Report, SourceCount

Value = TypeVar("Value")
AGAIN = 3
"""Times that comparing in parts begins, as others write meanwhile."""


class WhenAsked(Mapping[str, Value]):
    """What is worked out of each happening when it is asked for, and then kept."""

    def __init__(self, groups: Mapping[str, EventGroup], work: Callable[[EventGroup], Value]) -> None:
        self._groups, self._work = groups, work
        self._known: dict[str, Value] = {}

    def __getitem__(self, group: str) -> Value:
        if group not in self._known:
            self._known[group] = self._work(self._groups[group])
        return self._known[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)


@dataclass(frozen=True, slots=True)
class Linked:
    """The casefile's happenings as they stand now: a view, made anew each time, never a stored merge.

    ``names`` gives each group a short alias (E1, E2 …) in the order of the reports, ``told`` each telling
    one by its report and its place in it (R1.1, R1.2 …), by head statement; ``sources`` and ``standing``
    are by group id, worked out when they are asked for. ``book`` answers whatever else is asked of sources.
    """

    told: Mapping[str, str]
    reports: tuple[Report, ...]
    judgements: tuple[LinkJudgement, ...]
    proposals: tuple[LinkProposal, ...]
    groups: tuple[EventGroup, ...]
    names: Mapping[str, str]
    sources: Mapping[str, SourceCount]
    standing: Mapping[str, Verification]
    book: SourceBook
    replaced: tuple[tuple[str, str], ...] = ()
    """Reports left out, by alias, because a later version of the same row or mail is here: (which, by which)."""

    def group(self, name: str) -> EventGroup | None:
        """The group with this alias."""
        return next((g for g in self.groups if self.names[g.id] == name), None)

    def report(self, alias: str) -> Report:
        """A report that is compared, by its alias. Raises KeyError when there is none."""
        return self.book.report(alias)

    def report_with(self, statement: str) -> Report | None:
        """The report in which this statement was accepted."""
        return next((r for r in self.reports if any(s.id == statement for s in r.accepted)), None)

    def alias_of(self, document: str) -> str | None:
        """The alias of a report that is compared, by its document."""
        return next((r.alias for r in self.reports if r.document.id == document), None)

    def claims(self, group: EventGroup) -> ClaimTable:
        """Who says what of this happening, claim by claim."""
        return claims_in(self.book, group)

    def count_sources(self) -> CountSources:
        """Independent sources behind a set of reports, for the counting room; each set is worked out once."""
        known: dict[frozenset[str], SourceCount] = {}

        def count(aliases: frozenset[str]) -> SourceCount:
            if aliases not in known:
                known[aliases] = self.book.count(sorted(aliases))
            return known[aliases]

        return count

    def happenings(self) -> tuple[Happening, ...]:
        return tuple(Happening(g.id, g.supports) for g in self.groups)


@dataclass(frozen=True, slots=True)
class Received:
    """What is compared: reports, one version of each, and what people judged of them."""

    reports: tuple[Report, ...]
    judgements: tuple[LinkJudgement, ...]
    replaced: tuple[tuple[str, str], ...]


def link(case: Casefile, *, by: str | None = None) -> Linked:
    """Compare what was accepted of all reports that ``by`` may find, under the judgements people have made.

    Of a row or mail that came several times with other content, one version only: the latest that is reviewed.
    """
    return at_once(link_parts(case, by=by))


def link_parts(case: Casefile, *, by: str | None = None) -> Parts[Linked]:
    """``link`` in parts: reports are gathered a few at a time and compared beside. It begins again where something changed.

    Raises CasefileError where it changes all the time.
    """
    for _ in range(AGAIN):
        state = as_it_stands(case)
        everything = yield from _gathered(case, by)
        held = received(case, everything, by=by)
        linked: Linked = yield partial(_compared, held)
        if as_it_stands(case) == state:
            return linked
    raise CasefileError("the casefile changed while its reports were compared", hint="try again when nobody writes")


def _compared(held: Received, tell: Tell) -> Linked:
    tell(1, 2)
    return joined(held)


def _gathered(case: Casefile, by: str | None) -> Parts[tuple[Report, ...]]:
    """Every report, told as the first half of the work."""
    going = reports_steps(case, by=by)
    while True:
        try:
            done, total = next(going)
        except StopIteration as ended:
            found: tuple[Report, ...] = ended.value
            return found
        yield done, 2 * max(total, 1)


def received(case: Casefile, everything: Sequence[Report], *, by: str | None = None) -> Received:
    """Of all these reports those that are compared, with the judgements that ``by`` may see."""
    far = {r.document.id: how_far(r) for r in everything}
    versions = items.replaced(case, lambda document: far.get(document, UNREAD), by=by)
    return Received(
        reports=tuple(r for r in everything if r.document.id not in versions),
        judgements=judgements_seen(case, by=by),
        replaced=_by_alias(case, versions, by),
    )


def judgements_seen(case: Casefile, *, by: str | None = None) -> tuple[LinkJudgement, ...]:
    """What people judged, and have not taken back, of reports and statements that ``by`` may find, oldest first."""
    taken_back = withdrawn(case)
    return tuple(j for j in judgements_made(case, by=by) if j.id not in taken_back)


def judgements_made(case: Casefile, *, by: str | None = None) -> tuple[LinkJudgement, ...]:
    """The same with those that were taken back."""
    out_of_sight = hidden(case._db, by)
    return tuple(j for j in case.judgements() if not {j.left, j.right} & out_of_sight)


def joined(held: Received) -> Linked:
    """The happenings of what was received. Needs no casefile: it may go on beside one."""
    proposals = propose_links(held.reports, held.judgements)
    groups = event_groups(held.reports, proposals, held.judgements)
    book, by_id = SourceBook(held.reports, proposals, held.judgements), {g.id: g for g in groups}
    return Linked(
        told={t.head: f"{r.alias}.{n}" for r in held.reports for n, t in enumerate(tellings(r), 1)},
        reports=held.reports,
        judgements=held.judgements,
        proposals=proposals,
        groups=groups,
        names={g.id: f"E{n}" for n, g in enumerate(groups, 1)},
        sources=WhenAsked(by_id, book.count),
        book=book,
        replaced=held.replaced,
        standing=WhenAsked(by_id, lambda group: verification_in(book, group)),
    )


@dataclass(frozen=True, slots=True)
class State:
    """Changes whenever anything changed on which ``link`` depends; tells nothing of a report.

    ``sight``: who may see what, and what is gone. ``content``: reports and what was decided of them. ``judged``: pairs.
    """

    sight: tuple[object, ...]
    content: tuple[object, ...]
    judged: tuple[object, ...]


def as_it_stands(case: Casefile) -> State:
    """The state of a casefile, by counts and what came last: cheap, as no row but that is read."""
    sight, content, judged = (_counts(case, tables) for tables in (SIGHT, CONTENT, ("judgement",)))
    taken_back = case._db.one("SELECT count(*), max(turn) FROM log WHERE kind = ?", (WITHDRAWN,)) or ()
    return State(sight, content, (*judged, *taken_back))


def _counts(case: Casefile, tables: Sequence[str]) -> tuple[object, ...]:
    last = "(SELECT {} FROM {table} ORDER BY rowid DESC LIMIT 1)"
    asked = (f"SELECT count(*), {last.format('rowid', table=t)}, {last.format('turn', table=t)} FROM {t}" for t in tables)  # noqa: S608
    return tuple(value for sql in asked for row in case._db.rows(sql) for value in row)


SIGHT = ("restriction", "erased", "assignment", "finished")
CONTENT = ("document", "reading", "decision", "item")


UNREAD, BEGUN, REVIEWED = range(3)


def how_far(report: Report) -> int:
    """How far people have looked at a report."""
    if report.waiting == 0:
        return REVIEWED
    return BEGUN if report.accepted else UNREAD


def _by_alias(case: Casefile, versions: Mapping[str, str], by: str | None) -> tuple[tuple[str, str], ...]:
    aliases = {d.document.id: d.alias for d in case.documents(by=by)} if versions else {}
    return tuple((aliases[old], aliases[new]) for old, new in versions.items())
