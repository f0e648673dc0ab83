"""Projections: table rows as a pure function of one opened event.

A row of a projection never depends on another event, so a table can be checked, or made again, one
event at a time. "The latest wins" is decided by whoever reads the table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from rushlight.casefile import added, erased
from rushlight.casefile.canonical import Json, canonical
from rushlight.casefile.database import Database
from rushlight.casefile.events import Opened
from rushlight.casefile.roles import ROLES
from rushlight.casefile.schema import PROJECTIONS
from rushlight.casefile.search import index, searchable
from rushlight.errors import MisuseError

Row = tuple[str, tuple[Any, ...]]
"""A table's name and the row's values in the order of its columns."""

SCHEMA = 2
"""The version of the bodies we write. Older bodies are lifted by ``UPCASTS`` when read, never rewritten."""


def _key_apart(data: Json) -> Json:
    """Schema 2 keeps an original's data key in the body; schema 1 kept it wrapped under the event key."""
    return {**data, "original": {**data["original"], "data_key": ""}}


UPCASTS: dict[tuple[str, int], Callable[[Json], Json]] = {("document.added", 1): _key_apart}
"""From (kind, schema) to the function that gives the body of the next schema."""


def upcast(kind: str, schema: int, data: Any) -> Any:
    """``data`` as today's code writes it."""
    while schema < SCHEMA:
        lift = UPCASTS.get((kind, schema))
        data = lift(data) if lift else data
        schema += 1
    return data


def rows(opened: Opened) -> list[Row]:
    """Every projection row of one event, its log row first. Raises MisuseError when its body lacks a field.

    Kinds that we do not know have their log row only: a newer version's events pass through.
    """
    event = opened.event
    made: list[Row] = [("log", (event.seq, event.kind, event.at.isoformat(), event.by))]
    data = upcast(event.kind, opened.schema, opened.data)
    try:
        made += _BY_KIND.get(event.kind, _nothing)(data)
    except (KeyError, IndexError, TypeError, AttributeError):
        raise MisuseError(f"the body of a {event.kind} event lacks a field", where=event.id) from None
    if not all(isinstance(value, str | int | None) for _, values in made for value in values):
        raise MisuseError(f"the body of a {event.kind} event has a field of a wrong kind", where=event.id)
    begin = (event.id, opened.turn, event.device)
    return [(table, begin + values) for table, values in made]


def write(db: Database, opened: Opened, *, without: Collection[str] = ()) -> None:
    for table, values in rows(opened):
        if table not in without:
            db.rows(_INSERT[table], values)


def remove(db: Database, event_id: str) -> None:
    """Take the rows of one event out of every table: what ``write`` put there."""
    for table in PROJECTIONS:
        db.rows(f"DELETE FROM {table} WHERE event = ?", (event_id,))  # noqa: S608 - our own table names


def rebuild(db: Database, all_opened: Iterable[Opened]) -> None:
    """Throw every projection away and make it again from the events, in one transaction."""
    with db.transaction():
        index.drop(db)  # whatever state it is in, it hinders nothing
        for table in PROJECTIONS:
            db.rows(f"DELETE FROM {table}")  # noqa: S608
        index.create(db)
        for opened in all_opened:
            write(db, opened)


_INSERT = {
    table: f"INSERT INTO {table} VALUES ({', '.join('?' * (3 + len(columns)))})"  # noqa: S608 - our own table names
    for table, columns in PROJECTIONS.items()
}


def text(value: Any) -> str:
    """JSON data as a table keeps it."""
    return canonical(value).decode()


def _nothing(data: Json) -> Iterator[Row]:
    return iter(())


def _device(data: Json) -> Iterator[Row]:
    """A device's first event announces it; ``box_key`` is missing where it is of format 1."""
    yield "device", (data["device"], data["public_key"], data.get("box_key", ""))


def _founder(data: Json) -> Iterator[Row]:
    yield from _device(data)
    yield "standing", (data["device"], "founded", text(data.get("roles", list(ROLES))), data["public_key"], None)


def _successor(data: Json) -> Iterator[Row]:
    """After a copy or a restore; the device before it vouches for the new one."""
    yield from _device(data)
    vouched = data.get("follows", {})
    yield "standing", (data["device"], "follows", text(vouched), data["public_key"], None)


def _admitted(data: Json) -> Iterator[Row]:
    """``size``: from which of the device's events on it has these roles; missing where it was not known before."""
    yield "standing", (data["device"], "admitted", text(data["roles"]), data["public_key"], data.get("size"))


def _revoked(data: Json) -> Iterator[Row]:
    yield "standing", (data["device"], "revoked", "[]", "", data["size"])


