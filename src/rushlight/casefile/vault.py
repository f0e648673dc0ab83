"""The vault: the only place, beside the documents' own text, where names are kept.

Each record is sealed under a key of its own, with its id as associated data. Opening one writes
``vault.opened`` to the log first; ids and a reason's code only, never a name. A record
that says who somebody is is sealed for the trustees, where a team has set some (``envelopes``, ``identities``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rushlight.casefile import envelopes, trustees
from rushlight.casefile.canonical import Json, canonical, pad, parse, unpad
from rushlight.casefile.keys import Keyring, commitment
from rushlight.casefile.log import Log
from rushlight.errors import CasefileError, MisuseError, Tampered
from rushlight.record import Randomness, new_id

OLD, APART = b"\x01", b"\x03"
"""The first byte of a record says how it is sealed: 1 under the vault key of a casefile of format 1, 3 under a data key
of its own, which lies wrapped beside it. ``envelopes.THRESHOLD`` is 2: for trustees."""

_COUNTING = "event NOT IN (SELECT event FROM uncounted)"
_KEPT = f"sealed_name WHERE id NOT IN (SELECT gone FROM erased WHERE what = 'vault') AND {_COUNTING}"  # noqa: S608 - our own words
"""A source's own event goes on naming records that were erased."""

REASON = re.compile(r"[a-z_]{2,40}")


