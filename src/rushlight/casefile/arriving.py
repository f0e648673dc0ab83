"""What a bundle brings, put beside the casefile: each line is looked at and kept in the tables ``waiting…``; it counts not yet.

Data keys are wrapped under our own case key at once. Whatever is not of the right form refuses the whole bundle.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from rushlight.casefile import bundles, note
from rushlight.casefile.canonical import Json
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.erased import protected
from rushlight.casefile.events import KIND, Stored, body_hash_holds
from rushlight.casefile.keys import KEY, commitment
from rushlight.casefile.vault import APART
from rushlight.errors import Tampered

LONGEST_NOTE = 1 << 16
_DEVICE = re.compile(r"dv_[0-9a-z]{26}")
_BLOB = re.compile(r"bl_[0-9a-z]{26}")
_LARGEST_SEQ = 1 << 52


@dataclass
class Gone:
    """Ids that were erased on request: none of it is taken in again, from whatever bundle."""

    events: set[str] = field(default_factory=set)
    vault: set[str] = field(default_factory=set)
    blobs: set[str] = field(default_factory=set)

    def add(self, data: Json) -> None:
        """Take up the data of one ``report.erased``. Raises Tampered when it has not the form it should."""
        try:
            self.events |= {str(event["id"]) for event in data["events"]}
            self.vault |= {str(record) for record in data.get("vault", ())}
            self.blobs |= {str(blob) for blob in data.get("blobs", ())}
        except (KeyError, TypeError, AttributeError):
            raise Tampered("an erasure has not the form it should") from None


@dataclass
class Arrivals:
    """Takes the lines of one bundle, within the caller's transaction. ``known`` counts events that were here already."""

    case: Casefile
    bundle: str
    gone: Gone
    known: int = 0
    past: bool = False
    """Whether the last event was erased: what hangs on it follows in the bundle, and is not taken either."""

    def take(self, kind: str, value: Any) -> None:
        """One line. Raises Tampered or NewerCasefile; nothing of the bundle may be kept then."""
        {"event": self._event, "vault": self._vault, "blob": self._part, "checkpoint": self._note}[kind](value)

    def _event(self, value: Any) -> None:
        stored, data_key = bundles.read_event(value)
        fields = stored.fields
        event, device, seq = fields["id"], fields["device"], fields["seq"]
        if not _DEVICE.fullmatch(device) or not KIND.fullmatch(fields["kind"]) or len(event) > 100:
            raise Tampered("an event's header has other fields than it should")
        if type(seq) is not int or not 0 <= seq < _LARGEST_SEQ:
            raise Tampered("an event's header has other fields than it should")
        if stored.sealed and not (body_hash_holds(stored) and _belongs(stored.sealed, data_key)):
            raise Tampered("an event's body is not the one that was signed", where=event)
        self.past = event in self.gone.events and not protected(fields["kind"])
        if self._held(device, seq, stored.hash):
            self.known += 1
            return
        whole = bool(stored.sealed) and not self.past
        sealed, wrapped = (stored.sealed, self.case._ring.wrap(data_key, event)) if whole else (b"", b"")
        row = (device, seq, stored.hash, event, stored.header, stored.signature, sealed, wrapped)
        how = "REPLACE" if whole else "IGNORE"  # one that came with its body is worth more than one without
        self.case._db.rows(f"INSERT OR {how} INTO waiting VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608

    def _held(self, device: str, seq: int, digest: str) -> bool:
        row = self.case._db.one("SELECT header, signature FROM events WHERE device = ? AND seq = ?", (device, seq))
        if row is not None and Stored(row[0], row[1], b"", b"").hash == digest:
            return True
        sql = "SELECT 1 FROM forks WHERE device = ? AND seq = ? AND hash = ?"
        return self.case._db.one(sql, (device, seq, digest)) is not None

    def _vault(self, value: Any) -> None:
        record, sealed, data_key = bundles.read_vault(value)
        if self.past or record in self.gone.vault or self.case._db.one("SELECT 1 FROM vault WHERE id = ?", (record,)):
            return
        if len(record) > 100 or (sealed[:1] == APART) != bool(data_key) or (data_key and not _belongs(sealed[1:], data_key)):
            raise Tampered("a record of the vault does not belong to its key", where=record[:100])
        wrapped = self.case._ring.wrap(data_key, record) if data_key else b""
        row = (record, hashlib.sha256(sealed).hexdigest(), sealed, wrapped)
        self.case._db.rows("INSERT OR REPLACE INTO waiting_vault VALUES (?, ?, ?, ?)", row)

    def _part(self, value: Any) -> None:
        blob, part, parts, sealed = bundles.read_blob(value)
        if not _BLOB.fullmatch(blob) or len(sealed) > bundles.PART:
            raise Tampered("a line of the bundle has not the form it should")
        if self.past or blob in self.gone.blobs or self.case._db.one("SELECT 1 FROM original WHERE id = ?", (blob,)):
            return
        row = (blob, self.bundle, part, parts, sealed)
        self.case._db.rows("INSERT OR REPLACE INTO waiting_parts VALUES (?, ?, ?, ?, ?)", row)

    def _note(self, value: Any) -> None:
        if not isinstance(value, str) or len(value) > LONGEST_NOTE:
            raise Tampered("this is no checkpoint")
        said = note.read(value)
        if said.case != self.case.id or not _DEVICE.fullmatch(said.device):
            raise Tampered("a checkpoint is of another casefile or device")
        self.case._db.rows("INSERT OR IGNORE INTO waiting_notes VALUES (?, ?, ?)", (said.device, said.size, note.plain(value)))


def _belongs(sealed: bytes, data_key: bytes) -> bool:
    return len(data_key) == KEY and sealed[:KEY] == commitment(data_key)
