"""Conditions on reports and on what they say, as SQL: the latest reading counts, as people decided about it.

What people decided is folded by the room that knows how (``review``) and handed in as ``Decided``; it lies in two passing
tables beside the database while a question is answered.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rushlight.atlas import atlas
from rushlight.casefile.database import Database
from rushlight.casefile.search.access import HIDDEN
from rushlight.casefile.search.searchable import said
from rushlight.casefile.stored import parse_json
from rushlight.record import is_edtf, parse_edtf


@dataclass(frozen=True, slots=True)
class Conditions:
    """Everything that must hold; what is None is not asked.

    ``since`` and ``until`` are about the day of publication, ``happened_…`` about the days that a statement tells of.
    ``act`` is a term of the codebook or the family that stands before its dot. ``place`` are atlas ids, each with all that
    lies within. ``band`` is how well the reading of a statement is founded, ``mode`` how its words reach the page
    (``hearsay``, ``first_person`` …). Conditions on statements must hold for one and the same statement. A report without
    a day of publication fits no condition on it.
    """

    kind: str | None = None
    language: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    act: str | None = None
    modality: str | None = None
    mode: str | None = None
    band: str | None = None
    place: tuple[str, ...] = ()
    happened_since: dt.date | None = None
    happened_until: dt.date | None = None

    @property
    def about_statements(self) -> bool:
        told = (self.act, self.modality, self.mode, self.band, self.happened_since, self.happened_until)
        return bool(self.place) or any(value is not None for value in told)


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided about statements: those that do not count, and fields that have another value, None for none."""

    rejected: frozenset[str] = frozenset()
    corrected: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)


_COLUMNS = "id, reading, document, act, modality, polarity, mode, band, place, earliest, latest, content_of"
_AS_DECIDED = (
    f"(SELECT {_COLUMNS} FROM said WHERE id NOT IN (SELECT id FROM temp.decided)"  # noqa: S608 - our own text
    f" UNION ALL SELECT {_COLUMNS} FROM temp.amended) s"
)
_COUNTS = (
    "s.reading = (SELECT r.id FROM reading r WHERE r.document = s.document ORDER BY r.turn DESC, r.device DESC LIMIT 1)"
    " AND (s.content_of IS NULL OR s.content_of NOT IN (SELECT id FROM temp.decided WHERE gone))"
)
"""Only the latest reading of a document, and nothing that is the content of what was rejected."""


def where(asked: Conditions, by: str, *, one_by_one: bool = False) -> tuple[str, tuple[Any, ...]]:
    """The SQL condition on ``document d``, and its values; the first of them says who asks.

    ``one_by_one`` looks at each document by itself: the quicker way where few are left to look at, and the same answer.
    """
    parts = [f"d.id NOT IN ({HIDDEN})"]
    values: list[Any] = [by]
    listed, told = _listed(asked), _told(asked)
    if told:
        told = [*told, (_COUNTS, None)]
    for name, source, rows in (("c", "catalogue c", listed), ("s", _AS_DECIDED, told)):
        fits = f"{source} WHERE {' AND '.join(sql for sql, _ in rows)}"
        if rows and one_by_one:
            parts.append(f"EXISTS (SELECT 1 FROM {fits} AND {name}.document = d.id)")  # noqa: S608
        elif rows:
            parts.append(f"d.id IN (SELECT {name}.document FROM {fits})")  # noqa: S608
        values += [value for _, value in rows if value is not None]
    return " AND ".join(parts), tuple(values)


def _listed(asked: Conditions) -> list[tuple[str, Any]]:
    rows = (
        ("c.kind = ?", asked.kind),
        ("(c.language || '-') LIKE (? || '-%')", asked.language),
        ("c.published >= ?", _day(asked.since)),
        ("c.published <= ?", _day(asked.until)),
    )
    return [row for row in rows if row[1] is not None]


def _told(asked: Conditions) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [
        ("instr(s.act || '.', ?) = 1", f"{asked.act}." if asked.act else None),  # the whole term, or what is before its dot
        ("s.modality = ?", asked.modality),
        ("s.mode = ?", asked.mode),
        ("s.band = ?", asked.band),
        ("ifnull(s.latest, '9999') >= ? AND coalesce(s.earliest, s.latest) NOT NULL", _day(asked.happened_since)),
        ("ifnull(s.earliest, '') <= ? AND coalesce(s.earliest, s.latest) NOT NULL", _day(asked.happened_until)),
    ]
    if asked.place:
        within = (entry.id for entry in atlas() if {entry.id, *atlas().parents(entry.id)} & set(asked.place))
        rows.append(("s.place IN (SELECT value FROM json_each(?))", _list(sorted(within))))
    return [row for row in rows if row[1] is not None]


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _list(values: list[str]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


@contextlib.contextmanager
def lay_out(db: Database, decided: Decided | None) -> Iterator[None]:
    """What was decided, in passing tables (kept in memory only), for the length of one question."""
    if decided is None:
        yield
        return
    db.rows("CREATE TEMP TABLE IF NOT EXISTS decided (id TEXT PRIMARY KEY, gone INTEGER) WITHOUT ROWID")
    db.rows(f"CREATE TEMP TABLE IF NOT EXISTS amended ({_COLUMNS})")
    db.rows("CREATE INDEX IF NOT EXISTS temp.amended_by_document ON amended (document)")
    try:
        for statement in decided.rejected | decided.corrected.keys():
            db.rows("INSERT INTO temp.decided VALUES (?, ?)", (statement, int(statement in decided.rejected)))
        for row in _amended(db, decided):
            db.rows(f"INSERT INTO temp.amended VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
        yield
    finally:
        db.rows("DELETE FROM temp.decided")
        db.rows("DELETE FROM temp.amended")


def _amended(db: Database, decided: Decided) -> Iterator[tuple[Any, ...]]:
    """The statements with other values in their fields, as rows of ``said``."""
    for statement, fields in decided.corrected.items():
        if statement in decided.rejected:
            continue
        sql = "SELECT r.id, r.document, r.sheet FROM said s JOIN reading r ON r.id = s.reading WHERE s.id = ?"
        for reading, document, sheet in db.rows(sql, (statement,)):
            data = parse_json(sheet)
            row = next(row for row in data["statements"] if row["id"] == statement)
            yield _with_written_days(said({**row, **_values(row, fields)}, data, reading, document), fields.get("time"))


def _values(row: Mapping[str, Any], fields: Mapping[str, str | None]) -> dict[str, Any]:
    """The corrected fields that a row of ``said`` shows."""
    plain = {name: fields[name] for name in ("act", "modality", "polarity", "place", "time") if name in fields}
    if "mode" not in fields:
        return plain
    return {**plain, "attribution": {**row.get("attribution", {}), "mode": fields["mode"]}}


def _with_written_days(row: tuple[Any, ...], time: str | None) -> tuple[Any, ...]:
    """With the days of a date that a person wrote; a time of the report itself is in the row already."""
    if time is None or not is_edtf(time):
        return row
    days = parse_edtf(time)
    bounds = tuple(day.isoformat() if day else None for day in (days.earliest, days.latest))
    return (*row[:9], *bounds, row[11])
