"""Conflicts: two values for the same thing, written by people who did not know of each other. Both are kept and shown.

Until a person who knows both has said which holds, the later one in the casefile's order is worked with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rushlight.casefile.canonical import canonical
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.database import Database
from rushlight.casefile.knowledge import Knowledge
from rushlight.casefile.restricted import hidden
from rushlight.casefile.stored import from_json, parse_json
from rushlight.casefile.unlinking import withdrawn
from rushlight.casefile.unseen import unseen_statements
from rushlight.errors import CasefileError, MisuseError
from rushlight.record import Decision

SETTLED = "conflict.settled"
SETTING, DECISION, JUDGEMENT, CONSENT, READER = "setting", "decision", "judgement", "consent", "reader"
REPORT_ALIAS, SOURCE_ALIAS, SAME_BYTES = "report alias", "source alias", "same file"
TRUSTEES, RESEALED = "trustees", "sealed anew"
STANDING = (REPORT_ALIAS, SOURCE_ALIAS, SAME_BYTES, RESEALED)
"""Kinds where nothing can be said anew: a person only says that both are known."""

_ORDER = "ORDER BY turn, device, event"

Register = tuple[str, ...]
"""A kind, and the ids or names of what it is about."""


@dataclass(frozen=True, slots=True)
class Said:
    """One value as somebody wrote it. ``value`` is a term, an id or JSON, as the event has it."""

    event: str
    device: str
    by: str
    at: dt.datetime
    value: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What was said of one thing by people who did not know of each other; the last one is what is worked with."""

    kind: str
    about: Register
    said: tuple[Said, ...]

    @property
    def register(self) -> Register:
        return (self.kind, *self.about)


@dataclass(frozen=True, slots=True)
class _Row:
    register: Register
    value: str
    event: str


def conflicts(case: Casefile, *, by: str | None = None) -> tuple[Conflict, ...]:
    """Every conflict that no person has settled, in the same order on every device; of what ``by`` may find."""
    said = list(_rows(case))
    out_of_sight = hidden(case._db, by) | unseen_statements(case._db, by) if said else frozenset()
    registers: dict[Register, list[_Row]] = {}
    for row in said:
        if out_of_sight.intersection((*row.register, row.value)):
            continue
        registers.setdefault(row.register, []).append(row)
    open_ones = {key: rows for key, rows in registers.items() if len({row.value for row in rows}) > 1}
    if not open_ones:
        return ()
    knowledge, settled = Knowledge(case), _settled(case)
    out = []
    for key, rows in sorted(open_ones.items()):
        last = _unanswered(rows, knowledge)
        if len({row.value for row in last}) > 1 and not any({row.event for row in last} <= ids for ids in settled):
            out.append(Conflict(key[0], key[1:], tuple(_said(case, row) for row in last)))
    return tuple(out)


def settle(case: Casefile, conflict: Conflict, *, by: str) -> None:
    """Say that both are known and stay as they are: for aliases given twice and files taken in twice.

    Raises MisuseError for a conflict that needs a value instead.
    """
    if conflict.kind not in STANDING:
        raise MisuseError("this conflict is settled by saying again what holds")
    case.append(SETTLED, {"kind": conflict.kind, "events": [said.event for said in conflict.said]}, by=by)


def decision_of(case: Casefile, event: str) -> Decision:
    """The decision that an event brought. Raises CasefileError when there is none."""
    row = case._db.one("SELECT record FROM decision WHERE event = ?", (event,))
    if row is None:
        raise CasefileError("the casefile has no such decision", where=event)
    return from_json(row[0], Decision)


def _unanswered(rows: list[_Row], knowledge: Knowledge) -> list[_Row]:
    """The values that nobody who knew of them has answered with another, in the casefile's order."""
    return [row for row in rows if not any(knowledge.knew(other.event, row.event) for other in rows)]


def _settled(case: Casefile) -> list[set[str]]:
    return [set(opened.data["events"]) for opened in case.records(SETTLED)]


def _said(case: Casefile, row: _Row) -> Said:
    device, by, at = case._db.rows("SELECT device, by, at FROM log WHERE event = ?", (row.event,))[0]
    return Said(row.event, device, by, dt.datetime.fromisoformat(at), row.value)


def _rows(case: Casefile) -> Iterator[_Row]:
    """All that was said of what two devices said something of, in the casefile's order.

    One device knows what it said before: alone it contradicts nobody, unless it has two histories.
    """
    db = case._db
    forked = db.one("SELECT 1 FROM forks LIMIT 1") is not None
    if not forked and db.one("SELECT (SELECT min(device) FROM events) IS (SELECT max(device) FROM events)") == (1,):
        return
    several = "count(*) > 1" if forked else "min(device) <> max(device)"
    yield from _of_settings(db, several)
    yield from _decisions(_decisions_of_several(db, several))
    yield from _of_links(case, several)
    yield from _of_consent(db, several)
    yield from _of_identity(db, several)
    yield from _of_files(db)


