"""The vault: the only place, beside the documents' own text, where names are kept.

Each record is sealed under a key of its own, with its id as associated data. Opening one writes
``vault.opened`` to the log first; ids and a reason's code only, never a name. The sealing of a record
may change (a threshold envelope) without any other table noticing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rushlight.casefile.canonical import Json, canonical, pad, parse, unpad
from rushlight.casefile.keys import Keyring, commitment
from rushlight.casefile.log import Log
from rushlight.errors import CasefileError, MisuseError, Tampered
from rushlight.record import Randomness, new_id

OLD, APART = b"\x01", b"\x03"
"""The first byte of a record says how it is sealed: 1 under the vault key of a casefile of format 1, 3 under a data key
of its own, which lies wrapped beside it."""

_KEPT = "sealed_name WHERE id NOT IN (SELECT gone FROM erased WHERE what = 'vault')"
"""A source's own event goes on naming records that were erased."""

_REASON = re.compile(r"[a-z_]{2,40}")


@dataclass(frozen=True, slots=True)
class Vault:
    """Names by subject: the id of a source, of a party or of a document."""

    log: Log
    ring: Keyring
    randomness: Randomness

    def subjects(self) -> tuple[str, ...]:
        """Ids of those about whom the vault keeps something. Opens nothing."""
        rows = self.log.db.rows(f"SELECT DISTINCT subject FROM {_KEPT} ORDER BY subject")  # noqa: S608 - our own words
        return tuple(row[0] for row in rows)

    def open(self, subjects: Iterable[str], *, reason: str, at: dt.datetime, by: str) -> dict[str, Json]:
        """What the vault keeps of each subject, such as ``{"name": …}``; the latest record's fields win.

        ``reason`` is a code (lower-case words joined by underscores). One ``vault.opened`` event is durable
        before anything is opened. Raises CasefileError for a subject without a record, Tampered.
        """
        wanted = list(dict.fromkeys(subjects))
        if not _REASON.fullmatch(reason):
            raise MisuseError("the reason for opening the vault is a code, not a text", hint="such as follow_up or leak_check")
        records = [(subject, record) for subject in wanted for record in self._records(subject)]
        self.log.append("vault.opened", {"subjects": wanted, "reason": reason}, at=at, by=by)
        opened: dict[str, Json] = {subject: {} for subject in wanted}
        for subject, record in records:
            opened[subject] |= self._opened(record)
        return opened

    def put(self, names: Mapping[str, Mapping[str, Any]]) -> list[Json]:
        """Seal a record a subject, inside the caller's transaction; gives what the caller's event says of them."""
        said = []
        for subject, fields in names.items():
            record = new_id("va", self.randomness)
            bare, wrapped = self.ring.seal_with_new_key(pad(canonical(dict(fields))), record, record.encode())
            sealed = APART + bare
            self.log.db.rows("INSERT INTO vault VALUES (?, ?, ?)", (record, sealed, wrapped))
            said.append({"id": record, "subject": subject, "sha256": hashlib.sha256(sealed).hexdigest()})
        return said

    def check_key(self, record: str, sealed: bytes, wrapped: bytes) -> None:
        """Raise Tampered unless the key beside a record is the record's own. Opens no name."""
        if sealed[:1] == APART and not sealed[1:].startswith(commitment(self.ring.disclose(wrapped, record))):
            raise Tampered("a record of the vault does not belong to its key", where=record)
        if sealed[:1] == OLD and wrapped:
            raise Tampered("a record of the vault has a key that it does not need", where=record)

    def _records(self, subject: str) -> list[str]:
        rows = self.log.db.rows(f"SELECT id FROM {_KEPT} AND subject = ? ORDER BY turn, device, event", (subject,))  # noqa: S608
        if not rows:
            raise CasefileError("the vault keeps nothing of this subject", where=subject)
        return [row[0] for row in rows]

    def _opened(self, record: str) -> Json:
        row = self.log.db.one("SELECT sealed, wrapped_key FROM vault WHERE id = ?", (record,))
        if row is None or row[0][:1] not in (OLD, APART):
            raise Tampered("a record of the vault is missing or was changed", where=record)
        sealed, wrapped = row
        if sealed[:1] == OLD:
            plain = self.ring.open_name(sealed[1:], record)
        else:
            plain = self.ring.open_wrapped(sealed[1:], wrapped, record, record.encode())
        fields = parse(unpad(plain))
        if not isinstance(fields, dict):
            raise Tampered("a record of the vault is missing or was changed", where=record)
        return fields
