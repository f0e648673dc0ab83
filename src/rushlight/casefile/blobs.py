"""Originals, byte for byte, each sealed under its own key: small ones in the database, large ones as files."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rushlight.casefile.canonical import Json, pad, unpad
from rushlight.casefile.database import Database
from rushlight.casefile.files import make_folder, shred, write_whole
from rushlight.casefile.keys import Keyring, open_with
from rushlight.errors import CasefileError, Tampered
from rushlight.record import Randomness, new_id

FOLDER = "blobs"
LARGE = 1 << 20
"""Originals above this many bytes become files."""

_ID = re.compile(r"bl_[0-9a-z]{26}")


@dataclass(frozen=True, slots=True)
class Blobs:
    """The sealed originals of one casefile."""

    db: Database
    folder: Path
    ring: Keyring
    randomness: Randomness

    @contextlib.contextmanager
    def storing(self, data: bytes) -> Iterator[Json]:
        """Seal and store ``data`` inside a transaction; gives the record its event keeps.

        When the transaction is rolled back the file is removed. A crash, or a disk that fails in the
        commit (whose outcome nobody knows then), may leave a sealed file that no event names; ``verify``
        mentions it and nothing else reads it.
        """
        blob = new_id("bl", self.randomness)
        sealed, data_key = self.ring.seal_with_own_key(pad(data), blob.encode())
        place = "file" if len(data) > LARGE else "db"
        digest = hashlib.sha256(sealed).hexdigest()
        record: Json = {"id": blob, "size": len(data), "place": place, "sha256": digest, "data_key": data_key.hex()}
        try:
            if place == "file":
                make_folder(self.path(blob).parent)
                write_whole(self.path(blob), sealed)
            with self.db.transaction():
                if place == "db":
                    self.db.rows("INSERT INTO blobs VALUES (?, ?)", (blob, sealed))
                yield record
        except CasefileError:
            raise
        except BaseException:
            self._remove_unnamed(blob)
            raise

    def destroy(self, blob: str) -> None:
        """Overwrite and remove the file of an original. Raises CasefileError."""
        shred(self.path(blob))

    def _remove_unnamed(self, blob: str) -> None:
        with contextlib.suppress(OSError, CasefileError):
            if self.db.one("SELECT 1 FROM original WHERE id = ?", (blob,)) is None:
                self.path(blob).unlink(missing_ok=True)

    def sealed(self, blob: str, place: str) -> bytes:
        """The stored bytes. Raises Tampered when they are missing, CasefileError when the disk fails."""
        if place == "db":
            row = self.db.one("SELECT sealed FROM blobs WHERE id = ?", (blob,))
            if row is None:
                raise Tampered("an original is missing", where=blob)
            return bytes(row[0])
        try:
            return self.path(blob).read_bytes()
        except FileNotFoundError:
            raise Tampered("an original is missing", where=blob) from None
        except OSError:
            raise CasefileError("an original cannot be read", where=blob, hint="check the disk") from None

    def open(self, sealed: bytes, blob: str, data_key: str, wrapped_key: str) -> bytes:
        """The original; its key stands in its event's body, or, in a body of schema 1, lies there wrapped. Raises Tampered."""
        try:
            if wrapped_key:
                return unpad(self.ring.open_old_original(sealed, bytes.fromhex(wrapped_key), blob))
            return unpad(open_with(bytes.fromhex(data_key), sealed, blob.encode()))
        except (Tampered, ValueError):
            raise Tampered("an original does not open: it was changed", where=blob) from None

    def opened(self, sealed: bytes, said: Json) -> bytes:
        """The original that its event speaks of, checked against its hash. Raises Tampered.

        One of format 1 opens with its wrapped key in the copy that made it, and elsewhere with the key that was said later.
        """
        blob, later = said["id"], []
        if said.get("wrapped_key"):
            later = self.db.rows("SELECT data_key FROM original_key WHERE id = ? ORDER BY turn, device, event", (blob,))
        for key, wrapped in ((said["data_key"], said.get("wrapped_key", "")), *((row[0], "") for row in later)):
            with contextlib.suppress(Tampered):
                data = self.open(sealed, blob, key, wrapped)
                if hashlib.sha256(data).hexdigest() == said["bytes_sha256"]:
                    return data
        raise Tampered("an original does not open, or is not the one that was taken in", where=blob)

    def in_database(self) -> set[str]:
        return {row[0] for row in self.db.rows("SELECT id FROM blobs")}

    def in_folder(self) -> set[str]:
        return {path.name for path in (self.folder / FOLDER).glob("*/*") if path.is_file()}

    def path(self, blob: str) -> Path:
        """Where the file of an original lies. Raises Tampered for an id that is none."""
        if not _ID.fullmatch(blob):  # an edited row must not lead out of the folder
            raise Tampered("an original has no valid id")
        return self.folder / FOLDER / blob[-2:] / blob
