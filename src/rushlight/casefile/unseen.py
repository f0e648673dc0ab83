"""What a second reader must not see yet: what others decided about the reports that they read independently (``assigned``)."""

from __future__ import annotations

from rushlight.casefile.database import Database

LATEST = (
    "NOT EXISTS (SELECT 1 FROM assignment later WHERE later.document = a.document AND later.place = a.place"
    " AND (later.turn, later.device, later.event) > (a.turn, a.device, a.event))"
)
"""SQL for the row ``a`` of ``assignment`` that counts: the latest of its report and place."""

FINISHED = "EXISTS (SELECT 1 FROM finished f WHERE f.document = a.document AND f.place = a.place AND f.person = a.person)"
"""SQL for the row ``a`` whose person has finished the report in this place."""

_FIRST = f"o.document = a.document AND o.place = 'first' AND {LATEST.replace('a.', 'o.')} AND {FINISHED.replace('a.', 'o.')}"
_BOTH_FINISHED = f"({FINISHED} AND EXISTS (SELECT 1 FROM assignment o WHERE {_FIRST}))"  # noqa: S608 - our own words
_OPEN = f"FROM assignment a WHERE a.place = 'second' AND {LATEST} AND NOT {_BOTH_FINISHED}"
"""SQL for second readings that are under way, as long as not both readers have finished."""


def unseen(db: Database, by: str | None) -> frozenset[str]:
    """The reports that ``by`` reads as second reader and that not both readers have finished."""
    if by is None:
        return frozenset()
    return frozenset(row[0] for row in db.rows(f"SELECT DISTINCT a.document {_OPEN} AND a.person = ?", (by,)))


def is_unseen(db: Database, document: str, by: str) -> bool:
    """Whether one report is among them; quick however many somebody reads."""
    return db.one(f"SELECT 1 {_OPEN} AND a.person = ? AND a.document = ?", (by, document)) is not None


def unseen_statements(db: Database, by: str | None) -> frozenset[str]:
    """The statements of these reports."""
    return frozenset(row[0] for d in unseen(db, by) for row in db.rows("SELECT id FROM said WHERE document = ?", (d,)))


def decisions_seen(db: Database, by: str | None) -> list[str]:
    """The records of all decisions, oldest first; of the reports apart only what ``by`` said of them as second reader."""
    apart = unseen(db, by)
    if not apart:
        return [row[0] for row in db.rows("SELECT record FROM decision ORDER BY turn, device, event")]
    statements = f"SELECT id FROM said WHERE document IN ({', '.join('?' * len(apart))})"  # noqa: S608 - marks alone
    every = "SELECT record, turn, device, event FROM"
    others = f"{every} decision WHERE statement NOT IN ({statements})"
    own = f"{every} opinion WHERE person = ? AND statement IN ({statements})"
    sql = f"SELECT record FROM ({others} UNION ALL {own}) ORDER BY turn, device, event"  # noqa: S608
    return [row[0] for row in db.rows(sql, (*apart, by, *apart))]


def second_readers(db: Database) -> dict[str, str]:
    """By report: who reads it as second reader, as long as not both readers have finished."""
    return dict(iter(db.rows(f"SELECT DISTINCT a.document, a.person {_OPEN} AND a.person <> ''")))


def second_reader(db: Database, document: str) -> str:
    """Who reads one report as second reader, as long as not both have finished; empty: nobody."""
    row = db.one(f"SELECT a.person {_OPEN} AND a.person <> '' AND a.document = ?", (document,))
    return "" if row is None else str(row[0])
