"""Who reads which report, as first and as second reader, and who has finished.

A second reader's verdicts are events of their own (``opinion.given``) and change nothing of what was accepted: they are there
to be compared. Until both readers have finished, the second one sees nothing of what others decided about the report. It is a
rule among colleagues, kept by Rushlight, like a restriction: whoever holds the casefile's key holds what it says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from rushlight.casefile.casefile import Casefile
from rushlight.casefile.database import Database
from rushlight.casefile.events import Event
from rushlight.casefile.stored import from_json
from rushlight.casefile.unseen import LATEST, unseen
from rushlight.record import Decision

ASSIGNED, FINISHED = "document.assigned", "document.finished"
FIRST, SECOND = "first", "second"
PLACES = (FIRST, SECOND)

_ORDER = "ORDER BY turn, device, event"


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads a report (aliases; empty: nobody yet), and who of them has finished."""

    document: str
    first: str = ""
    second: str = ""
    first_finished: bool = False
    second_finished: bool = False

    @property
    def compared(self) -> bool:
        """Whether both have finished, so that each may see what the other said."""
        return self.first_finished and self.second_finished


@dataclass(frozen=True, slots=True)
class Said:
    """What a reader had said of a report by the time of finishing, oldest first."""

    person: str
    decisions: tuple[Decision, ...]


def assign(case: Casefile, document: str, place: str, person: str, *, by: str, at: dt.datetime | None = None) -> Event:
    """Say who reads a report in this place; an empty ``person`` lifts it, the latest counts."""
    return case.append(ASSIGNED, {"document": document, "place": place, "person": person}, by=by, at=at)


def finish(case: Casefile, document: str, place: str, *, by: str, at: dt.datetime | None = None) -> Event:
    """Say that ``by`` has decided about a report in this place."""
    return case.append(FINISHED, {"document": document, "place": place, "person": by}, by=by, at=at)


def readers(case: Casefile, *, by: str | None = None) -> dict[str, Readers]:
    """By document: who reads it. Only reports that ``by`` may find, and that were ever given to somebody."""
    from rushlight.casefile.restricted import leaving_out

    rule, values = leaving_out("document", by)
    db = case._db
    held: dict[str, dict[str, str]] = {}
    for document, place, person in db.rows(f"SELECT document, place, person FROM assignment WHERE {rule} {_ORDER}", values):  # noqa: S608
        held.setdefault(document, {})[place] = person
    done = set(db.rows("SELECT document, place, person FROM finished"))
    return {document: _readers(document, places, done) for document, places in held.items()}


def _readers(document: str, places: dict[str, str], done: set[tuple[str, str, str]]) -> Readers:
    first, second = places.get(FIRST, ""), places.get(SECOND, "")
    return Readers(
        document,
        first,
        second,
        bool(first) and (document, FIRST, first) in done,
        bool(second) and (document, SECOND, second) in done,
    )


def readers_of(case: Casefile, document: str) -> Readers:
    """Who reads one report."""
    sql = f"SELECT place, person FROM assignment WHERE document = ? {_ORDER}"  # noqa: S608 - our own words
    held: dict[str, str] = dict(iter(case._db.rows(sql, (document,))))
    done = set(case._db.rows("SELECT document, place, person FROM finished WHERE document = ?", (document,)))
    return _readers(document, held, done)


def set_up_by(case: Casefile) -> dict[str, str]:
    """By device: the alias of whoever set it up, as far as its first event was not erased."""
    known = "(SELECT DISTINCT id FROM device)"  # by device and number there is an index, by number alone there is none
    first = f"{known} d JOIN events e ON e.device = d.id AND e.seq = 0"
    return dict(iter(case._db.rows(f"SELECT e.device, l.by FROM {first} JOIN log l ON l.event = e.id")))  # noqa: S608 - our own words


def elsewhere(case: Casefile, by: str) -> frozenset[str]:
    """Reports that somebody else reads first and that ``by`` does not read: they are not in the queue of ``by``."""
    sql = f"SELECT document FROM assignment a WHERE place = 'first' AND person NOT IN ('', ?) AND {LATEST}"  # noqa: S608 - our own words
    theirs = {row[0] for row in case._db.rows(sql, (by,))}
    return frozenset(theirs - unseen(case._db, by))


def said_by_first(case: Casefile, document: str) -> Said:
    """What the record held of a report when its first reader finished: whoever read it first until then."""
    now = readers_of(case, document)
    end = _end(case._db, document, FIRST, now.first)
    sql = "SELECT DISTINCT person FROM assignment WHERE document = ? AND place = 'first'"
    people = {row[0] for row in case._db.rows(sql, (document,))}
    return Said(now.first, _whole(d for d in _until(case._db, "decision", document, end) if d.by in people))


def said_by_second(case: Casefile, document: str) -> Said:
    """What the second reader had said of a report when finishing."""
    now = readers_of(case, document)
    end = _end(case._db, document, SECOND, now.second)
    return Said(now.second, _whole(d for d in _until(case._db, "opinion", document, end) if d.by == now.second))


def after_both(case: Casefile, document: str) -> tuple[Decision, ...]:
    """The decisions of the record that came after both had finished: what settles a difference."""
    now = readers_of(case, document)
    end = max(_end(case._db, document, FIRST, now.first), _end(case._db, document, SECOND, now.second))
    everything = _until(case._db, "decision", document, None)
    before = {d.id for d in _until(case._db, "decision", document, end)}
    return tuple(d for d in everything if d.id not in before)


_At = tuple[int, str, str]


def _end(db: Database, document: str, place: str, person: str) -> _At:
    """Where in the casefile's order the person finished; its beginning where that has not happened."""
    sql = f"SELECT turn, device, event FROM finished WHERE document = ? AND place = ? AND person = ? {_ORDER}"  # noqa: S608
    row = db.one(sql, (document, place, person))
    return (0, "", "") if row is None else (row[0], row[1], row[2])


def _until(db: Database, table: str, document: str, end: _At | None) -> list[Decision]:
    """Decisions about the report's statements up to a place in the order; all of them without one."""
    statements = "SELECT id FROM said WHERE document = ?"
    before, values = ("", ()) if end is None else ("AND (turn, device, event) < (?, ?, ?)", end)
    sql = f"SELECT record FROM {table} WHERE statement IN ({statements}) {before} {_ORDER}"  # noqa: S608 - our own words
    return [from_json(row[0], Decision) for row in db.rows(sql, (document, *values))]


def _whole(decisions: Iterator[Decision]) -> tuple[Decision, ...]:
    """Without what takes back the decision of somebody who is left out."""
    kept: dict[str, Decision] = {}
    for decision in decisions:
        if decision.supersedes is None or decision.supersedes in kept:
            kept[decision.id] = decision
    return tuple(kept.values())
