"""Originals kept before anything looked into them: first the bytes, sealed and signed for, then the parser.

A file that harms its parser, or that no parser reads yet, is evidence all the same. It waits under its alias until a
document names it; the document then takes the original over as it lies there, and nothing is stored twice.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rushlight.casefile import erased, returning
from rushlight.casefile.blobs import Blobs
from rushlight.casefile.canonical import Json
from rushlight.casefile.database import Database
from rushlight.casefile.stored import check_alias
from rushlight.errors import CasefileError, MisuseError, Tampered

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile

_RECORD = ("id", "size", "place", "sha256", "data_key")
_WAITING = "NOT EXISTS (SELECT 1 FROM document d WHERE d.bytes_sha256 = kept.bytes_sha256)"
"""Two devices may keep the same bytes before they meet: a document of either ends the waiting of both."""


MOST = 1_000
"""Files that may wait for somebody who can read them; beyond that they would only pile up, unseen."""


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """An original that no document names yet. ``size`` counts bytes; ``source`` is an id; ``event`` brought it."""

    id: str
    alias: str
    source: str | None
    collected_by: str
    media_type: str
    bytes_sha256: str
    size: int
    event: str


def keep_original(
    case: Casefile,
    data: bytes,
    *,
    alias: str,
    media_type: str,
    collected_by: str,
    by: str,
    source: str | None = None,
    at: dt.datetime | None = None,
) -> KeptOriginal:
    """Keep a file's bytes before they are parsed; durable when this returns. ``source`` is the id of who gave it.

    Bytes that wait already are not kept twice: what is there comes back, under the alias that it has. Raises
    CasefileError when a document of the casefile has these bytes or they were erased, MisuseError for a taken alias or
    an unknown source.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = _found(case._db, "bytes_sha256", digest)
    if known is not None:
        return known
    check_alias(alias)
    case._check_original(digest)
    returning.check_not_erased(case, digest)
    case._check_new("document", "alias", alias, "another document has this alias")
    check_alias_free(case._db, alias, digest)
    if source is not None and not case._db.rows("SELECT 1 FROM source WHERE id = ?", (source,)):
        raise MisuseError("the casefile has no such source", where=source)
    shared = {"alias": alias, "source": source, "collected_by": collected_by, "media_type": media_type}
    with case._blobs.storing(data) as record:
        body = {**shared, "bytes_sha256": digest, "original": record}
        case.append("original.kept", body, at=at, by=by, size=len(data))
    kept = _found(case._db, "bytes_sha256", digest)
    assert kept is not None  # noqa: S101 - it was just written
    return kept


def kept_originals(case: Casefile) -> tuple[KeptOriginal, ...]:
    """The originals that still wait for a document, oldest first."""
    return tuple(_rows(case._db, f"{_WAITING} ORDER BY kept.turn, kept.device"))


def waiting_count(case: Casefile) -> int:
    """How many files wait."""
    return int(case._db.rows(f"SELECT count(*) FROM kept WHERE {_WAITING}")[0][0])  # noqa: S608 - our own words


def check_room_to_wait(count: int) -> None:
    """Raise CasefileError when no more files may wait than ``count`` that do."""
    if count >= MOST:
        raise CasefileError(
            f"{MOST} files wait already, whose text could not be taken out of them: no more are taken in",
            hint="try them again with 'rushlight take-in CASE --waiting', or erase those that nothing reads",
        )


def kept_bytes(case: Casefile, alias: str) -> bytes:
    """The bytes that wait under an alias, checked against their hash. Raises CasefileError when there are none, Tampered."""
    kept = _found(case._db, "alias", alias)
    if kept is None:
        raise CasefileError("the casefile keeps no file of this alias that waits", where=alias)
    record = _record(case._db, kept)
    data = case._blobs.open(case._blobs.sealed(kept.id, record["place"]), kept.id, record["data_key"], "")
    if hashlib.sha256(data).hexdigest() != kept.bytes_sha256:
        raise Tampered("a kept file is not the one that was taken in", where=alias)
    return data


def next_number(case: Casefile) -> int:
    """The number of the next alias R…: above every report's, and those of what waits to be one and of what was erased."""
    held = case._db.rows("SELECT alias FROM document UNION SELECT alias FROM kept")
    used = {alias for (alias,) in held} | erased.aliases(case._db)
    return 1 + max((int(found[1]) for alias in used if (found := re.fullmatch("R([0-9]+)", alias))), default=0)


@contextlib.contextmanager
def storing(db: Database, blobs: Blobs, original: bytes, digest: str) -> Iterator[Json]:
    """The record of a document's original: of the one that waits already, or of one that is stored now."""
    kept = _found(db, "bytes_sha256", digest)
    if kept is None:
        with blobs.storing(original) as record:
            yield record
        return
    with db.transaction():
        yield {**_record(db, kept), "kept": kept.event}


def check_alias_free(db: Database, alias: str, digest: str) -> None:
    """Raise MisuseError when other bytes wait under ``alias``, or something that was erased had it."""
    if erased.alias_taken(db, alias):
        raise MisuseError("this alias was given to something that was erased", where=alias)
    if db.rows("SELECT 1 FROM kept WHERE alias = ? AND bytes_sha256 <> ?", (alias, digest)):
        raise MisuseError("a file that waits has this alias", where=alias)


def _found(db: Database, column: str, value: str) -> KeptOriginal | None:
    if db.one(f"SELECT 1 FROM kept WHERE {column} = ?", (value,)) is None:  # noqa: S608 - mostly so, and a twentieth of the work
        return None
    return next(_rows(db, f"kept.{column} = ? AND {_WAITING} ORDER BY kept.turn, kept.device LIMIT 1", value), None)


def _rows(db: Database, condition: str, *values: str) -> Iterator[KeptOriginal]:
    columns = "kept.id, kept.alias, kept.source, kept.collected_by, kept.media_type, kept.bytes_sha256, stored.size, kept.event"
    joined = "kept JOIN original stored ON stored.event = kept.event"
    for row in db.rows(f"SELECT {columns} FROM {joined} WHERE {condition}", values):  # noqa: S608 - our own words
        yield KeptOriginal(*row)


def _record(db: Database, kept: KeptOriginal) -> Json:
    (row,) = db.rows(f"SELECT {', '.join(_RECORD)} FROM original WHERE event = ?", (kept.event,))  # noqa: S608
    return dict(zip(_RECORD, row, strict=True))