def _asked(db: Database, table: str, key: str, columns: str, several: str) -> list[tuple[Any, ...]]:
    """The rows of a table whose ``key`` has some of several devices, in the casefile's order."""
    groups = f"SELECT {key} FROM {table} GROUP BY {key} HAVING {several}"  # noqa: S608 - our own words
    return db.rows(f"SELECT {columns}, event FROM {table} WHERE ({key}) IN ({groups}) {_ORDER}")  # noqa: S608


def _of_settings(db: Database, several: str) -> Iterator[_Row]:
    for name, value, event in _asked(db, "setting", "name", "name, value", several):
        yield _Row((SETTING, name), value, event)
    for document, place, person, event in _asked(db, "assignment", "document, place", "document, place, person", several):
        yield _Row((READER, document, place), person, event)


def _decisions_of_several(db: Database, several: str) -> list[tuple[str, str]]:
    """Decisions on statements of which several devices decided, and on those that are taken back under another statement."""
    statements = {row[0] for row in db.rows(f"SELECT statement FROM decision GROUP BY statement HAVING {several}")}  # noqa: S608
    taken_back = "decision a ON a.id = json_extract(b.record, '$.supersedes') AND a.statement <> b.statement"
    statements |= {s for row in db.rows(f"SELECT a.statement, b.statement FROM decision b JOIN {taken_back}") for s in row}  # noqa: S608
    listed = "SELECT value FROM json_each(?)"
    sql = f"SELECT record, event FROM decision WHERE statement IN ({listed}) {_ORDER}"  # noqa: S608
    return [(record, event) for record, event in db.rows(sql, (canonical(sorted(statements)).decode(),))]


def _of_links(case: Casefile, several: str) -> Iterator[_Row]:
    taken_back = withdrawn(case)
    key = "relation, min(left_id, right_id), max(left_id, right_id)"
    for record, event in _asked(case._db, "judgement", key, "record", several):
        said = parse_json(record)
        if said["id"] in taken_back:
            continue
        yield _Row((JUDGEMENT, said["relation"], *sorted((said["left"], said["right"]))), said["judgement"], event)


def _of_consent(db: Database, several: str) -> Iterator[_Row]:
    for about, purpose, record, event in _asked(db, "consent", "about, purpose", "about, purpose, record", several):
        said = parse_json(record)
        terms = {key: said[key] for key in ("identity", "recipients", "reports") if said.get(key)}
        value = canonical({"until": said["until"], "withdrawn": said["withdrawn"], **terms}).decode()
        yield _Row((CONSENT, about, purpose), value, event)


def _of_identity(db: Database, several: str) -> Iterator[_Row]:
    for needed, chosen, event in db.rows(f"SELECT k, devices, event FROM trustees {_ORDER}"):  # noqa: S608
        named: object = parse_json(chosen)
        if isinstance(named, list) and all(isinstance(device, str) for device in named):  # else it sets nobody (``trustees``)
            yield _Row((TRUSTEES,), canonical({"needed": needed, "trustees": sorted(named)}).decode(), event)
    for replaces, record, event in _asked(db, "resealed", "replaces", "replaces, id", several):
        yield _Row((RESEALED, replaces), record, event)


def _of_files(db: Database) -> Iterator[_Row]:
    """Asked by count: the indexes hold that, and few aliases were ever given twice."""
    for kind, table, column in (
        (REPORT_ALIAS, "document", "alias"),
        (SOURCE_ALIAS, "source", "alias"),
        (SAME_BYTES, "document", "bytes_sha256"),
    ):
        for key, value, event in _asked(db, table, column, f"{column}, id", "count(*) > 1"):
            yield _Row((kind, key), value, event)


def _decisions(rows: Iterable[tuple[str, str]]) -> Iterator[_Row]:
    """Decisions by statement and field; taking one back is said of what it took back."""
    about: dict[str, Register] = {}
    for record, event in rows:
        said = from_json(record, Decision)
        key = about.get(said.supersedes or "") or (DECISION, said.statement, said.field or "")
        about[said.id] = key
        value = said.verdict.value if said.value is None else f"{said.verdict.value}: {said.value}"
        yield _Row(key, value if said.supersedes is None else f"{said.verdict.value} {said.supersedes}", event)
