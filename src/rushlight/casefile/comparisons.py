"""What comparing keeps, in the sealed database: of each report what is compared of it, and what was found.

It is no event and no projection: it can be thrown away, and is made anew from what the casefile holds. It leaves no device, and
an erasure takes all of it along. Everything is kept apart for each person, since no two need to find the same reports: what one
may not find is in nothing that is kept for them. The rows hold ids, aliases and what a report says of times, places and sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from rushlight.casefile.canonical import canonical
from rushlight.casefile.database import Database, passing

TABLES = (
    "CREATE TABLE compared (person TEXT NOT NULL, document TEXT NOT NULL, alias TEXT NOT NULL, mark TEXT NOT NULL,"
    " far INTEGER NOT NULL, left_out INTEGER NOT NULL, accepted INTEGER NOT NULL, waiting INTEGER NOT NULL, first INTEGER,"
    " last INTEGER, heads TEXT NOT NULL, nodes TEXT NOT NULL, gists TEXT NOT NULL, PRIMARY KEY (person, document)) STRICT",
    "CREATE TABLE compared_text (person TEXT NOT NULL, document TEXT NOT NULL, short INTEGER NOT NULL, words BLOB NOT NULL,"
    " letters BLOB, PRIMARY KEY (person, document)) STRICT",
    "CREATE TABLE compared_sum (person TEXT NOT NULL, sum TEXT NOT NULL, document TEXT NOT NULL,"
    " PRIMARY KEY (person, sum, document)) STRICT, WITHOUT ROWID",
    "CREATE TABLE compared_pair (person TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL,"
    " PRIMARY KEY (person, id)) STRICT",
    "CREATE TABLE compared_group (person TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL,"
    " PRIMARY KEY (person, id)) STRICT",
    "CREATE TABLE compared_state (person TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT",
)
INDEXES = (
    "CREATE INDEX compared_by_alias ON compared (person, alias)",
    "CREATE INDEX compared_by_month ON compared (person, first, last)",
    "CREATE INDEX compared_sum_by_document ON compared_sum (person, document)",
)
NAMES = ("compared_state", "compared_pair", "compared_group", "compared_sum", "compared_text", "compared")
CHUNK = 200
"""Rows that are read or written at a time: a few milliseconds."""


class Kept(NamedTuple):
    """One report: how it was when it was taken up (``mark``), how far it was reviewed, and whether a later version counts."""

    document: str
    alias: str
    mark: str
    far: int
    left_out: bool


class Row(NamedTuple):
    """What is compared of one report. ``first`` and ``last``: months of its tellings; the rest is up to whoever compares."""

    kept: Kept
    accepted: int
    waiting: int
    first: int | None
    last: int | None
    heads: str
    nodes: str
    gists: str
    short: bool
    words: bytes
    letters: bytes | None
    sums: Sequence[str]


def forget(db: Database) -> None:
    """Throw all of it away, everybody's."""
    for table in NAMES:
        db.rows(f"DELETE FROM {table}")  # noqa: S608 - our own table names


def in_memory() -> Database:
    """The same tables, in memory alone."""
    db = passing()
    for statement in (*TABLES, *INDEXES):
        db.rows(statement)
    return db


