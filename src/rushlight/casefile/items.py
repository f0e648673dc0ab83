"""Items of a larger set: which row or mail a document came from, so that the same one is known again.

An external id may name a person. It stands in the sealed body of its document's event; the table ``item`` has only an HMAC of
it. The HMAC's key is drawn once and kept in a sealed body as well: a subkey of the case key would not do, for each device's
copy has a case key of its own, and a new one can be given at any time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rushlight.casefile.canonical import Json, canonical
from rushlight.casefile.keys import KEY
from rushlight.casefile.keys.hashing import keyed_hash
from rushlight.casefile.restricted import leaving_out
from rushlight.casefile.stored import from_json
from rushlight.errors import CasefileError, Tampered
from rushlight.record import Document

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile

KIND = "intake.keyed"
BYTES = "erased bytes"
"""Scope of the hashes of originals that were erased; no table has it, as names of maps have no white space."""


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is here already."""

    document: str
    alias: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A document that says it replaces an earlier one of the same external id. Both stay."""

    document: str
    alias: str
    replaces: str


class Items:
    """What a casefile knows of items taken in before. ``begin`` before the first write."""

    def __init__(self, case: Casefile) -> None:
        self._case = case
        self._keys = [_key(opened.data) for opened in case.records(KIND)]

    def begin(self, *, by: str, at: dt.datetime) -> None:
        """Draw the key of the hashes, where the casefile has none yet."""
        if not self._keys:
            key = self._case._randomness(KEY)
            self._case.append(KIND, {"key": key.hex()}, by=by, at=at)
            self._keys = [key]

    def same(self, bytes_sha256: str) -> Known | None:
        """The document with exactly these original bytes."""
        return self._known("SELECT id, alias FROM document WHERE bytes_sha256 = ?", bytes_sha256)

    def among(self, hashes: Iterable[str]) -> set[str]:
        """Which of these hashes are of original bytes that are here."""
        sql = "SELECT bytes_sha256 FROM document WHERE bytes_sha256 IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._case._db.rows(sql, (canonical(list(hashes)).decode(),))}

    def latest(self, scope: str, external_id: str) -> Known | None:
        """The latest document of this external id. Devices that never met may have drawn a key each: all are tried."""
        hashes = [keyed_hash(key, scope, external_id) for key in self._keys]
        sql = "SELECT i.turn, i.device, d.id, d.alias FROM item i JOIN document d ON d.id = i.document WHERE i.key IN ({})"
        rows = self._case._db.rows(sql.format(", ".join("?" * len(hashes))), hashes)
        return Known(*max(rows)[2:]) if rows else None  # sorted here: for mostly no row, SQLite would make a table to sort in

    def hash_of_bytes(self, bytes_sha256: str) -> str:
        """What stands for erased bytes. ``begin`` before."""
        return keyed_hash(self._keys[0], BYTES, bytes_sha256)

    def erased(self, bytes_sha256: str, scope: str = "", external_id: str | None = None) -> str | None:
        """The erasure that took these bytes, or what had this external id; None where there was none."""
        if not self._keeps_away():
            return None
        hashes = [("bytes", keyed_hash(key, BYTES, bytes_sha256)) for key in self._keys]
        if external_id is not None:
            hashes += [("item", keyed_hash(key, scope, external_id)) for key in self._keys]
        for what, hashed in hashes:
            row = self._case._db.one("SELECT event FROM erased WHERE gone = ? AND what = ? ORDER BY event", (hashed, what))
            if row is not None:
                return str(row[0])
        return None

    def _keeps_away(self) -> bool:
        """Whether any erasure says what must not come back: asked first, since it is asked for every row of a table."""
        return self._case._db.one("SELECT 1 FROM erased WHERE what IN ('bytes', 'item') LIMIT 1") is not None

    def record(self, scope: str, external_id: str, replaces: Known | None) -> Json:
        """What a document's event says of its external id."""
        made: Json = {"key": keyed_hash(self._keys[0], scope, external_id), "id": external_id}
        return made | ({"replaces": replaces.document} if replaces else {})

    def _known(self, sql: str, *values: str) -> Known | None:
        row = self._case._db.one(sql, values)
        return Known(*row) if row else None


def replacements(case: Casefile) -> tuple[Replacement, ...]:
    """Every document that replaces an earlier one, in the order of taking in."""
    sql = "SELECT d.id, d.alias, i.replaces FROM item i JOIN document d ON d.id = i.document WHERE i.replaces IS NOT NULL"
    return tuple(Replacement(*row) for row in case._db.rows(f"{sql} ORDER BY i.turn, i.device"))


def replaced(case: Casefile, reviewed: Callable[[str], int], *, by: str | None = None) -> dict[str, str]:
    """By document: the version of the same external id that counts in its place. Of what ``by`` may find.

    The latest one, of those of which people have looked at most: ``reviewed`` says how far, of a document. What nobody has
    looked at takes no other's place.
    """
    rule, values = leaving_out("i.document", by)
    sql = f"SELECT i.key, i.document, i.replaces FROM item i JOIN document d ON d.id = i.document WHERE {rule}"  # noqa: S608
    rows = case._db.rows(f"{sql} ORDER BY i.turn, i.device, i.event", values)
    group: dict[str, str] = {}
    counts: dict[str, str] = {}
    for key, document, before in rows:
        known = str(group.get(str(before), key))  # two devices may have hashed under a key each
        group[document] = group.setdefault(key, known)
        before_it = counts.get(group[document])
        if before_it is None or reviewed(document) >= reviewed(before_it):
            counts[group[document]] = document
    chosen = {document: counts[group[document]] for _, document, _ in rows}
    return {document: new for document, new in chosen.items() if new != document}


def without_reading(case: Casefile) -> tuple[tuple[str, str], ...]:
    """(id, alias) of every document that nobody has read yet, in the order of taking in."""
    sql = "SELECT d.id, d.alias FROM document d WHERE NOT EXISTS (SELECT 1 FROM reading r WHERE r.document = d.id)"
    return tuple((document, alias) for document, alias in case._db.rows(f"{sql} ORDER BY d.turn, d.device"))


def unread_count(case: Casefile) -> int:
    """How many documents nobody has read yet: from the catalogue, whose rows are short."""
    sql = "SELECT count(*) FROM catalogue c WHERE NOT EXISTS (SELECT 1 FROM reading r WHERE r.document = c.document)"
    return int(case._db.rows(sql)[0][0])


def is_unread(case: Casefile, document_id: str) -> bool:
    """Whether the document is here and nobody has read it yet."""
    sql = "SELECT 1 FROM document d WHERE d.id = ? AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.document = d.id)"
    return case._db.one(sql, (document_id,)) is not None


def document(case: Casefile, document_id: str) -> Document:
    """One document without its text. Raises CasefileError when there is none."""
    row = case._db.one("SELECT record FROM document WHERE id = ?", (document_id,))
    if row is None:
        raise CasefileError("the casefile has no such document", where=document_id)
    return from_json(row[0], Document)


def _key(data: object) -> bytes:
    try:
        key = bytes.fromhex(data["key"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        key = b""
    if len(key) != KEY:
        raise Tampered("the key of the items' hashes is damaged")
    return key
