"""The tables, and the ledger of the steps that made them. A released step is never changed; a change is a new step.

Three sorts of tables: what is primary (``events``, ``vault``, ``blobs``), what is kept about the log
(``devices``' sealed keys, ``nodes``, ``checkpoints``), and projections, which can be thrown away.
"""

from __future__ import annotations

from collections.abc import Callable

from rushlight.casefile import comparisons
from rushlight.casefile.database import Database
from rushlight.casefile.search import index
from rushlight.errors import NewerCasefile, Tampered

PROJECTIONS = {
    "log": ("seq", "kind", "at", "by"),
    "device": ("id", "public_key", "box_key"),
    "standing": ("device_of", "state", "roles", "public_key", "size"),
    "source": ("id", "alias", "links"),
    "document": ("id", "alias", "source", "collected_by", "bytes_sha256", "text", "record"),
    "reading": ("id", "document", "sheet"),
    "decision": ("id", "statement", "record"),
    "judgement": ("id", "relation", "left_id", "right_id", "record"),
    "release": ("id", "kind", "record"),
    "setting": ("name", "value"),
    "sealed_name": ("id", "subject", "sha256"),
    "original": ("id", "document", "size", "place", "sha256", "data_key", "wrapped_key"),
    "original_key": ("id", "data_key"),
    "kept": ("id", "alias", "source", "collected_by", "media_type", "bytes_sha256"),
    "item": ("key", "document", "replaces"),
    "erased": ("what", "gone", "at_turn"),
    "trustees": ("k", "devices"),
    "resealed": ("id", "replaces"),
    "catalogue": ("document", "kind", "language", "published"),
    "said": (
        *("id", "reading", "document", "act", "modality", "polarity", "mode", "band"),
        *("place", "earliest", "latest", "content_of"),
    ),
    "restriction": ("document", "readers"),
    "assignment": ("document", "place", "person"),
    "opinion": ("id", "statement", "person", "record"),
    "finished": ("document", "place", "person"),
    "outline": ("id", "document", "statements", "classes", "record"),
    "added": ("id", "document", "reading", "blind", "record"),
    "comment": ("id", "statement", "text"),
    "blind": ("document",),
    "rendition": ("id", "statement", "document", "words"),
    "consent": ("about", "purpose", "record"),
}
"""Projection tables and their columns, after ``event``, ``turn`` and ``device``, which each begins with."""

_LOOKED_UP = {
    "log": ("kind",),
    "source": ("id", "alias"),
    "document": ("id", "alias", "bytes_sha256"),
    "reading": ("document",),
    "decision": ("id", "statement"),
    "judgement": ("id",),
    "setting": ("name",),
    "sealed_name": ("id", "subject"),
    "original": ("id", "document"),
    "original_key": ("id",),
    "kept": ("alias", "bytes_sha256"),
    "item": ("key", "document"),
    "erased": ("gone",),
    "resealed": ("replaces",),
    "catalogue": ("document",),
    "said": ("id", "document"),
    "restriction": ("document",),
    "assignment": ("document", "person"),
    "opinion": ("id", "statement", "person"),
    "finished": ("document",),
    "outline": ("document",),
    "added": ("id", "document"),
    "comment": ("statement",),
    "blind": ("document",),
    "rendition": ("statement",),
    "consent": ("about",),
}

_IN_ORDER = (
    "CREATE INDEX log_in_order ON log (turn, device, event)",
    "CREATE INDEX log_decided ON log (turn, device, event) WHERE kind IN ('decision.made', 'opinion.given')",
    "CREATE INDEX document_in_order ON document (turn, device, event, id, alias, source)",
    "CREATE INDEX document_told ON document (source, turn, device, event, id, alias) WHERE source IS NOT NULL",
    "CREATE INDEX decision_by_device ON decision (statement, device)",
)
"""What is asked of all rows, without the texts and records between: a page of the log or of the reports, the last
decisions, what a source told, the statements of which several devices decided."""


def _first(db: Database) -> None:
    """Version 1: the log, what is kept about it, and the projections."""
    for statement in (
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        "CREATE TABLE events (device TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, header BLOB NOT NULL,"
        " signature BLOB NOT NULL, sealed BLOB NOT NULL, wrapped_key BLOB NOT NULL, UNIQUE (device, seq)) STRICT",
        "CREATE TABLE signers (device TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT",
        "CREATE TABLE nodes (device TEXT NOT NULL, level INTEGER NOT NULL, position INTEGER NOT NULL, hash BLOB NOT NULL,"
        " PRIMARY KEY (device, level, position)) STRICT, WITHOUT ROWID",
        "CREATE TABLE checkpoints (device TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT",
        "CREATE TABLE vault (id TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT",
        "CREATE TABLE blobs (id TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT",
        *_projection_tables(),
    ):
        db.rows(statement)


