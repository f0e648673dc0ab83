"""Count what was accepted: tallies, the pathway, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rushlight.casefile import Casefile
from rushlight.counting import Grain, Missing, PathwayTable, PlaceLevel, Table, missingness, pathway, tally
from rushlight.desk.linking import Linked, link


@dataclass(frozen=True, slots=True)
class Counted:
    """The tables of one count. Each carries how many proposals nobody has decided on."""

    table: Table
    pathway: PathwayTable
    missing: tuple[Missing, ...]
    replaced: tuple[tuple[str, str], ...] = ()
    """Reports that do not count, because a later version of the same row or mail does, by alias: (which, by which)."""

    def as_shown(self) -> Counted:
        """The same without the reports behind it, to be kept and shown: no table of it can be counted anew."""
        return replace(self, table=self.table.as_shown(), pathway=self.pathway.as_shown())


def count(
    case: Casefile, *, place_level: PlaceLevel | None = None, period: Grain | None = None, by: str | None = None
) -> Counted:
    """Count the accepted statements of every report that ``by`` may find; statements linked as one happening count once.

    ``place_level`` and ``period`` split the tally. Counts never cross scope, modality or polarity.
    """
    return counted(link(case, by=by), place_level=place_level, period=period)


def counted(linked: Linked, *, place_level: PlaceLevel | None = None, period: Grain | None = None) -> Counted:
    """The same of what was linked already."""
    happenings, sources = linked.happenings(), linked.count_sources()
    return Counted(
        table=tally(linked.reports, happenings, sources, place_level=place_level, period=period),
        pathway=pathway(linked.reports, happenings, sources),
        missing=tuple(missingness(linked.reports)),
        replaced=linked.replaced,
    )
