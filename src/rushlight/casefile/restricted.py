"""Restricted reports: SQL that leaves out what an actor may not find, so that it leaves no trace in any answer.

It is a rule among colleagues, kept by Rushlight: whoever holds the casefile's key holds its text.
"""

from __future__ import annotations

from rushlight.casefile.database import Database

HIDDEN = (
    "SELECT r.document FROM restriction r WHERE r.readers <> '[]'"
    " AND NOT EXISTS (SELECT 1 FROM restriction later WHERE later.document = r.document"
    " AND (later.turn, later.device) > (r.turn, r.device))"
    " AND NOT EXISTS (SELECT 1 FROM json_each(r.readers) WHERE value = ?)"
)
"""SQL for the ids of documents that an actor (its one parameter) may not find: the latest restriction counts."""


def leaving_out(column: str, by: str | None) -> tuple[str, tuple[str, ...]]:
    """(condition, its values) for rows whose ``column`` is a document's id; without an actor nothing is left out."""
    return ("1", ()) if by is None else (f"{column} NOT IN ({HIDDEN})", (by,))


_IS_HIDDEN = f"{HIDDEN} AND r.document IN (SELECT ?2 UNION ALL SELECT document FROM said WHERE id = ?2)"  # noqa: S608 - our own words


def is_hidden(db: Database, name: str, by: str) -> bool:
    """Whether ``by`` may not find this report, or the report of this statement; quick however many are restricted."""
    return db.one(_IS_HIDDEN, (by, name)) is not None


def hidden(db: Database, by: str | None) -> frozenset[str]:
    """Every id that leads to a report that ``by`` may not find: its own, its readings' and its statements'."""
    if by is None or db.one("SELECT 1 FROM restriction") is None:
        return frozenset()
    out = {row[0] for row in db.rows(HIDDEN, (by,))}
    for table in ("reading", "said"):
        out |= {row[0] for row in db.rows(f"SELECT id FROM {table} WHERE document IN ({HIDDEN})", (by,))}  # noqa: S608 - our own words
    return frozenset(out)
