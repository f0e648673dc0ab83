"""Happenings of a large casefile: what comparing keeps, with the reports read from the casefile when they are asked for."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rushlight.casefile import Casefile
from rushlight.casefile.comparisons import Comparisons
from rushlight.corroboration import SourceBook, verification_in
from rushlight.desk.comparing import Compared, Shelf
from rushlight.desk.linking import Linked, WhenAsked
from rushlight.desk.reports import bare_report, one_report
from rushlight.record import Report

MOST = 100
"""Reports that were read and are kept in memory: more than a page shows."""


class Names(Mapping[str, str]):
    """By head the name of a telling, such as R1.2."""

    def __init__(self, told: Mapping[str, tuple[str, int]]) -> None:
        self._told = told

    def __getitem__(self, head: str) -> str:
        alias, place = self._told[head]
        return f"{alias}.{place}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)


class Reports(Mapping[str, Report]):
    """The reports that are compared, by alias; the last ones read are kept."""

    def __init__(self, case: Casefile, by: str, kept: Comparisons) -> None:
        self._case, self._by, self._kept = case, by, kept
        self.kept = Shelf(kept)
        self._read: dict[str, Report] = {}

    def __getitem__(self, alias: str) -> Report:
        if alias not in self._read:
            document = self._kept.document_of(alias)
            if document is None:
                raise KeyError(alias)
            while len(self._read) >= MOST:
                del self._read[next(iter(self._read))]
            self._read[alias] = one_report(self._case, document, alias, by=self._by)
        return self._read[alias]

    def __contains__(self, alias: object) -> bool:
        return isinstance(alias, str) and self._kept.document_of(alias) is not None

    def __iter__(self) -> Iterator[str]:
        return (alias for (alias,) in self._kept.rows("alias"))

    def __len__(self) -> int:
        return self._kept.count()

    def forget_read(self) -> None:
        """Keep none of those that were read: each is read anew when it is asked for."""
        self._read.clear()

    def whole(self) -> Generator[tuple[int, int], Any, dict[str, Report]]:
        """Every report, for counting: in steps. Of one of which nothing is accepted only that it is there, and what waits."""
        out, total = {}, len(self)
        for n, (alias, document, accepted, waiting) in enumerate(self._kept.rows("alias, document, accepted, waiting")):
            if accepted:
                out[alias] = one_report(self._case, document, alias, by=self._by)
            else:
                out[alias] = bare_report(alias, waiting)
            if n % 5 == 0:
                self._case._known_readings.clear()
                yield n, total
        return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Light(Linked):
    """``Linked`` without its reports: ``reports`` is empty, and each is read when it is asked for."""

    compared: Compared
    shelf: Reports

    def report_with(self, statement: str) -> Report | None:
        for alias in self.shelf.kept.telling({statement}):
            report = self.report(alias)
            if any(s.id == statement for s in report.accepted):
                return report
        return None

    def alias_of(self, document: str) -> str | None:
        return self.shelf.kept.alias_of({document}).get(document)

    def whole(self) -> Generator[tuple[int, int], Any, Linked]:
        """The same with all its reports, in steps: for what counts, which is done beside and forgets them."""
        reports = yield from self.shelf.whole()
        return Linked(**_parts(self.compared, reports), reports=tuple(reports.values()))


def light(case: Casefile, by: str, kept: Comparisons, compared: Compared) -> Light:
    """What pages are shown of what was found."""
    shelf = Reports(case, by, kept)
    return Light(**_parts(compared, shelf), reports=(), compared=compared, shelf=shelf)


def _parts(compared: Compared, shelf: Mapping[str, Report]) -> dict[str, Any]:
    found, by_id = compared.found, {g.id: g for g in compared.found.groups}
    book = SourceBook.over(shelf, compared.nodes, found.proposals, compared.judgements)
    return {
        "told": Names(found.told),
        "judgements": compared.judgements,
        "proposals": found.proposals,
        "groups": found.groups,
        "names": {g.id: f"E{n}" for n, g in enumerate(found.groups, 1)},
        "sources": WhenAsked(by_id, book.count),
        "book": book,
        "replaced": compared.replaced,
        "standing": WhenAsked(by_id, lambda group: verification_in(book, group)),
    }
