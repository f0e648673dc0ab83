"""What a second reader must not see yet: what others decided about the reports that they read independently (``assigned``)."""

from __future__ import annotations

from rushlight.casefile.database import Database

LATEST = (
    "NOT EXISTS (SELECT 1 FROM assignment later WHERE later.document = a.document AND later.place = a.place"
    " AND (later.turn, later.device, later.event) > (a.turn, a.device, a.event))"
)
"""SQL for the row ``a`` of ``assignment`` that counts: the latest of its report and place."""

_SECOND = f"SELECT DISTINCT document FROM assignment a WHERE person = ? AND place = 'second' AND {LATEST}"  # noqa: S608 - our own words

_BOTH_FINISHED = (
    "SELECT count(DISTINCT a.place) FROM assignment a JOIN finished f ON f.document = a.document AND f.place = a.place"  # noqa: S608
    f" AND f.person = a.person WHERE a.document = ? AND {LATEST}"
)


def unseen(db: Database, by: str | None) -> frozenset[str]:
    """The reports that ``by`` reads as second reader and that not both readers have finished."""
    if by is None:
        return frozenset()
    read = [row[0] for row in db.rows(_SECOND, (by,))]
    return frozenset(document for document in read if db.rows(_BOTH_FINISHED, (document,)) != [(2,)])


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
    sql = f"SELECT DISTINCT document, person FROM assignment a WHERE person <> '' AND place = 'second' AND {LATEST}"  # noqa: S608
    return {document: person for document, person in db.rows(sql) if db.rows(_BOTH_FINISHED, (document,)) != [(2,)]}