def _projection_tables() -> list[str]:
    out = []
    for table, columns in PROJECTIONS.items():
        names = ", ".join(("event", "turn", "device", *columns))
        out.append(f"CREATE TABLE {table} ({names})")
        out += [f"CREATE INDEX {table}_by_{column} ON {table} ({column})" for column in ("event", *_LOOKED_UP.get(table, ()))]
    return [*out, *_IN_ORDER]


def _second(db: Database) -> None:
    """Version 2: data keys for vault records; projections made anew, with what teams need."""
    held = [row[0] for row in db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in PROJECTIONS.keys() & set(held):
        db.rows(f"DROP TABLE {table}")
    for statement in (
        "ALTER TABLE vault ADD COLUMN wrapped_key BLOB NOT NULL DEFAULT x''",
        "CREATE TABLE cosigned (device TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT",
        "CREATE TABLE requests (id TEXT PRIMARY KEY, wrapped_key BLOB NOT NULL) STRICT",
        "CREATE TABLE uncounted (event TEXT PRIMARY KEY, why TEXT NOT NULL) STRICT",
        *_projection_tables(),
        *_team_tables(),
    ):
        db.rows(statement)
    index.create(db)


def _team_tables() -> list[str]:
    """What came from colleagues and is no part of the log: second histories of a device (``forks``), and what waits."""
    event = (
        "(device TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, id TEXT NOT NULL, header BLOB NOT NULL,"
        " signature BLOB NOT NULL, sealed BLOB NOT NULL, wrapped_key BLOB NOT NULL, PRIMARY KEY (device, seq, hash)) STRICT"
    )
    note = "(device TEXT NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (device, note)) STRICT"
    return [
        f"CREATE TABLE forks {event}",
        f"CREATE TABLE fork_notes {note}",
        f"CREATE TABLE waiting {event}",
        f"CREATE TABLE waiting_notes {note}",
        "CREATE TABLE waiting_vault (id TEXT NOT NULL, hash TEXT NOT NULL, sealed BLOB NOT NULL, wrapped_key BLOB NOT NULL,"
        " PRIMARY KEY (id, hash)) STRICT",
        "CREATE TABLE waiting_parts (id TEXT NOT NULL, bundle TEXT NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL,"
        " sealed BLOB NOT NULL, PRIMARY KEY (id, bundle, part)) STRICT",
    ]


def _third(db: Database) -> None:
    """Version 3: who reads what; and how long people here took over their decisions, which leaves no device (``own_times``)."""
    held = {row[0] for row in db.rows("SELECT name FROM sqlite_schema")}
    for statement in _projection_tables():
        if statement.split()[2] not in held:
            db.rows(statement)
    columns = "person TEXT NOT NULL, day TEXT NOT NULL, verdict TEXT NOT NULL, seconds REAL NOT NULL"
    db.rows(f"CREATE TABLE own_times ({columns}) STRICT")
    db.rows("CREATE INDEX assignment_by_reader ON assignment (person, place, document)")


def _what_lacks(db: Database) -> None:
    """The projections and their indexes that this file does not have yet; they are filled when it is opened."""
    held = {row[0] for row in db.rows("SELECT name FROM sqlite_schema WHERE type IN ('table', 'index')")}
    for statement in _projection_tables():
        if statement.split()[2] not in held:
            db.rows(statement)


def _pages(db: Database) -> None:
    """Version 6: consent, and what shows a page of a large casefile without looking through all of it."""
    db.rows("DROP INDEX IF EXISTS log_by_turn")
    _what_lacks(db)


def _compared(db: Database) -> None:
    """Version 7: what comparing keeps, which is no projection (``comparisons``)."""
    for statement in (*comparisons.TABLES, *comparisons.INDEXES):
        db.rows(statement)


STEPS: tuple[tuple[str, Callable[[Database], None]], ...] = (
    ("1-first", _first),
    ("2-second", _second),
    ("3-team-of-two", _third),
    ("4-reviewing", _what_lacks),
    ("5-put-beside", _what_lacks),
    ("6-pages", _pages),
    ("7-compared", _compared),
)


def bring_up_to_date(db: Database) -> list[str]:
    """Apply the steps this file lacks, each in one transaction with its ledger row; gives their names.

    Raises NewerCasefile when the ledger names a step that we do not know.
    """
    if db.one("SELECT 1 FROM sqlite_schema WHERE name = 'ledger'") is None:
        if db.one("SELECT 1 FROM sqlite_schema") is not None:
            raise Tampered("the casefile's ledger of steps is missing", where="ledger")
        db.rows("CREATE TABLE ledger (step TEXT PRIMARY KEY) STRICT")
    done = {row[0] for row in db.rows("SELECT step FROM ledger")}
    if done - {name for name, _ in STEPS}:
        raise NewerCasefile("the casefile was written by a newer rushlight", hint="update rushlight, then open it again")
    missing = [(name, step) for name, step in STEPS if name not in done]
    for name, step in missing:
        with db.transaction():
            step(db)
            db.rows("INSERT INTO ledger VALUES (?)", (name,))
    return [name for name, _ in missing]