@dataclass(frozen=True, slots=True)
class Vault:
    """Names by subject: the id of a source, of a party or of a document."""

    log: Log
    ring: Keyring
    randomness: Randomness
    given: trustees.Trustees | None = None
    """A collector's trustees, from its team file: it has no log to find them in."""

    def subjects(self, rule: str = "1") -> tuple[str, ...]:
        """Ids of those about whom the vault keeps something, of whom the SQL ``rule`` holds. Opens nothing."""
        rows = self.log.db.rows(f"SELECT DISTINCT subject FROM {_KEPT} AND {rule} ORDER BY subject")  # noqa: S608 - our own words
        return tuple(row[0] for row in rows)

    def holds(self, subject: str) -> bool:
        """Whether the vault keeps something about this one. Opens nothing."""
        return self.log.db.one(f"SELECT 1 FROM (SELECT * FROM {_KEPT}) WHERE subject = ? LIMIT 1", (subject,)) is not None  # noqa: S608

    def open(
        self, subjects: Iterable[str], *, reason: str, at: dt.datetime, by: str, openable_only: bool = False
    ) -> dict[str, Json]:
        """What the vault keeps of each subject, such as ``{"name": …}``; the latest record's fields win.

        ``reason`` is a code (lower-case words joined by underscores). One ``vault.opened`` event is durable
        before anything is opened. Raises CasefileError for a subject without a record, and for one that is sealed for
        trustees (``openable_only`` passes over such records), Tampered.
        """
        wanted = list(dict.fromkeys(subjects))
        if not REASON.fullmatch(reason):
            raise MisuseError("the reason for opening the vault is a code, not a text", hint="such as follow_up or leak_check")
        records = [(subject, record) for subject in wanted for record in self.records(subject)]
        closed = [pair for pair in records if self.kept(pair[1])[:1] == envelopes.THRESHOLD]
        if closed and not openable_only:
            hint = "ask them: rushlight request-identity"
            raise CasefileError("this can be opened with the trustees only", where=closed[0][0], hint=hint)
        self.log.append("vault.opened", {"subjects": wanted, "reason": reason}, at=at, by=by)
        opened: dict[str, Json] = {subject: {} for subject in wanted}
        for subject, record in records:
            if (subject, record) not in closed:
                opened[subject] |= self.opened(record)
        return opened

    def put(self, names: Mapping[str, Mapping[str, Any]]) -> list[Json]:
        """Seal a record a subject, inside the caller's transaction; gives what the caller's event says of them.

        Where trustees are set, what says who somebody is is sealed for them. Raises MisuseError when too few are left.
        """
        said = []
        for subject, fields in names.items():
            record = new_id("va", self.randomness)
            sealed, wrapped = self._sealed(record, subject, fields)
            self.log.db.rows("INSERT INTO vault VALUES (?, ?, ?)", (record, sealed, wrapped))
            said.append({"id": record, "subject": subject, "sha256": hashlib.sha256(sealed).hexdigest()})
        return said

    def _sealed(self, record: str, subject: str, fields: Mapping[str, Any]) -> tuple[bytes, bytes]:
        """(the record, its wrapped data key); the key is empty for envelope 02, which nobody opens alone."""
        asked = (self.given or trustees.require(self.log.db, self.log.case)) if envelopes.concerns_identity(fields) else None
        if asked is not None:
            return envelopes.seal(fields, record, subject, asked.needed, asked.boxes, self.randomness), b""
        bare, wrapped = self.ring.seal_with_new_key(pad(canonical(dict(fields))), record, record.encode())
        return APART + bare, wrapped

    def check_key(self, record: str, sealed: bytes, wrapped: bytes) -> None:
        """Raise Tampered unless the key beside a record is the record's own. Opens no name."""
        if sealed[:1] == APART and not sealed[1:].startswith(commitment(self.ring.disclose(wrapped, record))):
            raise Tampered("a record of the vault does not belong to its key", where=record)
        if sealed[:1] == envelopes.THRESHOLD:
            envelopes.read(sealed, record)
        if sealed[:1] in (OLD, envelopes.THRESHOLD) and wrapped:
            raise Tampered("a record of the vault has a key that it does not need", where=record)

    def records(self, subject: str) -> list[str]:
        """Ids of a subject's records, oldest first; one that was sealed anew stands where the first one stood."""
        named = f"FROM sealed_name n WHERE subject = ? AND {_COUNTING}"
        rows = self.log.db.rows(f"SELECT id {named} ORDER BY turn, device, event", (subject,))
        gone = "SELECT 1 FROM erased e WHERE e.gone = n.id AND e.what = 'vault'"
        left = self.log.db.rows(f"SELECT id {named} AND NOT EXISTS ({gone})", (subject,))
        kept = {row[0] for row in left}
        if not kept:
            raise CasefileError("the vault keeps nothing of this subject", where=subject)
        return [record for record in dict.fromkeys(self._latest(row[0]) for row in rows) if record in kept]

    def has(self, record: str) -> bool:
        return self.log.db.one("SELECT 1 FROM vault WHERE id = ?", (record,)) is not None

    def shared(self, record: str) -> bool:
        """Whether a record is here, and sealed for trustees."""
        sql = "SELECT 1 FROM vault WHERE id = ? AND substr(sealed, 1, 1) = ?"
        return self.log.db.one(sql, (record, envelopes.THRESHOLD)) is not None

    def kept(self, record: str) -> bytes:
        """A record as it is stored. Raises Tampered when it is missing."""
        row = self.log.db.one("SELECT sealed FROM vault WHERE id = ?", (record,))
        if row is None:
            raise Tampered("a record of the vault is missing or was changed", where=record)
        return bytes(row[0])

    def _latest(self, record: str) -> str:
        """The record that stands in the place of this one today."""
        sql, seen = "SELECT id FROM resealed WHERE replaces = ? ORDER BY turn DESC, device DESC, event DESC LIMIT 1", {record}
        while (row := self.log.db.one(sql, (record,))) is not None and row[0] not in seen:
            record = str(row[0])
            seen.add(record)
        return record

    def opened(self, record: str) -> Json:
        """The fields of a record that every member can open. Raises Tampered. Logs nothing: see ``open``."""
        row = self.log.db.one("SELECT sealed, wrapped_key FROM vault WHERE id = ?", (record,))
        if row is None or row[0][:1] not in (OLD, APART):
            raise Tampered("a record of the vault is missing or was changed", where=record)
        return self._fields(record, *row)

    def check_sent(self, record: str, sealed: bytes, wrapped: bytes) -> None:
        """Raise Tampered unless what another device sent is a record that can be opened, by us or by its trustees."""
        if sealed[:1] == APART:
            self._fields(record, sealed, wrapped)
        else:
            envelopes.read(sealed, record)

    def _fields(self, record: str, sealed: bytes, wrapped: bytes) -> Json:
        if sealed[:1] == OLD:
            plain = self.ring.open_name(sealed[1:], record)
        else:
            plain = self.ring.open_wrapped(sealed[1:], wrapped, record, record.encode())
        fields = parse(unpad(plain))
        if not isinstance(fields, dict):
            raise Tampered("a record of the vault is missing or was changed", where=record)
        return fields
