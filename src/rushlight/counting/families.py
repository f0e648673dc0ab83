"""Which families stand behind which statements: the fewest that can be told apart, for tables that leave.

Two parties are one family where a report says that one is part of the other, and where reports tell of one thing. Whom a
report does not name a family for is one family of that report. What is counted so is never too many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rushlight.counting.inputs import Happening, Telling
from rushlight.counting.things import Joins, same_thing
from rushlight.record import Report, Role


def families(told: Sequence[Telling], happenings: Sequence[Happening]) -> Mapping[str, frozenset[str]]:
    """By statement id, the names of the families it tells of; a name means nothing outside of what is returned."""
    things = same_thing(told, happenings)
    named = {t.id: _named(t) for t in told}
    joins = Joins([*{name for names in named.values() for name in names}])
    first: dict[str, str] = {}
    for t in told:
        for name in named[t.id]:
            joins.join(first.setdefault(things[t.id], name), name)
    return {t.id: frozenset(joins.root(name) for name in named[t.id]) for t in told}


def _named(t: Telling) -> tuple[str, ...]:
    parties = t.statement.parties(Role.AFFECTED)
    return tuple(dict.fromkeys(f"{t.report.alias}\x1f{_root(t.report, party)}" for party in parties)) or (t.report.alias,)


def _root(report: Report, party_id: str) -> str:
    """The largest party that this one is said to be a part of; of parties that are parts of each other, the first by id."""
    seen: list[str] = []
    while party_id not in seen:
        seen.append(party_id)
        party = report.reading.party(party_id)
        party_id = party.member_of or party.subset_of or party_id
    return min(seen[seen.index(party_id) :])