def _keyed(data: Json) -> Iterator[Row]:
    yield "device", (data["device"], data["public_key"], data["box_key"])


def _sealed_names(data: Json) -> Iterator[Row]:
    for record in data.get("sealed", ()):
        yield "sealed_name", (record["id"], record["subject"], record["sha256"])


def _resealed(data: Json) -> Iterator[Row]:
    """A record of the vault that another one takes the place of, sealed for the trustees of that day."""
    yield from _sealed_names(data)
    yield "resealed", (data["sealed"][0]["id"], data["replaces"])


def _trustees(data: Json) -> Iterator[Row]:
    yield "trustees", (data["k"], text(data["trustees"]))


def _source(data: Json) -> Iterator[Row]:
    yield "source", (data["id"], data["alias"], text(data.get("may_be_same_as", [])))
    yield from _sealed_names(data)


def _document(data: Json) -> Iterator[Row]:
    document, original = data["document"], data["original"]
    shared = (document["id"], data["alias"], data["source"], data["collected_by"], document["bytes_sha256"], data["text"])
    yield "document", (*shared, text(document))
    yield _original(original, document["id"])
    if "key" in data.get("item", ()):
        yield "item", (data["item"]["key"], document["id"], data["item"].get("replaces"))
    yield from searchable.document(data)
    yield from _sealed_names(data)


def _original(original: Json, document: str | None) -> Row:
    blob, size, place, sha256, data_key = (original[name] for name in ("id", "size", "place", "sha256", "data_key"))
    return "original", (blob, document, size, place, sha256, data_key, original.get("wrapped_key", ""))


def _original_key(data: Json) -> Iterator[Row]:
    """The data key of an original of format 1, which only the copy that made it could open."""
    yield "original_key", (data["blob"], data["data_key"])


def _kept(data: Json) -> Iterator[Row]:
    """Bytes without a document yet; the document that comes to name them brings a row of its own."""
    yield _original(data["original"], None)
    shared = (data["alias"], data["source"], data["collected_by"], data["media_type"], data["bytes_sha256"])
    yield "kept", (data["original"]["id"], *shared)


def _reading(data: Json) -> Iterator[Row]:
    yield "reading", (data["id"], data["document"], text(data["sheet"]))
    yield from searchable.reading(data)
    yield from added.outline(data)
    yield from _sealed_names(data)


def _decision(data: Json) -> Iterator[Row]:
    yield "decision", (data["id"], data["statement"], text(data))


def _opinion(data: Json) -> Iterator[Row]:
    """A decision that counts for nothing but the comparison."""
    yield "opinion", (data["id"], data["statement"], data["by"], text(data))


def _reader(table: str) -> Callable[[Json], Iterator[Row]]:
    def made(data: Json) -> Iterator[Row]:
        yield table, (data["document"], data["place"], data["person"])

    return made


def _judgement(data: Json) -> Iterator[Row]:
    yield "judgement", (data["id"], data["relation"], data["left"], data["right"], text(data))


def _release(kind: str) -> Callable[[Json], Iterator[Row]]:
    def made(data: Json) -> Iterator[Row]:
        yield "release", (data["id"], kind, text(data))

    return made


def _setting(data: Json) -> Iterator[Row]:
    yield "setting", (data["name"], text(data["value"]))


def _consent(data: Json) -> Iterator[Row]:
    """What somebody agreed to; ``about`` is the id of a report or source (the alias, of a report of long ago)."""
    yield "consent", (data.get("document") or data["subject"], data["purpose"], text(data))


_BY_KIND: dict[str, Callable[[Json], Iterator[Row]]] = {
    "case.created": _founder,
    "device.added": _successor,
    "device.joined": _device,
    "device.keyed": _keyed,
    "device.admitted": _admitted,
    "device.revoked": _revoked,
    "source.added": _source,
    "document.added": _document,
    "original.kept": _kept,
    "original.keyed": _original_key,
    "reading.added": _reading,
    "decision.made": _decision,
    "opinion.given": _opinion,
    "document.assigned": _reader("assignment"),
    "document.finished": _reader("finished"),
    "statement.added": added.added,
    "comment.made": added.comment,
    "blind.done": added.blind,
    "rendition.linked": added.rendition,
    "link.judged": _judgement,
    "release.checked": _release("checked"),
    "release.published": _release("published"),
    "release.refused": _release("refused"),
    "setting.put": _setting,
    "names.added": _sealed_names,
    "report.erased": erased.rows,
    "names.resealed": _resealed,
    "trustees.set": _trustees,
    "document.restricted": searchable.restriction,
    "consent.given": _consent,
}