class Comparisons:
    """What is kept for one person. Of a casefile that cannot be written it is kept in memory."""

    def __init__(self, db: Database, person: str) -> None:
        self._db, self._case, self._person = (in_memory() if db.read_only else db), db, person

    def transaction(self) -> AbstractContextManager[None]:
        """Several writes at once."""
        return self._db.transaction()

    # --- reports -------------------------------------------------------------------------------------

    def kept(self) -> Iterator[Kept]:
        """Every report that was taken up; in pieces, so that nothing waits long between two of them."""
        for row in self._pieces("compared", "document, alias, mark, far, left_out"):
            yield Kept(row[0], row[1], row[2], row[3], bool(row[4]))

    def put(self, rows: Iterable[Row]) -> None:
        """Take reports up, in the place of what was kept of them."""
        for r in rows:
            self.drop([r.kept.document])
            of, document = self._person, r.kept.document
            values: tuple[Any, ...] = (of, *r.kept[:4], int(r.kept.left_out), r.accepted, r.waiting)
            values += (r.first, r.last, r.heads, r.nodes, r.gists)
            self._db.rows("INSERT INTO compared VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            runs = (of, document, int(r.short), r.words, r.letters)
            self._db.rows("INSERT INTO compared_text VALUES (?, ?, ?, ?, ?)", runs)
            self._db.many("INSERT INTO compared_sum VALUES (?, ?, ?)", [(of, value, document) for value in r.sums])

    def drop(self, documents: Iterable[str]) -> None:
        """Keep these reports no longer."""
        for table in ("compared", "compared_text", "compared_sum"):
            sql = f"DELETE FROM {table} WHERE person = ? AND document = ?"  # noqa: S608 - our own table names
            self._db.many(sql, [(self._person, document) for document in documents])

    def leave_out(self, documents: Iterable[str], *, left_out: bool) -> None:
        """Whether these reports are compared, or another version in their place."""
        rows = [(int(left_out), self._person, document) for document in documents]
        self._db.many("UPDATE compared SET left_out = ? WHERE person = ? AND document = ?", rows)

    # --- what is compared ----------------------------------------------------------------------------

    def rows(self, columns: str, aliases: Set[str] | None = None) -> Iterator[tuple[Any, ...]]:
        """Columns of the reports that are compared, of all or of some."""
        where = "left_out = 0"
        if aliases is None:
            yield from self._pieces("compared", columns, where)
            return
        named = "alias IN (SELECT value FROM json_each(?))"
        for some in _cut(sorted(aliases)):
            sql = f"SELECT {columns} FROM compared WHERE person = ? AND {where} AND {named}"  # noqa: S608 - our own words
            yield from self._db.rows(sql, (self._person, canonical(some).decode()))

    def texts(self, aliases: Set[str] | None = None) -> Iterator[tuple[str, bool, bytes, bytes | None]]:
        """(alias, short, runs of words, runs of letters) of the reports that are compared."""
        wanted = "SELECT t.words, t.letters, t.short FROM compared_text t WHERE t.person = ? AND t.document = ?"
        for alias, document in self.rows("alias, document", aliases):
            for words, letters, short in self._db.rows(wanted, (self._person, document)):
                yield alias, bool(short), words, letters

    def in_months(self, spans: Iterable[tuple[int, int]]) -> set[str]:
        """The aliases of reports with a telling in one of these spans of months, and of more."""
        sql = "SELECT alias FROM compared WHERE person = ? AND left_out = 0 AND first <= ? AND last >= ?"
        return {row[0] for first, last in set(spans) for row in self._db.rows(sql, (self._person, last, first))}

    def with_sum(self, value: str) -> set[str]:
        """The aliases of the reports that state this sum."""
        sql = "SELECT c.alias FROM compared_sum s JOIN compared c ON c.person = s.person AND c.document = s.document"
        where = "WHERE s.person = ? AND s.sum = ? AND c.left_out = 0"
        return {row[0] for row in self._db.rows(f"{sql} {where}", (self._person, value))}

    def alias_of(self, documents: Iterable[str]) -> dict[str, str]:
        """By document its alias, of those that are compared."""
        out: dict[str, str] = {}
        sql = "SELECT document, alias FROM compared WHERE person = ? AND left_out = 0"
        sql += " AND document IN (SELECT value FROM json_each(?))"
        for some in _cut(sorted(documents)):
            out |= dict(iter(self._db.rows(sql, (self._person, canonical(some).decode()))))
        return out

    def document_of(self, alias: str) -> str | None:
        """The document of one that is compared."""
        sql = "SELECT document FROM compared WHERE person = ? AND alias = ? AND left_out = 0"
        row = self._db.one(sql, (self._person, alias))
        return None if row is None else str(row[0])

    def count(self) -> int:
        """How many are compared."""
        row = self._db.one("SELECT count(*) FROM compared WHERE person = ? AND left_out = 0", (self._person,))
        return 0 if row is None else int(row[0])

    def documents_of(self, ids: Iterable[str]) -> set[str]:
        """The documents that have one of these statements, or are one of these ids."""
        out: set[str] = set(ids)
        for some in _cut(sorted(out)):
            sql = "SELECT DISTINCT document FROM said WHERE id IN (SELECT value FROM json_each(?))"
            out |= {row[0] for row in self._case.rows(sql, (canonical(some).decode(),))}
        return out

    # --- what was found ------------------------------------------------------------------------------

    def state(self) -> str | None:
        """What ``put_state`` kept; None where comparing did not come to its end."""
        row = self._db.one("SELECT record FROM compared_state WHERE person = ?", (self._person,))
        return None if row is None else str(row[0])

    def put_state(self, record: str | None) -> None:
        """Say that what is kept is whole; None: that it is not, or not yet."""
        self._db.rows("DELETE FROM compared_state WHERE person = ?", (self._person,))
        if record is not None:
            self._db.rows("INSERT INTO compared_state VALUES (?, ?)", (self._person, record))

    def found(self, table: str) -> Iterator[str]:
        """The records of ``compared_pair`` or ``compared_group``."""
        yield from (row[0] for row in self._pieces(table, "record"))

    def change(self, table: str, gone: Sequence[str], new: Sequence[tuple[str, str]]) -> None:
        """Throw records away, and keep others, by id."""
        self._db.many(f"DELETE FROM {table} WHERE person = ? AND id = ?", [(self._person, i) for i in gone])  # noqa: S608
        self._db.many(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", [(self._person, *row) for row in new])  # noqa: S608

    def forget_found(self) -> None:
        """Throw away what was found, and keep what is compared."""
        for table in ("compared_state", "compared_pair", "compared_group"):
            self._db.rows(f"DELETE FROM {table} WHERE person = ?", (self._person,))  # noqa: S608 - our own table names

    def _pieces(self, table: str, columns: str, where: str = "1") -> Iterator[tuple[Any, ...]]:
        last = 0
        sql = f"SELECT rowid, {columns} FROM {table} WHERE rowid > ? AND person = ? AND {where} ORDER BY rowid LIMIT {CHUNK}"  # noqa: S608
        while rows := self._db.rows(sql, (last, self._person)):
            yield from (row[1:] for row in rows)
            last = rows[-1][0]


def _cut(values: Sequence[str]) -> Iterator[list[str]]:
    for at in range(0, len(values), CHUNK):
        yield list(values[at : at + CHUNK])
