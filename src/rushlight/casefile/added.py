"""Statements that a person added to a report, joined with the sheet that a reader made of it.

A body names its report and the reading it was added to, and carries rows of a coding sheet: one statement, and what it refers
to that the reading did not have. Like a stored reading it holds offsets and no words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rushlight.casefile.canonical import Json, canonical
from rushlight.casefile.search.searchable import said
from rushlight.casefile.stored import parse_json
from rushlight.record.outline import classes, line_of_sheet

Row = tuple[str, tuple[Any, ...]]
TABLES = ("parties", "places", "times", "amounts", "statements")


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row of table ``added``: the statement's id, its report, the reading it belongs to, its rows as JSON."""

    id: str
    document: str
    reading: str
    record: str


def outline(reading: Json) -> Iterator[Row]:
    """A reading's outline: how many statements, which ranks occur, and a line of each."""
    lines = [line_of_sheet(row) for row in reading["sheet"].get("statements", ())]
    told = canonical([list(line) for line in lines]).decode()
    yield "outline", (reading["id"], reading["document"], len(lines), classes(lines), told)


def added(data: Json) -> Iterator[Row]:
    """Of ``statement.added``: the statement with its rows, and what can be asked of it."""
    (statement,) = data["rows"]["statements"]
    sheet = {table: data["rows"].get(table, []) for table in TABLES}
    rows, blind = canonical(sheet).decode(), int(bool(data.get("blind")))
    yield "added", (statement["id"], data["document"], data["reading"], blind, rows)
    yield "said", said(statement, sheet, data["reading"], data["document"])


def comment(data: Json) -> Iterator[Row]:
    """Of ``comment.made``: what a person wrote beside a statement."""
    yield "comment", (data["id"], data["statement"], data["text"])


def blind(data: Json) -> Iterator[Row]:
    """Of ``blind.done``: a report was read by a person before any proposal was shown."""
    yield "blind", (data["document"],)


def rendition(data: Json) -> Iterator[Row]:
    """Of ``rendition.linked``: which words of a report in another language say what a statement says; empty: none do."""
    yield "rendition", (data["id"], data["statement"], data["document"], data["words"])


def joined(sheet: Json, reading: str, rows: Sequence[AddedRow], sheet_of: Callable[[str], Json]) -> Json:
    """``sheet`` with what was added to it, and to earlier readings of the same report (``sheet_of`` gives theirs)."""
    out = {**sheet, **{table: list(sheet.get(table, ())) for table in TABLES}}
    for row in rows:
        extra = parse_json(row.record)
        lacking = _referred(extra) - {own["id"] for table in TABLES for own in (*out[table], *extra[table])}
        if row.reading != reading and lacking:
            earlier = sheet_of(row.reading)
            for table in TABLES[:-1]:
                out[table] += [own for own in earlier.get(table, ()) if own["id"] in lacking]
            lacking -= {own["id"] for table in TABLES for own in out[table]}
        for table in TABLES[:-1]:
            out[table] += extra[table]
        out["statements"] += [_without(statement, lacking) for statement in extra["statements"]]
    return out


def _referred(rows: Json) -> set[str]:
    """The ids that the statement names."""
    (s,) = rows["statements"]
    told = s.get("attribution", {})
    one = (s.get("time"), s.get("place"), s.get("content_of"), told.get("speaker"), told.get("carrier"))
    return {i for i in (*one, *s.get("amounts", ()), *(p["party"] for p in s.get("participants", ()))) if i}


def _without(statement: Json, lacking: set[str]) -> Json:
    """The statement without what nothing here has: a report that was read again may have lost it."""
    if not lacking:
        return statement
    told = {k: None if v in lacking else v for k, v in statement.get("attribution", {}).items() if not isinstance(v, dict)}
    one = {name: None for name in ("time", "place", "content_of") if statement.get(name) in lacking}
    return {
        **statement,
        **one,
        "attribution": {**statement.get("attribution", {}), **told},
        "amounts": [a for a in statement.get("amounts", ()) if a not in lacking],
        "participants": [p for p in statement.get("participants", ()) if p["party"] not in lacking],
    }
