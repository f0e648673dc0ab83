"""The outlines of a casefile's reports by their place in the order: a few bytes a report are in memory, the rest is fetched.

A row of table ``outline`` is known by its rowid, which stays the same for as long as the casefile is open.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

import msgspec

from rushlight.casefile.canonical import canonical
from rushlight.casefile.database import Database
from rushlight.record.outline import Line, classes

_lines = msgspec.json.Decoder(list[tuple[str, int, int, str, str, str | None, bool, str | None]])
MOST = 200
"""Outlines that are fetched together: some 100 kB."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One report: where it stands in the order, its outline as stored, and what was added to it."""

    place: int
    document: str
    statements: int
    classes: int
    record: str
    added: tuple[Line, ...] = ()

    def lines(self) -> list[Line]:
        return [*lines_of(self.record), *self.added]


def lines_of(record: str) -> Iterator[Line]:
    """The lines of an outline as stored."""
    return map(Line._make, _lines.decode(record))


class Outlines(Sequence[Kept]):
    """By place, from 0. ``put`` takes them in their order."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._rows, self._statements, self._classes = array("q"), array("q"), bytearray()
        self._added: dict[int, tuple[Line, ...]] = {}
        self._sorted: tuple[array[int], array[int]] | None = None

    def put(self, row: int, statements: int, occurring: int, *, instead: bool = False) -> None:
        """The outline in this row, how many statements it has and which ranks occur; ``instead`` of the last one."""
        if instead:
            for column in (self._rows, self._statements, self._classes):
                column.pop()
        self._rows.append(row)
        self._statements.append(statements)
        self._classes.append(occurring)
        self._sorted = None

    def add(self, place: int, lines: tuple[Line, ...]) -> None:
        """What people added to the report at this place."""
        self._added[place] = lines
        self._classes[place] = classes(self[place].lines())

    def occurring(self, place: int) -> int:
        """Which ranks may occur in it (``record.outline.classes``)."""
        return self._classes[place]

    def how_many(self) -> int:
        """Statements of all of them."""
        return sum(self._statements) + sum(map(len, self._added.values()))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Kept: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Kept]: ...
    def __getitem__(self, place: int | slice) -> Kept | Sequence[Kept]:
        places = range(len(self))[place]
        if isinstance(places, range):
            return list(self.several(places))
        return next(self.several((places,)))

    def several(self, places: Iterable[int]) -> Iterator[Kept]:
        """Those at these places, in this order: the first by itself, then ever more together for whoever looks far."""
        rest, many = iter(places), 1
        while some := list(islice(rest, many)):
            found = self._fetched([self._rows[place] for place in some])
            for place in some:
                document, record = found[self._rows[place]]
                yield Kept(place, document, self._statements[place], self._classes[place], record, self._added.get(place, ()))
            many = min(MOST, many * 4)

    def _fetched(self, rows: Sequence[int]) -> dict[int, tuple[str, str]]:
        sql = "SELECT rowid, document, record FROM outline WHERE rowid IN (SELECT value FROM json_each(?))"
        return {row: (document, record) for row, document, record in self._db.rows(sql, (canonical(rows).decode(),))}

    def find(self, document: str) -> Kept | None:
        """That of a report; None where it is not among them."""
        for (row,) in self._db.rows("SELECT rowid FROM outline WHERE document = ?", (document,)):
            place = self.place_of(row)
            if place is not None:
                return self[place]
        return None

    def of(self, document: str) -> Kept:
        """The same of a report that is among them. Raises KeyError."""
        kept = self.find(document)
        if kept is None:
            raise KeyError(document)
        return kept

    def place_of(self, row: int) -> int | None:
        """The place of the outline in this row; None where it is not among them, as that of an earlier reading is not."""
        if self._sorted is None:
            order = sorted(range(len(self._rows)), key=self._rows.__getitem__)
            self._sorted = array("q", (self._rows[place] for place in order)), array("q", order)
        rows, places = self._sorted
        at = bisect_left(rows, row)
        return places[at] if at < len(rows) and rows[at] == row else None
