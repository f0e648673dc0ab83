"""What reports are called, a page at a time or one by one: asked of indexes, so that no text is read and no record decoded.

Everything here gives what ``Casefile.documents`` gives, where that would take up every report to show twenty-five.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rushlight.casefile.canonical import canonical
from rushlight.casefile.database import Database, Row
from rushlight.casefile.restricted import leaving_out
from rushlight.casefile.stored import distinct

_LETTER = re.compile("(?:[a-z]|z[0-9]+)$")
"""What is put to an alias that two devices gave apart (``stored.distinct``)."""

_ROWS = "SELECT id, alias, source, event FROM document"
_ORDER = "ORDER BY turn, device, event"


@dataclass(frozen=True, slots=True)
class Called:
    """A report's id, its alias as shown, and the id of its source, where it has one."""

    id: str
    alias: str
    source: str | None


def how_many(db: Database, by: str | None) -> int:
    """How many reports ``by`` may find."""
    rule, values = leaving_out("id", by)
    return int(db.rows(f"SELECT count(*) FROM document WHERE {rule}", values)[0][0])  # noqa: S608 - our own words


def page(db: Database, first: int, size: int, *, by: str | None) -> tuple[Called, ...]:
    """``size`` reports from the ``first``-th on, of those that ``by`` may find, in the order of taking in."""
    rule, values = leaving_out("id", by)
    rows = db.rows(f"{_ROWS} WHERE {rule} {_ORDER} LIMIT ? OFFSET ?", (*values, size, first))
    return tuple(_called(db, row, by) for row in rows)


def told_by(db: Database, source: str, *, by: str | None, most: int) -> tuple[int, tuple[str, ...]]:
    """How many reports a source (by id) told that ``by`` may find, and the aliases of the first ``most`` of them."""
    rule, values = leaving_out("id", by)
    where = f"FROM document WHERE source = ? AND {rule}"
    ((many,),) = db.rows(f"SELECT count(*) {where}", (source, *values))
    rows = db.rows(f"SELECT alias {where} {_ORDER} LIMIT ?", (source, *values, most)) if many else []
    return int(many), tuple(row[0] for row in rows)


def named(db: Database, alias: str, *, by: str | None) -> Called | None:
    """The report that is shown under this alias; None where ``by`` can find none."""
    rule, values = leaving_out("id", by)
    sql = f"{_ROWS} WHERE alias IN (?, ?) AND {rule} {_ORDER}"
    rows = db.rows(sql, (alias, _LETTER.sub("", alias), *values))
    shown = zip(rows, distinct(row[1] for row in rows), strict=True)
    return next((Called(row[0], name, row[2]) for row, name in shown if name == alias), None)


def aliases(db: Database, documents: Iterable[str], *, by: str | None = None) -> Mapping[str, str]:
    """By id: the aliases of those of these documents that ``by`` may find."""
    rule, values = leaving_out("id", by)
    sql = f"{_ROWS} WHERE id IN (SELECT value FROM json_each(?)) AND {rule} {_ORDER}"  # noqa: S608 - our own words
    rows = db.rows(sql, (canonical(sorted(set(documents))).decode(), *values))
    return {row[0]: _called(db, row, by).alias for row in rows}


def _called(db: Database, row: Row, by: str | None) -> Called:
    """Of reports to which two devices gave one alias, the later ones are shown with a letter."""
    document, alias, source, event = row
    if len(db.rows("SELECT 1 FROM document WHERE alias = ? LIMIT 2", (alias,))) > 1:
        rule, values = leaving_out("id", by)
        same = [row[3] for row in db.rows(f"{_ROWS} WHERE alias = ? AND {rule} {_ORDER}", (alias, *values))]
        alias = distinct([alias] * len(same))[same.index(event)]
    return Called(document, alias, source)
