"""Link: which reports tell of the same happening, and from how many independent sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rushlight.casefile import Casefile, items
from rushlight.casefile.restricted import hidden
from rushlight.corroboration import (
    ClaimTable,
    EventGroup,
    LinkProposal,
    Verification,
    claim_table,
    event_groups,
    independent_sources,
    propose_links,
    tellings,
    verification,
)
from rushlight.counting import CountSources, Happening
from rushlight.desk.reports import reports
from rushlight.record import LinkJudgement, Report, SourceCount


@dataclass(frozen=True, slots=True)
class Linked:
    """The casefile's happenings as they stand now: a view, made anew each time, never a stored merge.

    ``names`` gives each group a short alias (E1, E2 …) in the order of the reports, ``told`` each telling
    one by its report and its place in it (R1.1, R1.2 …), by head statement; ``sources`` and ``standing``
    are by group id.
    """

    told: Mapping[str, str]
    reports: tuple[Report, ...]
    judgements: tuple[LinkJudgement, ...]
    proposals: tuple[LinkProposal, ...]
    groups: tuple[EventGroup, ...]
    names: Mapping[str, str]
    sources: Mapping[str, SourceCount]
    standing: Mapping[str, Verification]
    replaced: tuple[tuple[str, str], ...] = ()
    """Reports left out, by alias, because a later version of the same row or mail is here: (which, by which)."""

    def group(self, name: str) -> EventGroup | None:
        """The group with this alias."""
        return next((g for g in self.groups if self.names[g.id] == name), None)

    def claims(self, group: EventGroup) -> ClaimTable:
        """Who says what of this happening, claim by claim."""
        return claim_table(group, self.reports, self.proposals, self.judgements)

    def count_sources(self) -> CountSources:
        """Independent sources behind a set of reports, for the counting room; each set is worked out once."""
        known: dict[frozenset[str], SourceCount] = {}

        def count(aliases: frozenset[str]) -> SourceCount:
            if aliases not in known:
                known[aliases] = independent_sources(sorted(aliases), self.reports, self.proposals, self.judgements)
            return known[aliases]

        return count

    def happenings(self) -> tuple[Happening, ...]:
        return tuple(Happening(g.id, g.supports) for g in self.groups)


def link(case: Casefile, *, by: str | None = None) -> Linked:
    """Compare what was accepted of all reports that ``by`` may find, under the judgements people have made.

    Of a row or mail that came several times with other content, one version only: the latest that is reviewed.
    """
    everything, out_of_sight = reports(case, by=by), hidden(case._db, by)
    how_far = {r.document.id: _how_far(r) for r in everything}
    versions = items.replaced(case, lambda document: how_far.get(document, UNREAD), by=by)
    received = tuple(r for r in everything if r.document.id not in versions)
    judgements = tuple(j for j in case.judgements() if not {j.left, j.right} & out_of_sight)
    proposals = propose_links(received, judgements)
    groups = event_groups(received, proposals, judgements)
    sources = {g.id: independent_sources(g, received, proposals, judgements) for g in groups}
    return Linked(
        told={t.head: f"{r.alias}.{n}" for r in received for n, t in enumerate(tellings(r), 1)},
        reports=received,
        judgements=judgements,
        proposals=proposals,
        groups=groups,
        names={g.id: f"E{n}" for n, g in enumerate(groups, 1)},
        sources=sources,
        replaced=_by_alias(case, versions, by),
        standing={g.id: verification(g, received, proposals, judgements) for g in groups},
    )


UNREAD, BEGUN, REVIEWED = range(3)


def _how_far(report: Report) -> int:
    """How far people have looked at a report."""
    if report.waiting == 0:
        return REVIEWED
    return BEGUN if report.accepted else UNREAD


def _by_alias(case: Casefile, versions: Mapping[str, str], by: str | None) -> tuple[tuple[str, str], ...]:
    aliases = {d.document.id: d.alias for d in case.documents(by=by)} if versions else {}
    return tuple((aliases[old], aliases[new]) for old, new in versions.items())
