"""What a report's comparing rests on, as a mark that differs whenever any of it changed: read in pieces, without a report."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

from rushlight.casefile import Casefile
from rushlight.casefile.restricted import hidden
from rushlight.casefile.stored import distinct
from rushlight.casefile.unseen import unseen

PIECE = 200
"""Rows that are read at a time."""
APART = "apart"


class Marks:
    """Of every report that ``by`` may find and that was read: its alias and its mark."""

    def __init__(self, case: Casefile, by: str) -> None:
        self._db, self._by = case._db, by

    def steps(self) -> Generator[Callable[[], Any] | None, Any, dict[str, tuple[str, str]]]:
        """By document, in the order of taking in. Gives work that needs no casefile, as ``corroboration.again`` does."""
        out_of_sight, apart = hidden(self._db, self._by), unseen(self._db, self._by)
        documents: list[tuple[Any, ...]] = []
        readings: dict[str, list[Any]] = {}
        decided: dict[str, tuple[int, int]] = {}
        added: dict[str, tuple[int, int]] = {}
        for piece in self._pieces("document", "turn, device, event, id, alias"):
            documents += piece
            yield None
        for piece in self._pieces("reading", "document, turn, device, event"):
            for document, *place in piece:
                readings[document] = max(readings.get(document, []), place)
            yield None
        of_statement = "(SELECT s.document FROM said s WHERE s.id = t.statement LIMIT 1)"
        for piece in self._pieces("decision", f"{of_statement}, t.event"):
            _collect(decided, piece)
            yield None
        for piece in self._pieces("added", "document, t.event"):
            _collect(added, piece)
            yield None

        def together() -> dict[str, tuple[str, str]]:
            seen = [row for row in sorted(documents) if row[3] not in out_of_sight]
            aliases = distinct(row[4] for row in seen)
            return {
                d: (alias, _mark(readings[d], decided.get(d), added.get(d), apart=d in apart))
                for (_, _, _, d, _), alias in zip(seen, aliases, strict=True)
                if d in readings
            }

        marks: dict[str, tuple[str, str]] = yield together
        return marks

    def _pieces(self, table: str, columns: str) -> Iterator[list[tuple[Any, ...]]]:
        last = 0
        sql = f"SELECT t.rowid, {columns} FROM {table} t WHERE t.rowid > ? ORDER BY t.rowid LIMIT {PIECE}"  # noqa: S608 - our own words
        while rows := self._db.rows(sql, (last,)):
            yield [row[1:] for row in rows]
            last = rows[-1][0]


def _collect(known: dict[str, tuple[int, int]], piece: list[tuple[Any, ...]]) -> None:
    """By document how many events there are, and a sum over their random ids, which no other set of events has."""
    for document, event in piece:
        many, together = known.get(document, (0, 0))
        known[document] = (many + 1, together ^ hash_of(event))


def hash_of(event: str) -> int:
    """A number of an event's id, the same in every process."""
    return int.from_bytes(event.encode()[-16:], "big")


def _mark(reading: list[Any], decided: tuple[int, int] | None, added: tuple[int, int] | None, *, apart: bool) -> str:
    parts = (reading[-1], decided or "-", added or "-", APART if apart else "")
    return " ".join(str(part) for part in parts)
